import { type SpeedClass, type Technology } from '../../geodata/technologies.ts';
import { isSurveyed, listOlderSpeeds, usualSpeeds } from '../editions/figures.ts';

interface Surveyed {
  figures: readonly { name: string }[];
}

/** An option of a control in the question; one that has nothing to show stays listed. */
export interface Option<Value> {
  value: Value;
  surveyed: boolean;
}

/** How the sentence names what something comes through, and which technologies of the atlas that is; the first is the usual one. */
const means: readonly (readonly Technology[])[] = [
  ['ALL'],
  ['WIRED'],
  ['FTTH_B', 'FTTH', 'FTTB'],
  ['HFC'],
  ['DSL', 'FTTC'],
  ['WIRELESS', 'LTE', 'UMTS', 'WLAN', 'WIMAX'],
];

/** The technology of the same kind that the edition surveyed at a speed, else the wished one. */
export function resolveMeans(edition: Surveyed, wished: Technology, speed: SpeedClass): Technology {
  const kind = means.find((technologies) => technologies.includes(wished)) ?? [wished];
  return [wished, ...kind].find((technology) => isSurveyed(edition, technology, speed)) ?? wished;
}

export function technologyOptions(edition: Surveyed, speed: SpeedClass): Option<Technology>[] {
  return means.map((technologies) => {
    const value = resolveMeans(edition, technologies[0] ?? 'ALL', speed);
    return { value, surveyed: isSurveyed(edition, value, speed) };
  });
}

/** The usual classes and the older ones that the edition has; the chosen one is always among them. */
export function speedOptions(edition: Surveyed, technology: Technology, chosen: SpeedClass): Option<SpeedClass>[] {
  const speeds = new Set<SpeedClass>([...listOlderSpeeds(edition, technology), ...usualSpeeds, chosen]);
  return [...speeds]
    .sort((one, other) => one - other)
    .map((value) => ({ value, surveyed: isSurveyed(edition, technology, value) }));
}

/** Numbers to choose from; the chosen one is always among them. */
export function numberOptions(usual: readonly number[], chosen: number): number[] {
  return [...new Set([...usual, chosen])].sort((one, other) => one - other);
}

/** Thresholds, % of households; all but 100 are bounds of the map's classes. */
export const thresholds = [10, 25, 50, 75, 95, 100] as const;

/** Least households of a gap. */
export const leastHouseholds = [0, 5, 10, 25, 50, 100, 250] as const;
