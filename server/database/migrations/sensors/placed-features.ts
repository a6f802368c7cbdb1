import { type Kysely, sql } from 'kysely';

/**
 * Features of observations that came without one. They are made of the places where a thing has been, when it is first
 * observed, and kept beside the thing and not beside each of its observations, of which there are millions.
 */
export async function createPlacedFeatures(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table thing_feature (
      ags text collate "C" not null,
      thing_id bigint not null,
      since timestamptz not null,
      until timestamptz not null check (until > since),
      feature_id bigint,
      primary key (ags, thing_id, since),
      foreign key (ags, thing_id) references thing (ags, id) on delete cascade,
      foreign key (ags, feature_id) references feature_of_interest (ags, id) on delete set null (feature_id)
    )`.execute(db);
  await sql`create index thing_feature_feature on thing_feature (ags, feature_id)`.execute(db);
  await sql`create index thing_feature_missing on thing_feature (ags, thing_id) where feature_id is null`.execute(db);
  await createRenewal(db);
  await sql`
    select renew_thing_features(t.ags, t.id) from thing as t
    where exists (
      select from datastream as d where d.ags = t.ags and d.thing_id = t.id and exists (
        select from observation as o
        where o.ags = d.ags and o.datastream_id = d.id and o.feature_of_interest_id is null))`.execute(db);
  await followHistory(db);
}

/**
 * Writes what a thing has been at, from its history: before the first place it was there too, for nothing else is known.
 * A feature whose location is gone stays what it was. Of a thing that nobody knows the place of, the feature is the thing.
 */
async function createRenewal(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function renew_thing_features(town text, one bigint) returns void language plpgsql as $$
    declare
      times timestamptz[];
      locations bigint[];
      features bigint[];
      made bigint;
    begin
      -- One writer at a time, so that two don't make two.
      perform from thing where ags = town and id = one for no key update;
      if not found then return; end if;
      with history as (
        select h.time, l.id as location, null::bigint as feature
        from historical_location as h
        join historical_location_location as r on r.ags = h.ags and r.historical_location_id = h.id
        join location as l on l.ags = r.ags and l.id = r.location_id
        where h.ags = town and h.thing_id = one and l.geometry is not null),
      kept as (
        select t.since as time, null::bigint as location, f.id as feature
        from thing_feature as t
        join feature_of_interest as f on f.ags = t.ags and f.id = t.feature_id
        where t.ags = town and t.thing_id = one and f.location_id is null),
      present as (
        select '-infinity'::timestamptz as time, l.id as location, null::bigint as feature
        from thing_location as t
        join location as l on l.ags = t.ags and l.id = t.location_id
        where t.ags = town and t.thing_id = one and l.geometry is not null
          and not exists (select from history) and not exists (select from kept)),
      place as (
        select distinct on (p.time) p.* from (
          select * from history union all select * from kept union all select * from present) as p
        order by p.time, p.location nulls last)
      select array_agg(p.time order by p.time), array_agg(p.location order by p.time),
        array_agg(p.feature order by p.time)
      into times, locations, features from place as p;
      delete from thing_feature where ags = town and thing_id = one;
      if times is null then
        insert into feature_of_interest (ags, name, description, encoding_type, feature)
        select ags, name, description, 'application/geo+json', '{"type": "Feature", "geometry": null, "properties": {}}'
        from thing where ags = town and id = one
        returning id into made;
        times := array['-infinity'];
        features := array[made];
      end if;
      for i in 1 .. cardinality(times) loop
        made := features[i];
        if made is null then
          perform from location where ags = town and id = locations[i] for no key update;
          select min(id) into made from feature_of_interest where ags = town and location_id = locations[i];
        end if;
        if made is null then
          insert into feature_of_interest (ags, location_id, name, description, encoding_type, feature, geometry)
          select ags, id, name, description, encoding_type, location, geometry from location
          where ags = town and id = locations[i]
          returning id into made;
        end if;
        insert into thing_feature (ags, thing_id, since, until, feature_id)
        values (town, one, case when i = 1 then '-infinity' else times[i] end, coalesce(times[i + 1], 'infinity'), made);
      end loop;
      update datastream as d set observed_area = ST_Envelope(ST_Collect(d.observed_area, a.area))
      from (
        select ST_Envelope(ST_Collect(f.geometry)) as area
        from thing_feature as t join feature_of_interest as f on f.ags = t.ags and f.id = t.feature_id
        where t.ags = town and t.thing_id = one and f.geometry is not null) as a
      where d.ags = town and d.thing_id = one and a.area is not null
        and (d.observed_area is null or not ST_Covers(d.observed_area, a.area));
    end $$`.execute(db);
}

/** Once a thing is observed, its features follow what is said of its places, whoever says it. */
async function followHistory(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function follow_history() returns trigger language plpgsql as $$
    begin
      perform renew_thing_features(t.ags, t.thing_id) from (
        select distinct f.ags, f.thing_id from thing_feature as f
        where (f.ags, f.thing_id) in ((new.ags, new.thing_id), (old.ags, old.thing_id))) as t;
      return null;
    end $$`.execute(db);
  await sql`
    create function follow_history_locations() returns trigger language plpgsql as $$
    begin
      perform renew_thing_features(t.ags, t.thing_id) from (
        select distinct f.ags, f.thing_id from historical_location as h
        join thing_feature as f on f.ags = h.ags and f.thing_id = h.thing_id
        where (h.ags, h.id) in ((new.ags, new.historical_location_id), (old.ags, old.historical_location_id))) as t;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger historical_location_follows after update or delete on historical_location
      for each row execute function follow_history()`.execute(db);
  await sql`
    create trigger historical_location_location_follows after insert or update or delete on historical_location_location
      for each row execute function follow_history_locations()`.execute(db);
}
