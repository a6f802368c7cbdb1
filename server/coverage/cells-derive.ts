/** What the map reads of an edition's cells: means over 1 km and 5 km, and packed blocks. All in the import's transaction. */
import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '../database/database.ts';
import { type BlockPart, blockUnit, CellPacker } from './packing.ts';

/** Cells that are packed at once. */
const packBatchSize = 4000;

/** Cells with fewer households are protected whatever the operator sets; see K_ANONYMITY. */
const leastKAnonymity = 5;

/** Gathers packed cells in a table of the transaction's own and puts the blocks together at the end. */
export class BlockWriter {
  readonly #transaction: Transaction;
  readonly #editionId: string;

  private constructor(transaction: Transaction, editionId: string) {
    this.#transaction = transaction;
    this.#editionId = editionId;
  }

  static async create(transaction: Transaction, editionId: string): Promise<BlockWriter> {
    await sql`drop table if exists pg_temp.block_part`.execute(transaction);
    await sql`
      create temporary table block_part (
        size smallint, northing integer, easting integer, cells integer, records bytea
      ) on commit drop`.execute(transaction);
    return new BlockWriter(transaction, editionId);
  }

  /** Takes cells of `size` metres; a block may come in several parts. */
  async add(parts: readonly BlockPart[], size: number): Promise<void> {
    const column = (of: (part: BlockPart) => number): string => `{${parts.map(of).join(',')}}`;
    let end = 1;
    const starts = column(({ records }) => (end += records.length) - records.length);
    // All records as one parameter that each row takes its bytes from: an array of bytea would travel as quoted text.
    await sql`
      insert into block_part (size, northing, easting, cells, records)
      select ${sql.lit(size)}, northing, easting, cells, substring(packed from start for bytes)
      from (select ${Buffer.concat(parts.map(({ records }) => records))}::bytea as packed offset 0) as p,
        unnest(${column(({ northing }) => northing)}::text::integer[],
          ${column(({ easting }) => easting)}::text::integer[],
          ${column(({ cells }) => cells)}::text::integer[],
          ${starts}::text::integer[],
          ${column(({ records }) => records.length)}::text::integer[])
          as u (northing, easting, cells, start, bytes)`.execute(this.#transaction);
  }

  async finish(): Promise<void> {
    await sql`
      insert into cell_block (edition_id, size, northing, easting, cells)
      select ${this.#editionId}, size, northing, easting,
        packed || substring('\\x0000'::bytea for (${sql.lit(blockUnit)} - length(packed) % ${sql.lit(blockUnit)}) % ${sql.lit(blockUnit)})
      from (
        select size, northing, easting,
          int4send(northing) || int4send(easting) || int2send(sum(cells)::smallint) || string_agg(records, '') as packed
        from block_part
        group by size, northing, easting
      ) as block
      order by size, northing, easting`.execute(this.#transaction);
    await sql`drop table block_part`.execute(this.#transaction);
    await sql`analyze cell_block`.execute(this.#transaction);
  }
}

/**
 * Computes the coarse cells of an edition and packs them. A share is the mean over the cells that state it, weighted by
 * their households; where no cell of the edition has households, every cell weighs the same. A single small cell is left
 * out of the mean, for it could be told from the mean and the other cells; two of them hide each other.
 */
export async function writeCoarseCells(
  transaction: Transaction,
  editionId: string,
  figureCount: number,
  blocks: BlockWriter,
): Promise<void> {
  const figures = Array.from({ length: figureCount }, (_, index) => sql.lit(index + 1));
  const list = (expression: (figure: RawBuilder<unknown>) => RawBuilder<unknown>, type: string): RawBuilder<unknown> =>
    sql`array[${sql.join(figures.map(expression))}]::${sql.raw(type)}[]`;
  await sql`drop table if exists pg_temp.coarse_sum`.execute(transaction);
  await sql`
    create temporary table coarse_sum on commit drop as
    select floor(northing / 1000) * 1000 as northing, floor(easting / 1000) * 1000 as easting,
      count(*) as cells, sum(households) as households,
      ${list((figure) => sql`coalesce(sum(shares[${figure}] * weight) filter (where not small), 0)`, 'float8')} as sums,
      ${list((figure) => sql`coalesce(sum(weight) filter (where shares[${figure}] is not null and not small), 0)`, 'float8')} as weights,
      ${list((figure) => sql`coalesce(sum(shares[${figure}] * weight) filter (where small), 0)`, 'float8')} as small_sums,
      ${list((figure) => sql`coalesce(sum(weight) filter (where shares[${figure}] is not null and small), 0)`, 'float8')} as small_weights,
      ${list((figure) => sql`count(*) filter (where shares[${figure}] is not null and small)`, 'integer')} as small_cells
    from (
      select coalesce(c.households between 1 and ${sql.lit(leastKAnonymity - 1)}, false) as small, c.northing, c.easting, c.households, c.shares,
        case when h.known then c.households::float8 else 1::float8 end as weight
      from cell_coverage c,
        (select exists (
          select from cell_coverage where edition_id = ${sql.lit(editionId)} and households is not null) as known) as h
      where c.edition_id = ${sql.lit(editionId)}
    ) as cell
    group by 1, 2`.execute(transaction);
  await sql`
    insert into coarse_cell (edition_id, size, northing, easting, households, cells, shares)
    select ${editionId}, 1000, northing, easting, households, cells,
      ${list(
        (figure) => sql`case small_cells[${figure}]
          when 1 then sums[${figure}] / nullif(weights[${figure}], 0)
          else (sums[${figure}] + small_sums[${figure}]) / nullif(weights[${figure}] + small_weights[${figure}], 0)
        end`,
        'real',
      )}
    from coarse_sum`.execute(transaction);
  await sql`
    insert into coarse_cell (edition_id, size, northing, easting, households, cells, shares)
    select ${editionId}, 5000, floor(northing / 5000) * 5000, floor(easting / 5000) * 5000, sum(households), sum(cells),
      ${list(
        (figure) => sql`case sum(small_cells[${figure}])
          when 1 then sum(sums[${figure}]) / nullif(sum(weights[${figure}]), 0)
          else sum(sums[${figure}] + small_sums[${figure}]) / nullif(sum(weights[${figure}] + small_weights[${figure}]), 0)
        end`,
        'real',
      )}
    from coarse_sum
    group by floor(northing / 5000), floor(easting / 5000)`.execute(transaction);
  await sql`drop table coarse_sum`.execute(transaction);
  for (const size of [1000, 5000]) await packCoarseCells(transaction, editionId, size, figureCount, blocks);
}

async function packCoarseCells(
  transaction: Transaction,
  editionId: string,
  size: number,
  figureCount: number,
  blocks: BlockWriter,
): Promise<void> {
  const packer = new CellPacker(size, figureCount, packBatchSize);
  let last = { northing: 0, easting: 0 };
  for (;;) {
    const rows = await transaction
      .selectFrom('coarse_cell')
      .select(['northing', 'easting', 'households', 'shares'])
      .where('edition_id', '=', editionId)
      .where('size', '=', size)
      .where(sql<boolean>`(northing, easting) > (${last.northing}::integer, ${last.easting}::integer)`)
      .orderBy('northing')
      .orderBy('easting')
      .limit(packBatchSize)
      .execute();
    const end = rows.at(-1);
    if (!end) return;
    for (const row of rows) packer.add(row, row.households, row.shares);
    await blocks.add(packer.take(), size);
    last = end;
  }
}

/**
 * Packs the 100 m cells of an edition again; where it states no households, with those of the newest edition that does.
 * Changes nothing as long as no other edition may lend them.
 */
export async function packAgain(transaction: Transaction, editionId: string): Promise<void> {
  const { figures, modelled } = await transaction
    .selectFrom('edition')
    .select(['figures', 'modelled'])
    .where('id', '=', editionId)
    .executeTakeFirstOrThrow();
  const lenders = (await listLenders(transaction, modelled)).filter((id) => id !== editionId);
  if (lenders.length === 0) return;
  await transaction.deleteFrom('cell_block').where('edition_id', '=', editionId).where('size', '=', 100).execute();
  const blocks = await BlockWriter.create(transaction, editionId);
  const packer = new CellPacker(100, figures.length, packBatchSize);
  let last = { northing: 0, easting: 0 };
  for (;;) {
    const { rows } = await sql<{
      northing: number;
      easting: number;
      households: number | null;
      shares: (number | null)[];
    }>`
      select c.northing, c.easting, c.shares, coalesce(c.households, (
        select l.households from cell_coverage l
        where l.edition_id = any(${lenders}::text[]) and l.northing = c.northing and l.easting = c.easting
          and l.households is not null
        order by array_position(${lenders}::text[], l.edition_id)
        limit 1)) as households
      from cell_coverage c
      where c.edition_id = ${sql.lit(editionId)}
        and (c.northing, c.easting) > (${last.northing}::integer, ${last.easting}::integer)
      order by c.northing, c.easting
      limit ${sql.lit(packBatchSize)}`.execute(transaction);
    const end = rows.at(-1);
    if (!end) break;
    for (const row of rows) packer.add(row, row.households, row.shares);
    await blocks.add(packer.take(), 100);
    last = end;
  }
  await blocks.finish();
}

/** Packs again what other editions have without households of their own, now that this edition may have some for them. */
export async function lendHouseholds(transaction: Transaction, editionId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select e.id from edition e, edition lender
    where lender.id = ${editionId} and e.id <> lender.id and e.kind = 'cell_coverage' and cardinality(e.figures) > 0
      and (e.modelled or not lender.modelled)
      and (lender.supersedes is not null
        or exists (select from cell_coverage where edition_id = ${sql.lit(editionId)} and households is not null))
      and exists (select from cell_coverage c where c.edition_id = e.id and c.households is null)`.execute(transaction);
  for (const { id } of rows) await packAgain(transaction, id);
}

/** Editions of cells in force, newest first; what a model computed lends to what a model computed only. */
async function listLenders(transaction: Transaction, modelled: boolean): Promise<string[]> {
  const rows = await transaction
    .selectFrom('edition as e')
    .select('e.id')
    .where('e.kind', '=', 'cell_coverage')
    .where('e.population', '=', 'households')
    .$if(!modelled, (query) => query.where('e.modelled', '=', false))
    .where(sql<boolean>`not exists (select from edition correction where correction.supersedes = e.id)`)
    .orderBy('e.reference_date', 'desc')
    .orderBy('e.recorded_at', 'desc')
    .orderBy('e.id', 'desc')
    .execute();
  return rows.map(({ id }) => id);
}
