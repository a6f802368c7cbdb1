import { type RawBuilder, sql } from 'kysely';
import type { Database, Reader } from '../database/database.ts';
import { fortnightOf } from './news.ts';
import { arrayOf, textArrayOf } from './observations.ts';
import type { RolledUp } from './series-grid.ts';
import { type BlockKey, type BlockTexts, emptyBlock, listBlocks, type SeriesColumn } from './series-queries.ts';

/** What changes no more is written once: a fortnight that ended this long ago. Nothing that began to be written then still is. */
const restMs = 86_400_000;

/** Columns of observation_fortnight by what they tell; of what is not doubtful only where something is. */
const columns = {
  means: 'means',
  sums: 'sums',
  minima: 'minima',
  maxima: 'maxima',
  lasts: 'lasts',
  counts: 'counts',
  plausibleMeans: 'plausible_means',
  plausibleSums: 'plausible_sums',
  plausibleMinima: 'plausible_minima',
  plausibleMaxima: 'plausible_maxima',
  doubtful: 'doubtful',
} as const satisfies Partial<Record<SeriesColumn, string>>;
type WrittenColumn = keyof typeof columns;
const names = Object.keys(columns) as WrittenColumn[];

/** What tells the same where nothing is doubtful. */
const unless: Partial<Record<SeriesColumn, WrittenColumn>> = {
  plausibleMeans: 'means',
  plausibleSums: 'sums',
  plausibleMinima: 'minima',
  plausibleMaxima: 'maxima',
};

/**
 * Writes the texts of past fortnights that have none, at most `limit`. Returns how many it went through; 0 = all are
 * written, or somebody else is at them.
 */
export async function writeFortnights({ db }: Pick<Database, 'db'>, now: Date, limit: number): Promise<number> {
  const open = fortnightOf(new Date(now.getTime() - restMs));
  return db.transaction().execute(async (transaction) => {
    // Locked by a statement of its own: the next one then sees all hours of whoever had the lock before.
    const { rows } = await sql<BlockKey & { ags: string }>`
      select ags, datastream_id as id, fortnight as block from observation_fortnight
      where counts is null and fortnight < ${open} order by fortnight desc limit ${limit} for update skip locked`.execute(
      transaction,
    );
    for (const [ags, keys] of Map.groupBy(rows, (row) => row.ags)) {
      const texts = await listBlocks(transaction, ags, 'hour', keys, names);
      await write(transaction, ags, keys, texts);
    }
    return rows.length;
  });
}

async function write(db: Reader, ags: string, keys: readonly BlockKey[], texts: readonly BlockTexts[]): Promise<void> {
  const rows = keys.map((key, index) => ({ ...key, texts: texts[index] ?? {} }));
  const textsOf = (name: WrittenColumn) =>
    textArrayOf(rows, (row) => {
      const hasDoubtful = row.texts.doubtful !== emptyBlock('doubtful');
      return hasDoubtful || !(name === 'doubtful' || name in unless) ? row.texts[name] : null;
    });
  await sql`
    update observation_fortnight as f
    set ${sql.join(names.map((name) => sql`${sql.ref(columns[name])} = w.${sql.ref(name)}`))}
    from unnest(${arrayOf(rows, ({ id }) => id)}::text::bigint[], ${arrayOf(rows, ({ block }) => block)}::text::integer[],
      ${sql.join(names.map((name) => sql`${textsOf(name)}::text::text[]`))})
      as w (id, block, ${sql.join(names.map((name) => sql.ref(name)))})
    where f.ags = ${ags} and f.datastream_id = w.id and f.fortnight = w.block`.execute(db);
}

/** Blocks of roll-ups in the order of the keys: as they are written, and all others from the roll-ups themselves. */
export async function readBlocks(
  db: Reader,
  ags: string,
  bucket: RolledUp,
  keys: readonly BlockKey[],
  wanted: readonly SeriesColumn[],
): Promise<BlockTexts[]> {
  const written = bucket === 'hour' ? await listWritten(db, ags, keys, wanted) : new Map<number, BlockTexts>();
  const others = keys.filter((_, place) => !written.has(place));
  const read = others.length > 0 ? await listBlocks(db, ags, bucket, others, wanted) : [];
  const next = read.values();
  return keys.map((_, place) => written.get(place) ?? next.next().value ?? {});
}

/** What is written of fortnights, by their places among the keys. */
async function listWritten(
  db: Reader,
  ags: string,
  keys: readonly BlockKey[],
  wanted: readonly SeriesColumn[],
): Promise<Map<number, BlockTexts>> {
  const asked = wanted.filter((name) => name in columns) as WrittenColumn[];
  const { rows } = await sql<{ place: number } & Record<WrittenColumn, string | null>>`
    select k.place::integer as place ${sql.join([sql``, ...asked.map((name) => sql`${textOf(name)} as ${sql.ref(name)}`)])}
    from unnest(${arrayOf(keys, ({ id }) => id)}::text::bigint[], ${arrayOf(keys, ({ block }) => block)}::text::integer[])
      with ordinality as k (id, block, place)
    join observation_fortnight as f on f.ags = ${ags} and f.datastream_id = k.id and f.fortnight = k.block
    where f.counts is not null`.execute(db);
  return new Map(
    rows.map((row) => [
      row.place - 1,
      Object.fromEntries(wanted.map((name) => [name, row[name as WrittenColumn] ?? emptyBlock(name)])),
    ]),
  );
}

/** SQL: the text of a column. */
function textOf(name: WrittenColumn): RawBuilder<string | null> {
  const same = unless[name];
  const own = sql<string | null>`f.${sql.ref(columns[name])}`;
  return same ? sql`coalesce(${own}, f.${sql.ref(columns[same])})` : own;
}
