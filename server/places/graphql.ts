import { stateNameOf } from '../../geodata/states.ts';
import { type ApiContext, builder, connectionNames } from '../builder.ts';
import { loadTogether } from '../batch.ts';
import { EditionType } from '../editions/graphql.ts';
import { InvalidArgumentError } from '../errors.ts';
import { checkedLimit, pageCost, pageOf, readPage } from '../pagination.ts';
import { type MunicipalityFilter, orders } from './directory.ts';
import { type District, findDistrictBoundaries, findDistricts, type Municipality } from './queries.ts';
import { searchMunicipalities } from './search.ts';

export const MunicipalityType = builder.objectRef<Municipality>('Municipality');
export const DistrictType = builder.objectRef<District>('District');

const FloatRange = builder.inputType('FloatRange', {
  description: 'A range of numbers, both ends included.',
  fields: (t) => ({
    min: t.float({ description: 'Smallest; default: no limit.' }),
    max: t.float({ description: 'Largest; default: no limit.' }),
  }),
});

export const MunicipalityFilterInput = builder.inputRef<MunicipalityFilter>('MunicipalityFilter').implement({
  description: 'Which municipalities; what is left out holds for all.',
  fields: (t) => ({
    nameContains: t.string({ description: 'Part of the name; case does not matter, and ä is ae.' }),
    ags: t.stringList({ description: 'Any of these keys, eight digits each.' }),
    agsPrefix: t.string({ description: 'Beginning of the key, e.g. 07337 for a county.' }),
    stateCode: t.string({ description: 'Land, 01 to 16.' }),
    independent: t.boolean({ description: 'Belongs to no county (kreisfrei).' }),
    designation: t.string({ description: 'Kind of municipality as published, e.g. Stadt.' }),
    inhabited: t.boolean({ description: 'False: areas where nobody lives (gemeindefreie Gebiete).' }),
    areaKm2: t.field({ type: FloatRange, description: 'Area, km².' }),
  }),
});

const MunicipalityOrderEnum = builder.enumType('MunicipalityOrder', {
  description: 'What municipalities are ordered by.',
  values: { NAME: { description: 'Name, as in a German dictionary.' }, AGS: { description: 'Key.' } } as const,
});

builder.node(MunicipalityType, {
  description: 'A municipality (Gemeinde), or an area without one, as the newest boundaries have it.',
  id: { resolve: ({ ags }) => ags },
  loadManyWithoutCache: async (ids, { places }) => {
    const municipalities = await places.get();
    return ids.map((ags) => municipalities.find(ags) ?? null);
  },
  fields: (t) => ({
    ags: t.exposeString('ags', { description: 'Amtlicher Gemeindeschlüssel, eight digits.' }),
    ars: t.exposeString('ars', { description: 'Amtlicher Regionalschlüssel, twelve digits.' }),
    name: t.exposeString('name', { description: 'Name as published.' }),
    designation: t.exposeString('designation', {
      description: 'Kind of municipality as published, e.g. Stadt, Gemeinde.',
    }),
    independent: t.exposeBoolean('independent', { description: 'True if it belongs to no county (kreisfrei).' }),
    inhabited: t.exposeBoolean('inhabited', {
      description: 'False if nobody lives there (gemeindefreies Gebiet): a share of nobody means nothing.',
    }),
    stateCode: t.string({ description: 'Land, first two digits of the key.', resolve: ({ ags }) => ags.slice(0, 2) }),
    stateName: t.string({ description: 'Name of the Land.', resolve: ({ ags }) => stateNameOf(ags) }),
    areaKm2: t.exposeFloat('areaKm2', { description: 'Area, km².' }),
    longitude: t.exposeFloat('longitude', { description: 'Of a point inside, degrees, EPSG:4326.' }),
    latitude: t.exposeFloat('latitude', { description: 'Of a point inside, degrees, EPSG:4326.' }),
    bounds: t.field({
      type: ['Float'],
      description: 'West, south, east, north; degrees, EPSG:4326.',
      complexity: 1,
      resolve: ({ bounds }) => bounds,
    }),
    boundaries: t.field({
      type: EditionType,
      description: 'Edition that name, key, area and boundary are from.',
      resolve: ({ editionId }, _args, context) => editionOf(context, editionId),
    }),
    districts: t.field({
      type: [DistrictType],
      description: 'Its districts by name; empty where no edition knows any.',
      resolve: ({ ags }, _args, context, info) =>
        loadTogether(context, info, ags, async (keys) => {
          const found = Map.groupBy(await listDistricts(context, keys), (district) => district.ags);
          return (key) => found.get(key) ?? [];
        }),
    }),
  }),
});

builder.node(DistrictType, {
  description: 'A part of a municipality that people know by name (Stadtteil, Ortsteil).',
  id: { resolve: ({ ags, name }) => `${ags}:${name}` },
  loadManyWithoutCache: async (ids, context) => {
    const keys = ids.map((id) => /^(\d{8}):(.*)$/s.exec(id) ?? []);
    const found = await listDistricts(context, [...new Set(keys.flatMap(([, ags]) => ags ?? []))]);
    return keys.map(
      ([, ags, name]) => found.find((district) => district.ags === ags && district.name === name) ?? null,
    );
  },
  fields: (t) => ({
    ags: t.exposeString('ags', { description: 'Key of its municipality, eight digits.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    inhabitants: t.exposeInt('inhabitants', {
      nullable: true,
      description: 'Number of people, approximate; null = not stated.',
    }),
    municipality: t.field({
      type: MunicipalityType,
      nullable: true,
      description: 'Its municipality; null = the newest boundaries do not know it.',
      resolve: async ({ ags }, _args, { places }) => (await places.get()).find(ags) ?? null,
    }),
    longitude: t.exposeFloat('longitude', { description: 'Of a point inside, degrees, EPSG:4326.' }),
    latitude: t.exposeFloat('latitude', { description: 'Of a point inside, degrees, EPSG:4326.' }),
    bounds: t.field({
      type: ['Float'],
      description: 'West, south, east, north; degrees, EPSG:4326.',
      complexity: 1,
      resolve: ({ bounds }) => bounds,
    }),
    boundary: t.field({
      type: 'GeoJSON',
      nullable: true,
      description: 'Its boundary, simplified to about ten metres; null = it is gone meanwhile.',
      complexity: 20,
      resolve: (district, _args, context, info) =>
        loadTogether(context, info, district, async (districts) => {
          const boundaries = await findDistrictBoundaries(context.db, districts);
          const found = new Map(districts.map((one, index) => [one, boundaries[index]]));
          return (one) => found.get(one) ?? null;
        }),
    }),
    edition: t.field({
      type: EditionType,
      description: 'Edition that name and boundary are from.',
      resolve: ({ editionId }, _args, context) => editionOf(context, editionId),
    }),
  }),
});

export const asOfDescription = 'What was known then; default: now.';

builder.queryFields((t) => ({
  municipality: t.field({
    type: MunicipalityType,
    nullable: true,
    description: 'The municipality with this key; null = there is none.',
    args: {
      ags: t.arg.string({ required: true, description: 'Key, eight digits.' }),
      asOf: t.arg({ type: 'DateTime', description: asOfDescription }),
    },
    resolve: async (_root, { ags, asOf }, { places }) => (await places.get(asOf)).find(checkedAgs(ags)) ?? null,
  }),
  municipalities: t.connection(
    {
      type: MunicipalityType,
      description: 'Municipalities, and areas without one.',
      complexity: pageCost,
      args: {
        filter: t.arg({ type: MunicipalityFilterInput, description: 'Which ones; default: all.' }),
        orderBy: t.arg({ type: MunicipalityOrderEnum, defaultValue: 'NAME', description: 'What they are ordered by.' }),
        asOf: t.arg({ type: 'DateTime', description: asOfDescription }),
      },
      resolve: async (_root, { filter, orderBy, asOf, ...pageArguments }, { places }) => {
        const order = orderBy ?? 'NAME';
        const { keyOf, compare, shape } = orders[order];
        const page = readPage(pageArguments, { list: 'municipalities', filter, order, asOf }, shape);
        return pageOf((await places.get(asOf)).list(filter, order), page, keyOf, compare);
      },
    },
    ...connectionNames('Municipality', 'municipalities'),
  ),
  district: t.field({
    type: DistrictType,
    nullable: true,
    description: 'The district of this name; null = there is none.',
    args: {
      ags: t.arg.string({ required: true, description: 'Key of its municipality, eight digits.' }),
      name: t.arg.string({ required: true, description: 'Its name, exactly.' }),
    },
    resolve: async (_root, { ags, name }, context) =>
      (await listDistricts(context, [checkedAgs(ags)])).find((district) => district.name === name) ?? null,
  }),
  search: t.field({
    type: [MunicipalityType],
    description:
      'Municipalities by key or name, best match first: key (also without its leading zero), whole name, its beginning, ' +
      'the beginnings of its words ("landau pfalz"), a part of it. Case does not matter, and ä is ae.',
    complexity: pageCost,
    args: {
      text: t.arg.string({ required: true, description: 'What somebody typed, at most 200 characters.' }),
      first: t.arg.int({ defaultValue: 10, description: 'Most matches to return, at most 100.' }),
    },
    resolve: async (_root, { text, first }, { places }) => {
      const limit = checkedLimit('first', first ?? 10, 100);
      if (text.length > 200)
        throw new InvalidArgumentError('text', `text: at most 200 characters, not ${text.length}.`);
      return searchMunicipalities(await places.get(), text, limit);
    },
  }),
}));

/** A municipality's key. Errors: InvalidArgumentError when it can't be one. */
export function checkedAgs(ags: string): string {
  if (/^\d{8}$/.test(ags)) return ags;
  throw new InvalidArgumentError(
    'ags',
    `ags: ${JSON.stringify(ags)} is no key of a municipality; it has eight digits, e.g. 07313000.`,
  );
}

/** Districts of municipalities, those of the newest edition that knows a municipality. */
export async function listDistricts({ db, register }: ApiContext, agsKeys: readonly string[]): Promise<District[]> {
  const editions = register.list('districts').map(({ id }) => id);
  return editions.length === 0 ? [] : findDistricts(db, editions, agsKeys);
}

/** An edition that a place names. Errors: throws if it is gone, which can't be. */
export function editionOf({ register, drafts }: ApiContext, editionId: string) {
  const edition = register.find(editionId) ?? drafts.get(editionId);
  if (!edition) throw new Error(`Edition ${editionId} is not in the register`);
  return edition;
}
