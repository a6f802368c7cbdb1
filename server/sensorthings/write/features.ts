import { sql } from 'kysely';
import type { NewObservation } from '../../sensors/observations.ts';
import type { Parent } from '../series.ts';
import type { WriteContext } from './context.ts';

/**
 * The feature that observations of a datastream are about where they name none: made of the place where the thing is,
 * once a location. Undefined = the thing has no location in GeoJSON.
 */
export async function findFeatureOf({ transaction }: WriteContext, datastream: Parent): Promise<number | undefined> {
  // Held until the end, so that two writers don't make two.
  const { rows } = await sql<{ location: number; feature: number | null }>`
    select l.id as location, (
      select f.id from feature_of_interest as f where f.ags = l.ags and f.location_id = l.id order by f.id limit 1) as feature
    from datastream as d
    join thing_location as t on t.ags = d.ags and t.thing_id = d.thing_id
    join location as l on l.ags = t.ags and l.id = t.location_id
    where d.ags = ${datastream.ags} and d.id = ${datastream.id} and l.geometry is not null
    order by l.id limit 1 for no key update of l`.execute(transaction);
  const [row] = rows;
  if (!row) return undefined;
  if (row.feature !== null) return row.feature;
  const made = await sql<{ id: number }>`
    insert into feature_of_interest (ags, location_id, name, description, encoding_type, feature, geometry)
    select ags, id, name, description, encoding_type, location, geometry from location
    where ags = ${datastream.ags} and id = ${row.location}
    returning id`.execute(transaction);
  return made.rows[0]?.id;
}

/** Widens what datastreams are known to observe to the features of their observations. */
export async function widenAreas(
  { transaction }: WriteContext,
  observations: readonly Pick<NewObservation, 'ags' | 'datastreamId' | 'featureOfInterestId'>[],
): Promise<void> {
  const known = [
    ...new Map(observations.map((one) => [`${one.datastreamId} ${one.featureOfInterestId}`, one])).values(),
  ];
  await sql`
    update datastream as d set observed_area = ST_Envelope(ST_Collect(d.observed_area, n.area))
    from (
      select p.ags, p.datastream_id, ST_Envelope(ST_Collect(f.geometry)) as area
      from unnest(${known.map(({ ags }) => ags)}::text[],
        ${known.map(({ datastreamId }) => datastreamId)}::bigint[],
        ${known.map(({ featureOfInterestId }) => featureOfInterestId)}::bigint[]) as p (ags, datastream_id, feature_id)
      join feature_of_interest as f on f.ags = p.ags and f.id = p.feature_id
      where f.geometry is not null group by 1, 2) as n
    where d.ags = n.ags and d.id = n.datastream_id
      and (d.observed_area is null or not ST_Covers(d.observed_area, n.area))`.execute(transaction);
}
