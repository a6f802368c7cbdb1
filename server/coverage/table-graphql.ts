import type { TableSort } from '../../geodata/municipal-table.ts';
import { states } from '../../geodata/states.ts';
import { builder } from '../builder.ts';
import { EditionType } from '../editions/graphql.ts';
import type { Edition } from '../editions/queries.ts';
import { TechnologyEnum } from '../editions/vocabulary-graphql.ts';
import { InvalidArgumentError } from '../errors.ts';
import { MunicipalityType } from '../places/graphql.ts';
import { argumentDescriptions } from './graphql.ts';
import { readFigure } from './peers.ts';
import { listTableRows, type TableRow } from './table.ts';

const pageSize = 50;

const TableSortEnum = builder.enumType('CoverageTableSort', {
  description: 'Order of the table of municipalities; those without a share come last in either order of shares.',
  values: {
    SHARE_DESCENDING: { value: '-share', description: 'Highest share first.' },
    SHARE_ASCENDING: { value: 'share', description: 'Lowest share first.' },
    NAME_ASCENDING: { value: 'name', description: 'By name, as in a German directory.' },
    NAME_DESCENDING: { value: '-name', description: 'By name, backwards.' },
    STATE_ASCENDING: { value: 'state', description: 'By key of the Land, then by name.' },
    STATE_DESCENDING: { value: '-state', description: 'By key of the Land, backwards, then by name.' },
  } satisfies Record<string, { value: TableSort; description: string }>,
});

const TableRowType = builder.objectRef<TableRow>('CoverageTableRow').implement({
  description: 'A municipality in the table.',
  fields: (t) => ({
    municipality: t.expose('municipality', { type: MunicipalityType, description: 'The municipality.' }),
    sharePercent: t.exposeFloat('sharePercent', {
      nullable: true,
      description: '% of households, 0-100; null = not stated or not surveyed.',
    }),
    rank: t.exposeInt('rank', {
      nullable: true,
      description:
        'Its rank among all inhabited municipalities, 1 = highest share; equal shares share a rank; null = it has no share.',
    }),
  }),
});

interface TablePage {
  edition: Edition;
  chosen: readonly TableRow[];
  totalCount: number;
  page: number;
  pageCount: number;
}

const TablePageType = builder.objectRef<TablePage>('CoverageTable').implement({
  description: `A page of the table of all inhabited municipalities by one figure; ${pageSize} rows a page.`,
  fields: (t) => ({
    edition: t.expose('edition', { type: EditionType, description: 'Where the shares come from.' }),
    rows: t.field({
      type: [TableRowType],
      description: 'The rows of this page, in order.',
      resolve: ({ chosen, page }) => chosen.slice((page - 1) * pageSize, page * pageSize),
    }),
    page: t.exposeInt('page', {
      description: 'Which page this is, from 1: the last one if a later one was asked for.',
    }),
    pageCount: t.exposeInt('pageCount', { description: 'Number of pages, at least 1.' }),
    chosenCount: t.int({
      description: 'Number of municipalities that the filters hold for.',
      resolve: ({ chosen }) => chosen.length,
    }),
    totalCount: t.exposeInt('totalCount', { description: 'Number of all inhabited municipalities.' }),
  }),
});

builder.queryFields((t) => ({
  coverageTable: t.field({
    type: TablePageType,
    description: 'A page of the table of all municipalities where somebody lives, sorted and filtered.',
    complexity: { field: 50, multiplier: pageSize },
    args: {
      technology: t.arg({ type: TechnologyEnum, required: true, description: argumentDescriptions.technology }),
      minDownstreamMbits: t.arg.int({ required: true, description: argumentDescriptions.minDownstreamMbits }),
      edition: t.arg.string({ description: argumentDescriptions.newestSurveyed }),
      sort: t.arg({ type: TableSortEnum, defaultValue: '-share', description: 'Which rows come first.' }),
      stateCode: t.arg.string({ description: 'Only this Land, 01 to 16; default: all.' }),
      nameContains: t.arg.string({ description: 'Only names with this part; case and marks do not matter.' }),
      page: t.arg.int({ defaultValue: 1, description: 'Which page, from 1.' }),
    },
    resolve: async (_root, { sort, stateCode, nameContains, page, ...figure }, context): Promise<TablePage> => {
      const asked = page ?? 1;
      if (stateCode != null && !Object.hasOwn(states, stateCode))
        throw new InvalidArgumentError('stateCode', `stateCode: ${JSON.stringify(stateCode)} must be 01 to 16.`);
      if (asked < 1) throw new InvalidArgumentError('page', `page: ${asked} must be 1 or more.`);
      const { edition, municipalities, column } = await readFigure(context, figure);
      const totalCount = municipalities.list({ inhabited: true }, 'AGS').length;
      const chosen = listTableRows(municipalities, column, {
        sort: sort ?? '-share',
        state: stateCode ?? undefined,
        name: nameContains ?? '',
      });
      const pageCount = Math.max(1, Math.ceil(chosen.length / pageSize));
      return { edition, chosen, totalCount, page: Math.min(asked, pageCount), pageCount };
    },
  }),
}));
