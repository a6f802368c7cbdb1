import { type Technology, technologies, type TechnologyFamily } from '../geodata/technologies.ts';

const families = new Map<Technology, TechnologyFamily>(technologies.map(({ id, family }) => [id, family]));

/** The hue of a technology: what a reader of the map can tell apart. */
export function familyOf(technology: Technology): TechnologyFamily {
  return families.get(technology) ?? 'all';
}
