import { type RawBuilder, sql } from 'kysely';

type Sql = RawBuilder<unknown>;

/** What tells an entity from all others. */
export interface Parent {
  ags: string;
  id: number;
}

/** A datastream for as long as its observations that name no feature are about one of some features. */
export interface Stay extends Parent {
  /** As the database writes it, for it may be infinite. */
  since: string;
  until: string;
}

/** The series that observations are of. What it leaves open does not bound them. */
export interface Series {
  datastreams: readonly Parent[] | undefined;
  /** What they are about: those that name one of `keys`, and those of a stay. */
  features: { keys: readonly Parent[]; stays: readonly Stay[] } | undefined;
}

/** The conditions on observations of these series, in a form that indexes serve. */
export function conditionsOf({ datastreams, features }: Series, alias: string): Sql[] {
  const conditions: Sql[] = [];
  if (datastreams) conditions.push(isOneOf(datastreams, 'datastream_id', alias));
  if (features) {
    const { keys, stays } = features;
    const named = sql.ref(`${alias}.feature_of_interest_id`);
    conditions.push(sql`(${isOneOf(keys, 'feature_of_interest_id', alias)}
      or (${named} is null and ${isOfStay(stays, alias)}))`);
  }
  return conditions;
}

/** Whether a key of a row is one of these; as two lists, which an index reads. Ids are unique among all towns. */
export function isOneOf(keys: readonly Parent[], column: string, alias: string): Sql {
  const towns = [...new Set(keys.map(({ ags }) => ags))];
  return sql`(${sql.ref(`${alias}.ags`)} = any(${towns}::text[])
    and ${sql.ref(`${alias}.${column}`)} = any(${keys.map(({ id }) => id)}::bigint[]))`;
}

function isOfStay(stays: readonly Stay[], alias: string): Sql {
  const ofDatastreams = isOneOf(stays, 'datastream_id', alias);
  if (stays.every(({ since, until }) => since === '-infinity' && until === 'infinity')) return ofDatastreams;
  const time = sql.ref(`${alias}.phenomenon_time`);
  return sql`(${ofDatastreams} and exists (
    select from ${stayTable(stays)} as stay (ags, id, since, until)
    where stay.id = ${sql.ref(`${alias}.datastream_id`)} and stay.since <= ${time} and stay.until > ${time}))`;
}

/** Columns `ags`, `id`, `since`, `until`. */
export function stayTable(stays: readonly Stay[]): Sql {
  return sql`unnest(${stays.map(({ ags }) => ags)}::text[], ${stays.map(({ id }) => id)}::bigint[],
    ${stays.map(({ since }) => since)}::timestamptz[], ${stays.map(({ until }) => until)}::timestamptz[])`;
}
