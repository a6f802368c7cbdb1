import { type RawBuilder, sql } from 'kysely';
import { adHocMark, type Reader } from '../database/database.ts';
import { allOf, conjuncts, leadsToMany, seenFrom } from './compile/conjuncts.ts';
import { Aliases, Compiler } from './compile/filter.ts';
import { type EntityType, findRelation, typeOf } from './model.ts';
import type { Expression } from './request/expression.ts';
import type { Parent, Series, Stay } from './series.ts';
import { alias, compileSet, type Source } from './set.ts';

const mark = sql.raw(adHocMark);

/** Entities that are looked up before; more would narrow little, and are joined. */
const mostKeys = 10_000;

/**
 * Looks up what a filter of observations says of their datastream and feature, for these are few and observations are millions:
 * what is left of the filter, and the series of what it took away. The same for the observations of a feature.
 * Other sources come back as they are.
 */
export async function narrow(
  db: Reader,
  source: Source,
  filter: Expression | undefined,
): Promise<{ source: Source; filter: Expression | undefined }> {
  if (source.type.set !== 'Observations') return { source, filter };
  const ofDatastream = splitBy(source.type, 'Datastream', filter);
  const datastreams = ofDatastream.asked && (await findDatastreams(db, ofDatastream.asked));
  const rest = datastreams ? ofDatastream.rest : filter;
  const { relation, parents } = source;
  if (relation?.name === 'Observations' && relation.kind === 'many' && relation.rows && parents) {
    const features = await findStays(db, parents);
    const narrowed = features ? { type: source.type } : source;
    return { source: withSeries(narrowed, { datastreams, features }), filter: rest };
  }
  const ofFeature = splitBy(source.type, 'FeatureOfInterest', rest);
  const keys = ofFeature.asked && (await findFeatures(db, ofFeature.asked));
  const features = keys && (await findStays(db, keys));
  return { source: withSeries(source, { datastreams, features }), filter: features ? ofFeature.rest : rest };
}

function withSeries(source: Source, series: Series): Source {
  return (series.datastreams ?? series.features) ? { ...source, series } : source;
}

/** What of a filter is about the entity that a relation leads to, as it is asked of that. */
function splitBy(
  type: EntityType,
  relation: string,
  filter: Expression | undefined,
): { asked: Expression | undefined; rest: Expression | undefined } {
  if (!filter || !findRelation(type, relation)) return { asked: undefined, rest: filter };
  const parts = conjuncts(filter).map((part) => ({
    part,
    many: leadsToMany(part, type),
    seen: seenFrom(relation, part),
  }));
  // Ways to many entities lead to the same ones, so they stay together.
  const together = parts.every(({ many, seen }) => !many || seen);
  const asked = parts.flatMap(({ many, seen }) => (seen && (together || !many) ? [seen] : []));
  const rest = parts.flatMap(({ part, many, seen }) => (seen && (together || !many) ? [] : [part]));
  return { asked: allOf(asked), rest: allOf(rest) };
}

/** Undefined = too many. */
async function findDatastreams(db: Reader, condition: Expression): Promise<Parent[] | undefined> {
  const set = compileSet({ type: typeOf('Datastreams') }, condition);
  return findKeys(db, sql`select e.ags, e.id from ${set.from} where ${sql.join(set.where, sql` and `)}`);
}

/** Undefined = too many, or the condition is true of what has no feature too. */
async function findFeatures(db: Reader, condition: Expression): Promise<Parent[] | undefined> {
  const type = typeOf('FeaturesOfInterest');
  if (leadsToMany(condition, type)) return undefined;
  const compiler = new Compiler({ type, alias }, '$filter', new Aliases());
  const where = compiler.condition(condition);
  const from = (on: RawBuilder<unknown>) => sql`
    select e.ags, e.id from (values (1)) as one (row) left join ${sql.table(type.table)} as e on ${on}
    ${compiler.joins.sql} where ${where}`;
  const keys = await findKeys<Parent | { id: null }>(db, sql`${from(sql`true`)} union all ${from(sql`false`)}`);
  return keys?.every((key) => key.id !== null) ? keys : undefined;
}

async function findKeys<T = Parent>(db: Reader, keys: RawBuilder<unknown>): Promise<T[] | undefined> {
  const { rows } = await sql<T>`${mark} ${keys} limit ${mostKeys + 1}::integer`.execute(db);
  return rows.length > mostKeys ? undefined : rows;
}

/** Where and when observations are about these features without naming one; undefined = too many. */
async function findStays(db: Reader, keys: readonly Parent[]): Promise<Series['features']> {
  const stays = await findKeys<Stay>(
    db,
    sql`select d.ags, d.id, p.since::text as since, p.until::text as until
      from thing_feature as p join datastream as d on d.ags = p.ags and d.thing_id = p.thing_id
      where p.ags = any(${[...new Set(keys.map(({ ags }) => ags))]}::text[])
        and p.feature_id = any(${keys.map(({ id }) => id)}::bigint[])`,
  );
  return stays && { keys, stays };
}
