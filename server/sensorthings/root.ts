import type { Links } from './links.ts';
import { setNames } from './model.ts';

const standard = 'http://www.opengis.net/spec/iot_sensing/1.1/req/';
const frost = 'https://fraunhoferiosb.github.io/FROST-Server/extensions/';

const reading = ['datamodel', 'resource-path/resource-path-to-entities', 'request-data', 'data-array/data-array'];
const writing = [
  'create-update-delete/create-entity',
  'create-update-delete/link-to-existing-entities',
  'create-update-delete/deep-insert',
  'create-update-delete/deep-insert-status-code',
  'create-update-delete/update-entity',
  'create-update-delete/update-entity-put',
  'create-update-delete/delete-entity',
  'create-update-delete/historical-location-auto-creation',
  'create-update-delete/historical-location-manual-creation',
];

const mqtt = {
  create: `${standard}create-observations-via-mqtt/observations-creation`,
  receive: `${standard}receive-updates-via-mqtt/receive-updates`,
};

/**
 * The root document: the sets, and which requirements of the standard are met. Those of writing only if there is a token,
 * those of MQTT with its `endpoints`, and only if there are some.
 */
export function rootDocument(links: Links, writable: boolean, endpoints: readonly string[]) {
  const spoken = endpoints.length === 0 ? [] : [...(writable ? [mqtt.create] : []), mqtt.receive];
  return {
    value: setNames.map((name) => ({ name, url: `${links.root}/${name}` })),
    serverSettings: {
      conformance: [
        ...[...reading, ...(writable ? writing : []), 'batch-request/batch-request'].map((name) => standard + name),
        ...spoken,
        `${frost}DeepSelect.html`,
        `${frost}SelectDistinct.html`,
        `${frost}JsonBatchRequest.html`,
        `${frost}GeoJSON-ResultFormat.html`,
        `${frost}CSV-ResultFormat.html`,
      ],
      ...Object.fromEntries(spoken.map((requirement) => [requirement, { endpoints }])),
    },
  };
}
