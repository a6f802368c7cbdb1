import { type RawBuilder, sql } from 'kysely';
import { Aliases, Compiler } from './compile/filter.ts';
import { type EntityType, type Own, type Relation, relatedRows } from './model.ts';
import type { Options } from './request/options.ts';
import type { Row } from './rows.ts';
import { conditionsOf, type Parent, type Series } from './series.ts';

type Sql = RawBuilder<unknown>;

/** Which entities are asked for: all of a type, or those related to one entity, or to each of several. */
export interface Source {
  type: EntityType;
  relation?: Relation;
  /** One parent: the set of an address. Several: a level of `$expand`, with a page for each. */
  parents?: readonly Parent[];
  /** Within `$expand`. */
  each?: boolean;
  /** Of observations: the few series that they are of, where that is known. */
  series?: Series;
}

/** A page of a set, and how the next one is asked for. */
export interface Page {
  rows: Row[];
  /** `$skip` or `$skiptoken` of the next page; undefined = this is the last one. */
  next: { name: '$skip' | '$skiptoken'; value: string } | undefined;
}

/** The rows of a set in statements. */
export const alias = 'e';

/** The set of a source as SQL: where its rows are, and which of them fit the filter. */
export function compileSet(
  source: Source,
  filter: Options['filter'],
): { from: Sql; where: Sql[]; compiler: (what: '$filter' | '$orderby') => Compiler } {
  const aliases = new Aliases();
  const root = { type: source.type, alias };
  const filtering = new Compiler(root, '$filter', aliases);
  const where: Sql[] = [];
  const { relation, parents, each = false, series } = source;
  const [parent] = parents ?? [];
  const own: Own = each
    ? (name) => sql.ref(`parent.${name}`)
    : (name) => (name === 'ags' ? sql`${parent?.ags}::text` : sql`${parent?.id}::bigint`);
  const rows = relation && relatedRows(relation, own, alias, source.type.table);
  const from = rows?.from ?? sql`${sql.table(source.type.table)} as ${sql.ref(alias)}`;
  if (rows) where.push(rows.on);
  if (series) where.push(...conditionsOf(series, alias));
  if (filter) where.push(filtering.condition(filter));
  return {
    where,
    get from() {
      return sql`${from} ${filtering.joins.sql}`;
    },
    compiler: (what) => (what === '$filter' ? filtering : new Compiler(root, what, aliases, filtering.joins)),
  };
}
