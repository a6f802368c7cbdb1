import {
  type SpeedClass,
  speedClasses,
  type Technology,
  type TechnologyFamily,
  figureOf,
} from '../../geodata/technologies.ts';

/** What the reader chooses between. An edition that does not know the first technology of a family shows the next it knows. */
export const choices: readonly { family: TechnologyFamily; technologies: readonly Technology[] }[] = [
  { family: 'all', technologies: ['ALL', 'WIRED'] },
  { family: 'fibre', technologies: ['FTTH_B', 'FTTH', 'FTTB'] },
  { family: 'cable', technologies: ['HFC'] },
  { family: 'copper', technologies: ['DSL', 'FTTC'] },
  { family: 'wireless', technologies: ['WIRELESS', 'LTE', 'UMTS', 'WLAN', 'WIMAX'] },
];

/** Classes that are always offered; older ones are offered where the edition has them. */
export const usualSpeeds: readonly SpeedClass[] = [30, 50, 100, 200, 400, 1000];

interface Surveyed {
  figures: readonly { name: string }[];
}

export function isSurveyed(edition: Surveyed, technology: Technology, speed: SpeedClass): boolean {
  return edition.figures.some(({ name }) => name === figureOf(technology, speed));
}

/** The technology that an edition has for a family: the wished one, else the next of its family with this class, else with any. */
export function resolveTechnology(edition: Surveyed, wished: Technology, speed: SpeedClass): Technology {
  const family = choices.find((choice) => choice.technologies.includes(wished));
  const candidates = [wished, ...(family?.technologies ?? [])];
  return (
    candidates.find((technology) => isSurveyed(edition, technology, speed)) ??
    candidates.find((technology) => speedClasses.some((any) => isSurveyed(edition, technology, any))) ??
    wished
  );
}

export interface Figure {
  technology: Technology;
  speed: SpeedClass;
}

/** Figures that an edition has one press away from a chosen one, and that one itself. */
export function listNeighbours(edition: Surveyed, technology: Technology, speed: SpeedClass): Figure[] {
  const beside = choices.map(({ technologies: [first] }) => resolveTechnology(edition, first ?? technology, speed));
  const figures = [
    ...[...new Set([technology, ...beside])].map((other) => ({ technology: other, speed })),
    ...usualSpeeds.filter((other) => other !== speed).map((other) => ({ technology, speed: other })),
  ];
  return figures.filter((figure) => isSurveyed(edition, figure.technology, figure.speed));
}

/** Classes to offer: the usual ones, and the older ones that the edition has for a technology. */
export function listOlderSpeeds(edition: Surveyed, technology: Technology): SpeedClass[] {
  return speedClasses.filter((speed) => !usualSpeeds.includes(speed) && isSurveyed(edition, technology, speed));
}

/** Fastest class that an edition has for a technology, undefined if it has none. */
export function fastestSpeed(edition: Surveyed, technology: Technology): SpeedClass | undefined {
  return speedClasses.findLast((speed) => isSurveyed(edition, technology, speed));
}

/** Name of the tile attribute that carries a figure. */
export function attributeOf(technology: Technology, speed: SpeedClass): string {
  return figureOf(technology, speed).toLowerCase();
}
