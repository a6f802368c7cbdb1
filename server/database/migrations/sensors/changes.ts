import { type Kysely, sql } from 'kysely';

/** Tables of entities that the open interface knows, by the names of its sets. Observations are told of in batches. */
const sets = {
  Things: 'thing',
  Locations: 'location',
  HistoricalLocations: 'historical_location',
  Datastreams: 'datastream',
  Sensors: 'sensor',
  ObservedProperties: 'observed_property',
  FeaturesOfInterest: 'feature_of_interest',
};

/**
 * Tells the channel `entities` of each entity that is made or changed, whichever process does it: its set, its id, and `+`
 * or the columns that have changed, as in `Things 5 name,description`.
 */
export async function tellOfChanges(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function tell_of_entity() returns trigger language plpgsql as $$
    declare
      changed text := '+';
    begin
      if tg_op = 'UPDATE' then
        select string_agg(n.key, ',' order by n.key) into changed
        from jsonb_each(to_jsonb(new)) as n join jsonb_each(to_jsonb(old)) as o using (key)
        where n.value is distinct from o.value;
        if changed is null then return null; end if;
      end if;
      perform pg_notify('entities', tg_argv[0] || ' ' || new.id || ' ' || changed);
      return null;
    end $$`.execute(db);
  for (const [set, table] of Object.entries(sets)) {
    await sql`
      create trigger ${sql.id(`${table}_is_told_of`)} after insert or update on ${sql.table(table)}
        for each row execute function tell_of_entity(${sql.lit(set)})`.execute(db);
  }
}
