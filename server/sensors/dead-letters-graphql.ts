import { builder, connectionNames } from '../builder.ts';
import { InvalidArgumentError, PlannerOnlyError } from '../errors.ts';
import { pageById, pageCost, readPage } from '../pagination.ts';
import { requirePlanner } from '../planner-graphql.ts';
import {
  countDeadLetters,
  type DeadLetterCount,
  type DeadLetterFilter,
  listDeadLetters,
} from './dead-letter-queries.ts';
import { type DeadLetter, dropDeadLetters, keptBytes } from './dead-letters.ts';
import type { Replay } from './replay.ts';

/** Characters of a payload that are told. */
const shown = 2_000;

const DeadLetterType = builder.objectRef<DeadLetter>('DeadLetter').implement({
  description: 'A message of a device, or a part of it, that could not be understood and waits to be read again.',
  fields: (t) => ({
    deadLetterId: t.exposeInt('id', { description: 'Its id.' }),
    source: t.exposeString('source', { description: 'Protocol, e.g. `ttn`.' }),
    reason: t.exposeString('reason', { description: 'Stable name of the rule, e.g. `unknown-device`.' }),
    message: t.exposeString('message', { description: 'What was not understood, in a sentence with the remedy.' }),
    topic: t.exposeString('topic', { nullable: true, description: 'Topic or path that it came by; null = not known.' }),
    receivedAt: t.expose('receivedAt', { type: 'DateTime', description: 'When it came last.' }),
    payload: t.string({
      description: `The message itself as text, its first ${shown} characters.`,
      resolve: ({ payload }) => Buffer.from(payload).toString('utf8').slice(0, shown),
    }),
    payloadBytes: t.exposeInt('payloadBytes', { description: 'Size of the whole message, bytes.' }),
    isWhole: t.boolean({
      description: 'False: it was too long to be kept whole, and can’t be read again.',
      resolve: ({ payloadBytes }) => payloadBytes <= keptBytes,
    }),
    times: t.exposeInt('times', { description: 'How often the same message came.' }),
  }),
});

const DeadLetterCountType = builder.objectRef<DeadLetterCount>('DeadLetterCount').implement({
  description: 'Dead letters of one source and reason.',
  fields: (t) => ({
    source: t.exposeString('source', { description: 'Protocol, e.g. `ttn`.' }),
    reason: t.exposeString('reason', { description: 'Stable name of the rule, e.g. `unknown-device`.' }),
    letters: t.exposeInt('letters', { description: 'How many different messages wait.' }),
    times: t.exposeInt('times', { description: 'How many messages came, the same ones again included.' }),
    latest: t.expose('latest', { type: 'DateTime', description: 'When the last of them came.' }),
  }),
});

const DeadLettersType = builder.objectRef<DeadLetterFilter>('DeadLetters').implement({
  description: 'Dead letters that wait.',
  fields: (t) => ({
    counts: t.field({
      type: [DeadLetterCountType],
      description: 'How many there are by source and reason, most first.',
      complexity: { field: 1, multiplier: 50 },
      resolve: (filter, _args, { db }) => countDeadLetters(db, filter),
    }),
    letters: t.connection(
      {
        type: DeadLetterType,
        description: 'The letters, those that came first last.',
        complexity: pageCost,
        resolve: (filter, pageArguments, { db }) =>
          pageById(
            readPage(pageArguments, { list: 'dead letters', ...filter }, ['number']),
            (range) => listDeadLetters(db, filter, range),
            async () => (await countDeadLetters(db, filter)).reduce((sum, { letters }) => sum + letters, 0),
          ),
      },
      ...connectionNames('DeadLetter', 'dead letters'),
    ),
  }),
});

const sourceArgument = { description: 'Only of this protocol, e.g. `ttn`; default: of all.' } as const;
const reasonArgument = { description: 'Only with this reason, e.g. `unknown-device`; default: with any.' } as const;

builder.queryField('deadLetters', (t) =>
  t.field({
    type: DeadLettersType,
    description: 'Messages of devices that could not be understood and wait. For planners.',
    args: { source: t.arg.string(sourceArgument), reason: t.arg.string(reasonArgument) },
    errors: {
      types: [PlannerOnlyError],
      directResult: true,
      union: { name: 'DeadLettersResult', description: 'The dead letters, or why they are not told.' },
    },
    resolve: (_root, { source, reason }, context) => {
      requirePlanner(context);
      return { source: source ?? null, reason: reason ?? null };
    },
  }),
);

const ReplayType = builder.objectRef<Replay>('DeadLetterReplay').implement({
  description: 'What became of dead letters that were read again.',
  fields: (t) => ({
    replayed: t.exposeInt('replayed', { description: 'Letters that were understood this time.' }),
    left: t.exposeInt('left', { description: 'Letters that wait as before.' }),
  }),
});

const DropType = builder.objectRef<{ dropped: number }>('DeadLetterDrop').implement({
  description: 'What became of dead letters that nobody wants.',
  fields: (t) => ({ dropped: t.exposeInt('dropped', { description: 'Letters that were deleted.' }) }),
});

builder.mutationFields((t) => ({
  replayDeadLetters: t.field({
    type: ReplayType,
    description:
      'Reads dead letters again, at most 5,000 at once: after a device was described or a profile mended. For planners.',
    complexity: { field: 1000, multiplier: 1 },
    args: { source: t.arg.string(sourceArgument), reason: t.arg.string(reasonArgument) },
    errors: {
      types: [PlannerOnlyError],
      directResult: true,
      union: { name: 'ReplayDeadLettersResult', description: 'What became of them, or why they were not read.' },
    },
    resolve: (_root, { source, reason }, context) => {
      requirePlanner(context);
      return context.replay({ source: source ?? null, reason: reason ?? null });
    },
  }),
  dropDeadLetters: t.field({
    type: DropType,
    description: 'Deletes dead letters that wait; `source`, `reason` or both say which. For planners.',
    complexity: { field: 50, multiplier: 1 },
    args: { source: t.arg.string(sourceArgument), reason: t.arg.string(reasonArgument) },
    errors: {
      types: [PlannerOnlyError],
      directResult: true,
      union: { name: 'DropDeadLettersResult', description: 'How many were deleted, or why none was.' },
    },
    resolve: async (_root, { source, reason }, context) => {
      requirePlanner(context);
      if (source == null && reason == null) {
        const remedy =
          'give a reason, a source or both, as `counts` of `deadLetters` has them; all at once are not dropped.';
        throw new InvalidArgumentError('reason', `reason: ${remedy}`);
      }
      const filter = { source: source ?? null, reason: reason ?? null };
      return { dropped: await context.transact((transaction) => dropDeadLetters(transaction, filter)) };
    },
  }),
}));
