/** Messages as the stacks send them, with devices of our own. */
import { readFileSync } from 'node:fs';

export const receivedAt = new Date('2026-01-15T12:00:00Z');

/** A soil sensor whose formatter writes units into its values; `f_cnt` is 0 and so is left out. */
export const thingsStackUplink = {
  end_device_ids: {
    device_id: 'baum-17',
    application_ids: { application_id: 'stadtgruen' },
    dev_eui: 'A8404100000017AB',
    join_eui: 'A840410000000101',
    dev_addr: '260B17AB',
  },
  correlation_ids: ['gs:uplink:01KF0F1X3W6W0M6Q0M0C5V2R7T'],
  received_at: '2026-01-15T11:58:31.227100018Z',
  uplink_message: {
    session_key_id: 'AZpdcJdm3ixYYWExQAIgUg==',
    f_port: 2,
    frm_payload: 'DTgAAAAAC8MAABA=',
    decoded_payload: { Bat: '3.384 V', conduct_SOIL: '0 uS/cm', temp_SOIL: '4.11 °C', water_SOIL: '31.50 %' },
    rx_metadata: [
      { gateway_ids: { gateway_id: 'rathaus' }, time: '2026-01-15T11:58:30.621391Z', rssi: -97, snr: 5.8 },
      { gateway_ids: { gateway_id: 'messplatz' }, rssi: -62, snr: 8.2, location: { latitude: 49.19, longitude: 8.12 } },
    ],
    settings: { data_rate: { lora: { bandwidth: 125000, spreading_factor: 9 } }, frequency: '867500000' },
    received_at: '2026-01-15T11:58:31.018253668Z',
    consumed_airtime: '0.205824s',
  },
};

export const chirpStackUplink = {
  deduplicationId: '3ac7e3c4-4401-4b8d-9386-a5c902f9202d',
  time: '2026-01-15T11:59:08.384517+00:00',
  deviceInfo: {
    tenantId: '52f14cd4-c6f1-4fbd-8f87-4025e1d49242',
    tenantName: 'Stadtwerke',
    applicationId: '17c82e96-be03-4f38-aef3-f83d48582d97',
    applicationName: 'klima',
    deviceProfileName: 'LHT65',
    deviceName: 'klima-marktplatz',
    devEui: 'a84041ffff182a30',
    tags: {},
  },
  devAddr: '00189440',
  dr: 1,
  fCnt: 4211,
  fPort: 2,
  data: 'y6UHFAHpAQfSf/8=',
  object: { TempC_SHT: 3.07, Hum_SHT: 78.2, BatV: 2.981, Ext_sensor: 'none' },
  rxInfo: [{ gatewayId: '0016c001f153a14c', uplinkId: 4217106255, rssi: -57, snr: 10, context: 'AAAA' }],
  txInfo: { frequency: 867100000, modulation: { lora: { bandwidth: 125000, spreadingFactor: 11 } } },
};

export const sensorCommunityRecords = [
  {
    id: 28_000_000_001,
    sampling_rate: null,
    timestamp: '2026-01-15 11:57:02',
    location: { id: 312, latitude: '49.198', longitude: '8.117', country: 'DE', exact_location: 0, indoor: 0 },
    sensor: { id: 66_017, pin: '1', sensor_type: { id: 14, name: 'SDS011', manufacturer: 'Nova Fitness' } },
    sensordatavalues: [
      { id: 64_000_000_001, value: '17.43', value_type: 'P1' },
      { id: 64_000_000_002, value: '9.80', value_type: 'P2' },
      { id: 64_000_000_003, value: 'nan', value_type: 'humidity' },
    ],
  },
];

/** What a station with an SDS011 and a BME280 sends to a server of one's own. */
export const sensorCommunityPush = {
  esp8266id: '12345678',
  software_version: 'NRZ-2024-135',
  sensordatavalues: [
    { value_type: 'SDS_P1', value: '17.43' },
    { value_type: 'SDS_P2', value: '9.80' },
    { value_type: 'BME280_temperature', value: '3.12' },
    { value_type: 'BME280_pressure', value: '100325.34' },
    { value_type: 'BME280_humidity', value: '81.05' },
    { value_type: 'samples', value: '5006714' },
    { value_type: 'min_micro', value: '28' },
    { value_type: 'max_micro', value: '20045' },
    { value_type: 'interval', value: '145000' },
    { value_type: 'signal', value: '-64' },
  ],
};

/** AirQualityObserved as the smart data models give it, normalized. */
export const airQualityObserved = JSON.parse(
  readFileSync(new URL('air-quality-observed.jsonld', import.meta.url), 'utf8'),
) as Record<string, unknown>;
