import { builder } from '../builder.ts';
import { InvalidArgumentError, NotFoundError, PlannerOnlyError } from '../errors.ts';
import { checkedLimit } from '../pagination.ts';
import { checkedAgs } from '../places/graphql.ts';
import { requirePlanner } from '../planner-graphql.ts';
import { type Alarm, listAlarms, listThresholds, type Threshold } from './threshold-queries.ts';
import { removeThreshold, writeThreshold } from './thresholds-import.ts';

const mostListed = 200;

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
  }),
});

const AlarmType = builder.objectRef<Alarm>('Alarm').implement({
  description: 'An alarm that was raised; values in the unit of its datastream.',
  fields: (t) => ({
    alarmId: t.exposeInt('id', { description: 'Its id.' }),
    datastreamId: t.exposeInt('datastreamId', { description: 'Datastream that raised it.' }),
    name: t.exposeString('name', { description: 'Name of its threshold.' }),
    severity: t.expose('severity', { type: SeverityEnum, description: 'How much it matters.' }),
    raisedAt: t.expose('raisedAt', { type: 'DateTime', description: 'Time of the observation that raised it.' }),
    raisedValue: t.exposeFloat('raisedValue', { description: 'Result that raised it, in the unit of the datastream.' }),
    clearedAt: t.expose('clearedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Time of the observation that ended it; null = it lasts.',
    }),
    clearedValue: t.exposeFloat('clearedValue', {
      nullable: true,
      description: 'Result that ended it, in the unit of the datastream; null = it lasts.',
    }),
  }),
});

const agsArgument = { required: true, description: 'Key of the municipality, eight digits.' } as const;

builder.queryFields((t) => ({
  thresholds: t.field({
    type: [ThresholdType],
    description: `Thresholds of a municipality; at most ${mostListed}.`,
    complexity: { field: 1, multiplier: mostListed },
    args: { ags: t.arg.string(agsArgument) },
    resolve: (_root, { ags }, { db }) => listThresholds(db, checkedAgs(ags), mostListed),
  }),
  alarms: t.field({
    type: [AlarmType],
    description: 'Log of alarms of a municipality: those that last, then the latest.',
    complexity: ({ first }) => ({ field: 1, multiplier: first ?? 50 }),
    args: {
      ags: t.arg.string(agsArgument),
      lasting: t.arg.boolean({ defaultValue: false, description: 'True: only those that last.' }),
      first: t.arg.int({ defaultValue: 50, description: `Most that are told, at most ${mostListed}.` }),
    },
    resolve: (_root, { ags, lasting, first }, { db }) =>
      listAlarms(db, checkedAgs(ags), checkedLimit('first', first ?? 50, mostListed), lasting ?? false),
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
    webhook: t.string({ description: 'Address that is told of alarms by POST of JSON; none = nobody is told.' }),
    active: t.boolean({ defaultValue: true, description: 'False: it raises nothing for now.' }),
  }),
});

const writingCost = { field: 50, multiplier: 1 };

builder.mutationFields((t) => ({
  setThreshold: t.field({
    type: ThresholdType,
    description: 'Sets a threshold; if its datastream is across it already, the alarm is raised now. For planners.',
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
      const name = threshold.name.trim();
      if (name === '' || name.length > 200) {
        throw new InvalidArgumentError('name', 'name: give one of 1 to 200 characters.');
      }
      const { id = null, webhook = null, active, ...bounds } = threshold;
      return context.transact((transaction) =>
        writeThreshold(transaction, { ...bounds, ags: checkedAgs(ags), id, name, webhook, active: active ?? true }),
      );
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
