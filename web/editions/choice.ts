import type { SpeedClass, Technology, TechnologyFamily } from '../../geodata/technologies.ts';
import type { Edition } from './editions.ts';
import { choices, fastestSpeed, isSurveyed, listOlderSpeeds, resolveTechnology, usualSpeeds } from './figures.ts';

/** A technology to choose, and why it has nothing to show at the chosen class. */
export interface TechnologyOption {
  family: TechnologyFamily;
  technology: Technology;
  surveyed: boolean;
  fastest: SpeedClass | undefined;
}

export interface SpeedOption {
  speed: SpeedClass;
  surveyed: boolean;
}

export function technologyOptions(edition: Edition, speed: SpeedClass): TechnologyOption[] {
  return choices.map(({ family, technologies }) => {
    const technology = resolveTechnology(edition, technologies[0] ?? 'ALL', speed);
    return {
      family,
      technology,
      surveyed: isSurveyed(edition, technology, speed),
      fastest: fastestSpeed(edition, technology),
    };
  });
}

/** The usual classes, and the older ones that the edition has; the chosen one is always among them. */
export function speedOptions(
  edition: Edition,
  technology: Technology,
  chosen: SpeedClass,
): { usual: SpeedOption[]; older: SpeedOption[] } {
  const option = (speed: SpeedClass) => ({ speed, surveyed: isSurveyed(edition, technology, speed) });
  const older = listOlderSpeeds(edition, technology);
  const withChosen =
    usualSpeeds.includes(chosen) || older.includes(chosen)
      ? older
      : [...older, chosen].sort((one, other) => one - other);
  return { usual: usualSpeeds.map(option), older: withChosen.map(option) };
}
