import { expect, test } from 'vitest';
import { deviceProfiles } from '../../../geodata/sensors/profiles.ts';
import { observedProperties } from '../../../geodata/sensors/properties.ts';
import { doubtfulBits, flagBits, flagsOf, qualityFlags } from '../../../geodata/sensors/quality.ts';
import { convert, findUnit, units } from '../../../geodata/sensors/units.ts';

test('units are converted by their UCUM, UN/CEFACT and written names', () => {
  expect(convert(14, 'FAH', 'Cel')).toBe(-10);
  expect(convert(273.15, 'K', '°C')).toBe(0);
  expect(convert(0.54, '1', '%')).toBe(54);
  expect(convert(101_325, 'Pa', 'hPa')).toBe(1013.25);
  expect(convert(500, 'GP', 'ug/m3')).toBe(500_000);
  expect(convert(0.835, 'm', 'cm')).toBe(83.5);
  expect(convert(36, 'km/h', 'm/s')).toBe(10);
});

test('what is unknown or measures something else is not guessed', () => {
  expect(convert(1, 'furlong', 'm')).toBeUndefined();
  expect(convert(1, 'Cel', 'hPa')).toBeUndefined();
});

test('no name means two units, and all that is observed and every profile has a unit that is known', () => {
  const names = units.flatMap(({ ucum, aliases }) => [ucum, ...aliases]);
  expect(new Set(names).size).toBe(names.length);
  for (const { ucum } of observedProperties) expect(findUnit(ucum)?.ucum).toBe(ucum);
  for (const { id, fields } of deviceProfiles) {
    for (const { field, unit } of Object.values(fields)) {
      expect(findUnit(unit ?? '1'), `${id} ${field}`).toBeDefined();
    }
  }
});

test('each flag is a bit of its own', () => {
  const bits = qualityFlags.map(({ bit }) => bit);
  expect(new Set(bits).size).toBe(bits.length);
  expect(flagsOf(bits.reduce((sum, bit) => sum | bit, 0))).toHaveLength(bits.length);
  expect(flagsOf(doubtfulBits)).toContain('stuck');
  expect(doubtfulBits & flagBits.corrected).toBe(0);
});
