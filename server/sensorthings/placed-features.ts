import { type RawBuilder, sql } from 'kysely';
import type { Own } from './model.ts';

type Sql = RawBuilder<unknown>;

/** The feature of an observation that names none: of the place where its thing was then. */
export function featureThen(own: Own): Sql {
  return sql`(
    select p.feature_id from datastream as d join thing_feature as p on p.ags = d.ags and p.thing_id = d.thing_id
    where d.ags = ${own('ags')} and d.id = ${own('datastream_id')}
      and p.since <= ${own('phenomenon_time')} and p.until > ${own('phenomenon_time')})`;
}

/** All observations about a feature: those that name it, and those of things that were at its place then. */
export function observationsAbout(own: Own): Sql {
  return sql`
    select o.* from observation as o where o.ags = ${own('ags')} and o.feature_of_interest_id = ${own('id')}
    union all
    select o.* from thing_feature as p
    join datastream as d on d.ags = p.ags and d.thing_id = p.thing_id
    join observation as o on o.ags = d.ags and o.datastream_id = d.id
      and o.phenomenon_time >= p.since and o.phenomenon_time < p.until
    where p.ags = ${own('ags')} and p.feature_id = ${own('id')} and o.feature_of_interest_id is null`;
}
