/** The modelled town's values as the messages that The Things Stack v3 sends. */
import { clockOf } from './sky.ts';
import { application, modelledInterval, modelledTown } from './town.ts';
import { valueAt } from './values.ts';

export interface Uplink {
  topic: string;
  message: object;
}

/**
 * What all devices say at a time, a message a device; silent ones say nothing. `seconds`: time that counts are counted over;
 * what the model says is of ten minutes.
 */
export function uplinksAt(time: Date, seconds = modelledInterval): Uplink[] {
  const clock = clockOf(time.getTime());
  const received_at = time.toISOString();
  const payloads = new Map<string, Record<string, number>>();
  for (const datastream of modelledTown().datastreams) {
    const value = valueAt(datastream, clock);
    const device = datastream.record.devices.find(
      ({ from, until }) => (from === null || received_at >= from) && (until === null || received_at < until),
    );
    if (value === null || !device) continue;
    const isCount = ['bicycles', 'pedestrians', 'precipitation'].includes(datastream.property);
    const payload = payloads.get(device.key) ?? {};
    payload[device.field] = isCount ? Math.round(((value * seconds) / modelledInterval) * 10) / 10 : value;
    payloads.set(device.key, payload);
  }
  return [...payloads].map(([key, decoded_payload]) => {
    const device_id = key.slice(application.length + 1);
    return {
      topic: `v3/${application}@ttn/devices/${device_id}/up`,
      message: {
        end_device_ids: { device_id, application_ids: { application_id: application } },
        received_at,
        uplink_message: {
          f_port: 2,
          f_cnt: Math.floor(time.getTime() / 1000) % 65_536,
          decoded_payload,
          received_at,
        },
      },
    };
  });
}
