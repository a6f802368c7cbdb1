import { builder } from '../builder.ts';
import { loadTogether } from '../batch.ts';
import { NotFoundError, PlannerOnlyError } from '../errors.ts';
import { checkedLimit } from '../pagination.ts';
import { checkedAgs } from '../places/graphql.ts';
import { requirePlanner } from '../planner-graphql.ts';
import { DatastreamType } from './graphql.ts';
import { type Datastream, findDatastreams } from './queries.ts';
import {
  type Alarm,
  type AlarmRule,
  findPeaks,
  listAlarms,
  listThresholds,
  previewThreshold,
  type Threshold,
  type ThresholdPreview,
} from './threshold-queries.ts';
import { checkThreshold, removeThreshold, writeThreshold, type NewThreshold } from './thresholds-import.ts';
import { SensorThemeEnum } from './vocabulary-graphql.ts';
import { type WebhookAnswer, WebhookTests } from './webhook-test.ts';

const mostListed = 200;

/** Days that a preview looks back. */
const previewDays = 30;

const SeverityEnum = builder.enumType('AlarmSeverity', {
  description: 'How much an alarm matters.',
  values: {
    NOTICE: { value: 'notice', description: 'Good to know.' },
    WARNING: { value: 'warning', description: 'Somebody should look.' },
    ALARM: { value: 'alarm', description: 'Somebody has to act.' },
  } as const,
});

const DirectionEnum = builder.enumType('ThresholdDirection', {
  description: 'On which side of its bound a threshold is crossed.',
  values: {
    ABOVE: { value: 'above', description: 'At the bound or above it.' },
    BELOW: { value: 'below', description: 'At the bound or below it.' },
  } as const,
});

const ThresholdType = builder.objectRef<Threshold>('Threshold').implement({
  description: 'Bounds of a datastream, in its unit, whose crossing raises an alarm.',
  fields: (t) => ({
    thresholdId: t.exposeInt('id', { description: 'Its id.' }),
    datastreamId: t.exposeInt('datastreamId', { description: 'Datastream that it watches.' }),
    name: t.exposeString('name', { description: 'What people call it, e.g. Hochwasser.' }),
    severity: t.expose('severity', { type: SeverityEnum, description: 'How much its alarms matter.' }),
    direction: t.expose('direction', { type: DirectionEnum, description: 'On which side it is crossed.' }),
    raiseAt: t.exposeFloat('raiseAt', { description: 'Result that raises an alarm, in the unit of the datastream.' }),
    clearAt: t.exposeFloat('clearAt', {
      description: 'Result that ends it, in the unit of the datastream; apart from `raiseAt`, so that it is calm.',
    }),
    active: t.exposeBoolean('active', { description: 'False: it raises nothing for now.' }),
    webhook: t.string({
      nullable: true,
      description: 'Address that is told of its alarms; null = none, or asked without the planners’ token.',
      resolve: ({ webhook }, _args, { planner }) => (planner ? webhook : null),
    }),
    signed: t.exposeBoolean('signed', { description: 'True: what the webhook is told is signed with a secret.' }),
  }),
});

const AlarmRuleType = builder.objectRef<AlarmRule>('AlarmRule').implement({
  description: 'The rule that raised an alarm, as it was then; bounds in the unit of the datastream.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What it was called.' }),
    severity: t.expose('severity', { type: SeverityEnum, description: 'How much its alarms mattered.' }),
    direction: t.expose('direction', { type: DirectionEnum, description: 'On which side it was crossed.' }),
    raiseAt: t.exposeFloat('raiseAt', { description: 'Result that raised an alarm, in the unit of the datastream.' }),
    clearAt: t.exposeFloat('clearAt', { description: 'Result that ended it, in the unit of the datastream.' }),
    assumed: t.exposeBoolean('assumed', {
      description:
        'True: an alarm of an earlier release, which kept no rule; this is the one of the day of the update.',
    }),
  }),
});

const AlarmType = builder.objectRef<Alarm>('Alarm').implement({
  description: 'An alarm that was raised; values in the unit of its datastream.',
  fields: (t) => ({
    alarmId: t.exposeInt('id', { description: 'Its id.' }),
    datastreamId: t.exposeInt('datastreamId', { description: 'Datastream that raised it.' }),
    datastream: t.field({
      type: DatastreamType,
      nullable: true,
      description: 'The datastream that raised it; null = it is gone meanwhile.',
      resolve: (alarm, _args, context, info) =>
        loadTogether(context, info, alarm, async (alarms) => {
          const found = new Map<number, Datastream>();
          for (const [ags, own] of Map.groupBy(alarms, (one) => one.ags)) {
            const ids = [...new Set(own.map(({ datastreamId }) => datastreamId))];
            for (const datastream of await findDatastreams(context.db, ags, ids)) found.set(datastream.id, datastream);
          }
          return ({ datastreamId }) => found.get(datastreamId) ?? null;
        }),
    }),
    threshold: t.expose('threshold', { type: ThresholdType, description: 'What it was raised by, as that is now.' }),
    rule: t.expose('rule', { type: AlarmRuleType, description: 'What it was raised by, as that was then.' }),
    peakValue: t.float({
      description:
        'Plausible result that went farthest while it lasted, in the unit of the datastream; by hours where single observations are kept no longer.',
      resolve: (alarm, _args, context, info) =>
        loadTogether(context, info, alarm, async (alarms) => {
          const found = await findPeaks(context.db, alarms);
          return ({ id, raisedValue }) => found.get(id) ?? raisedValue;
        }),
    }),
    raisedAt: t.expose('raisedAt', { type: 'DateTime', description: 'Time of the observation that raised it.' }),
    raisedValue: t.exposeFloat('raisedValue', { description: 'Result that raised it, in the unit of the datastream.' }),
    clearedAt: t.expose('clearedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Time of the observation that ended it, or when its threshold was ended; null = it lasts.',
    }),
    clearedValue: t.exposeFloat('clearedValue', {
      nullable: true,
      description: 'Result that ended it, in the unit of the datastream; null = it lasts, or ended with its threshold.',
    }),
  }),
});

const AlarmStateEnum = builder.enumType('AlarmState', {
  description: 'Whether an alarm goes on.',
  values: {
    LASTING: { value: 'lasting', description: 'It lasts.' },
    ENDED: { value: 'ended', description: 'It has ended.' },
  } as const,
});

const agsArgument = { required: true, description: 'Key of the municipality, eight digits.' } as const;
const idsArgument = { description: `Only of these datastreams, at most ${mostListed}; default: of all.` } as const;

function checkedIds(ids: readonly number[] | null | undefined): readonly number[] | null {
  if (ids) checkedLimit('datastreamIds', ids.length, mostListed);
  return ids ?? null;
}

builder.queryFields((t) => ({
  thresholds: t.field({
    type: [ThresholdType],
    description: `Thresholds of a municipality; at most ${mostListed}.`,
    complexity: { field: 1, multiplier: mostListed },
    args: { ags: t.arg.string(agsArgument), datastreamIds: t.arg.intList(idsArgument) },
    resolve: (_root, { ags, datastreamIds }, { db }) =>
      listThresholds(db, checkedAgs(ags), checkedIds(datastreamIds), mostListed),
  }),
  alarms: t.field({
    type: [AlarmType],
    description: 'Log of alarms of a municipality: those that last, then the latest.',
    complexity: ({ first }) => ({ field: 1, multiplier: first ?? 50 }),
    args: {
      ags: t.arg.string(agsArgument),
      datastreamIds: t.arg.intList(idsArgument),
      theme: t.arg({ type: SensorThemeEnum, description: 'Only of things of this theme; default: of all.' }),
      state: t.arg({ type: AlarmStateEnum, description: 'Only in this state; default: in any.' }),
      first: t.arg.int({ defaultValue: 50, description: `Most that are told, at most ${mostListed}.` }),
    },
    resolve: (_root, { ags, datastreamIds, theme, state, first }, { db }) =>
      listAlarms(
        db,
        {
          ags: checkedAgs(ags),
          datastreamIds: checkedIds(datastreamIds),
          theme: theme ?? null,
          lasting: state ? state === 'lasting' : null,
        },
        checkedLimit('first', first ?? 50, mostListed),
      ),
  }),
}));

const ThresholdInput = builder.inputType('ThresholdInput', {
  description: 'A threshold as it is to be.',
  fields: (t) => ({
    id: t.int({ description: 'Threshold to change; none = a new one.' }),
    datastreamId: t.int({ required: true, description: 'Datastream to watch.' }),
    name: t.string({ required: true, description: 'What people call it.' }),
    severity: t.field({ type: SeverityEnum, required: true, description: 'How much its alarms matter.' }),
    direction: t.field({ type: DirectionEnum, required: true, description: 'On which side it is crossed.' }),
    raiseAt: t.float({ required: true, description: 'Result that raises an alarm, in the unit of the datastream.' }),
    clearAt: t.float({ required: true, description: 'Result that ends it, in the unit of the datastream.' }),
    webhook: t.string({
      description: 'Address that is told by POST of JSON when alarms are raised and end; none = nobody is told.',
    }),
    webhookSecret: t.string({
      description:
        'Key to sign with after the Standard Webhooks: `whsec_` and 24 to 64 bytes as base64; empty = none, left out = as it was.',
    }),
    active: t.boolean({ defaultValue: true, description: 'False: it raises nothing for now.' }),
  }),
});

const writingCost = { field: 50, multiplier: 1 };

const ThresholdPreviewType = builder.objectRef<ThresholdPreview>('ThresholdPreview').implement({
  description: 'What a threshold would have done, had it been there.',
  fields: (t) => ({
    alarms: t.exposeInt('alarms', { description: 'Alarms that it would have raised.' }),
    seconds: t.exposeFloat('seconds', { description: 'How long they would have lasted, all together, seconds.' }),
    lasting: t.exposeBoolean('lasting', { description: 'True: one would last now.' }),
    from: t.expose('from', {
      type: 'DateTime',
      nullable: true,
      description: 'Oldest observation that was looked at, for some are not kept so long; null = there is none.',
    }),
  }),
});

/** An input as the room has it. */
function thresholdOf(ags: string, threshold: typeof ThresholdInput.$inferInput): NewThreshold {
  const { id = null, webhook = null, webhookSecret = null, active, ...bounds } = threshold;
  const name = threshold.name.trim();
  return { ...bounds, ags: checkedAgs(ags), id, name, webhook, webhookSecret, active: active ?? true };
}

builder.queryField('previewThreshold', (t) =>
  t.field({
    type: ThresholdPreviewType,
    description: `What a threshold would have done in the last ${previewDays} days; nothing is set. For planners.`,
    complexity: writingCost,
    errors: {
      types: [PlannerOnlyError, NotFoundError],
      directResult: true,
      union: { name: 'PreviewThresholdResult', description: 'What it would have done, or why that is not told.' },
    },
    args: {
      ags: t.arg.string(agsArgument),
      threshold: t.arg({ type: ThresholdInput, required: true, description: 'As it is to be.' }),
    },
    resolve: async (_root, { ags, threshold }, context) => {
      requirePlanner(context);
      const asked = thresholdOf(ags, threshold);
      await checkThreshold(context.db, asked);
      return previewThreshold(context.db, asked, new Date(Date.now() - previewDays * 86_400_000));
    },
  }),
);

const WebhookOutcomeEnum = builder.enumType('WebhookOutcome', {
  description: 'What became of a test message.',
  values: {
    TAKEN: { value: 'taken', description: 'The receiver took it (a status of 200 to 299).' },
    REFUSED: { value: 'refused', description: 'It answered with another status.' },
    REDIRECTED: { value: 'redirected', description: 'It named another address, which is not told.' },
    TIMED_OUT: { value: 'timed_out', description: 'It did not answer in time.' },
    UNREACHABLE: { value: 'unreachable', description: 'There was no connection, or none that is trusted.' },
    TOO_OFTEN: { value: 'too_often', description: 'Nothing was sent, for many were sent in this minute.' },
  } as const,
});

const WebhookAnswerType = builder.objectRef<WebhookAnswer>('WebhookAnswer').implement({
  description: 'What the receiver of a test message answered.',
  fields: (t) => ({
    outcome: t.expose('outcome', { type: WebhookOutcomeEnum, description: 'Whether it was taken.' }),
    status: t.exposeInt('status', { nullable: true, description: 'HTTP status; null = no answer.' }),
    milliseconds: t.exposeInt('milliseconds', {
      nullable: true,
      description: 'Time until the answer, or until it was clear that there is none, ms; null = nothing was sent.',
    }),
  }),
});

const webhookTests = new WebhookTests();

builder.mutationFields((t) => ({
  testWebhook: t.field({
    type: WebhookAnswerType,
    description:
      'Sends a message with `event` “test” to the webhook of a threshold, signed as a real one is, and tells what it answered; at most ten a minute. For planners.',
    complexity: writingCost,
    errors: {
      types: [PlannerOnlyError, NotFoundError],
      directResult: true,
      union: { name: 'TestWebhookResult', description: 'What the receiver answered, or why it was not asked.' },
    },
    args: {
      ags: t.arg.string(agsArgument),
      id: t.arg.int({ required: true, description: 'Its `thresholdId`.' }),
    },
    resolve: (_root, { ags, id }, context) => {
      requirePlanner(context);
      return webhookTests.send(context.db, checkedAgs(ags), id, new Date());
    },
  }),
  setThreshold: t.field({
    type: ThresholdType,
    description:
      'Sets a threshold; if its datastream is across it already, the alarm is raised now. One that is not `active` ends its alarm and keeps its log. For planners.',
    complexity: writingCost,
    errors: {
      types: [PlannerOnlyError, NotFoundError],
      directResult: true,
      union: { name: 'SetThresholdResult', description: 'The threshold, or why it was not set.' },
    },
    args: {
      ags: t.arg.string(agsArgument),
      threshold: t.arg({ type: ThresholdInput, required: true, description: 'As it is to be.' }),
    },
    resolve: (_root, { ags, threshold }, context) => {
      requirePlanner(context);
      return context.transact((transaction) => writeThreshold(transaction, thresholdOf(ags, threshold)));
    },
  }),
  removeThreshold: t.field({
    type: ThresholdType,
    description: 'Removes a threshold with its alarms, and returns what it was. For planners.',
    complexity: writingCost,
    errors: {
      types: [PlannerOnlyError, NotFoundError],
      directResult: true,
      union: { name: 'RemoveThresholdResult', description: 'What was removed, or why nothing was.' },
    },
    args: {
      ags: t.arg.string(agsArgument),
      id: t.arg.int({ required: true, description: 'Its `thresholdId`.' }),
    },
    resolve: (_root, { ags, id }, context) => {
      requirePlanner(context);
      return context.transact((transaction) => removeThreshold(transaction, checkedAgs(ags), id));
    },
  }),
}));
