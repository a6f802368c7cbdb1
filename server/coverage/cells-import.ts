import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { createCellSet } from '../../geodata/formats/cell-columns.ts';
import { toLonLat } from '../../geodata/grid.ts';
import type { CellCoverageRecord, Problem } from '../../geodata/records.ts';
import type { Transaction } from '../database/database.ts';
import type { RecordWriter, WriterContext } from '../editions/writer.ts';
import { findMunicipalitiesAt } from '../places/locate.ts';
import { ArrayText } from './array-text.ts';
import { BlockWriter, lendHouseholds, packAgain, writeCoarseCells } from './cells-derive.ts';
import { CellPacker } from './packing.ts';

/** Cells a statement: enough that its costs don't count, few enough that memory stays flat. */
const cellBatchSize = 2000;

/**
 * Writes cells: the exact figures into a partition of their own, then coarse cells and packed blocks for the map.
 * A cell whose record names no municipality gets the one around its middle, else the nearest within two kilometres.
 * Where it states no households, the map's blocks take them from another edition, so that small cells are protected there.
 * Problems: `duplicate-cell`, `outside-germany`, `outside-all-municipalities`; such cells are left out.
 */
export async function writeCells(context: WriterContext): Promise<RecordWriter<CellCoverageRecord>> {
  const { transaction, editionId, header } = context;
  const report = (problem: Problem): void => context.report(problem);
  const figureCount = header.figures.length;
  const partition = await Partition.create(transaction, editionId);
  const blocks = await BlockWriter.create(transaction, editionId);
  const seen = createCellSet();
  let lacksHouseholds = false;
  let batch = new CellBatch();
  const shares = new ArrayText();
  const packer = new CellPacker(100, figureCount, cellBatchSize);

  // While the database takes one batch, the reader goes on with the next.
  let underWay: Promise<void> = Promise.resolve();
  const flush = async (): Promise<void> => {
    await underWay;
    if (batch.length === 0) return;
    const cells = batch;
    batch = new CellBatch();
    const texts = shares.take();
    if (cells.ags.includes(null)) await placeCells(transaction, cells, report);
    const parts = packer.take((index) => cells.ags[index] !== null);
    underWay = partition.insert(cells, texts).then(() => blocks.add(parts, 100));
    underWay.catch(() => {}); // reported at the next await, which may be a while
  };

  return {
    async write(record) {
      const state = seen.add(record);
      if (state !== 'new') {
        report(state === 'known' ? duplicateCell(record) : outsideGermany(record));
        return;
      }
      if (record.households === null) lacksHouseholds = true;
      batch.add(record);
      shares.add(record.shares);
      packer.add(record, record.households, record.shares);
      if (batch.length >= cellBatchSize) await flush();
    },
    async finish() {
      await flush();
      await underWay;
      await partition.attach();
      await writeCoarseCells(transaction, editionId, figureCount, blocks);
      await blocks.finish();
      if (lacksHouseholds) await packAgain(transaction, editionId);
      await lendHouseholds(transaction, editionId);
    },
  };
}

/** Cells that wait for a statement, column by column. */
class CellBatch {
  readonly ags: (string | null)[] = [];
  readonly northings: number[] = [];
  readonly eastings: number[] = [];
  readonly households: (number | null)[] = [];
  readonly lines: number[] = [];

  get length(): number {
    return this.ags.length;
  }

  add({ ags, northing, easting, households, line }: CellCoverageRecord): void {
    this.ags.push(ags);
    this.northings.push(northing);
    this.eastings.push(easting);
    this.households.push(households);
    this.lines.push(line);
  }
}

/** Finds the municipality of every cell that names none; where none is found, null stays and the cell is reported. */
async function placeCells(
  transaction: Transaction,
  { ags, northings, eastings, lines }: CellBatch,
  report: (problem: Problem) => void,
): Promise<void> {
  const indexes = Array.from(ags.keys()).filter((index) => ags[index] === null);
  const corners = indexes.map((index) => ({ northing: northings[index] ?? 0, easting: eastings[index] ?? 0 }));
  const found = await findMunicipalitiesAt(
    transaction,
    corners.map(({ northing, easting }) => toLonLat(easting + 50, northing + 50)),
  );
  for (const [position, index] of indexes.entries()) {
    const key = found[position] ?? null;
    ags[index] = key;
    const corner = corners[position];
    if (key === null && corner) report(outsideAllMunicipalities({ ...corner, line: lines[index] ?? 0 }));
  }
}

/** The table that holds an edition's cells; it joins `cell_coverage` when it is full, which spares a check for every row. */
class Partition {
  readonly #transaction: Transaction;
  readonly #editionId: string;
  readonly #name: string;

  private constructor(transaction: Transaction, editionId: string) {
    this.#transaction = transaction;
    this.#editionId = editionId;
    this.#name = partitionName(editionId);
  }

  static async create(transaction: Transaction, editionId: string): Promise<Partition> {
    const partition = new Partition(transaction, editionId);
    const table = sql.table(partition.#name);
    // What is left of an edition that was deleted and now comes back is an empty table.
    await sql`drop table if exists ${table}`.execute(transaction);
    await sql`
      create table ${table} (
        like cell_coverage including constraints, check (edition_id = ${sql.lit(editionId)})
      )`.execute(transaction);
    await sql`set local work_mem = '64MB'`.execute(transaction);
    await sql`set local maintenance_work_mem = '128MB'`.execute(transaction);
    return partition;
  }

  /** Writes the cells of a batch that have a municipality; `shares` is the text of an array of an array a cell. */
  async insert(cells: CellBatch, shares: string): Promise<void> {
    // Arrays as text that PostgreSQL casts: one big parameter each is much quicker than a parameter a value.
    const list = (values: readonly (string | number | null)[]): string =>
      `{${values.map((value) => value ?? 'NULL').join(',')}}`;
    await sql`
      insert into ${sql.table(this.#name)} (edition_id, ags, northing, easting, households, shares)
      select ${this.#editionId}, ags, northing, easting, households, shares::real[]
      from unnest(${list(cells.ags)}::text::text[], ${list(cells.northings)}::text::integer[],
        ${list(cells.eastings)}::text::integer[], ${list(cells.households)}::text::integer[],
        ${shares}::text::text[])
        as c (ags, northing, easting, households, shares)
      where ags is not null`.execute(this.#transaction);
  }

  async attach(): Promise<void> {
    const table = sql.table(this.#name);
    await sql`alter table ${table} add primary key (edition_id, ags, northing, easting)`.execute(this.#transaction);
    await sql`create index on ${table} (northing, easting)`.execute(this.#transaction);
    await sql`
      alter table cell_coverage attach partition ${table} for values in (${sql.lit(this.#editionId)})`.execute(
      this.#transaction,
    );
    await sql`analyze ${table}`.execute(this.#transaction);
  }
}

/** A table's name from an edition's: readable, within PostgreSQL's 63 bytes, and another one for every edition. */
function partitionName(editionId: string): string {
  const readable = editionId
    .replace(/^cell-coverage-/, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 35);
  return `cell_coverage_${readable}_${createHash('sha256').update(editionId).digest('hex').slice(0, 12)}`;
}

type Place = Pick<CellCoverageRecord, 'northing' | 'easting' | 'line'>;

function duplicateCell({ northing, easting, line }: Place): Problem {
  return {
    type: 'problem',
    severity: 'refused',
    line,
    rule: 'duplicate-cell',
    message: `cell N ${northing} E ${easting} was given before`,
    fix: 'Keep the right one of the two.',
  };
}

function outsideGermany({ northing, easting, line }: Place): Problem {
  return {
    type: 'problem',
    severity: 'refused',
    line,
    rule: 'outside-germany',
    message: `cell N ${northing} E ${easting} is not in Germany`,
    fix: 'Check that northing and easting are not exchanged.',
  };
}

function outsideAllMunicipalities({ northing, easting, line }: Place): Problem {
  return {
    type: 'problem',
    severity: 'refused',
    line,
    rule: 'outside-all-municipalities',
    message: `cell N ${northing} E ${easting} names no municipality, and none is within two kilometres of it`,
    fix: 'Add the column "ags", or import the boundaries of the municipalities before the cells.',
  };
}
