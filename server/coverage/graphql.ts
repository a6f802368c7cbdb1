import type { SeriesBreak } from '../../geodata/series-breaks.ts';
import { type ApiContext, builder } from '../builder.ts';
import { loadTogether } from '../batch.ts';
import { EditionType, getEdition } from '../editions/graphql.ts';
import type { Edition } from '../editions/queries.ts';
import { checkedSpeedClass, PopulationEnum, TechnologyEnum } from '../editions/vocabulary-graphql.ts';
import type { Population } from '../../geodata/records.ts';
import { MunicipalityType } from '../places/graphql.ts';
import { householdEdition } from '../places/grid.ts';
import { sumHouseholds } from '../places/grid-queries.ts';
import type { Municipality } from '../places/queries.ts';
import { type Absence, type CoverageEntry, type FigureRequest, slotsOf, toEntries } from './entries.ts';
import { findMunicipalShares } from './queries.ts';

const AbsenceEnum = builder.enumType('Absence', {
  description: 'Why a share is null.',
  values: {
    NOT_SURVEYED: { description: 'The edition did not survey this technology at this speed class.' },
    NOT_STATED: { description: 'The edition surveyed it, and says nothing of this place (keine Angabe).' },
    PROTECTED: { description: 'So few households live there that a share would tell of single ones.' },
    UNINHABITED: { description: 'Nobody lives there.' },
  } satisfies Record<Absence, { description: string }>,
});

export const BreakReasonEnum = builder.enumType('BreakReason', {
  description: 'What changed between two editions, so that their difference is no progress.',
  values: {
    METHOD: { description: 'How it was measured.' },
    CLASSES: { description: 'Which technologies or speed classes were surveyed.' },
    KEYS: { description: 'Which places there are.' },
  } as const,
});

const SeriesBreakType = builder.objectRef<SeriesBreak>('SeriesBreak').implement({
  description:
    'A break in a series: two editions that differ in method, classes or keys, so that their difference is no progress.',
  fields: (t) => ({
    earlier: t.expose('earlier', { type: 'Date', description: 'Reference date of the last edition before the break.' }),
    later: t.expose('later', { type: 'Date', description: 'Reference date of the first edition after the break.' }),
    reason: t.expose('reason', { type: BreakReasonEnum, description: 'What changed.' }),
    note: t.exposeString('note', { description: 'What changed, in a sentence.' }),
  }),
});

export const CoverageType = builder.objectRef<CoverageEntry>('Coverage').implement({
  description: 'What share of households can get at least a speed class, according to one edition.',
  fields: (t) => ({
    technology: t.expose('technology', { type: TechnologyEnum, description: 'The technology.' }),
    minDownstreamMbits: t.exposeInt('minDownstreamMbits', {
      description: 'The speed class, Mbit/s downstream, cumulative: at least this.',
    }),
    sharePercent: t.exposeFloat('sharePercent', {
      nullable: true,
      description:
        '% of households (of companies, for business parks), 0-100, at most two decimals, that can get at least ' +
        '`minDownstreamMbits`; null: see `absence`. Missing is not zero.',
    }),
    absence: t.expose('absence', {
      type: AbsenceEnum,
      nullable: true,
      description: 'Why the share is null; null = there is a share.',
    }),
    modelled: t.boolean({
      description: 'True if computed by a model and not published by anybody.',
      resolve: ({ edition }) => edition.modelled,
    }),
    edition: t.expose('edition', { type: EditionType, description: 'Where the figure comes from.' }),
    breakInSeries: t.expose('breakInSeries', {
      type: SeriesBreakType,
      nullable: true,
      description: 'Break between this edition and the entry before it; null = none, or this is the first entry.',
    }),
  }),
});

export const argumentDescriptions = {
  technology: 'The technology.',
  minDownstreamMbits: 'Speed class, Mbit/s downstream, cumulative; see `speedClasses`.',
  asOf: 'What was known then; default: now.',
  newestSurveyed: 'Edition by its `editionId`; default: the newest that surveyed the figure.',
};

/** Cost of a list with an entry an edition. */
export const seriesCost = { field: 2, multiplier: 8 };

builder.objectFields(MunicipalityType, (t) => ({
  households: t.int({
    nullable: true,
    description:
      'Number of households: sum over the grid cells of the newest published edition that states them; null = none does.',
    complexity: 2,
    resolve: async ({ ags }, _args, context, info) => {
      const edition = await householdEdition(context);
      if (!edition) return null;
      return loadTogether(context, info, ags, async (keys) => {
        const rows = await sumHouseholds(context.db, edition.id, keys);
        const found = new Map(rows.map((row) => [row.ags, row.households]));
        return (key) => found.get(key) ?? null;
      });
    },
  }),
  coverage: t.field({
    type: [CoverageType],
    description:
      'One entry an edition, oldest first. Editions that do not know this municipality have none; one that did not survey ' +
      'the class has an entry without a share.',
    complexity: ({ referenceDate, edition }) => ({
      ...seriesCost,
      ...((referenceDate ?? edition) && { multiplier: 1 }),
    }),
    args: {
      technology: t.arg({ type: TechnologyEnum, required: true, description: argumentDescriptions.technology }),
      minDownstreamMbits: t.arg.int({ required: true, description: argumentDescriptions.minDownstreamMbits }),
      referenceDate: t.arg({ type: 'Date', description: 'Only editions of this reference date; default: all.' }),
      edition: t.arg.string({ description: 'Only this edition, by its `editionId`; default: all.' }),
      population: t.arg({
        type: PopulationEnum,
        description: 'Whose shares; default: those of `edition`, without one those of households.',
      }),
      asOf: t.arg({ type: 'DateTime', description: argumentDescriptions.asOf }),
    },
    resolve: (municipality, args, context, info) =>
      loadTogether(context, info, municipality, async (municipalities) => {
        const request: FigureRequest = {
          technology: args.technology,
          minDownstreamMbits: checkedSpeedClass(args.minDownstreamMbits),
          editions: chosenEditions(context, args),
        };
        const keys = municipalities.map(({ ags }) => ags);
        const rows = request.editions.length === 0 ? [] : await findMunicipalShares(context.db, keys, slotsOf(request));
        const found = Map.groupBy(rows, ({ ags }) => ags);
        return (one) => toEntries(request, found.get(one.ags) ?? [], absenceIn(one));
      }),
  }),
}));

/** Why a municipality's share must not be shown: one of households where nobody lives. Companies may be there. */
export function absenceIn({ inhabited }: Municipality): (row: unknown, edition: Edition) => Absence | undefined {
  return (_row, { population }) => (!inhabited && population === 'households' ? 'UNINHABITED' : undefined);
}

function chosenEditions(
  context: ApiContext,
  {
    edition,
    referenceDate,
    population,
    asOf,
  }: {
    edition?: string | null | undefined;
    referenceDate?: string | null | undefined;
    population?: Population | null | undefined;
    asOf?: Date | null | undefined;
  },
): Edition[] {
  if (edition != null) return [getEdition(context, 'edition', edition, 'municipal_coverage', population ?? 'any')];
  return context.register.list('municipal_coverage', {
    population: population ?? 'households',
    referenceDate: referenceDate ?? null,
    asOf: asOf ?? null,
  });
}
