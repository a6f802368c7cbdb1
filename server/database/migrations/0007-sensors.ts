import { type Kysely, sql } from 'kysely';
import { sensorComments } from './sensors/comments.ts';
import { createNetwork } from './sensors/network.ts';
import { createObservations } from './sensors/observations.ts';
import { createWatch } from './sensors/watch.ts';

/**
 * Sensors after the model of OGC SensorThings 1.1, and what they observe. Ids are integers, unique over all
 * municipalities. Observations are partitioned by month; roll-ups, latest values and counts are kept by the transaction
 * that writes observations. A datastream outlives its device: which device fed it when is a table of its own.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addEditionKind(db, 'sensors');
  await createNetwork(db);
  await createObservations(db);
  await createWatch(db);
  for (const [object, text] of sensorComments) {
    await sql`comment on ${sql.raw(object)} is ${sql.lit(text)}`.execute(db);
  }
}

/** Beside the kinds that are there, whichever those are. */
async function addEditionKind(db: Kysely<unknown>, kind: string): Promise<void> {
  const { rows } = await sql<{ definition: string }>`
    select pg_get_constraintdef(oid) as definition from pg_constraint
    where conrelid = 'edition'::regclass and conname = 'edition_kind_check'`.execute(db);
  const kinds = [...(rows[0]?.definition ?? '').matchAll(/'([a-z_]+)'/g)].map(([, known]) => known);
  await sql`alter table edition drop constraint edition_kind_check`.execute(db);
  await sql`
    alter table edition add constraint edition_kind_check
      check (kind in (${sql.join([...kinds, kind].map((each) => sql.lit(each)))}))`.execute(db);
}
