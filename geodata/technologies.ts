/**
 * The technologies that German coverage figures are told apart by.
 * Source: Breitbandatlas, Technische Dokumentation; the older atlas' radio technologies are kept for its editions.
 */
export const technologies = [
  { id: 'ALL', family: 'all', description: 'Any technology, wired or wireless (atlas: alle Technologien, 300).' },
  { id: 'WIRED', family: 'all', description: 'Any wired technology (atlas: leitungsgebundene Technologien, 100).' },
  { id: 'FTTH_B', family: 'fibre', description: 'Fibre to the home or to the building (FTTH and FTTB together).' },
  { id: 'FTTH', family: 'fibre', description: 'Fibre to the home.' },
  { id: 'FTTB', family: 'fibre', description: 'Fibre to the building.' },
  { id: 'HFC', family: 'cable', description: 'Hybrid fibre coax, the television cable network (atlas: CATV; DOCSIS).' },
  { id: 'DSL', family: 'copper', description: 'Telephone copper of all kinds (atlas: DSL; ADSL and FTTC/VDSL).' },
  { id: 'FTTC', family: 'copper', description: 'Fibre to the cabinet, copper from there (VDSL).' },
  { id: 'WIRELESS', family: 'wireless', description: 'Any wireless technology (atlas: mobile Technologien, 200).' },
  { id: 'LTE', family: 'wireless', description: 'LTE at a fixed address.' },
  { id: 'UMTS', family: 'wireless', description: 'UMTS at a fixed address.' },
  { id: 'WLAN', family: 'wireless', description: 'Radio networks of the WLAN family at a fixed address.' },
  { id: 'WIMAX', family: 'wireless', description: 'WiMAX at a fixed address.' },
  { id: 'PLC', family: 'all', description: 'Power line communication.' },
] as const;

export type Technology = (typeof technologies)[number]['id'];

/** What a reader of the map can tell apart: fibre, cable, copper, wireless, and "all" for sums over them. */
export type TechnologyFamily = (typeof technologies)[number]['family'];

/** Downstream speed classes in Mbit/s, slowest first. Cumulative: a class counts all who can get at least that. */
export const speedClasses = [1, 2, 6, 8, 10, 16, 30, 50, 100, 200, 400, 1000] as const;

/**
 * From this class on, Mbit/s downstream, only fibre and cable are left: copper ends at 250 (VDSL2 super vectoring, ITU-T
 * G.993.2 annex Q), and the atlas surveys no radio beyond 50. Only here can be computed who has both: cable + fibre - all.
 */
export const fibreOrCableFrom = 400;

export type SpeedClass = (typeof speedClasses)[number];

/** A figure of coverage: technology and speed class, e.g. `FTTH_B_1000`. An edition lists those that it surveyed. */
export type Figure = `${Technology}_${SpeedClass}`;

const known = new Map<string, { technology: Technology; downstreamMbits: SpeedClass }>(
  technologies.flatMap(({ id }) =>
    speedClasses.map((downstreamMbits) => [`${id}_${downstreamMbits}`, { technology: id, downstreamMbits }] as const),
  ),
);

/** The figure's name. */
export function figureOf(technology: Technology, downstreamMbits: SpeedClass): Figure {
  return `${technology}_${downstreamMbits}`;
}

/** Technology and class of a figure's name, or undefined if it names none. */
export function parseFigure(name: string): { technology: Technology; downstreamMbits: SpeedClass } | undefined {
  return known.get(name);
}
