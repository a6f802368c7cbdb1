import type { TechnologyFamily } from '../../geodata/technologies.ts';

/** Signs of Swatch.svelte: a hue, two of them, an outline, hatch or dots. */
export type SwatchKind = TechnologyFamily | 'both' | 'none' | 'missing' | 'modelled';
