import { dayNumber, dayOf, dayOfNumber } from '../../geodata/sensors/days.ts';
import { loadTogether } from '../batch.ts';
import { builder } from '../builder.ts';
import { InvalidArgumentError } from '../errors.ts';
import { checkedLimit } from '../pagination.ts';
import { checkedAgs } from '../places/graphql.ts';
import {
  type Availability,
  type DatastreamAvailability,
  type Period,
  readAvailability,
  type ThemeAvailability,
} from './availability.ts';
import { DatastreamType } from './graphql.ts';
import { type Datastream, findDatastreams } from './queries.ts';
import { SensorThemeEnum } from './vocabulary-graphql.ts';

/** Days of a period at most. */
const longestPeriod = 400;
/** Days of a period that nobody has chosen. */
const usualDays = 30;
const mostListed = 100;

const meaning = {
  expected: 'Observations that were to come of datastreams with an interval, since the day after the first of each',
  received: 'Of these observations, those that came; more than expected on one day does not make up for another',
  observations: 'All observations of the period, those of irregular datastreams included.',
  doubtful: 'Of all observations, those with a flag of doubt.',
} as const;

const percent = ({ expected, received }: Pick<ThemeAvailability, 'expected' | 'received'>): number | null =>
  expected ? ((received ?? 0) / expected) * 100 : null;

const ThemeType = builder.objectRef<ThemeAvailability>('ThemeAvailability').implement({
  description: 'How the sensors of a theme worked in a period.',
  fields: (t) => ({
    theme: t.expose('theme', {
      type: SensorThemeEnum,
      nullable: true,
      description: 'Their theme; null = of things that state none.',
    }),
    things: t.exposeInt('things', { description: 'Number of things.' }),
    modelledThings: t.exposeInt('modelledThings', {
      description: 'Of these, those whose values a model says and nobody measured.',
    }),
    datastreams: t.exposeInt('datastreams', { description: 'Number of datastreams.' }),
    irregular: t.exposeInt('irregular', {
      description: 'Datastreams without an interval: of these nobody can tell what was to come.',
    }),
    silent: t.exposeInt('silent', {
      description: 'Datastreams whose latest value is stale now, or that have never said anything.',
    }),
    expected: t.exposeFloat('expected', { nullable: true, description: `${meaning.expected}; null = nothing was.` }),
    received: t.exposeFloat('received', {
      nullable: true,
      description: `${meaning.received}; null = nothing was to come.`,
    }),
    availabilityPercent: t.float({
      nullable: true,
      description: '`received` of `expected`, %; null = nothing was to come.',
      resolve: percent,
    }),
    observations: t.exposeFloat('observations', { description: meaning.observations }),
    doubtful: t.exposeFloat('doubtful', { description: meaning.doubtful }),
    dailyPercents: t.expose('dailyPercents', {
      type: 'Numbers',
      description: '`received` of `expected` on each day of the period, %; null = nothing was to come.',
    }),
    alarms: t.exposeInt('alarms', { description: 'Alarms that were raised in the period.' }),
  }),
});

const DatastreamAvailabilityType = builder.objectRef<DatastreamAvailability>('DatastreamAvailability').implement({
  description: 'How a datastream worked in a period.',
  fields: (t) => ({
    datastreamId: t.exposeInt('datastreamId', { description: 'Its id.' }),
    datastream: t.field({
      type: DatastreamType,
      nullable: true,
      description: 'The datastream; null = it is gone meanwhile.',
      resolve: (row, _args, context, info) =>
        loadTogether(context, info, row, async (rows) => {
          const found = new Map<number, Datastream>();
          for (const [ags, own] of Map.groupBy(rows, (one) => one.ags)) {
            const ids = own.map(({ datastreamId }) => datastreamId);
            for (const datastream of await findDatastreams(context.db, ags, ids)) found.set(datastream.id, datastream);
          }
          return ({ datastreamId }) => found.get(datastreamId) ?? null;
        }),
    }),
    expected: t.exposeFloat('expected', { nullable: true, description: `${meaning.expected}.` }),
    received: t.exposeFloat('received', { nullable: true, description: `${meaning.received}.` }),
    availabilityPercent: t.float({
      nullable: true,
      description: '`received` of `expected`, %.',
      resolve: percent,
    }),
    observations: t.exposeFloat('observations', { description: meaning.observations }),
    doubtful: t.exposeFloat('doubtful', { description: meaning.doubtful }),
    lastDay: t.expose('lastDay', {
      type: 'Date',
      nullable: true,
      description: 'Last day of the period on which it said something; null = on none.',
    }),
  }),
});

/** A period, and how the sensors worked in it, which is read once whoever asks. */
interface AskedPeriod extends Period {
  read: () => Promise<Availability>;
}

const AvailabilityType = builder.objectRef<AskedPeriod>('SensorAvailability').implement({
  description:
    'How the sensors of a municipality worked in a period of whole days in Germany, from the roll-ups by day, which are kept for ever.',
  fields: (t) => ({
    ags: t.exposeString('ags', { description: 'Key of the municipality, eight digits.' }),
    from: t.expose('from', { type: 'Date', description: 'First day.' }),
    to: t.expose('to', { type: 'Date', description: 'Day after the last one.' }),
    themes: t.field({
      type: [ThemeType],
      description: 'A row a theme; of nothing that observes, no row.',
      complexity: { field: 20, multiplier: 10 },
      resolve: async ({ read }) => (await read()).themes,
    }),
    least: t.field({
      type: [DatastreamAvailabilityType],
      description: `The datastreams of which the least came, at most ${mostListed}.`,
      complexity: ({ first }) => ({ field: 20, multiplier: first ?? 10 }),
      args: { first: t.arg.int({ defaultValue: 10, description: `How many, at most ${mostListed}.` }) },
      resolve: async ({ read }, { first }) => {
        checkedLimit('first', first ?? 10, mostListed);
        return (await read()).datastreams.slice(0, first ?? 10);
      },
    }),
  }),
});

builder.queryField('sensorAvailability', (t) =>
  t.field({
    type: AvailabilityType,
    description:
      'How much of what a municipality’s sensors were to say did come, by theme, and where the least did. Errors: a period that ends before it begins, in the future, or after more than 400 days.',
    args: {
      ags: t.arg.string({ required: true, description: 'Key of the municipality, eight digits.' }),
      from: t.arg({
        type: 'Date',
        description: `First day, in Germany; default: ${usualDays} days before \`to\`.`,
      }),
      to: t.arg({
        type: 'Date',
        description: 'Day after the last one; default and at most: today, for today is not over.',
      }),
    },
    resolve: (_root, { ags, from, to }, { db }) => {
      const period = checkedPeriod(checkedAgs(ags), from, to);
      let reading: Promise<Availability> | undefined;
      return { ...period, read: () => (reading ??= readAvailability(db, period)) };
    },
  }),
);

function checkedPeriod(ags: string, chosenFrom?: string | null, chosenTo?: string | null): Period {
  const today = dayOf(new Date());
  const to = chosenTo ?? today;
  const from = chosenFrom ?? dayOfNumber(dayNumber(to) - usualDays);
  if (to > today) throw new InvalidArgumentError('to', `to: ${to} lies in the future; today is ${today}.`);
  if (from >= to) throw new InvalidArgumentError('from', `from: ${from} does not lie before to, ${to}.`);
  const days = dayNumber(to) - dayNumber(from);
  if (days > longestPeriod) {
    const earliest = dayOfNumber(dayNumber(to) - longestPeriod);
    throw new InvalidArgumentError(
      'from',
      `from: ${from} to ${to} are ${days} days, at most ${longestPeriod} are told at once; begin on ${earliest} or later.`,
    );
  }
  return { ags, from, to };
}
