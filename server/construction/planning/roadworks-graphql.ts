import { builder } from '../../builder.ts';
import { EditionType } from '../../editions/graphql.ts';
import { InvalidArgumentError } from '../../errors.ts';
import { checkedLimit, defaultPage, largestPage } from '../../pagination.ts';
import { asOfDescription, checkedAgs, editionOf } from '../../places/graphql.ts';
import { findAreas } from '../queries.ts';
import { today } from '../today.ts';
import { languageArgument } from '../vocabulary-graphql.ts';
import { findRoadworks, type Roadworks } from './queries.ts';
import { TrafficEffectEnum } from './vocabulary-graphql.ts';

const RoadworksType = builder.objectRef<Roadworks>('Roadworks').implement({
  description: 'Works in a street, and what they do to traffic.',
  fields: (t) => ({
    ags: t.exposeString('ags', { description: 'Key of the municipality, eight digits.' }),
    roadworksId: t.exposeString('id', { description: 'Stable name within the municipality.' }),
    areaId: t.exposeString('areaId', { nullable: true, description: 'Rollout area; null = none, or not stated.' }),
    street: t.exposeString('street', { nullable: true, description: 'Name of the street; null = not stated.' }),
    first: t.expose('first', { type: 'Date', description: 'First day.' }),
    last: t.expose('last', { type: 'Date', nullable: true, description: 'Last day; null = no end was stated.' }),
    trafficEffect: t.expose('trafficEffect', { type: TrafficEffectEnum, description: 'What they do to traffic.' }),
    reason: t.string({
      nullable: true,
      description: 'Why; null = not stated.',
      args: { language: t.arg(languageArgument) },
      resolve: ({ reasonDe, reasonEn }, { language }) => (language === 'DE' ? reasonDe : reasonEn),
    }),
    detour: t.string({
      nullable: true,
      description: 'Way around; null = none, or not stated.',
      args: { language: t.arg(languageArgument) },
      resolve: ({ detourDe, detourEn }, { language }) => (language === 'DE' ? detourDe : detourEn),
    }),
    longitude: t.exposeFloat('longitude', { description: 'Of their middle, degrees, EPSG:4326.' }),
    latitude: t.exposeFloat('latitude', { description: 'Of their middle, degrees, EPSG:4326.' }),
    lengthM: t.exposeFloat('lengthM', {
      nullable: true,
      description: 'Length of their lines, metres, measured in EPSG:25832; null = they are a point or an area.',
    }),
    areaM2: t.exposeFloat('areaM2', {
      nullable: true,
      description: 'Their area, square metres, measured in EPSG:25832; null = they are a point or lines.',
    }),
    recordedAt: t.expose('recordedAt', { type: 'DateTime', description: 'When this became known here.' }),
    source: t.field({
      type: EditionType,
      description: 'Who says so.',
      resolve: ({ editionId }, _args, context) => editionOf(context, editionId),
    }),
  }),
});

const BoxInput = builder.inputType('BoundingBox', {
  description: 'A rectangle in degrees, EPSG:4326.',
  fields: (t) => ({
    west: t.float({ required: true, description: 'Smallest longitude.' }),
    south: t.float({ required: true, description: 'Smallest latitude.' }),
    east: t.float({ required: true, description: 'Largest longitude.' }),
    north: t.float({ required: true, description: 'Largest latitude.' }),
  }),
});

builder.queryField('roadworks', (t) =>
  t.field({
    type: [RoadworksType],
    description: `Roadworks of the rollout by their first day; at most ${largestPage}.`,
    complexity: ({ first }) => ({ field: 5, multiplier: first ?? defaultPage }),
    args: {
      ags: t.arg.string({ required: true, description: 'Key of the municipality, eight digits.' }),
      on: t.arg({
        type: 'Date',
        description: 'Those that go on on this day; default: today in German time, unless `from` or `until` is given.',
      }),
      from: t.arg({ type: 'Date', description: 'Those that go on on this day or later.' }),
      until: t.arg({ type: 'Date', description: 'Those that go on on this day or before.' }),
      district: t.arg.string({ description: 'Only those of the rollout areas in this district.' }),
      areaId: t.arg.string({ description: 'Only those of this rollout area.' }),
      box: t.arg({ type: BoxInput, description: 'Only those that touch this rectangle.' }),
      asOf: t.arg({ type: 'DateTime', description: asOfDescription }),
      first: t.arg.int({ description: `How many, at most ${largestPage}; default ${defaultPage}.` }),
    },
    resolve: async (_root, { ags: key, on, from, until, district, areaId, box, asOf, first }, { db }) => {
      const ags = checkedAgs(key);
      if (on != null && (from != null || until != null)) {
        throw new InvalidArgumentError('on', 'on: give either on, or from and until, not both.');
      }
      if (box && (box.west > box.east || box.south > box.north)) {
        throw new InvalidArgumentError('box', 'box: west must not be larger than east, nor south than north.');
      }
      const day = from == null && until == null ? (on ?? today()) : null;
      const ofDistrict =
        district == null
          ? null
          : (await findAreas(db, [ags], asOf ?? null))
              .filter((area) => area.districtName === district)
              .map(({ id }) => id);
      const areaIds = areaId == null ? ofDistrict : (ofDistrict ?? [areaId]).filter((id) => id === areaId);
      return findRoadworks(db, {
        ags,
        areaIds,
        asOf: asOf ?? null,
        from: day ?? from ?? null,
        until: day ?? until ?? null,
        box: box ? [box.west, box.south, box.east, box.north] : null,
        limit: checkedLimit('first', first ?? defaultPage),
      });
    },
  }),
);
