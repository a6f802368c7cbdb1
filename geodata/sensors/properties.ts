/** What is observed: its unit as stored here, what is plausible of it, and how a time of it is summed up. */
export interface ObservedProperty {
  id: string;
  name: { de: string; en: string };
  /** URI that defines it. */
  definition: string;
  /** UCUM code of the unit that a datastream stores. */
  ucum: string;
  /** Plausible range, in the unit; null = no bound. */
  low: number | null;
  high: number | null;
  /** Greatest plausible change, unit per hour; null = none. */
  rate: number | null;
  /** Hours of the very same result after which it is stuck; null = it may stay as it is. */
  stuckHours: number | null;
  /** How far a result may plausibly lie from those of its neighbours, in the unit; null = places differ. */
  apart: number | null;
  /** True: results of a time add up to its total. */
  summed: boolean;
}

const qudt = 'http://qudt.org/vocab/quantitykind/';
const cf = 'http://vocab.nerc.ac.uk/standard_name/';
const fiware = 'https://smartdatamodels.org/';

export const observedProperties = [
  property(
    'parking_free',
    ['Freie Stellplätze', 'Free parking spaces'],
    `${fiware}dataModel.Parking/availableSpotNumber`,
    '1',
    [0, 2000],
    {
      stuck: 24,
    },
  ),
  property(
    'parking_occupied',
    ['Stellplatz belegt', 'Parking space occupied'],
    `${fiware}dataModel.Parking/status`,
    '1',
    [0, 1],
  ),
  property('bicycles', ['Radfahrende', 'Cyclists'], `${fiware}dataModel.Transportation/intensity`, '1', [0, 5000], {
    summed: true,
  }),
  property(
    'pedestrians',
    ['Zu Fuß Gehende', 'Pedestrians'],
    `${fiware}dataModel.Transportation/peopleCount`,
    '1',
    [0, 20_000],
    { summed: true },
  ),
  property(
    'water_level',
    ['Wasserstand', 'Water level'],
    `${cf}water_surface_height_above_reference_datum/`,
    'cm',
    [0, 600],
    {
      rate: 150,
      stuck: 48,
    },
  ),
  property('water_temperature', ['Wassertemperatur', 'Water temperature'], `${qudt}Temperature`, 'Cel', [-1, 35], {
    rate: 5,
    stuck: 48,
  }),
  property('air_temperature', ['Lufttemperatur', 'Air temperature'], `${cf}air_temperature/`, 'Cel', [-35, 50], {
    rate: 15,
    apart: 8,
    stuck: 12,
  }),
  property('relative_humidity', ['Luftfeuchte', 'Relative humidity'], `${cf}relative_humidity/`, '%', [0, 100], {
    rate: 60,
    apart: 35,
  }),
  property('air_pressure', ['Luftdruck', 'Air pressure'], `${cf}air_pressure/`, 'hPa', [850, 1090], {
    rate: 15,
    apart: 8,
    stuck: 24,
  }),
  property(
    'precipitation',
    ['Niederschlag', 'Precipitation'],
    `${cf}lwe_thickness_of_precipitation_amount/`,
    'mm',
    [0, 120],
    { summed: true },
  ),
  property('wind_speed', ['Windgeschwindigkeit', 'Wind speed'], `${cf}wind_speed/`, 'm/s', [0, 60]),
  property('wind_direction', ['Windrichtung', 'Wind direction'], `${cf}wind_from_direction/`, 'deg', [0, 360]),
  property(
    'solar_radiation',
    ['Sonnenstrahlung', 'Solar radiation'],
    `${cf}surface_downwelling_shortwave_flux_in_air/`,
    'W/m2',
    [-5, 1400],
  ),
  property('illuminance', ['Helligkeit', 'Illuminance'], `${qudt}Illuminance`, 'lx', [0, 150_000]),
  property(
    'pm1',
    ['Feinstaub PM1', 'Particulate matter PM1'],
    `${cf}mass_concentration_of_pm1_ambient_aerosol_particles_in_air/`,
    'ug/m3',
    [0, 1000],
    { rate: 300 },
  ),
  property(
    'pm2_5',
    ['Feinstaub PM2,5', 'Particulate matter PM2.5'],
    `${cf}mass_concentration_of_pm2p5_ambient_aerosol_particles_in_air/`,
    'ug/m3',
    [0, 1000],
    { rate: 300, apart: 60, stuck: 24 },
  ),
  property(
    'pm10',
    ['Feinstaub PM10', 'Particulate matter PM10'],
    `${cf}mass_concentration_of_pm10_ambient_aerosol_particles_in_air/`,
    'ug/m3',
    [0, 1500],
    { rate: 400, apart: 90, stuck: 24 },
  ),
  property(
    'no2',
    ['Stickstoffdioxid', 'Nitrogen dioxide'],
    `${cf}mass_concentration_of_nitrogen_dioxide_in_air/`,
    'ug/m3',
    [0, 500],
    { rate: 200, stuck: 24 },
  ),
  property(
    'no',
    ['Stickstoffmonoxid', 'Nitrogen monoxide'],
    `${cf}mass_concentration_of_nitrogen_monoxide_in_air/`,
    'ug/m3',
    [0, 1000],
    { rate: 500 },
  ),
  property('o3', ['Ozon', 'Ozone'], `${cf}mass_concentration_of_ozone_in_air/`, 'ug/m3', [0, 500], { rate: 200 }),
  property(
    'so2',
    ['Schwefeldioxid', 'Sulphur dioxide'],
    `${cf}mass_concentration_of_sulfur_dioxide_in_air/`,
    'ug/m3',
    [0, 1000],
    { rate: 500 },
  ),
  property(
    'co',
    ['Kohlenmonoxid', 'Carbon monoxide'],
    `${cf}mass_concentration_of_carbon_monoxide_in_air/`,
    'mg/m3',
    [0, 600],
  ),
  property(
    'co2',
    ['Kohlendioxid', 'Carbon dioxide'],
    `${cf}mole_fraction_of_carbon_dioxide_in_air/`,
    '[ppm]',
    [300, 10_000],
    { stuck: 24 },
  ),
  property('sound_level', ['Schallpegel', 'Sound level'], `${qudt}SoundPressureLevel`, 'dB[SPL]', [20, 130], {
    stuck: 12,
  }),
  property(
    'soil_moisture',
    ['Bodenfeuchte', 'Soil moisture'],
    `${cf}volume_fraction_of_condensed_water_in_soil/`,
    '%',
    [0, 100],
    {
      rate: 40,
      stuck: 168,
    },
  ),
  property('soil_temperature', ['Bodentemperatur', 'Soil temperature'], `${cf}soil_temperature/`, 'Cel', [-20, 50], {
    rate: 8,
    stuck: 72,
  }),
  property(
    'fill_level',
    ['Füllstand', 'Fill level'],
    `${fiware}dataModel.WasteManagement/fillingLevel`,
    '%',
    [0, 100],
    { stuck: 240 },
  ),
  property(
    'charging_free',
    ['Freie Ladepunkte', 'Free charging points'],
    `${fiware}dataModel.Transportation/availableCapacity`,
    '1',
    [0, 200],
  ),
  property('power', ['Leistung', 'Power'], `${qudt}Power`, 'kW', [-2000, 2000]),
  property('energy', ['Energie', 'Energy'], `${qudt}Energy`, 'kW.h', [0, 10_000], { summed: true }),
  property('battery', ['Batteriespannung', 'Battery voltage'], `${qudt}Voltage`, 'V', [0, 30]),
] as const satisfies readonly ObservedProperty[];

export type ObservedPropertyId = (typeof observedProperties)[number]['id'];

const byId = new Map<string, ObservedProperty>(observedProperties.map((one) => [one.id, one]));

/** Undefined = none of this name. */
export function findObservedProperty(id: string): ObservedProperty | undefined {
  return byId.get(id);
}

function property<Id extends string>(
  id: Id,
  [de, en]: readonly [de: string, en: string],
  definition: string,
  ucum: string,
  [low, high]: readonly [number, number],
  { rate, stuck, apart, summed = false }: { rate?: number; stuck?: number; apart?: number; summed?: boolean } = {},
) {
  return {
    id,
    name: { de, en },
    definition,
    ucum,
    low,
    high,
    rate: rate ?? null,
    stuckHours: stuck ?? null,
    apart: apart ?? null,
    summed,
  };
}
