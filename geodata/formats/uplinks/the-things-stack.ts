import type { Decode, ReadingItem } from '../../sensors/readings.ts';
import { flagBits } from '../../sensors/quality.ts';
import {
  countOf,
  fieldsOf,
  type JsonObject,
  listOf,
  objectOf,
  readingsOf,
  textOf,
  timeOf,
  trustedTime,
  unreadable,
} from './parts.ts';

/** Units of `normalized_payload`, which its schema fixes. Source: TheThingsNetwork/lorawan-devices, lib/payload.json. */
const normalizedUnits: Readonly<Record<string, string>> = {
  'air.temperature': 'Cel',
  'air.relativeHumidity': '%',
  'air.pressure': 'hPa',
  'air.co2': '[ppm]',
  'air.lightIntensity': 'lx',
  'soil.depth': 'cm',
  'soil.moisture': '%',
  'soil.temperature': 'Cel',
  'soil.n': '[ppm]',
  'soil.p': '[ppm]',
  'soil.k': '[ppm]',
  'wind.speed': 'm/s',
  'wind.direction': 'deg',
};

/**
 * Reads an uplink of The Things Stack v3, by MQTT or webhook. The device is its DevEUI, or `application/device` where it
 * has none. Time is when the network server received it, or what the normalized payload says. Other kinds of messages
 * hold no measurement (`uplink_normalized` says again what its uplink did), and neither does an uplink without payload,
 * which only answers the network.
 * Problems: `no-device`, `still-encrypted`, `not-decoded`, `no-value`.
 * Source: TheThingsNetwork/lorawan-stack, api/ttn/lorawan/v3/messages.proto.
 */
export const decodeTheThingsStack: Decode = function* (message, receivedAt): Generator<ReadingItem> {
  const root = objectOf(message);
  const uplink = objectOf(root?.uplink_message);
  if (root === null || !('end_device_ids' in root)) {
    yield unreadable('no-device', 'the message has no end_device_ids', 'Send what The Things Stack v3 sends');
    return;
  }
  if (uplink === null) return;
  const ids = objectOf(root.end_device_ids) ?? {};
  const application = textOf(objectOf(ids.application_ids)?.application_id);
  const device = textOf(ids.dev_eui)?.toUpperCase() ?? [application, textOf(ids.device_id)].filter(Boolean).join('/');
  if (device === '') {
    yield unreadable('no-device', 'the message names neither dev_eui nor device_id', 'Send the message whole');
    return;
  }
  if (objectOf(uplink.app_s_key)) {
    yield unreadable(
      'still-encrypted',
      `the payload of ${device} is still encrypted`,
      'Let the application server decrypt it',
    );
    return;
  }
  const network = timeOf(uplink.received_at)?.time ?? timeOf(root.received_at)?.time ?? receivedAt;
  const flags = root.simulated === true ? flagBits.simulated : 0;
  const transmission = [
    device,
    textOf(uplink.session_key_id) ?? textOf(ids.dev_addr),
    countOf(uplink.f_cnt),
    textOf(uplink.frm_payload),
  ].join(' ');
  const about = { device, end: null, resultTime: network, transmission, parameters: receptionOf(uplink) };
  const normalized = listOf(uplink.normalized_payload)
    .map(objectOf)
    .filter((item) => item !== null);
  for (const item of normalized) {
    const when = trustedTime(item.time ?? network.toISOString(), network, receivedAt);
    const measured = Object.entries(item).filter(([name]) => name !== 'time');
    yield* readingsOf(
      fieldsOf(Object.fromEntries(measured)),
      { ...about, time: when.time, flags: flags | when.flags },
      normalizedUnits,
    );
  }
  const decoded = objectOf(uplink.decoded_payload);
  if (decoded !== null) {
    const when = trustedTime(network.toISOString(), network, receivedAt);
    yield* readingsOf(fieldsOf(decoded), { ...about, time: when.time, flags: flags | when.flags });
  } else if (normalized.length === 0 && textOf(uplink.frm_payload) !== null) {
    yield unreadable('not-decoded', `the payload of ${device} is not decoded`, 'Add a payload formatter to the device');
  }
};

function receptionOf(uplink: JsonObject): JsonObject {
  const gateways = listOf(uplink.rx_metadata).map(objectOf);
  const best = gateways.toSorted((one, other) => countOf(other?.rssi ?? -999) - countOf(one?.rssi ?? -999))[0];
  const warnings = listOf(uplink.decoded_payload_warnings);
  return {
    frameCount: countOf(uplink.f_cnt),
    port: countOf(uplink.f_port),
    gateways: gateways.length,
    ...(best && { rssi: best.rssi, snr: best.snr }),
    ...(warnings.length > 0 && { warnings }),
  };
}
