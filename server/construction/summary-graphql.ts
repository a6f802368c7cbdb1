import { mainStages, orderedStages, type Stage } from '../../geodata/construction/stages.ts';
import { builder } from '../builder.ts';
import { asOfDescription, checkedAgs } from '../places/graphql.ts';
import { onDescription } from './areas-graphql.ts';
import { today } from './today.ts';
import type { StageCount } from './progress.ts';
import { StageEnum } from './vocabulary-graphql.ts';

interface Count {
  addresses: number;
  households: number;
  notStated: number;
}

interface DistrictRollout extends Count {
  districtName: string | null;
  withheld: boolean;
  stages: readonly (Count & { stage: Stage | null })[];
  passed: Count;
  orderable: Count;
  active: Count | null;
}

const CountType = builder.objectRef<Count>('AddressCount').implement({
  description: 'Number of addresses, and of the households there.',
  fields: (t) => ({
    addresses: t.exposeInt('addresses', { description: 'Number of addresses.' }),
    households: t.exposeInt('households', { description: 'Number of households, of addresses that state it.' }),
    notStated: t.exposeInt('notStated', { description: 'Number of addresses that state no households.' }),
  }),
});

const StageCountType = builder.objectRef<Count & { stage: Stage | null }>('StageCount').implement({
  description: 'How many addresses stand at one stage.',
  fields: (t) => ({
    stage: t.expose('stage', {
      type: StageEnum,
      nullable: true,
      description: 'Last stage of the main track that is done; null = nothing is known of these addresses.',
    }),
    addresses: t.exposeInt('addresses', { description: 'Number of addresses.' }),
    households: t.exposeInt('households', { description: 'Number of households, of addresses that state it.' }),
    notStated: t.exposeInt('notStated', { description: 'Number of addresses that state no households.' }),
  }),
});

const SummaryType = builder.objectRef<DistrictRollout>('DistrictRollout').implement({
  description: 'How far fibre is at the addresses of a district, counted from what was said of each of them.',
  fields: (t) => ({
    districtName: t.exposeString('districtName', {
      nullable: true,
      description: 'Name of the district; null = addresses that name none.',
    }),
    addresses: t.exposeInt('addresses', { description: 'Number of addresses.' }),
    households: t.exposeInt('households', { description: 'Number of households, of addresses that state it.' }),
    notStated: t.exposeInt('notStated', { description: 'Number of addresses that state no households.' }),
    stages: t.expose('stages', {
      type: [StageCountType],
      description: 'Addresses by the last stage that is done, in the order of the stages; each counts once.',
    }),
    passed: t.expose('passed', { type: CountType, description: 'Those with fibre in the street.' }),
    orderable: t.expose('orderable', { type: CountType, description: 'Those where a connection can be ordered.' }),
    active: t.expose('active', {
      type: CountType,
      nullable: true,
      description: 'Those where a connection is in use; null = withheld.',
    }),
    withheld: t.exposeBoolean('withheld', {
      description:
        'True if so few addresses are known that stages which follow from an order are not told in public; they count as CABLE_LAID then.',
    }),
  }),
});

builder.queryField('rolloutSummary', (t) =>
  t.field({
    type: [SummaryType],
    description: 'Addresses and households of a municipality by stage and district; empty where no address is known.',
    complexity: { field: 200, multiplier: 10 },
    args: {
      ags: t.arg.string({ required: true, description: 'Key of the municipality, eight digits.' }),
      on: t.arg({ type: 'Date', description: onDescription }),
      asOf: t.arg({ type: 'DateTime', description: asOfDescription }),
    },
    resolve: async (_root, { ags, on, asOf }, { progress, kAnonymity, planner }) => {
      const addresses = await progress.get(checkedAgs(ags));
      const counts = addresses.countStages({ on: on ?? today(), asOf: asOf ?? null });
      return [...Map.groupBy(counts, ({ districtName }) => districtName)].map(([districtName, rows]) =>
        summarise(districtName, rows, planner ? 0 : kAnonymity),
      );
    },
  }),
);

/** Sums of one district; fewer addresses than `least` must not tell who has ordered. */
function summarise(districtName: string | null, rows: readonly StageCount[], least: number): DistrictRollout {
  const all = sum(rows);
  const withheld = all.addresses < least;
  const told = rows.map((row) => ({ ...row, stage: withheld && isOrdered(row.stage) ? 'cable_laid' : row.stage }));
  const byStage = Map.groupBy(told, ({ stage }) => stage);
  return {
    districtName,
    ...all,
    withheld,
    stages: [null, ...mainStages].flatMap((stage) => {
      const counted = byStage.get(stage);
      return counted ? [{ stage, ...sum(counted) }] : [];
    }),
    passed: sum(rows.filter(({ stage }) => stage === 'cable_laid' || isOrdered(stage))),
    orderable: sum(rows.filter(({ orderable }) => orderable)),
    active: withheld ? null : sum(rows.filter(({ stage }) => stage === 'active')),
  };
}

function isOrdered(stage: Stage | null): boolean {
  return stage !== null && orderedStages.includes(stage);
}

function sum(rows: readonly Count[]): Count {
  const total = (valueOf: (row: Count) => number): number => rows.reduce((before, row) => before + valueOf(row), 0);
  return {
    addresses: total(({ addresses }) => addresses),
    households: total(({ households }) => households),
    notStated: total(({ notStated }) => notStated),
  };
}
