import { builder } from '../../builder.ts';
import { InvalidArgumentError } from '../../errors.ts';
import { findAnnouncements } from '../queries.ts';
import { withSlip } from '../slip.ts';
import { languageArgument, StageEnum } from '../vocabulary-graphql.ts';
import { type ForecastColumns, type ForecastStage, forecastStage } from './figures.ts';
import { type ForecastState, leastWindows, mostWindows, quantiles, windowDays } from './forecast.ts';
import { ProgressType } from './progress-graphql.ts';

type StageForecast = ForecastColumns & { stage: ForecastStage };

const StateEnum = builder.enumType('ForecastState', {
  description: 'Whether a forecast can be made, and why not.',
  values: {
    FORECAST: { description: 'There is a forecast.' },
    DONE: { description: 'All is reached.' },
    NOT_ENOUGH_HISTORY: { description: 'Too few months are known, or in too few of them anything was reached.' },
    NOTHING_KNOWN: { description: 'Nothing was known of any address.' },
    WITHHELD: { description: 'So few addresses are concerned that it would tell who has ordered.' },
  } as const satisfies Record<ForecastState, unknown>,
});

const RatesType = builder.objectRef<NonNullable<StageForecast['rates']>>('ForecastRates').implement({
  description: `Addresses in ${windowDays} days.`,
  fields: (t) => ({
    slow: t.exposeFloat('slow', { description: 'Addresses: so slow or slower was one window in five.' }),
    usual: t.exposeFloat('usual', { description: 'Addresses: the median of the windows.' }),
    quick: t.exposeFloat('quick', { description: 'Addresses: so quick or quicker was one window in five.' }),
  }),
});

const ForecastType = builder.objectRef<StageForecast>('RolloutForecast').implement({
  description: 'When a stage will be reached everywhere, as a range from the own history. Nobody has announced it.',
  fields: (t) => ({
    stage: t.expose('stage', { type: StageEnum, description: 'CABLE_LAID (passed) or ACTIVE.' }),
    state: t.expose('state', { type: StateEnum, description: 'Whether there is a forecast.' }),
    modelled: t.boolean({ description: 'Always true: it is computed.', resolve: () => true }),
    method: t.string({
      description: 'How it was computed, in words.',
      args: { language: t.arg(languageArgument) },
      resolve: (forecast, { language }) => methods[language ?? 'EN'](forecast),
    }),
    from: t.expose('from', {
      type: 'Date',
      nullable: true,
      description: 'Day that it starts from, the last on which anything was reached; null = nothing is known.',
    }),
    reached: t.exposeInt('reached', { description: 'Addresses that have reached the stage by then.' }),
    target: t.exposeInt('target', {
      description:
        'Addresses that are to reach it: of CABLE_LAID those of the areas where works have begun, of ACTIVE those with a house connection.',
    }),
    windows: t.exposeInt('windows', { description: `Windows of ${windowDays} days that the rates are from.` }),
    rates: t.expose('rates', {
      type: RatesType,
      nullable: true,
      description: 'How quick it went; null = no forecast.',
    }),
    slipDays: t.exposeInt('slipDays', {
      nullable: true,
      description: 'Days by which announced dates have moved so far, median; null = none has.',
    }),
    earliest: t.expose('earliest', { type: 'Date', nullable: true, description: 'At the quick rate; null = none.' }),
    likely: t.expose('likely', { type: 'Date', nullable: true, description: 'At the usual rate; null = none.' }),
    latest: t.expose('latest', {
      type: 'Date',
      nullable: true,
      description: 'At the slow rate, and later by the slip so far; null = none, or no end in sight at that rate.',
    }),
    days: t.expose('days', { type: ['Date'], description: 'Days of the columns below; empty without a forecast.' }),
    slow: t.expose('slow', { type: ['Int'], description: 'Addresses by then at the slow rate.' }),
    usual: t.expose('usual', { type: ['Int'], description: 'Addresses by then at the usual rate.' }),
    quick: t.expose('quick', { type: ['Int'], description: 'Addresses by then at the quick rate.' }),
  }),
});

builder.objectField(ProgressType, 'forecast', (t) =>
  t.field({
    type: ForecastType,
    description: 'When a stage will be reached everywhere, from the own history.',
    complexity: 200,
    args: {
      stage: t.arg({
        type: StageEnum,
        defaultValue: 'cable_laid',
        description: 'CABLE_LAID (default) or ACTIVE; others are refused.',
      }),
    },
    resolve: async (planning, { stage }, { db, planner, kAnonymity }) => {
      const chosen = checkedStage(stage ?? 'cable_laid');
      const subjects = planning.areas.map(({ ags, id }) => ({ ags, kind: 'area' as const, id }));
      const announcements = withSlip(await findAnnouncements(db, subjects, planning.asOf));
      const newest = new Map(announcements.map((one) => [`${one.subjectId} ${one.stage}`, one.slipDaysTotal]));
      const slipDays = median([...newest.values()].filter((days) => days !== null));
      return { stage: chosen, ...forecastStage(planning, chosen, { slipDays, least: planner ? 0 : kAnonymity }) };
    },
  }),
);

function checkedStage(stage: string): ForecastStage {
  if (stage === 'cable_laid' || stage === 'active') return stage;
  throw new InvalidArgumentError(
    'stage',
    `stage: there is no forecast for ${stage.toUpperCase()}; there is one for CABLE_LAID and for ACTIVE.`,
  );
}

function median(values: readonly number[]): number | null {
  return values.toSorted((one, other) => one - other)[Math.floor((values.length - 1) / 2)] ?? null;
}

const share = (part: number): number => Math.round(part * 100);

const methods = {
  EN: ({ windows, slipDays, stage }: StageForecast) =>
    `Modelled. The last ${mostWindows} stretches of ${windowDays} days before the last day on which anything was reached are looked at ` +
    `(here ${windows}; at least ${leastWindows} are needed, with something reached in three of them). It goes on as in the slower ` +
    `(${share(quantiles.slow)}%), the middle and the quicker (${share(quantiles.quick)}%) of them. ` +
    (slipDays === null
      ? 'No announced date has moved so far, so nothing is added. '
      : `Announced dates have moved by ${slipDays} days so far (median); that is added to the latest day. `) +
    (stage === 'active'
      ? 'The target is all addresses that have a house connection: how many others have ordered is not known.'
      : 'The target is all addresses of the areas in which works have begun.'),
  DE: ({ windows, slipDays, stage }: StageForecast) =>
    `Modelliert. Betrachtet werden die letzten ${mostWindows} Abschnitte von ${windowDays} Tagen vor dem letzten Tag, an dem etwas erreicht ` +
    `wurde (hier ${windows}; nötig sind mindestens ${leastWindows}, und in drei davon muss etwas erreicht sein). So geht es weiter wie ` +
    `in den langsameren (${share(quantiles.slow)} %), den mittleren und den schnelleren (${share(quantiles.quick)} %). ` +
    (slipDays === null
      ? 'Bisher ist kein angekündigter Termin verschoben worden, also kommt nichts hinzu. '
      : `Angekündigte Termine haben sich bisher um ${slipDays} Tage verschoben (Median); das kommt zum spätesten Tag hinzu. `) +
    (stage === 'active'
      ? 'Ziel sind alle Adressen mit Hausanschluss: Wie viele andere bestellt haben, ist nicht bekannt.'
      : 'Ziel sind alle Adressen der Gebiete, in denen gebaut wird.'),
};
