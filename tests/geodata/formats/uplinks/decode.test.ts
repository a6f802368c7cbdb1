import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decodeUplink,
  largestMessage,
  type UplinkFormat,
  uplinkFormats,
} from '../../../../geodata/formats/uplinks/formats.ts';
import { flagsOf } from '../../../../geodata/sensors/quality.ts';
import {
  airQualityObserved,
  chirpStackUplink,
  receivedAt,
  sensorCommunityPush,
  sensorCommunityRecords,
  thingsStackUplink,
} from './messages.ts';

/** Readings as `device field value unit time flags`, problems as `! rule`. */
function decode(format: UplinkFormat, message: unknown, topic: string | null = null): string[] {
  const bytes = Buffer.from(typeof message === 'string' ? message : JSON.stringify(message));
  return decodeUplink(format, bytes, receivedAt, topic).map((item) => {
    if (item.type === 'problem') return `! ${item.rule}`;
    const { device, field, value, unit, time, flags } = item;
    return [device, field, String(value), unit ?? '-', time.toISOString().slice(0, 19), ...flagsOf(flags)].join(' ');
  });
}

test('The Things Stack: values with their units in the text, at the time of the network server', () => {
  expect(decode('ttn', thingsStackUplink)).toEqual([
    'A8404100000017AB Bat 3.384 V 2026-01-15T11:58:31',
    'A8404100000017AB conduct_SOIL 0 uS/cm 2026-01-15T11:58:31',
    'A8404100000017AB temp_SOIL 4.11 °C 2026-01-15T11:58:31',
    'A8404100000017AB water_SOIL 31.5 % 2026-01-15T11:58:31',
  ]);
});

test('The Things Stack: a normalized payload says units and, if it likes, times', () => {
  const uplink_message = {
    received_at: '2026-01-15T11:58:31Z',
    normalized_payload: [
      { time: '2026-01-15T11:50:00Z', air: { temperature: 4.5, relativeHumidity: 80 } },
      { time: '1970-01-01T00:00:09Z', soil: { moisture: 31 } },
    ],
  };
  const end_device_ids = { device_id: 'klima', application_ids: { application_id: 'app' } };
  expect(decode('ttn', { end_device_ids, uplink_message, simulated: true })).toEqual([
    'app/klima air.temperature 4.5 Cel 2026-01-15T11:50:00 simulated',
    'app/klima air.relativeHumidity 80 % 2026-01-15T11:50:00 simulated',
    'app/klima soil.moisture 31 % 2026-01-15T11:58:31 clock_corrected simulated',
  ]);
});

test('The Things Stack: what only answers the network, or says an uplink again, is no dead letter', () => {
  const { end_device_ids, uplink_message } = thingsStackUplink;
  const { session_key_id, received_at, rx_metadata } = uplink_message;
  const other = { end_device_ids, correlation_ids: ['as:up:01KF0F1X3W6W0M6Q0M0C5V2R7T'], received_at };
  const soil = { soil: { moisture: 31.5, n: 12 } };
  const kinds = [
    { uplink_message: { session_key_id, received_at, rx_metadata } },
    { uplink_normalized: { session_key_id, f_port: 2, normalized_payload: soil, received_at } },
    { join_accept: { session_key_id, received_at } },
    {
      location_solved: { service: 'frm-payload', location: { latitude: 49.2, longitude: 8.11, source: 'SOURCE_GPS' } },
    },
    { service_data: { service: 'ttn-lw-application-package-x-v1', data: {} } },
    { downlink_sent: { session_key_id, f_port: 2, f_cnt: 7, frm_payload: 'AQ==' } },
  ];
  for (const kind of kinds) expect(decode('ttn', { ...other, ...kind })).toEqual([]);
  // A formatter that has nothing to say of a port.
  const silent = { ...uplink_message, decoded_payload: {} };
  expect(decode('ttn', { ...other, uplink_message: silent })).toEqual([]);
  const normalized = { session_key_id, frm_payload: 'AQ==', received_at, normalized_payload: [soil] };
  expect(decode('ttn', { ...other, uplink_message: normalized })).toEqual([
    'A8404100000017AB soil.moisture 31.5 % 2026-01-15T11:58:31',
    'A8404100000017AB soil.n 12 [ppm] 2026-01-15T11:58:31',
  ]);
});

test('The Things Stack: a join holds no measurement; what is encrypted or not decoded is said', () => {
  const { end_device_ids, uplink_message } = thingsStackUplink;
  const changed = (change: object) =>
    decode('ttn', { end_device_ids, uplink_message: { ...uplink_message, ...change } });
  expect(decode('ttn', { end_device_ids, join_accept: { session_key_id: 'x' } })).toEqual([]);
  expect(changed({ app_s_key: { key: 'x' } })).toEqual(['! still-encrypted']);
  expect(changed({ decoded_payload: undefined })).toEqual(['! not-decoded']);
  expect(decode('ttn', { app_id: 'v2' })).toEqual(['! no-device']);
});

test('ChirpStack: the object of the codec; other events hold no measurement', () => {
  expect(decode('chirpstack', chirpStackUplink)).toEqual([
    'A84041FFFF182A30 TempC_SHT 3.07 - 2026-01-15T11:59:08',
    'A84041FFFF182A30 Hum_SHT 78.2 - 2026-01-15T11:59:08',
    'A84041FFFF182A30 BatV 2.981 - 2026-01-15T11:59:08',
    'A84041FFFF182A30 Ext_sensor none - 2026-01-15T11:59:08',
  ]);
  const { deviceInfo, time } = chirpStackUplink;
  expect(decode('chirpstack', { deviceInfo, time, margin: 7, batteryLevel: 88 })).toEqual([]);
  expect(decode('chirpstack', { ...chirpStackUplink, object: null })).toEqual(['! not-decoded']);
  expect(decode('chirpstack', { ...chirpStackUplink, time: '2099-01-01T00:00:00Z' })[0]).toContain('clock_corrected');
});

test('ChirpStack: all events of a device, an uplink without payload, zeros left out and nulls', () => {
  const { deviceInfo, time, deduplicationId, rxInfo, txInfo, devAddr, object } = chirpStackUplink;
  const common = { deduplicationId, time, deviceInfo };
  const events = [
    { ...common, devAddr, relayRxInfo: null },
    { ...common, queueItemId: '4f6d', acknowledged: true, fCntDown: 3 },
    { ...common, downlinkId: 2_743_182, queueItemId: '4f6d', fCntDown: 3, gatewayId: '0016c001f153a14c', txInfo },
    { time, deviceInfo, level: 'ERROR', code: 'UPLINK_CODEC', description: 'x', context: { deduplication_id: 'y' } },
    { ...common, margin: 7, externalPowerSource: false, batteryLevelUnavailable: false, batteryLevel: 88.1 },
    { ...common, location: { latitude: 49.2, longitude: 8.11, altitude: 0, source: 'GEO_RESOLVER_TDOA', accuracy: 0 } },
    { ...common, integrationName: 'loracloud', eventType: 'DownlinkReceived', object: { temperature: 9 } },
    { ...common, devAddr, dr: 5, fCnt: 12, fPort: null, data: null, object: null, rxInfo, txInfo },
    { ...common, devAddr, fCnt: 13, rxInfo, txInfo },
    { ...common, devAddr, fPort: 2, data: 'AQ==', object: {}, rxInfo, txInfo },
  ];
  for (const event of events) expect(decode('chirpstack', event)).toEqual([]);
  // The first frame, of a release that left zeros out: neither fCnt nor dr.
  const first = { ...common, devAddr, fPort: 2, data: 'AQ==', object: { ...object, flags: [1, 2] }, rxInfo, txInfo };
  expect(decode('chirpstack', first)).toEqual(decode('chirpstack', chirpStackUplink));
});

test('Sensor.Community: texts become numbers, UTC is not said but meant, "nan" is no value, rubbish behind is left', () => {
  const expected = ['66017 P1 17.43 ug/m3 2026-01-15T11:57:02', '66017 P2 9.8 ug/m3 2026-01-15T11:57:02', '! no-value'];
  expect(decode('sensor-community', sensorCommunityRecords)).toEqual(expected);
  expect(decode('sensor-community', `${JSON.stringify(sensorCommunityRecords)}<br/>Warning`)).toEqual(expected);
});

test('Sensor.Community: what a station pushes is of the time of receipt, and of the chip that the body or a header names', () => {
  const { esp8266id, ...nameless } = sensorCommunityPush;
  const readings = decode('sensor-community', sensorCommunityPush);
  expect(readings.slice(0, 5)).toEqual([
    'esp8266-12345678 SDS_P1 17.43 ug/m3 2026-01-15T12:00:00 time_assumed',
    'esp8266-12345678 SDS_P2 9.8 ug/m3 2026-01-15T12:00:00 time_assumed',
    'esp8266-12345678 BME280_temperature 3.12 Cel 2026-01-15T12:00:00 time_assumed',
    'esp8266-12345678 BME280_pressure 100325.34 Pa 2026-01-15T12:00:00 time_assumed',
    'esp8266-12345678 BME280_humidity 81.05 % 2026-01-15T12:00:00 time_assumed',
  ]);
  expect(readings.at(-1)).toBe('esp8266-12345678 signal -64 - 2026-01-15T12:00:00 time_assumed');
  const byHeader = decode('sensor-community', nameless, `/ingest/sensor-community X-Sensor=esp8266-${esp8266id}`);
  expect(byHeader).toEqual(readings);
  expect(decode('sensor-community', nameless)).toEqual(['! no-device']);
});

test('NGSI-LD: the smart data models’ own sample, its time without a zone taken for UTC', () => {
  const readings = decode('ngsi-ld', airQualityObserved);
  const device = 'urn:ngsi-ld:AirQualityObserved:Madrid-AmbientObserved-28079004';
  expect(readings).toContain(`${device} no2 69 GQ 2016-03-15T11:00:00 time_assumed`);
  expect(readings).toContain(`${device} relativeHumidity 0.54 - 2016-03-15T11:00:00 time_assumed`);
  expect(readings.some((line) => line.includes('address') || line.includes('refPointOfInterest'))).toBe(false);
});

test('NGSI-LD: a notification with key and value, concise attributes and several instances', () => {
  const entity = {
    id: 'urn:ngsi-ld:WeatherObserved:markt',
    type: 'WeatherObserved',
    temperature: 3.5,
    no2: [
      { type: 'Property', value: 20, unitCode: 'GQ', observedAt: '2026-01-15T11:00:00Z' },
      { type: 'Property', value: 22, unitCode: 'GQ', observedAt: '2026-01-15T11:00:00Z', datasetId: 'urn:b' },
    ],
    pm10: { value: 18, unitCode: 'GQ', observedAt: '2026-01-15T10:00:00Z' },
    o3: { type: 'Property', value: 'urn:ngsi-ld:null' },
  };
  const notification = { id: 'urn:n', type: 'Notification', notifiedAt: '2026-01-15T11:30:00Z', data: [entity] };
  expect(decode('ngsi-ld', notification)).toEqual([
    'urn:ngsi-ld:WeatherObserved:markt temperature 3.5 - 2026-01-15T11:30:00 time_assumed',
    'urn:ngsi-ld:WeatherObserved:markt no2 20 GQ 2026-01-15T11:00:00',
    'urn:ngsi-ld:WeatherObserved:markt no2#urn:b 22 GQ 2026-01-15T11:00:00',
    'urn:ngsi-ld:WeatherObserved:markt pm10 18 GQ 2026-01-15T10:00:00',
  ]);
  expect(decode('ngsi-ld', { ...entity, temperature: 3.5 })[0]).toBe('! no-time');
});

test('NGSI-LD: names written out, typed values, lists of plain values, and what brokers put beside', () => {
  const base = 'https://smartdatamodels.org/dataModel.Environment/';
  const entity = {
    id: 'urn:ngsi-ld:AirQualityObserved:bahnhof',
    type: `${base}AirQualityObserved`,
    'https://smartdatamodels.org/dateObserved': {
      type: 'Property',
      value: { '@type': 'DateTime', '@value': '2026-01-15T11:00:00Z' },
    },
    [`${base}NO2`]: { type: 'Property', value: 22, unitCode: 'GQ', 'https://smartdatamodels.org/accuracy': 0.9 },
    pm10: { value: { '@type': 'xsd:float', '@value': '18.5' }, unitCode: 'GQ', observedAt: '2026-01-15T10:50:00.000Z' },
    airQualityLevel: ['moderate', 'good'],
    name: { type: 'LanguageProperty', languageMap: { de: 'Bahnhof' } },
    refDevice: { object: 'urn:ngsi-ld:Device:7' },
    category: { type: 'VocabProperty', vocab: 'sensor' },
    location: { type: 'Point', coordinates: [8.11, 49.2] },
    so2: null,
    '@context': ['https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.8.jsonld'],
  };
  const notification = {
    id: 'urn:ngsi-ld:Notification:1',
    type: 'https://uri.etsi.org/ngsi-ld/Notification',
    subscriptionId: 'urn:ngsi-ld:Subscription:1',
    notifiedAt: '2026-01-15T11:30:00.123Z',
    data: [entity],
    '@context': 'https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.8.jsonld',
  };
  expect(decode('ngsi-ld', notification)).toEqual([
    'urn:ngsi-ld:AirQualityObserved:bahnhof NO2 22 GQ 2026-01-15T11:00:00',
    'urn:ngsi-ld:AirQualityObserved:bahnhof pm10 18.5 GQ 2026-01-15T10:50:00',
  ]);
});

test('SensorThings: what FROST publishes over MQTT names its datastream in the topic alone', () => {
  const id = 'cbaff990-6280-11e8-b689-070f60f264ee';
  const self = `http://frost:8080/FROST-Server/v1.1/Observations(47352)`;
  const told = {
    '@iot.selfLink': self,
    '@iot.id': 47_352,
    phenomenonTime: '2026-01-15T11:00:00.583Z',
    resultTime: null,
    result: 26,
    'Datastream@iot.navigationLink': `${self}/Datastream`,
    'FeatureOfInterest@iot.navigationLink': `${self}/FeatureOfInterest`,
  };
  expect(decode('sensorthings', told, 'v1.1/Datastreams(12)/Observations')).toEqual([
    '12 result 26 - 2026-01-15T11:00:00',
  ]);
  expect(decode('sensorthings', told, `v1.1/Datastreams('${id}')/Observations?$select=result`)).toEqual([
    `${id} result 26 - 2026-01-15T11:00:00`,
  ]);
  expect(decode('sensorthings', told, 'v1.1/Observations')).toEqual(['! no-device']);
});

test('SensorThings: observations of another server, one by one and as data arrays', () => {
  const one = { phenomenonTime: '2026-01-15T11:00:00Z', result: 4.2, Datastream: { '@iot.id': 7 } };
  expect(decode('sensorthings', one)).toEqual(['7 result 4.2 - 2026-01-15T11:00:00']);
  const link = { ...one, Datastream: undefined, 'Datastream@iot.navigationLink': 'https://a/v1.1/Datastreams(8)' };
  expect(decode('sensorthings', { value: [link] })).toEqual(['8 result 4.2 - 2026-01-15T11:00:00']);
  const dataArray = [
    ['2026-01-15T10:00:00Z/2026-01-15T11:00:00Z', 1],
    ['2099-01-15T10:00:00Z', 2],
  ];
  expect(
    decode('sensorthings', [{ Datastream: { '@iot.id': 9 }, components: ['phenomenonTime', 'result'], dataArray }]),
  ).toEqual(['9 result 1 - 2026-01-15T10:00:00', '! wrong-clock']);
});

test('CSV: a column a field or a row a field, decimal commas, empty cells, and problems with their line', () => {
  expect(decode('csv', 'Gerät;Zeit;pegel;temp\nq1;2026-01-15T10:00:00Z;83,5;\nq1;31.02.2026;84;4\n')).toEqual([
    'q1 pegel 83.5 - 2026-01-15T10:00:00',
    '! no-time',
  ]);
  expect(
    decode(
      'csv',
      'device,time,field,value,unit\nq1,2026-01-15 10:00:00,pegel,0.835,m\nq1,2026-01-15T10:00Z,pegel,NaN,m\n',
    ),
  ).toEqual(['q1 pegel 0.835 m 2026-01-15T10:00:00 time_assumed', '! no-value']);
  expect(decode('csv', 'a;b\n1;2')).toEqual(['! no-column']);
  const archive =
    'sensor_id;sensor_type;location;lat;lon;timestamp;P1;durP1;ratioP1;P2\n66017;SDS011;312;49.1;8.1;2026-01-14T00:00:42;12.5;;;nan\n';
  expect(decode('csv', archive)).toEqual(['66017 P1 12.5 - 2026-01-14T00:00:42 time_assumed', '! no-value']);
});

test('no message breaks a decoder', () => {
  expect(decode('ttn', '{"end_device_ids":')).toEqual(['! malformed-json']);
  expect(decode('ngsi-ld', '['.repeat(200_000))).toEqual(['! malformed-json']);
  expect(decodeUplink('ttn', Buffer.alloc(largestMessage + 1), receivedAt)).toMatchObject([{ rule: 'too-large' }]);
  expect(decodeUplink('ttn', Buffer.from([0xff, 0xfe]), receivedAt)).toMatchObject([{ rule: 'not-text' }]);
  const roots = [thingsStackUplink, chirpStackUplink, sensorCommunityRecords, airQualityObserved];
  fc.assert(
    fc.property(
      fc.constantFrom(...uplinkFormats),
      fc.constantFrom(...roots),
      fc.string(),
      fc.jsonValue(),
      (format, root, name, value) => {
        // One part of a true message is replaced by anything.
        const text = JSON.stringify(root).replace(
          /"(received_at|time|timestamp|id|sensor|object|decoded_payload|value)":("[^"]*"|\d+|\{\})/g,
          (whole, key: string) => (name.length % 2 === 0 ? whole : `"${key}":${JSON.stringify(value)}`),
        );
        for (const message of [text, JSON.stringify({ [name]: value }), JSON.stringify(value)]) {
          for (const item of decodeUplink(format, Buffer.from(message), receivedAt)) {
            if (item.type === 'reading') expect(Number.isNaN(item.time.getTime())).toBe(false);
            else expect(item.message).not.toBe('');
          }
        }
      },
    ),
    { numRuns: 300 },
  );
});
