/**
 * Units by their UCUM code (https://ucum.org). A value is converted at the edge; a datastream stores one unit. A unit
 * that is not known here is never guessed.
 */
export interface Unit {
  /** UCUM code, e.g. `ug/m3`. */
  ucum: string;
  name: string;
  symbol: string;
  /** Units of one dimension can be converted into each other. */
  dimension: string;
  /** `value × factor + offset` is in the dimension's base unit. */
  factor: number;
  offset: number;
  /** QUDT's URI of it; null = it has none that fits. */
  definition: string | null;
  /** Other codes and spellings that senders use, UN/CEFACT's (NGSI) among them. */
  aliases: readonly string[];
}

const qudt = 'http://qudt.org/vocab/unit/';

export const units = [
  unit('Cel', 'degree Celsius', '°C', 'temperature', 1, 'DEG_C', ['CEL', '°C', 'C', 'Celsius', 'celsius', 'degC']),
  unit('[degF]', 'degree Fahrenheit', '°F', 'temperature', 5 / 9, 'DEG_F', ['FAH', '°F', 'F'], -160 / 9),
  unit('K', 'kelvin', 'K', 'temperature', 1, 'K', ['KEL'], -273.15),
  unit('%', 'percent', '%', 'ratio', 0.01, 'PERCENT', ['P1', 'percent', '%RH', '%rh']),
  unit('1', 'count', '', 'ratio', 1, 'NUM', ['C62', '']),
  unit('[ppm]', 'parts per million', 'ppm', 'ratio', 1e-6, 'PPM', ['59', 'ppm']),
  unit('ug/m3', 'microgram per cubic metre', 'µg/m³', 'density', 1, 'MicroGM-PER-M3', [
    'GQ',
    'µg/m³',
    'μg/m³',
    'ug/m³',
  ]),
  unit('mg/m3', 'milligram per cubic metre', 'mg/m³', 'density', 1000, 'MilliGM-PER-M3', ['GP', 'mg/m³']),
  unit('Pa', 'pascal', 'Pa', 'pressure', 1, 'PA', ['PAL']),
  unit('hPa', 'hectopascal', 'hPa', 'pressure', 100, 'HectoPA', ['A97', 'mbar', 'MBR']),
  unit('m/s', 'metre per second', 'm/s', 'speed', 1, 'M-PER-SEC', ['MTS']),
  unit('km/h', 'kilometre per hour', 'km/h', 'speed', 1 / 3.6, 'KiloM-PER-HR', ['KMH', 'kph']),
  unit('deg', 'degree', '°', 'angle', 1, 'DEG', ['DD', '°']),
  unit('mm', 'millimetre', 'mm', 'length', 0.001, 'MilliM', ['MMT']),
  unit('cm', 'centimetre', 'cm', 'length', 0.01, 'CentiM', ['CMT']),
  unit('m', 'metre', 'm', 'length', 1, 'M', ['MTR']),
  unit('dB[SPL]', 'decibel', 'dB', 'level', 1, 'DeciB', ['2N', 'dB', 'dB(A)', 'dBA']),
  unit('lx', 'lux', 'lx', 'illuminance', 1, 'LUX', ['LUX', 'Lux']),
  unit('W/m2', 'watt per square metre', 'W/m²', 'irradiance', 1, 'W-PER-M2', ['D54', 'W/m²']),
  unit('W', 'watt', 'W', 'power', 1, 'W', ['WTT']),
  unit('kW', 'kilowatt', 'kW', 'power', 1000, 'KiloW', ['KWT']),
  unit('W.h', 'watt hour', 'Wh', 'energy', 1, 'W-HR', ['WHR', 'Wh']),
  unit('kW.h', 'kilowatt hour', 'kWh', 'energy', 1000, 'KiloW-HR', ['KWH', 'kWh']),
  unit('V', 'volt', 'V', 'voltage', 1, 'V', ['VLT']),
  unit('mV', 'millivolt', 'mV', 'voltage', 0.001, 'MilliV', ['2Z']),
] as const satisfies readonly Unit[];

const byName = new Map<string, Unit>(
  (units as readonly Unit[]).flatMap((one) => [one.ucum, ...one.aliases].map((name) => [name, one] as const)),
);

/** The unit of this code or spelling; undefined = not known. */
export function findUnit(name: string): Unit | undefined {
  return byName.get(name.trim());
}

/** A value in another unit; undefined if a unit is not known or measures something else. */
export function convert(value: number, from: string, to: string): number | undefined {
  const [source, target] = [findUnit(from), findUnit(to)];
  if (!source || source.dimension !== target?.dimension) return undefined;
  if (source === target) return value;
  const base = value * source.factor + source.offset;
  // Nobody measures in thirteen digits, and the last ones are the conversion's own.
  return Number(((base - target.offset) / target.factor).toPrecision(12));
}

function unit(
  ucum: string,
  name: string,
  symbol: string,
  dimension: string,
  factor: number,
  definition: string,
  aliases: readonly string[],
  offset = 0,
): Unit {
  return { ucum, name, symbol, dimension, factor, offset, definition: `${qudt}${definition}`, aliases };
}
