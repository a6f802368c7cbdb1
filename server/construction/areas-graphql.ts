import { loadTogether } from '../batch.ts';
import { builder } from '../builder.ts';
import { EditionType } from '../editions/graphql.ts';
import { asOfDescription, checkedAgs, DistrictType, editionOf, MunicipalityType } from '../places/graphql.ts';
import { largestPage } from '../pagination.ts';
import type { AreaRecord } from './area-records.ts';
import { findAreaBoundaries, type RolloutArea } from './queries.ts';
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
      resolve: ({ ags, id }, { on, asOf }, { areaRecords }) =>
        areaRecords.tell(ags, (record) => record.statements(id, { on: on ?? today(), asOf: asOf ?? null })),
    }),
    history: t.field({
      type: [StatementType],
      description: `All that was known at \`asOf\`, of all days, by stage and first day; at most ${largestPage} statements.`,
      complexity: { field: 5, multiplier: 30 },
      args: {
        stage: t.arg({ type: StageEnum, description: 'Only of this stage; default: of all.' }),
        asOf: t.arg({ type: 'DateTime', description: asOfDescription }),
      },
      resolve: ({ ags, id }, { stage, asOf }, { areaRecords }) =>
        areaRecords.tell(ags, (record) => {
          const all = record.statements(id, { on: null, asOf: asOf ?? null });
          return (stage == null ? all : all.filter((said) => said.stage === stage)).slice(0, largestPage);
        }),
    }),
    announcements: t.field({
      type: [AnnouncementType],
      description: 'What was announced, oldest first.',
      complexity: listCost,
      args: { asOf: t.arg({ type: 'DateTime', description: asOfDescription }) },
      resolve: ({ ags, id }, { asOf }, { areaRecords }) =>
        areaRecords.tell(ags, (record) => withSlip(record.announcements(id, asOf ?? null))),
    }),
  }),
});

builder.objectField(StatementType, 'area', (t) =>
  t.field({
    type: AreaType,
    nullable: true,
    description: 'The area that it is about, as known now; null = it is about something else.',
    resolve: ({ ags, subjectKind, subjectId }, _args, { areaRecords }) =>
      subjectKind === 'area' ? areaRecords.tell(ags, (record) => record.area(subjectId, null) ?? null) : null,
  }),
);

builder.objectField(MunicipalityType, 'rolloutAreas', (t) =>
  t.field({
    type: [AreaType],
    description: 'Areas in which fibre is built or was meant to be, by name; empty where none is known.',
    complexity: { field: 5, multiplier: 20 },
    args: { asOf: t.arg({ type: 'DateTime', description: asOfDescription }) },
    resolve: ({ ags }, { asOf }, { areaRecords }) => areaRecords.tell(ags, (record) => record.areas(asOf ?? null)),
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
    resolve: ({ ags, name }, { on, asOf }, { areaRecords }) =>
      areaRecords.tell(ags, (record) =>
        idsOfDistrict(record, name, asOf ?? null).flatMap((id) =>
          record.statements(id, { on: on ?? today(), asOf: asOf ?? null }),
        ),
      ),
  }),
);

builder.objectField(DistrictType, 'announcements', (t) =>
  t.field({
    type: [AnnouncementType],
    description: 'What was announced for the rollout areas in this district, area by area, oldest first.',
    complexity: listCost,
    args: { asOf: t.arg({ type: 'DateTime', description: asOfDescription }) },
    resolve: ({ ags, name }, { asOf }, { areaRecords }) =>
      areaRecords.tell(ags, (record) =>
        idsOfDistrict(record, name, asOf ?? null).flatMap((id) => withSlip(record.announcements(id, asOf ?? null))),
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
    resolve: (_root, { ags, id, asOf }, { areaRecords }) =>
      areaRecords.tell(checkedAgs(ags), (record) => record.area(id, asOf ?? null) ?? null),
  }),
);

/** Ids of the areas in a district, in their order. */
function idsOfDistrict(record: AreaRecord, name: string, asOf: Date | null): string[] {
  const areas = record.areas(asOf).filter(({ districtName }) => districtName === name);
  return areas.map(({ id }) => id).sort();
}
