import { flagsOf } from '../../geodata/sensors/quality.ts';
import { loadTogether } from '../batch.ts';
import { builder, connectionNames } from '../builder.ts';
import { EditionType } from '../editions/graphql.ts';
import { InvalidArgumentError } from '../errors.ts';
import { checkedLimit, pageById, pageCost, readPage } from '../pagination.ts';
import { checkedAgs, editionOf } from '../places/graphql.ts';
import {
  countThings,
  type Datastream,
  type DatastreamDevice,
  findDatastreams,
  findDatastreamsOfThings,
  findDevices,
  findThings,
  listThings,
  mostDatastreams,
  type Thing,
  type ThingFilter,
} from './queries.ts';
import {
  readSeries,
  readUsualRange,
  seriesArguments,
  seriesField,
  usualRangeArguments,
  usualRangeField,
} from './series-graphql.ts';
import { QualityFlagEnum, SensorStateEnum, SensorThemeEnum } from './vocabulary-graphql.ts';

/** What a list of datastreams costs: most things have a few. */
const datastreamCost = { field: 2, multiplier: 6 };

/** Most datastreams that are asked for by their ids at once. */
const mostAsked = 200;

export const ThingType = builder.objectRef<Thing>('Thing').implement({
  description: 'Something that observes: a car park, a counter, a tree. Entity Thing of OGC SensorThings.',
  fields: (t) => ({
    ags: t.exposeString('ags', { description: 'Key of its municipality, eight digits.' }),
    thingId: t.exposeInt('id', { description: 'Its id, also in the SensorThings interface.' }),
    name: t.exposeString('name', { description: 'What people call it.' }),
    description: t.exposeString('description', { description: 'What it is.' }),
    theme: t.expose('theme', { type: SensorThemeEnum, nullable: true, description: 'Its theme; null = not stated.' }),
    modelled: t.exposeBoolean('modelled', { description: 'True: a model says its values, and nobody measured them.' }),
    places: t.exposeInt('places', {
      nullable: true,
      description:
        'Parking spaces or charging points that it has, free or not, as `spaces`, `points` or `totalSpotNumber` of its properties say; null = not stated.',
    }),
    longitude: t.exposeFloat('longitude', {
      nullable: true,
      description: 'Where it is, degrees, EPSG:4326; null = not known.',
    }),
    latitude: t.exposeFloat('latitude', {
      nullable: true,
      description: 'Where it is, degrees, EPSG:4326; null = not known.',
    }),
    state: t.expose('state', { type: SensorStateEnum, description: 'State of the first of its datastreams, now.' }),
    edition: t.field({
      type: EditionType,
      description: 'Description of the network that it comes from.',
      resolve: ({ editionId }, _args, context) => editionOf(context, editionId),
    }),
    datastreams: t.field({
      type: [DatastreamType],
      description: `What it observes, the most important first; at most ${mostDatastreams}.`,
      complexity: datastreamCost,
      resolve: (thing, _args, context, info) =>
        loadTogether(context, info, thing, async (things) => {
          const rows = await findDatastreamsOfThings(context.db, things);
          const found = Map.groupBy(rows, ({ thingId }) => thingId);
          return ({ id }) => found.get(id) ?? [];
        }),
    }),
  }),
});

type Latest = Datastream & { latestTime: Date };

const LatestValueType = builder.objectRef<Latest>('LatestValue').implement({
  description: 'The latest observation of a datastream.',
  fields: (t) => ({
    value: t.exposeFloat('latestResult', {
      nullable: true,
      description: 'Its result, in the unit of the datastream; null = it is no number, or a meter’s first reading.',
    }),
    time: t.field({
      type: 'DateTime',
      description: 'When it was so; of an interval its end.',
      resolve: ({ latestTime, latestEnd }) => latestEnd ?? latestTime,
    }),
    flags: t.field({
      type: [QualityFlagEnum],
      description: 'What is to be minded of it.',
      resolve: ({ latestFlags }) => flagsOf(latestFlags ?? 0),
    }),
  }),
});

const DeviceType = builder.objectRef<DatastreamDevice>('DatastreamDevice').implement({
  description: 'A device that fed a datastream for a time.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name.' }),
    from: t.expose('from', { type: 'DateTime', nullable: true, description: 'Since when; null = from the start.' }),
    until: t.expose('until', {
      type: 'DateTime',
      nullable: true,
      description: 'When another one took over; null = it still does.',
    }),
  }),
});

export const DatastreamType = builder.objectRef<Datastream>('Datastream');

DatastreamType.implement({
  description: 'What a thing observes, in one unit. It outlives the devices that feed it.',
  fields: (t) => ({
    datastreamId: t.exposeInt('id', { description: 'Its id, also in the SensorThings interface.' }),
    name: t.exposeString('name', { description: 'What people call it.' }),
    propertyKey: t.exposeString('propertyKey', {
      nullable: true,
      description: 'What is observed, e.g. air_temperature; null = nothing that this product knows.',
    }),
    propertyName: t.exposeString('propertyName', { description: 'The same in words, German.' }),
    ucum: t.exposeString('ucum', { nullable: true, description: 'UCUM code of its unit; null = not known.' }),
    unitSymbol: t.exposeString('unitSymbol', { nullable: true, description: 'Its unit as people write it, e.g. °C.' }),
    summed: t.exposeBoolean('summed', { description: 'True: results add up (counts, rain); false: their mean tells.' }),
    intervalSeconds: t.exposeInt('intervalSeconds', {
      nullable: true,
      description: 'Seconds between two observations, as expected; null = irregular.',
    }),
    staleAfterSeconds: t.exposeInt('staleAfterSeconds', {
      description: 'Age at which its latest value is stale, seconds.',
    }),
    plausibleLow: t.exposeFloat('plausibleLow', {
      nullable: true,
      description: 'Least plausible result, in the unit of results; null = none.',
    }),
    plausibleHigh: t.exposeFloat('plausibleHigh', {
      nullable: true,
      description: 'Greatest plausible result, in the unit of results; null = none.',
    }),
    state: t.expose('state', { type: SensorStateEnum, description: 'State of its latest value, now.' }),
    latest: t.field({
      type: LatestValueType,
      nullable: true,
      description: 'Its latest observation; null = it has never said anything.',
      resolve: (datastream) => (isLatest(datastream) ? datastream : null),
    }),
    devices: t.field({
      type: [DeviceType],
      description:
        'The devices that have fed it, oldest first. Where one took over from another the series has a splice.',
      complexity: { field: 2, multiplier: 2 },
      resolve: (datastream, _args, context, info) =>
        loadTogether(context, info, datastream, async (datastreams) => {
          const found = Map.groupBy(await findDevices(context.db, datastreams), ({ datastreamId }) => datastreamId);
          return ({ id }) => found.get(id) ?? [];
        }),
    }),
    thing: t.field({
      type: ThingType,
      nullable: true,
      description: 'The thing that observes it; null = it is gone meanwhile.',
      resolve: (datastream, _args, context, info) =>
        loadTogether(context, info, datastream, async (datastreams) => {
          const found = new Map<number, Thing>();
          for (const [ags, own] of Map.groupBy(datastreams, (one) => one.ags)) {
            const ids = [...new Set(own.map(({ thingId }) => thingId))];
            for (const thing of await findThings(context.db, ags, ids)) found.set(thing.id, thing);
          }
          return ({ thingId }) => found.get(thingId) ?? null;
        }),
    }),
    series: t.field({
      ...seriesField,
      args: {
        from: t.arg(seriesArguments.from),
        to: t.arg(seriesArguments.to),
        bucket: t.arg(seriesArguments.bucket),
      },
      resolve: readSeries,
    }),
    usualRange: t.field({
      ...usualRangeField,
      args: { on: t.arg(usualRangeArguments.on) },
      resolve: readUsualRange,
    }),
  }),
});

function isLatest(datastream: Datastream): datastream is Latest {
  return datastream.latestTime !== null;
}

builder.queryFields((t) => ({
  thing: t.field({
    type: ThingType,
    nullable: true,
    description: 'A thing of a municipality by its id; null = there is none.',
    args: {
      ags: t.arg.string({ required: true, description: 'Key of the municipality, eight digits.' }),
      id: t.arg.int({ required: true, description: 'Its `thingId`.' }),
    },
    resolve: async (_root, { ags, id }, { db }) => (await findThings(db, checkedAgs(ags), [id]))[0] ?? null,
  }),
  things: t.connection(
    {
      type: ThingType,
      description: 'Things of a municipality that observe, in the order of their ids.',
      complexity: pageCost,
      args: {
        ags: t.arg.string({ required: true, description: 'Key of the municipality, eight digits.' }),
        theme: t.arg({ type: SensorThemeEnum, description: 'Only of this theme; default: of all.' }),
        bbox: t.arg.floatList({ description: 'Only in this box: west, south, east, north; degrees, EPSG:4326.' }),
        state: t.arg({ type: SensorStateEnum, description: 'Only in this state; default: in any.' }),
      },
      resolve: async (_root, { ags, theme, bbox, state, ...pageArguments }, { db }) => {
        const filter: ThingFilter = {
          ags: checkedAgs(ags),
          theme: theme ?? null,
          bounds: bbox ? checkedBounds(bbox) : null,
          state: state ?? null,
        };
        const page = readPage(pageArguments, { list: 'things', ...filter }, ['number']);
        return pageById(
          page,
          (range) => listThings(db, filter, range),
          () => countThings(db, filter),
        );
      },
    },
    ...connectionNames('Thing', 'things'),
  ),
  datastreams: t.field({
    type: [DatastreamType],
    description: 'Datastreams of a municipality by their ids, in that order; those that are not there are left out.',
    complexity: ({ ids }) => ({ field: 1, multiplier: Math.max(1, ids.length) }),
    args: {
      ags: t.arg.string({ required: true, description: 'Key of the municipality, eight digits.' }),
      ids: t.arg.intList({ required: true, description: `Their \`datastreamId\`s, at most ${mostAsked}.` }),
    },
    resolve: async (_root, { ags, ids }, { db }) => {
      checkedLimit('ids', ids.length, mostAsked);
      const found = new Map((await findDatastreams(db, checkedAgs(ags), ids)).map((one) => [one.id, one]));
      return ids.flatMap((id) => found.get(id) ?? []);
    },
  }),
}));

function checkedBounds(bounds: readonly number[]): readonly number[] {
  const [west, south, east, north] = bounds;
  const sensible =
    bounds.length === 4 &&
    west !== undefined &&
    south !== undefined &&
    east !== undefined &&
    north !== undefined &&
    west >= -180 &&
    west < east &&
    east <= 180 &&
    south >= -90 &&
    south < north &&
    north <= 90;
  if (sensible) return bounds;
  throw new InvalidArgumentError(
    'bbox',
    'bbox: give west, south, east and north in degrees, as in [8.0, 49.1, 8.3, 49.3].',
  );
}
