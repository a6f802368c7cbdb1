import { sql } from 'kysely';
import type { Reader } from '../database/database.ts';

/** A datastream that a device has fed for a time. */
export interface Feed {
  datastreamId: number;
  /** Our word for the device's field. */
  field: string;
  /** UCUM code of the unit that the datastream stores; null = none. */
  ucum: string | null;
  /** Null = ever since, or until now. */
  from: Date | null;
  until: Date | null;
}

/** A device that can be heard. */
export interface KnownDevice {
  ags: string;
  source: string;
  deviceKey: string;
  profile: string | null;
  feeds: Feed[];
}

/** All devices that can be heard, with what they feed; in one statement. */
export async function listDevices(db: Reader): Promise<KnownDevice[]> {
  const { rows } = await sql<Omit<KnownDevice, 'feeds'> & Feed>`
    select s.ags, s.source, s.device_key as "deviceKey", s.profile, d.datastream_id as "datastreamId", d.field,
      t.ucum, lower(d.valid) as "from", upper(d.valid) as "until"
    from sensor as s
    join datastream_device as d on d.ags = s.ags and d.sensor_id = s.id
    join datastream as t on t.ags = d.ags and t.id = d.datastream_id
    where s.source is not null
    order by s.ags, s.source, s.device_key`.execute(db);
  const devices: KnownDevice[] = [];
  for (const { ags, source, deviceKey, profile, ...feed } of rows) {
    const last = devices.at(-1);
    if (last?.ags === ags && last.source === source && last.deviceKey === deviceKey) last.feeds.push(feed);
    else devices.push({ ags, source, deviceKey, profile, feeds: [feed] });
  }
  return devices;
}
