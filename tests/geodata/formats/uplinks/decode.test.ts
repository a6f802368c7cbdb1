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
  sensorCommunityRecords,
  thingsStackUplink,
} from './messages.ts';

/** Readings as `device field value unit time flags`, problems as `! rule`. */
function decode(format: UplinkFormat, message: unknown): string[] {
  const bytes = Buffer.from(typeof message === 'string' ? message : JSON.stringify(message));
  return decodeUplink(format, bytes, receivedAt).map((item) => {
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

test('Sensor.Community: texts become numbers, UTC is not said but meant, "nan" is no value, rubbish behind is left', () => {
  const expected = ['66017 P1 17.43 ug/m3 2026-01-15T11:57:02', '66017 P2 9.8 ug/m3 2026-01-15T11:57:02', '! no-value'];
  expect(decode('sensor-community', sensorCommunityRecords)).toEqual(expected);
  expect(decode('sensor-community', `${JSON.stringify(sensorCommunityRecords)}<br/>Warning`)).toEqual(expected);
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
