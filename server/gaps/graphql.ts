/** What the three lists of gaps have in common. */
import { builder } from '../builder.ts';
import type { GapOrder } from './groups.ts';

export const GapOrderEnum = builder.enumType('GapOrder', {
  description: 'What gaps are ordered by.',
  values: {
    HOUSEHOLDS: { description: 'Most households without the class first; those whose households are unknown last.' },
    SHARE: { description: 'Lowest share first.' },
  } satisfies Record<GapOrder, { description: string }>,
});

/** Texts of arguments and fields that the three lists share. */
export const gapTexts = {
  ags: 'Key of the municipality, eight digits.',
  technology: 'The technology.',
  minDownstreamMbits: 'Speed class, Mbit/s downstream, cumulative; see `speedClasses`.',
  belowPercent: 'A gap has a share below this: % of households with the class, above 0, at most 100.',
  minHouseholds:
    'Only gaps with at least this many households without the class; those whose households are unknown are then left out, ' +
    'and counted. Default: 0, all.',
  orderBy: 'What they are ordered by.',
  edition: 'Where the shares come from.',
  cellEdition:
    'Edition of cells by its `editionId`; default: the newest with cells of the municipality that surveyed the figure.',
  sharePercent: '% of households with the class, 0-100, at most two decimals.',
  householdsWithout:
    'Number of households without the class: those that live there × (1 − share), rounded; null = nobody states households.',
  modelled: 'True if computed by a model and not published by anybody.',
};
