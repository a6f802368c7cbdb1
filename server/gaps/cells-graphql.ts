/** Gaps below the municipality: districts, and clusters of 100 m cells. */
import { toLonLat } from '../../geodata/grid.ts';
import { builder, connectionNames } from '../builder.ts';
import { EditionType } from '../editions/graphql.ts';
import type { Edition } from '../editions/queries.ts';
import { TechnologyEnum } from '../editions/vocabulary-graphql.ts';
import { pageCost, pageOf, readPage } from '../pagination.ts';
import { DistrictType, listDistricts } from '../places/graphql.ts';
import type { District } from '../places/queries.ts';
import { type CellGap, type ClusterGap, type DistrictGap, findClusterGaps, findDistrictGaps } from './cell-gaps.ts';
import { GapOrderEnum, gapTexts } from './graphql.ts';
import { areaKm2, compareGapKeys, gapKey, meanShare, spreadOf } from './groups.ts';
import { type Direction, germanName } from './names.ts';
import { boundsOfOutline, outlineOf } from './outline.ts';
import { checkedQuestion, loadMunicipalCells, type MunicipalCells } from './question.ts';

/** A gap and the cells that it is one of. */
type WithCells<G extends CellGap> = G & { from: MunicipalCells };

const DirectionEnum = builder.enumType('CompassDirection', {
  description: 'Where in a place something lies.',
  values: {
    NORTH: { description: 'In its north.' },
    NORTH_EAST: { description: 'In its north-east.' },
    EAST: { description: 'In its east.' },
    SOUTH_EAST: { description: 'In its south-east.' },
    SOUTH: { description: 'In its south.' },
    SOUTH_WEST: { description: 'In its south-west.' },
    WEST: { description: 'In its west.' },
    NORTH_WEST: { description: 'In its north-west.' },
    CENTRE: { description: 'In its middle.' },
  } satisfies Record<Direction, { description: string }>,
});

const CellGapInterface = builder.interfaceRef<WithCells<CellGap>>('CellGap').implement({
  description: 'A gap made of 100 m cells.',
  fields: (t) => ({
    sharePercent: t.exposeFloat('sharePercent', { description: gapTexts.sharePercent }),
    householdsWithout: t.exposeInt('householdsWithout', { nullable: true, description: gapTexts.householdsWithout }),
    households: t.exposeInt('households', {
      nullable: true,
      description:
        'Number of households that live there, without those of protected cells; null = not known for all of its cells.',
    }),
    cellCount: t.int({ description: 'Number of its cells.', resolve: ({ cells }) => cells.length }),
    protectedCellCount: t.exposeInt('protectedCells', {
      description: 'Number of its cells with so few households that they are never counted one by one.',
    }),
    areaKm2: t.float({ description: 'Area of its cells, 0.01 km² each, km².', resolve: (gap) => areaKm2(gap) }),
    allPercent: t.float({
      nullable: true,
      description: '% of households with the class by any technology, 0-100; null = not stated.',
      resolve: ({ cells, from }) => meanShare(from.cells, cells, 1),
    }),
    fibrePercent: t.float({
      nullable: true,
      description: '% of households with the class by fibre (FTTH/B), 0-100; null = not stated.',
      resolve: ({ cells, from }) => meanShare(from.cells, cells, 2),
    }),
    cablePercent: t.float({
      nullable: true,
      description: '% of households with the class by cable (HFC), 0-100; null = not stated.',
      resolve: ({ cells, from }) => meanShare(from.cells, cells, 3),
    }),
    modelled: t.boolean({ description: gapTexts.modelled, resolve: ({ from }) => from.edition.modelled }),
  }),
});

const DistrictGapType = builder.objectRef<WithCells<DistrictGap> & { district: District }>('DistrictGap').implement({
  description:
    'A district where too few households can get a class: the mean of the cells whose centre lies in it, as `District.coverage`.',
  interfaces: [CellGapInterface],
  fields: (t) => ({
    district: t.expose('district', { type: DistrictType, description: 'The district.' }),
  }),
});

const ClusterGapType = builder.objectRef<WithCells<ClusterGap>>('ClusterGap').implement({
  description: 'Cells where too few households can get a class and that touch each other at an edge or at a corner.',
  interfaces: [CellGapInterface],
  fields: (t) => ({
    clusterId: t.exposeString('key', {
      description: 'Name of its first cell from the south-west; the same for as long as the cluster has it.',
    }),
    name: t.string({
      description:
        'Name in German: district and direction, e.g. Kernstadt Süd; unique in its list. In parts: `place`, `direction`, `ordinal`.',
      resolve: ({ name }) => germanName(name),
    }),
    place: t.string({
      description: 'District that most of its cells lie in; the municipality where no district is known.',
      resolve: ({ name }) => name.place,
    }),
    direction: t.field({
      type: DirectionEnum,
      nullable: true,
      description: 'Where in the place it lies; null = it takes up most of it.',
      resolve: ({ name }) => name.direction,
    }),
    ordinal: t.int({
      description: 'Tells clusters of the same place and direction apart: 1 has most households without the class.',
      resolve: ({ name }) => name.ordinal,
    }),
    longitude: t.float({
      description: 'Of the middle of its cells, degrees, EPSG:4326.',
      resolve: (gap) => middleOf(gap)[0],
    }),
    latitude: t.float({
      description: 'Of the middle of its cells, degrees, EPSG:4326.',
      resolve: (gap) => middleOf(gap)[1],
    }),
    bounds: t.field({
      type: ['Float'],
      description: 'West, south, east, north; degrees, EPSG:4326.',
      complexity: 1,
      resolve: (gap) => boundsOfOutline(outline(gap)),
    }),
    outline: t.field({
      type: 'GeoJSON',
      description: 'Outline of its cells.',
      complexity: 20,
      resolve: (gap) => outline(gap),
    }),
  }),
});

interface Counts {
  edition: Edition;
  surveyed: boolean;
  notStatedCount: number;
  protectedCount: number;
  smallerCount: number;
  householdsWithout: number | null;
}

/** What a page of districts and one of clusters say of what is in none. */
function countsOf(
  { edition, surveyed }: MunicipalCells,
  { gaps, ...counts }: Omit<Counts, 'edition' | 'surveyed' | 'householdsWithout'> & { gaps: readonly CellGap[] },
): Counts {
  const known = gaps.every(({ householdsWithout }) => householdsWithout !== null);
  const sum = gaps.reduce((total, { householdsWithout }) => total + (householdsWithout ?? 0), 0);
  return { ...counts, edition, surveyed, householdsWithout: known ? sum : null };
}

const countTexts = {
  surveyed: 'False if the edition did not survey the figure; nothing is known then, and the list is empty.',
  smallerCount: 'Number of gaps left out for `minHouseholds`.',
  householdsWithout: 'Sum over all gaps of the list, on all its pages; null = not known for all of them.',
};

builder.queryFields((t) => {
  const gapArguments = () => ({
    ags: t.arg.string({ required: true, description: gapTexts.ags }),
    technology: t.arg({ type: TechnologyEnum, required: true, description: gapTexts.technology }),
    minDownstreamMbits: t.arg.int({ required: true, description: gapTexts.minDownstreamMbits }),
    belowPercent: t.arg.float({ required: true, description: gapTexts.belowPercent }),
    minHouseholds: t.arg.int({ description: gapTexts.minHouseholds }),
    edition: t.arg.string({ description: gapTexts.cellEdition }),
    orderBy: t.arg({ type: GapOrderEnum, defaultValue: 'HOUSEHOLDS', description: gapTexts.orderBy }),
  });
  return {
    districtGaps: t.connection(
      {
        type: DistrictGapType,
        description: 'Districts of a municipality where fewer than a share of households can get a class.',
        complexity: (args) => ({ ...pageCost(args), field: 200 }),
        args: gapArguments(),
        resolve: async (_root, { ags, edition, orderBy, ...args }, context) => {
          const question = checkedQuestion(args);
          const order = orderBy ?? 'HOUSEHOLDS';
          const [from, districts] = await Promise.all([
            loadMunicipalCells(context, { ags, edition }, question),
            listDistricts(context, [ags]),
          ]);
          const found = findDistrictGaps(from.cells, { ...question, kAnonymity: context.kAnonymity });
          const byName = new Map(districts.map((district) => [district.name, district]));
          const gaps = found.gaps
            .flatMap((gap) => {
              const district = byName.get(gap.name);
              return district ? [{ ...gap, district, from }] : [];
            })
            .sort((one, other) => compareGapKeys(gapKey(one, order), gapKey(other, order)));
          const page = readPage(
            args,
            { list: 'districtGaps', ags, ...question, edition: from.edition.id, order },
            keyShape,
          );
          return { ...pageOf(gaps, page, (gap) => gapKey(gap, order), compareGapKeys), ...countsOf(from, found) };
        },
      },
      {
        name: 'DistrictGapConnection',
        description: 'A page of districts that are gaps, and what is in none.',
        fields: (c) => ({
          edition: c.expose('edition', { type: EditionType, description: gapTexts.edition }),
          surveyed: c.exposeBoolean('surveyed', { description: countTexts.surveyed }),
          notStatedCount: c.exposeInt('notStatedCount', { description: 'Number of districts without a share.' }),
          protectedCount: c.exposeInt('protectedCount', {
            description: 'Number of districts with so few households that nothing is told of them.',
          }),
          smallerCount: c.exposeInt('smallerCount', { description: countTexts.smallerCount }),
          householdsWithout: c.exposeInt('householdsWithout', {
            nullable: true,
            description: countTexts.householdsWithout,
          }),
        }),
      },
      connectionNames('DistrictGap', 'districts that are gaps')[1],
    ),
    clusterGaps: t.connection(
      {
        type: ClusterGapType,
        description:
          'Clusters of 100 m cells of a municipality where fewer than a share of households can get a class. Cells belong ' +
          'together if they touch at an edge or at a corner. Protected cells are unknown: they are in no cluster.',
        complexity: (args) => ({ ...pageCost(args), field: 200 }),
        args: gapArguments(),
        resolve: async (_root, { ags, edition, orderBy, ...args }, context) => {
          const question = checkedQuestion(args);
          const order = orderBy ?? 'HOUSEHOLDS';
          const [from, places] = await Promise.all([
            loadMunicipalCells(context, { ags, edition }, question),
            context.places.get(),
          ]);
          const name = places.find(ags)?.name ?? ags;
          const found = findClusterGaps(from.cells, name, { ...question, kAnonymity: context.kAnonymity });
          const gaps = found.gaps
            .map((gap) => ({ ...gap, from }))
            .sort((one, other) => compareGapKeys(gapKey(one, order), gapKey(other, order)));
          const page = readPage(
            args,
            { list: 'clusterGaps', ags, ...question, edition: from.edition.id, order },
            keyShape,
          );
          return { ...pageOf(gaps, page, (gap) => gapKey(gap, order), compareGapKeys), ...countsOf(from, found) };
        },
      },
      {
        name: 'ClusterGapConnection',
        description: 'A page of clusters that are gaps, and what is in none.',
        fields: (c) => ({
          edition: c.expose('edition', { type: EditionType, description: gapTexts.edition }),
          surveyed: c.exposeBoolean('surveyed', { description: countTexts.surveyed }),
          notStatedCount: c.exposeInt('notStatedCount', { description: 'Number of cells without a share.' }),
          protectedCount: c.exposeInt('protectedCount', {
            description: 'Number of cells with so few households that nothing is told of them.',
          }),
          smallerCount: c.exposeInt('smallerCount', { description: countTexts.smallerCount }),
          householdsWithout: c.exposeInt('householdsWithout', {
            nullable: true,
            description: countTexts.householdsWithout,
          }),
        }),
      },
      connectionNames('ClusterGap', 'clusters that are gaps')[1],
    ),
  };
});

const keyShape = ['number', 'number', 'string'] as const;

function outline({ cells, from }: WithCells<ClusterGap>) {
  return outlineOf(cells.map((index) => from.cells.numbers[index] ?? 0));
}

function middleOf({ cells, from }: WithCells<ClusterGap>): [longitude: number, latitude: number] {
  const { row, column } = spreadOf(from.cells, cells);
  const [longitude, latitude] = toLonLat((column + 0.5) * 100, (row + 0.5) * 100);
  return [Math.round(longitude * 1e6) / 1e6, Math.round(latitude * 1e6) / 1e6];
}
