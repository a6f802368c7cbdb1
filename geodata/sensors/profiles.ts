/**
 * What the fields of kinds of devices mean. A datastream names a field by our word for it; a device whose kind has no
 * profile sends our words itself, or those that the datastream names.
 */
export interface DeviceProfile {
  id: string;
  name: string;
  /** By the name in the message. `field`: our word; `unit`: UCUM code, where the message has none. */
  fields: Readonly<Record<string, { field: string; unit: string | null }>>;
}

export const deviceProfiles: readonly DeviceProfile[] = [
  {
    id: 'normalized',
    name: 'Any device with a normalized payload (The Things Stack)',
    fields: {
      'air.temperature': field('air_temperature', 'Cel'),
      'air.relativeHumidity': field('relative_humidity', '%'),
      'air.pressure': field('air_pressure', 'hPa'),
      'air.co2': field('co2', '[ppm]'),
      'air.lightIntensity': field('illuminance', 'lx'),
      'soil.moisture': field('soil_moisture', '%'),
      'soil.temperature': field('soil_temperature', 'Cel'),
      'wind.speed': field('wind_speed', 'm/s'),
      'wind.direction': field('wind_direction', 'deg'),
    },
  },
  {
    id: 'dragino-lht65',
    name: 'Dragino LHT65, temperature and humidity',
    fields: {
      TempC_SHT: field('air_temperature', 'Cel'),
      Hum_SHT: field('relative_humidity', '%'),
      BatV: field('battery', 'V'),
    },
  },
  {
    id: 'dragino-lse01',
    name: 'Dragino LSE01, soil',
    fields: {
      water_SOIL: field('soil_moisture', '%'),
      temp_SOIL: field('soil_temperature', 'Cel'),
      Bat: field('battery', 'V'),
      BatV: field('battery', 'V'),
    },
  },
  {
    id: 'milesight-em500-udl',
    name: 'Milesight EM500-UDL, distance to the water',
    fields: {
      distance: field('distance', 'mm'),
      water_level: field('water_level', 'mm'),
      battery: field('battery_share', '%'),
    },
  },
  {
    id: 'milesight-ws302',
    name: 'Milesight WS302, sound level',
    fields: { LAeq: field('sound_level', 'dB[SPL]'), battery: field('battery_share', '%') },
  },
  {
    id: 'bosch-tps110',
    name: 'Bosch TPS110, single parking space',
    fields: { parked: field('parking_occupied', '1'), status: field('parking_occupied', '1') },
  },
  {
    id: 'sensor-community',
    name: 'Sensor.Community stations',
    fields: {
      P0: field('pm1', 'ug/m3'),
      P1: field('pm10', 'ug/m3'),
      P2: field('pm2_5', 'ug/m3'),
      temperature: field('air_temperature', 'Cel'),
      humidity: field('relative_humidity', '%'),
      pressure: field('air_pressure', 'Pa'),
      noise_LAeq: field('sound_level', 'dB[SPL]'),
      // As the firmware pushes them: behind the name of the part that measures.
      ...ofParts(['SDS', 'PMS', 'HPM', 'NPM', 'IPS', 'SPS30'], {
        P0: field('pm1', 'ug/m3'),
        P1: field('pm10', 'ug/m3'),
        P2: field('pm2_5', 'ug/m3'),
      }),
      ...ofParts(['BME280', 'BMP280', 'BMP', 'HTU21D', 'SHT3X', 'SCD30'], {
        temperature: field('air_temperature', 'Cel'),
        humidity: field('relative_humidity', '%'),
        pressure: field('air_pressure', 'Pa'),
      }),
      SCD30_co2_ppm: field('co2', '[ppm]'),
      DNMS_noise_LAeq: field('sound_level', 'dB[SPL]'),
    },
  },
  {
    id: 'fiware-air-quality',
    name: 'AirQualityObserved and WeatherObserved of the smart data models',
    fields: {
      temperature: field('air_temperature', 'Cel'),
      // A share from 0 to 1 by the model's definition.
      relativeHumidity: field('relative_humidity', '1'),
      atmosphericPressure: field('air_pressure', 'hPa'),
      windSpeed: field('wind_speed', 'm/s'),
      windDirection: field('wind_direction', 'deg'),
      pm10: field('pm10', 'ug/m3'),
      pm25: field('pm2_5', 'ug/m3'),
      pm1: field('pm1', 'ug/m3'),
      no2: field('no2', 'ug/m3'),
      no: field('no', 'ug/m3'),
      o3: field('o3', 'ug/m3'),
      so2: field('so2', 'ug/m3'),
      co: field('co', 'mg/m3'),
    },
  },
];

const byId = new Map(deviceProfiles.map((profile) => [profile.id, profile]));

/** Undefined = none of this name. */
export function findDeviceProfile(id: string): DeviceProfile | undefined {
  return byId.get(id);
}

/** The same fields of each part of a device. */
function ofParts(parts: readonly string[], fields: DeviceProfile['fields']): DeviceProfile['fields'] {
  return Object.fromEntries(
    parts.flatMap((part) => Object.entries(fields).map(([name, meaning]) => [`${part}_${name}`, meaning])),
  );
}

function field(name: string, unit: string | null): { field: string; unit: string | null } {
  return { field: name, unit };
}
