/** The sixteen Länder by the first two digits of every AGS. Source: Statistisches Bundesamt, Gemeindeverzeichnis. */
export const states = {
  '01': 'Schleswig-Holstein',
  '02': 'Hamburg',
  '03': 'Niedersachsen',
  '04': 'Bremen',
  '05': 'Nordrhein-Westfalen',
  '06': 'Hessen',
  '07': 'Rheinland-Pfalz',
  '08': 'Baden-Württemberg',
  '09': 'Bayern',
  '10': 'Saarland',
  '11': 'Berlin',
  '12': 'Brandenburg',
  '13': 'Mecklenburg-Vorpommern',
  '14': 'Sachsen',
  '15': 'Sachsen-Anhalt',
  '16': 'Thüringen',
} as const;

export type StateCode = keyof typeof states;

/** An AGS as eight digits of a known Land; a lost leading zero comes back. Undefined if it can't be one. */
export function normaliseAgs(text: string, digits: 5 | 8 = 8): string | undefined {
  const trimmed = text.trim();
  if (!/^\d+$/.test(trimmed) || trimmed.length < digits - 1 || trimmed.length > digits) return undefined;
  const ags = trimmed.padStart(digits, '0');
  return ags.slice(0, 2) in states ? ags : undefined;
}

/** Name of the Land that an AGS lies in. */
export function stateNameOf(ags: string): string {
  return states[ags.slice(0, 2) as StateCode];
}
