import { sql } from 'kysely';
import { flagBits } from '../../../geodata/sensors/quality.ts';
import { deleteObservations } from '../../sensors/delete.ts';
import { tellOfChanged } from '../../sensors/entity-news.ts';
import { keyTable } from '../../sensors/observations.ts';
import { type EntityType, type SetName, typeOf } from '../model.ts';
import type { Parent } from '../series.ts';
import { badRequest, SensorThingsProblem } from '../problem.ts';
import { type Body, isBody, linkOf } from './body.ts';
import { requireEntity, type WriteContext } from './context.ts';
import { relate } from './create.ts';
import { type Columns, geoJsonTypes, readFields } from './fields.ts';
import { observationNames, readObservation, recordAll, type Said } from './observations.ts';
import { lockObservation } from './remove.ts';

/**
 * Changes an entity. `whole` (PUT): mandatory properties must be there, and optional ones that are not become null; else
 * (PATCH) what is not named stays. Relations change where they are linked; nothing is made here.
 * Errors: 400 with the place.
 */
export async function updateEntity(
  context: WriteContext,
  set: SetName,
  own: Parent,
  body: Body,
  whole: boolean,
): Promise<void> {
  if (set === 'Observations') {
    await updateObservation(context, own, body, whole);
    return;
  }
  const type = typeOf(set);
  const names = type.relations.map(({ name }) => name);
  const stored = whole ? body : await withEncoding(context, type, own, body);
  const columns = readFields(set, stored, '', names, whole);
  const links = await readLinks(context, type, body);
  for (const { relation, ids } of links) {
    if (relation.kind !== 'one') continue;
    columns[relation.key] = ids[0];
    if (relation.name === 'Sensor') await replaceDevice(context, own, ids[0] ?? 0);
  }
  await updateRow(context, type, own, columns);
  for (const { relation, ids } of links) await relate(context, set, relation, own, ids);
}

async function updateRow({ transaction }: WriteContext, type: EntityType, own: Parent, columns: Columns) {
  if (Object.keys(columns).length === 0) return;
  await transaction
    .updateTable(type.table as 'thing')
    .set(columns)
    .where('ags', '=', own.ags)
    .where('id', '=', own.id)
    .execute();
}

/** Whether a place is GeoJSON stands beside it, and may not be sent along. */
async function withEncoding({ transaction }: WriteContext, type: EntityType, own: Parent, body: Body): Promise<Body> {
  const place = type.set === 'Locations' ? 'location' : 'feature';
  if (type.set !== 'Locations' && type.set !== 'FeaturesOfInterest') return body;
  if ((body.encodingType === undefined) === (body[place] === undefined)) return body;
  const { rows } = await sql<{ encodingType: string; place: unknown }>`
    select encoding_type as "encodingType", ${sql.ref(place)} as place from ${sql.table(type.table)}
    where ags = ${own.ags} and id = ${own.id}`.execute(transaction);
  const [row] = rows;
  const encodingType = body.encodingType ?? row?.encodingType ?? geoJsonTypes[0];
  return { ...body, encodingType, [place]: body[place] ?? row?.place };
}

async function readLinks(context: WriteContext, type: EntityType, body: Body) {
  const links: { relation: EntityType['relations'][number]; ids: number[] }[] = [];
  for (const relation of type.relations) {
    const value = body[relation.name];
    if (value === undefined) continue;
    const items: unknown[] = relation.kind === 'one' ? [value] : Array.isArray(value) ? value : [undefined];
    const ids: number[] = [];
    for (const item of items) {
      const id = isBody(item) ? linkOf(item, relation.name) : undefined;
      if (id === undefined)
        throw badRequest(`${relation.name}: only links as {"@iot.id": 1} can be changed here; make entities by POST.`);
      ids.push((await requireEntity(context, relation.target, id, relation.name)).id);
    }
    links.push({ relation, ids });
  }
  return links;
}

/** From now on the datastream is fed by another device; what fed it until now stays known. */
async function replaceDevice({ transaction, now }: WriteContext, datastream: Parent, sensor: number): Promise<void> {
  const { rows } = await sql<{ field: string; sensor: number }>`
    select field, sensor_id as sensor from datastream_device
    where ags = ${datastream.ags} and datastream_id = ${datastream.id} and upper_inf(valid)`.execute(transaction);
  const [before] = rows;
  if (before?.sensor === sensor) return;
  if (before)
    await sql`
      update datastream_device set valid = tstzrange(lower(valid), ${now.toISOString()}::text::timestamptz)
      where ags = ${datastream.ags} and datastream_id = ${datastream.id} and upper_inf(valid)`.execute(transaction);
  await sql`
    insert into datastream_device (ags, datastream_id, sensor_id, field, valid)
    select ags, id, ${sensor}, coalesce(${before?.field ?? null}::text, name),
      tstzrange(${before ? now.toISOString() : null}::text::timestamptz, null)
    from datastream where ags = ${datastream.ags} and id = ${datastream.id}`.execute(transaction);
}

/** An observation keeps its id; what it said before is kept as a correction. */
async function updateObservation(context: WriteContext, own: Parent, body: Body, whole: boolean): Promise<void> {
  const { transaction } = context;
  const links = await readLinks(context, typeOf('Observations'), body);
  const linked = (name: string) => links.find(({ relation }) => relation.name === name)?.ids[0];
  const { key, stored } = await lockObservation(transaction, own.id);
  const said: Said = {
    ...(whole ? readObservation(body, '', context.now) : changed(body, stored, context.now)),
    flags: flagBits.corrected,
  };
  const datastream = { ags: key.ags, id: linked('Datastream') ?? key.datastreamId };
  const moved = datastream.id !== key.datastreamId || said.time.getTime() !== key.time.getTime();
  if (moved && (await isTaken(context, datastream, said.time)))
    throw new SensorThingsProblem(409, `Datastreams(${datastream.id}) has another observation of this time.`);
  await sql`
    insert into observation_correction (ags, datastream_id, phenomenon_time, phenomenon_end, result, result_json,
      result_time, flags, reading, recorded_at)
    select o.ags, o.datastream_id, o.phenomenon_time, o.phenomenon_end, o.result, o.result_json, o.result_time, o.flags,
      o.reading, o.recorded_at
    from ${keyTable([key])} join observation as o using (ags, datastream_id, phenomenon_time)`.execute(transaction);
  await deleteObservations(transaction, [key]);
  const feature = linked('FeatureOfInterest') ?? stored.feature ?? undefined;
  const [made = 0] = await recordAll(context, [{ said, datastream, feature, where: '' }]);
  await sql`update observation set id = ${own.id} where ags = ${key.ags} and id = ${made}`.execute(transaction);
  await sql`
    update latest_observation set observation_id = ${own.id}
    where ags = ${key.ags} and datastream_id = ${datastream.id} and observation_id = ${made}`.execute(transaction);
  await tellOfChanged(transaction, [own.id]);
}

type Stored = Awaited<ReturnType<typeof lockObservation>>['stored'];

/** What is stored, with what the body names instead. */
function changed(body: Body, stored: Stored, now: Date): Said {
  const { validFrom, validUntil, time, end, result, resultJson, resultTime, resultQuality, parameters } = stored;
  const read = readObservation({ ...body, result: body.result ?? null }, '', now);
  const validTime: Said['validTime'] = validFrom && validUntil ? [validFrom, validUntil] : null;
  const said: Said = { time, end, result, resultJson, resultTime, resultQuality, parameters, validTime };
  const taken: Record<string, (keyof Said)[]> = {
    phenomenonTime: ['time', 'end'],
    result: ['result', 'resultJson'],
  };
  for (const name of observationNames) {
    if (body[name] === undefined) continue;
    for (const part of taken[name] ?? [name as keyof Said])
      if (part in read) Object.assign(said, { [part]: read[part] });
  }
  return said;
}

async function isTaken({ transaction }: WriteContext, { ags, id }: Parent, time: Date): Promise<boolean> {
  const { rows } = await sql`
    select from ${keyTable([{ ags, datastreamId: id, time }])}
    join observation using (ags, datastream_id, phenomenon_time)`.execute(transaction);
  return rows.length > 0;
}
