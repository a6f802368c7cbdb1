import { builder } from '../builder.ts';
import { InvalidArgumentError } from '../errors.ts';
import { checkedLimit } from '../pagination.ts';
import { checkedAgs } from '../places/graphql.ts';
import { type LatestValues, listLatestValues, mostLatest } from './latest-queries.ts';
import { mostListeners } from './live.ts';
import { SensorStateEnum, SensorThemeEnum } from './vocabulary-graphql.ts';

const LatestValuesType = builder.objectRef<LatestValues>('LatestValues').implement({
  description:
    'Latest values as columns of equal length, an entry a datastream that has ever said anything, by their ids.',
  fields: (t) => ({
    datastreamIds: t.expose('datastreamIds', { type: 'Numbers', description: 'Ids of the datastreams.' }),
    times: t.expose('times', {
      type: 'Numbers',
      description: 'When it was so, seconds since 1970-01-01T00:00:00Z; of an interval its end.',
    }),
    values: t.expose('values', {
      type: 'Numbers',
      description: 'In the unit of each datastream; null = it is no number.',
    }),
    flags: t.expose('flags', { type: 'Numbers', description: 'Flags, a bit a flag as `qualityFlags` has them.' }),
    states: t.expose('states', { type: [SensorStateEnum], description: 'States, now.' }),
  }),
});

const ags = { required: true, description: 'Key of the municipality, eight digits.' } as const;
const theme = { type: SensorThemeEnum, description: 'Only of this theme; default: of all.' } as const;

builder.queryField('latestValues', (t) =>
  t.field({
    type: LatestValuesType,
    description: `The latest values of a municipality in one answer, at most ${mostLatest}.`,
    complexity: 50,
    args: {
      ags: t.arg.string(ags),
      theme: t.arg(theme),
      ids: t.arg.intList({ description: 'Only of these datastreams, at most 5000; default: of all.' }),
    },
    resolve: (_root, { ags: key, theme: chosen, ids }, { db }) => {
      if (ids) checkedLimit('ids', ids.length, 5000);
      return listLatestValues(db, checkedAgs(key), chosen ?? null, ids ?? null);
    },
  }),
);

builder.subscriptionType({
  description:
    'What is told as it happens, as server-sent events: ask by GET or POST with `Accept: text/event-stream`.',
});

builder.subscriptionField('latestValues', (t) =>
  t.field({
    type: LatestValuesType,
    description:
      'Latest values that are new, gathered for a second; those that were there before are not told. Who reads too slowly ' +
      'is let go: ask anew then, and for what is missing.',
    complexity: 50,
    args: { ags: t.arg.string(ags), theme: t.arg(theme) },
    subscribe: (_root, { ags: key, theme: chosen }, { live }) => {
      if (live.count >= mostListeners) {
        throw new InvalidArgumentError(
          'latestValues',
          `latestValues: ${mostListeners} listen already; try again later.`,
        );
      }
      return live.listen(checkedAgs(key), chosen ?? null);
    },
    resolve: (values) => values,
  }),
);
