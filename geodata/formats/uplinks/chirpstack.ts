import type { Decode, ReadingItem } from '../../sensors/readings.ts';
import { countOf, fieldsOf, listOf, objectOf, readingsOf, textOf, timeOf, trustedTime, unreadable } from './parts.ts';

/**
 * Reads an uplink event of ChirpStack v4, by MQTT or webhook. The device is its DevEUI. Other events (join, ack, txack,
 * log, status, location, integration) hold no measurement.
 * Problems: `no-device`, `still-encrypted`, `not-decoded`, `no-value`.
 * Source: chirpstack/chirpstack, api/proto/integration/integration.proto.
 */
export const decodeChirpStack: Decode = function* (message, receivedAt): Generator<ReadingItem> {
  const root = objectOf(message);
  const device = textOf(objectOf(root?.deviceInfo)?.devEui)?.toUpperCase() ?? null;
  if (root === null || device === null) {
    yield unreadable('no-device', 'the message has no deviceInfo.devEui', 'Send what ChirpStack v4 sends, as JSON');
    return;
  }
  if ('integrationName' in root || !('rxInfo' in root || 'object' in root || 'data' in root)) return;
  if (objectOf(root.joinServerContext)) {
    yield unreadable(
      'still-encrypted',
      `the payload of ${device} is still encrypted`,
      'Let the network server decrypt it',
    );
    return;
  }
  const object = objectOf(root.object);
  // Without payload it only answers the network.
  if (object === null && textOf(root.data) === null) return;
  if (object === null) {
    yield unreadable('not-decoded', `the payload of ${device} is not decoded`, 'Add a codec to the device profile');
    return;
  }
  const network = timeOf(root.time)?.time ?? receivedAt;
  const gateways = listOf(root.rxInfo).map(objectOf);
  const best = gateways.toSorted((one, other) => countOf(other?.rssi ?? -999) - countOf(one?.rssi ?? -999))[0];
  yield* readingsOf(fieldsOf(object), {
    device,
    ...trustedTime(root.time, network, receivedAt),
    end: null,
    resultTime: network,
    // Without one for the message: duplicates come with a new deduplicationId too (chirpstack#533).
    transmission: [device, textOf(root.devAddr), countOf(root.fCnt), textOf(root.data)].join(' '),
    parameters: {
      frameCount: countOf(root.fCnt),
      port: countOf(root.fPort),
      gateways: gateways.length,
      ...(best && { rssi: best.rssi, snr: best.snr }),
    },
  });
};
