import type { GraphQLResolveInfo } from 'graphql';
import { loadTogether } from '../batch.ts';
import { type ApiContext, builder } from '../builder.ts';
import { EditionType } from '../editions/graphql.ts';
import { asOfDescription, checkedAgs, DistrictType, editionOf, MunicipalityType } from '../places/graphql.ts';
import { largestPage } from '../pagination.ts';
import {
  findAnnouncements,
  findAreaBoundaries,
  findAreas,
  findStatements,
  type RolloutArea,
  type Subject,
} from './queries.ts';
import { inOrder } from './stage-order.ts';
import { today } from './today.ts';
import { withSlip } from './slip.ts';
import { AnnouncementType, StatementType } from './statements-graphql.ts';
import { StageEnum } from './vocabulary-graphql.ts';

export const onDescription = 'What was true on that day; default: today, in German time.';

/** Stages that may hold for an area at once, and announcements about it: what a list of either costs. */
const listCost = { field: 5, multiplier: 10 };

export const AreaType = builder.objectRef<RolloutArea>('RolloutArea').implement({
  description: 'An area in which one operator builds fibre.',
  fields: (t) => ({
    ags: t.exposeString('ags', { description: 'Key of its municipality, eight digits.' }),
    areaId: t.exposeString('id', { description: 'Stable name within the municipality.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    districtName: t.exposeString('districtName', {
      nullable: true,
      description: 'District that it is or lies in; null = several or none.',
    }),
    operator: t.exposeString('operator', { description: 'Who builds.' }),
    funding: t.exposeString('funding', {
      nullable: true,
      description: 'Who pays: private, federal, state or municipal; null = not stated.',
    }),
    households: t.exposeInt('households', { nullable: true, description: 'Number of households; null = not stated.' }),
    longitude: t.exposeFloat('longitude', { description: 'Of a point inside, degrees, EPSG:4326.' }),
    latitude: t.exposeFloat('latitude', { description: 'Of a point inside, degrees, EPSG:4326.' }),
    boundary: t.field({
      type: 'GeoJSON',
      nullable: true,
      description: 'Its boundary; null = it is gone meanwhile.',
      complexity: 20,
      resolve: (area, _args, context, info) =>
        loadTogether(context, info, area, async (areas) => {
          const boundaries = await findAreaBoundaries(context.db, areas);
          const found = new Map(areas.map((one, index) => [one, boundaries[index]]));
          return (one) => found.get(one) ?? null;
        }),
    }),
    edition: t.field({
      type: EditionType,
      description: 'Edition that name and boundary are from.',
      resolve: ({ editionId }, _args, context) => editionOf(context, editionId),
    }),
    rollout: t.field({
      type: [StatementType],
      description: 'What was said of each stage, in the order of the stages; a stage that nobody spoke of is missing.',
      complexity: listCost,
      args: {
        on: t.arg({ type: 'Date', description: onDescription }),
        asOf: t.arg({ type: 'DateTime', description: asOfDescription }),
      },
      resolve: (area, { on, asOf }, context, info) =>
        loadTogether(context, info, area, async (areas) => {
          const rows = await findStatements(context.db, areas.map(subjectOf), {
            on: on ?? today(),
            asOf: asOf ?? null,
          });
          const found = Map.groupBy(rows, ({ ags, subjectId }) => `${ags} ${subjectId}`);
          return ({ ags, id }) => inOrder(found.get(`${ags} ${id}`) ?? []);
        }),
    }),
    history: t.field({
      type: [StatementType],
      description: `All that was known at \`asOf\`, of all days, by stage and first day; at most ${largestPage} statements.`,
      complexity: { field: 5, multiplier: 30 },
      args: {
        stage: t.arg({ type: StageEnum, description: 'Only of this stage; default: of all.' }),
        asOf: t.arg({ type: 'DateTime', description: asOfDescription }),
      },
      resolve: (area, { stage, asOf }, context, info) =>
        loadTogether(context, info, area, async (areas) => {
          const rows = await findStatements(context.db, areas.map(subjectOf), { on: null, asOf: asOf ?? null });
          const wanted = stage == null ? rows : rows.filter((row) => row.stage === stage);
          const found = Map.groupBy(wanted, ({ ags, subjectId }) => `${ags} ${subjectId}`);
          return ({ ags, id }) => inOrder(found.get(`${ags} ${id}`) ?? []).slice(0, largestPage);
        }),
    }),
    announcements: t.field({
      type: [AnnouncementType],
      description: 'What was announced, oldest first.',
      complexity: listCost,
      args: { asOf: t.arg({ type: 'DateTime', description: asOfDescription }) },
      resolve: (area, { asOf }, context, info) =>
        loadTogether(context, info, area, async (areas) => {
          const rows = await findAnnouncements(context.db, areas.map(subjectOf), asOf ?? null);
          const found = Map.groupBy(withSlip(rows), ({ ags, subjectId }) => `${ags} ${subjectId}`);
          return ({ ags, id }) => found.get(`${ags} ${id}`) ?? [];
        }),
    }),
  }),
});

builder.objectField(StatementType, 'area', (t) =>
  t.field({
    type: AreaType,
    nullable: true,
    description: 'The area that it is about, as known now; null = it is about something else.',
    resolve: (statement, _args, context, info) => {
      if (statement.subjectKind !== 'area') return null;
      return loadTogether(context, info, statement, async (statements) => {
        const areas = await findAreas(context.db, [...new Set(statements.map(({ ags }) => ags))], null);
        const found = new Map(areas.map((area) => [`${area.ags} ${area.id}`, area]));
        return ({ ags, subjectId }) => found.get(`${ags} ${subjectId}`) ?? null;
      });
    },
  }),
);

builder.objectField(MunicipalityType, 'rolloutAreas', (t) =>
  t.field({
    type: [AreaType],
    description: 'Areas in which fibre is built or was meant to be, by name; empty where none is known.',
    complexity: { field: 5, multiplier: 20 },
    args: { asOf: t.arg({ type: 'DateTime', description: asOfDescription }) },
    resolve: ({ ags }, { asOf }, context, info) =>
      loadTogether(context, info, ags, async (keys) => {
        const found = Map.groupBy(await findAreas(context.db, keys, asOf ?? null), (area) => area.ags);
        return (key) => found.get(key) ?? [];
      }),
  }),
);

builder.objectField(DistrictType, 'rollout', (t) =>
  t.field({
    type: [StatementType],
    description:
      'What was said of each stage of the rollout areas in this district, area by area in the order of the stages; a stage that nobody spoke of is missing.',
    complexity: { field: 5, multiplier: 20 },
    args: {
      on: t.arg({ type: 'Date', description: onDescription }),
      asOf: t.arg({ type: 'DateTime', description: asOfDescription }),
    },
    resolve: (district, { on, asOf }, context, info) =>
      loadByDistrict(context, info, district, asOf ?? null, async (areas) =>
        inOrder(await findStatements(context.db, areas, { on: on ?? today(), asOf: asOf ?? null })),
      ),
  }),
);

builder.objectField(DistrictType, 'announcements', (t) =>
  t.field({
    type: [AnnouncementType],
    description: 'What was announced for the rollout areas in this district, area by area, oldest first.',
    complexity: listCost,
    args: { asOf: t.arg({ type: 'DateTime', description: asOfDescription }) },
    resolve: (district, { asOf }, context, info) =>
      loadByDistrict(context, info, district, asOf ?? null, async (areas) =>
        withSlip(await findAnnouncements(context.db, areas, asOf ?? null)),
      ),
  }),
);

builder.queryField('rolloutArea', (t) =>
  t.field({
    type: AreaType,
    nullable: true,
    description: 'The rollout area of this id; null = there is none.',
    args: {
      ags: t.arg.string({ required: true, description: 'Key of its municipality, eight digits.' }),
      id: t.arg.string({ required: true, description: 'Id as `areaId` gives it.' }),
      asOf: t.arg({ type: 'DateTime', description: asOfDescription }),
    },
    resolve: async (_root, { ags, id, asOf }, { db }) =>
      (await findAreas(db, [checkedAgs(ags)], asOf ?? null)).find((area) => area.id === id) ?? null,
  }),
);

type DistrictKey = Pick<typeof DistrictType.$inferType, 'ags' | 'name'>;

/** What is said of the areas in districts: two statements, however many districts there are. */
function loadByDistrict<R extends { ags: string; subjectId: string }>(
  context: ApiContext,
  info: GraphQLResolveInfo,
  district: DistrictKey,
  asOf: Date | null,
  find: (areas: readonly Subject[]) => Promise<R[]>,
): Promise<R[]> {
  return loadTogether(context, info, district, async (districts) => {
    const wanted = new Set(districts.map(({ ags, name }) => `${ags} ${name}`));
    const areas = (await findAreas(context.db, [...new Set(districts.map(({ ags }) => ags))], asOf)).filter(
      ({ ags, districtName }) => wanted.has(`${ags} ${districtName}`),
    );
    const districtOf = new Map(areas.map(({ ags, id, districtName }) => [`${ags} ${id}`, `${ags} ${districtName}`]));
    const rows = await find(areas.map(subjectOf));
    const found = Map.groupBy(rows, ({ ags, subjectId }) => districtOf.get(`${ags} ${subjectId}`));
    return ({ ags, name }) => found.get(`${ags} ${name}`) ?? [];
  });
}

function subjectOf({ ags, id }: RolloutArea): Subject {
  return { ags, kind: 'area', id };
}
