/** What a town's sensors are about, as people look for them. */
export const themes = [
  { id: 'parking', name: { de: 'Parken', en: 'Parking' } },
  { id: 'counting', name: { de: 'Rad- und Fußverkehr', en: 'Cyclists and pedestrians' } },
  { id: 'water', name: { de: 'Wasserstand', en: 'Water level' } },
  { id: 'weather', name: { de: 'Wetter', en: 'Weather' } },
  { id: 'air', name: { de: 'Luft', en: 'Air' } },
  { id: 'soil', name: { de: 'Bäume und Boden', en: 'Trees and soil' } },
  { id: 'noise', name: { de: 'Lärm', en: 'Noise' } },
  { id: 'charging', name: { de: 'Laden', en: 'Charging' } },
  { id: 'waste', name: { de: 'Abfall', en: 'Waste' } },
  { id: 'energy', name: { de: 'Energie', en: 'Energy' } },
] as const satisfies readonly { id: string; name: { de: string; en: string } }[];

export type ThemeId = (typeof themes)[number]['id'];
