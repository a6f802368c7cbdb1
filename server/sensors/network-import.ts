import { sql } from 'kysely';
import { findObservedProperty } from '../../geodata/sensors/properties.ts';
import type {
  DatastreamRecord,
  FeedingDevice,
  SensorsRecord,
  ThingRecord,
  ThresholdRecord,
} from '../../geodata/sensors/records.ts';
import { findUnit } from '../../geodata/sensors/units.ts';
import { refused } from '../../geodata/formats/problems.ts';
import type { RecordWriter, WriterContext } from '../editions/writer.ts';

const geojson = 'application/geo+json';
const measurement = 'http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement';

/**
 * Writes the description of a network: things, their places, devices and datastreams. A thing that is known by its key
 * takes over what is said of it now, and keeps its id and its observations.
 * Problems: `unknown-thing` for a datastream whose thing does not come before it; `unknown-property`.
 */
export async function writeSensors(context: WriterContext): Promise<RecordWriter<SensorsRecord>> {
  const { modelled } = await context.transaction
    .selectFrom('edition')
    .select('modelled')
    .where('id', '=', context.editionId)
    .executeTakeFirstOrThrow();
  const writer = new NetworkWriter(context, modelled);
  return {
    write: (record) => (record.record === 'thing' ? writer.writeThing(record) : writer.writeDatastream(record)),
    finish: () => Promise.resolve(),
  };
}

class NetworkWriter {
  readonly #context: WriterContext;
  readonly #modelled: boolean;
  readonly #things = new Map<string, number>();
  readonly #sensors = new Map<string, number>();
  readonly #properties = new Map<string, number>();

  constructor(context: WriterContext, modelled: boolean) {
    this.#context = context;
    this.#modelled = modelled;
  }

  async writeThing(record: ThingRecord): Promise<void> {
    const { transaction, editionId, recordedAt } = this.#context;
    const { ags, key, name, description, theme, longitude, latitude } = record;
    const said = { name, description, theme, properties: JSON.stringify(record.properties), edition_id: editionId };
    const { id } = await transaction
      .insertInto('thing')
      .values({ ags, key, modelled: this.#modelled, ...said })
      .onConflict((conflict) => conflict.columns(['ags', 'key']).doUpdateSet(said))
      .returning('id')
      .executeTakeFirstOrThrow();
    this.#things.set(`${ags} ${key}`, id);
    const point = { type: 'Point', coordinates: [longitude, latitude] };
    const there = await transaction
      .selectFrom('thing_location as t')
      .innerJoin('location as l', (on) => on.onRef('l.ags', '=', 't.ags').onRef('l.id', '=', 't.location_id'))
      .select('l.id')
      .where('t.ags', '=', ags)
      .where('t.thing_id', '=', id)
      .where('l.location', '=', sql<never>`${JSON.stringify(point)}::jsonb`)
      .executeTakeFirst();
    if (there) return;
    const location = await transaction
      .insertInto('location')
      .values({
        ags,
        name,
        description,
        encoding_type: geojson,
        location: JSON.stringify(point),
        geometry: sql<string>`ST_SetSRID(ST_MakePoint(${longitude}, ${latitude}), 4326)`,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await transaction.deleteFrom('thing_location').where('ags', '=', ags).where('thing_id', '=', id).execute();
    await transaction.insertInto('thing_location').values({ ags, thing_id: id, location_id: location.id }).execute();
    const historical = await transaction
      .insertInto('historical_location')
      .values({ ags, thing_id: id, time: recordedAt })
      .returning('id')
      .executeTakeFirstOrThrow();
    await transaction
      .insertInto('historical_location_location')
      .values({ ags, historical_location_id: historical.id, location_id: location.id })
      .execute();
  }

  async writeDatastream(record: DatastreamRecord): Promise<void> {
    const { transaction, editionId, report } = this.#context;
    const { ags, key, name, line } = record;
    const thingId = this.#things.get(`${ags} ${record.thing}`);
    const property = findObservedProperty(record.property);
    const unit = property && findUnit(property.ucum);
    if (thingId === undefined) {
      report(refused(line, 'unknown-thing', `the thing "${record.thing}" is not described`, 'Describe it before'));
      return;
    }
    if (!property || !unit) {
      const message = `"${record.property}" is no observed property that is known`;
      report(refused(line, 'unknown-property', message, 'Use one of geodata/sensors/properties.ts'));
      return;
    }
    const devices: { device: FeedingDevice; sensorId: number }[] = [];
    for (const device of record.devices) devices.push({ device, sensorId: await this.#sensorOf(ags, device) });
    const current = devices.at(-1);
    if (!current) {
      report(refused(line, 'no-device', `the datastream "${key}" has no device`, 'Name the device that feeds it'));
      return;
    }
    const said = {
      edition_id: editionId,
      sensor_id: current.sensorId,
      observed_property_id: await this.#propertyOf(ags, property.id),
      name,
      description: name,
      observation_type: measurement,
      unit_name: unit.name,
      unit_symbol: unit.symbol,
      unit_definition: unit.definition,
      ucum: unit.ucum,
      counter: record.counter,
      summed: property.summed,
      interval_s: record.intervalSeconds,
      plausible_low: property.low,
      plausible_high: record.high ?? property.high,
      plausible_rate: property.rate,
      keep_raw_days: record.keepRawDays ?? null,
      stuck_after_s: property.stuckHours === null ? null : property.stuckHours * 3600,
    };
    const { id } = await transaction
      .insertInto('datastream')
      .values({ ags, thing_id: thingId, key, ...said })
      .onConflict((conflict) => conflict.columns(['ags', 'thing_id', 'key']).doUpdateSet(said))
      .returning('id')
      .executeTakeFirstOrThrow();
    await this.#writeThresholds(ags, id, record.thresholds ?? []);
    await transaction.deleteFrom('datastream_device').where('ags', '=', ags).where('datastream_id', '=', id).execute();
    for (const { device, sensorId } of devices) {
      await transaction
        .insertInto('datastream_device')
        .values({
          ags,
          datastream_id: id,
          sensor_id: sensorId,
          field: device.field,
          valid: sql<string>`tstzrange(${device.from}::timestamptz, ${device.until}::timestamptz)`,
        })
        .execute();
    }
  }

  /** Those that are there by their names stay: somebody may have changed them since. */
  async #writeThresholds(ags: string, id: number, thresholds: readonly ThresholdRecord[]): Promise<void> {
    const { transaction } = this.#context;
    for (const { name, severity, direction, raiseAt, clearAt } of thresholds) {
      await sql`
        insert into threshold (ags, datastream_id, name, severity, direction, raise_at, clear_at)
        select ${ags}, ${id}, ${name}, ${severity}, ${direction}, ${raiseAt}, ${clearAt}
        where not exists (select from threshold where ags = ${ags} and datastream_id = ${id} and name = ${name})`.execute(
        transaction,
      );
    }
  }

  async #sensorOf(ags: string, { source, key, name, profile }: FeedingDevice): Promise<number> {
    const known = this.#sensors.get(`${ags} ${source} ${key}`);
    if (known !== undefined) return known;
    const { id } = await this.#context.transaction
      .insertInto('sensor')
      .values({
        ...{ ags, source, device_key: key, name, description: name, profile },
        encoding_type: 'text/html',
        metadata: JSON.stringify(profile ?? name),
      })
      .onConflict((conflict) => conflict.columns(['ags', 'source', 'device_key']).doUpdateSet({ name, profile }))
      .returning('id')
      .executeTakeFirstOrThrow();
    this.#sensors.set(`${ags} ${source} ${key}`, id);
    return id;
  }

  async #propertyOf(ags: string, key: string): Promise<number> {
    const known = this.#properties.get(`${ags} ${key}`);
    if (known !== undefined) return known;
    const property = findObservedProperty(key);
    if (!property) throw new Error(`No observed property is known as ${key}`);
    const said = { name: property.name.de, definition: property.definition, description: property.name.en };
    const { id } = await this.#context.transaction
      .insertInto('observed_property')
      .values({ ags, key, ...said })
      .onConflict((conflict) => conflict.columns(['ags', 'key']).doUpdateSet(said))
      .returning('id')
      .executeTakeFirstOrThrow();
    this.#properties.set(`${ags} ${key}`, id);
    return id;
  }
}
