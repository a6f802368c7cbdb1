import { cellId, type Corner, parseCellId } from '../../geodata/grid.ts';
import { type ApiContext, builder, connectionNames } from '../builder.ts';
import { loadTogether } from '../batch.ts';
import { getEdition } from '../editions/graphql.ts';
import type { Edition } from '../editions/queries.ts';
import { checkedSpeedClass, TechnologyEnum } from '../editions/vocabulary-graphql.ts';
import { InvalidArgumentError } from '../errors.ts';
import { type Key, pageCost, readPage, toConnection } from '../pagination.ts';
import { checkedAgs, MunicipalityType } from '../places/graphql.ts';
import { cellEditionIds, isProtected } from '../places/grid.ts';
import { findCellEdition } from '../places/grid-queries.ts';
import { countCells, findCellShares, listCells } from './cell-queries.ts';
import { boundsOf, type Cell, centreOf, cornerKey, loadCells } from './cells.ts';
import { type FigureRequest, slotsOf, toEntries } from './entries.ts';
import { argumentDescriptions, CoverageType, seriesCost } from './graphql.ts';

export const CellType = builder.objectRef<Cell>('Cell');

builder.node(CellType, {
  description: 'A cell of 100 m by 100 m of the INSPIRE grid (EPSG:3035).',
  id: { resolve: (cell) => cellId(cell) },
  loadManyWithoutCache: async (ids, context) => {
    const corners = ids.map((id) => parseCellId(id));
    const cells = await loadCells(
      context,
      corners.filter((corner) => corner !== undefined),
    );
    const found = new Map(cells.flatMap((cell) => (cell ? [[cornerKey(cell), cell]] : [])));
    return corners.map((corner) => (corner && found.get(cornerKey(corner))) ?? null);
  },
  fields: (t) => ({
    cellId: t.string({
      description:
        'Its name in the atlas: northing and easting of the lower-left corner in hundreds of metres, e.g. 100mN29001E41837.',
      resolve: (cell) => cellId(cell),
    }),
    municipality: t.field({
      type: MunicipalityType,
      nullable: true,
      description: 'Municipality that it belongs to; null = the newest boundaries do not know it.',
      resolve: async ({ ags }, _args, { places }) => (await places.get()).find(ags) ?? null,
    }),
    households: t.int({
      nullable: true,
      description: 'Number of households; null = not stated, or too few to be told one by one (see `protected`).',
      resolve: ({ households }, _args, { kAnonymity }) => (isProtected(households, kAnonymity) ? null : households),
    }),
    protected: t.boolean({
      description:
        'True if so few households live there (fewer than five, or more at this operator) that neither they nor shares are told.',
      resolve: ({ households }, _args, { kAnonymity }) => isProtected(households, kAnonymity),
    }),
    longitude: t.float({ description: 'Of its centre, degrees, EPSG:4326.', resolve: (cell) => centreOf(cell)[0] }),
    latitude: t.float({ description: 'Of its centre, degrees, EPSG:4326.', resolve: (cell) => centreOf(cell)[1] }),
    bounds: t.field({
      type: ['Float'],
      description: 'West, south, east, north of its corners; degrees, EPSG:4326.',
      complexity: 1,
      resolve: (cell) => boundsOf(cell),
    }),
    coverage: t.field({
      type: [CoverageType],
      description: 'One entry an edition of cells that knows this one, oldest first.',
      complexity: ({ edition }) => ({ ...seriesCost, ...(edition && { multiplier: 1 }) }),
      args: {
        technology: t.arg({ type: TechnologyEnum, required: true, description: argumentDescriptions.technology }),
        minDownstreamMbits: t.arg.int({ required: true, description: argumentDescriptions.minDownstreamMbits }),
        edition: t.arg.string({ description: 'Only this edition, by its `editionId`; default: all.' }),
        asOf: t.arg({ type: 'DateTime', description: argumentDescriptions.asOf }),
      },
      resolve: (cell, args, context, info) =>
        loadTogether(context, info, cell, async (cells) => {
          const request: FigureRequest = {
            technology: args.technology,
            minDownstreamMbits: checkedSpeedClass(args.minDownstreamMbits),
            editions: chosenCellEditions(context, args),
          };
          const rows = request.editions.length === 0 ? [] : await findCellShares(context.db, cells, slotsOf(request));
          const found = Map.groupBy(rows, cornerKey);
          return (one) =>
            toEntries(request, found.get(cornerKey(one)) ?? [], ({ households }) =>
              // An edition that states no households must not tell what another one protects.
              isProtected(households ?? one.households, context.kAnonymity) ? 'PROTECTED' : undefined,
            );
        }),
    }),
  }),
});

builder.queryFields((t) => ({
  cell: t.field({
    type: CellType,
    nullable: true,
    description: 'The cell of this name; null = no edition knows it.',
    args: {
      cellId: t.arg.string({
        required: true,
        description: 'Its name, e.g. 100mN29001E41837 or CRS3035RES100mN2900100E4183700.',
      }),
    },
    resolve: async (_root, args, context) => (await loadCells(context, [checkedCorner(args.cellId)]))[0] ?? null,
  }),
  cells: t.connection(
    {
      type: CellType,
      description: 'Cells of a municipality in an edition, from south to north, each row from west to east.',
      complexity: pageCost,
      args: {
        ags: t.arg.string({ required: true, description: 'Key of the municipality, eight digits.' }),
        edition: t.arg.string({
          description: 'Edition by its `editionId`; default: the newest that knows cells of the municipality.',
        }),
      },
      resolve: async (_root, { ags, edition, ...pageArguments }, context) => {
        const page = readPage(pageArguments, { list: 'cells', ags: checkedAgs(ags), edition }, ['number', 'number']);
        const editionId =
          edition == null
            ? await findCellEdition(context.db, cellEditionIds(context), ags)
            : getEdition(context, 'edition', edition, 'cell_coverage').id;
        const none = { before: false, after: false, totalCount: 0 };
        if (editionId === undefined) return toConnection<Cell>([], page, keyOf, none);
        const { limit, fromEnd } = page;
        const [after, before] = [toCorner(page.after), toCorner(page.before)];
        // One more than asked for tells whether there are more.
        const rows = await listCells(context.db, editionId, ags, { limit: limit + 1, fromEnd, after, before });
        const more = rows.length > limit;
        const listed = fromEnd ? rows.slice(more ? 1 : 0) : rows.slice(0, limit);
        // What protects a cell is the newest count there is, which may be another edition's.
        const known = await loadCells(context, listed);
        const cells = listed.map(({ northing, easting, ags: key, households }, index) => ({
          northing,
          easting,
          ags: key,
          households: known[index]?.households ?? households,
        }));
        return toConnection<Cell>(cells, page, keyOf, {
          before: fromEnd ? more : after !== undefined,
          after: fromEnd ? before !== undefined : more,
          totalCount: () => countCells(context.db, editionId, ags),
        });
      },
    },
    ...connectionNames('Cell', 'cells'),
  ),
}));

function chosenCellEditions(
  context: ApiContext,
  { edition, asOf }: { edition?: string | null | undefined; asOf?: Date | null | undefined },
): Edition[] {
  if (edition != null) return [getEdition(context, 'edition', edition, 'cell_coverage')];
  return context.register.list('cell_coverage', { asOf: asOf ?? null });
}

function checkedCorner(id: string): Corner {
  const corner = parseCellId(id);
  if (corner) return corner;
  throw new InvalidArgumentError(
    'cellId',
    `cellId: ${JSON.stringify(id)} is no cell; write it as in 100mN29001E41837.`,
  );
}

function keyOf({ northing, easting }: Corner): Key {
  return [northing, easting];
}

function toCorner(key: Key | undefined): readonly [northing: number, easting: number] | undefined {
  return key && [Math.trunc(Number(key[0])), Math.trunc(Number(key[1]))];
}
