import { type DefectState, defectStates } from '../../../geodata/construction/planning.ts';
import { builder } from '../../builder.ts';
import { EditionType } from '../../editions/graphql.ts';
import { checkedLimit, defaultPage, largestPage } from '../../pagination.ts';
import { editionOf } from '../../places/graphql.ts';
import { ProgressType } from './progress-graphql.ts';
import { countDefects, type Defect, findDefects } from './queries.ts';
import { DefectKindEnum, DefectStateEnum } from './vocabulary-graphql.ts';

const DefectType = builder.objectRef<Defect>('SurfaceDefect').implement({
  description: 'A spot where a surface was not restored as it should be, as it stood on the day.',
  fields: (t) => ({
    defectId: t.exposeString('id', { description: 'Stable name within the municipality.' }),
    areaId: t.exposeString('areaId', { nullable: true, description: 'Rollout area; null = none, or not stated.' }),
    trenchId: t.exposeString('trenchId', { nullable: true, description: 'Section of trench; null = not stated.' }),
    kind: t.expose('kind', { type: DefectKindEnum, description: 'What the surface lacks.' }),
    state: t.expose('state', { type: DefectStateEnum, description: 'How far it is.' }),
    foundAt: t.expose('foundAt', { type: 'Date', description: 'Day on which it was found.' }),
    repairedAt: t.expose('repairedAt', {
      type: 'Date',
      nullable: true,
      description: 'Day of the repair; null = none yet.',
    }),
    acceptedAt: t.expose('acceptedAt', {
      type: 'Date',
      nullable: true,
      description: 'Day on which the repair was accepted; null = not yet.',
    }),
    warrantyUntil: t.expose('warrantyUntil', {
      type: 'Date',
      nullable: true,
      description: 'Last day of the warranty; null = it is not accepted yet.',
    }),
    warrantyStated: t.exposeBoolean('warrantyStated', {
      description: 'False if nobody stated that day: then it is five years from the acceptance.',
    }),
    longitude: t.exposeFloat('longitude', { description: 'Degrees, EPSG:4326.' }),
    latitude: t.exposeFloat('latitude', { description: 'Degrees, EPSG:4326.' }),
    recordedAt: t.expose('recordedAt', { type: 'DateTime', description: 'When this became known here.' }),
    source: t.field({
      type: EditionType,
      description: 'Who says so.',
      resolve: ({ editionId }, _args, context) => editionOf(context, editionId),
    }),
  }),
});

const CountType = builder.objectRef<{ state: DefectState; count: number }>('DefectCount').implement({
  description: 'Number of surface defects in one state.',
  fields: (t) => ({
    state: t.expose('state', { type: DefectStateEnum, description: 'The state.' }),
    count: t.exposeInt('count', { description: 'Number of defects.' }),
  }),
});

builder.objectFields(ProgressType, (t) => ({
  defectCounts: t.field({
    type: [CountType],
    description: 'Surface defects that were found up to the day, by state; all four states, in their order.',
    complexity: 10,
    resolve: async (planning, _args, { db }) => {
      const counts = new Map((await countDefects(db, planning)).map(({ state, count }) => [state, count]));
      return defectStates.map((state) => ({ state, count: counts.get(state) ?? 0 }));
    },
  }),
  defects: t.field({
    type: [DefectType],
    description: `Surface defects that were found up to the day: first those to be done, then by the end of their warranty; at most ${largestPage}.`,
    complexity: ({ first }) => ({ field: 5, multiplier: first ?? defaultPage }),
    args: {
      state: t.arg({ type: DefectStateEnum, description: 'Only in this state; default: in any.' }),
      first: t.arg.int({ description: `How many, at most ${largestPage}; default ${defaultPage}.` }),
    },
    resolve: (planning, { state, first }, { db }) =>
      findDefects(db, planning, { state: state ?? null, limit: checkedLimit('first', first ?? defaultPage) }),
  }),
}));
