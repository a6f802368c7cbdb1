import { describe, expect, test } from 'vitest';
import { alarmWords } from '../../web/messages/alarms.ts';
import { de } from '../../web/messages/de.ts';
import { sensorWords } from '../../web/messages/sensors.ts';
import { logVariables } from '../../web/sensors/alarms/log.ts';
import type { LoggedAlarm, Threshold } from '../../web/sensors/alarms/documents.ts';
import { alarmsUrl } from '../../web/sensors/alarms/downloads.ts';
import {
  emptyFields,
  fieldsOf,
  inputAsBefore,
  inputOf,
  newSecret,
  parseNumber,
  writeNumber,
} from '../../web/sensors/alarms/form.ts';
import { boundsOf, stateOf } from '../../web/sensors/alarms/wording.ts';
import { noSensor } from '../../web/sensors/choice.ts';
import { defaultView } from '../../web/view.ts';

const texts = { a: alarmWords.de, s: sensorWords.de, format: de.format, language: 'de' as const };
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

function aThreshold(threshold: Partial<Threshold> = {}): Threshold {
  return {
    ...{ thresholdId: 1, datastreamId: 3, name: 'Hochwasser', severity: 'WARNING', direction: 'ABOVE' },
    ...{ raiseAt: 150, clearAt: 140, active: true, webhook: null, signed: false },
    ...threshold,
  };
}

function anAlarm(alarm: Partial<LoggedAlarm> = {}): LoggedAlarm {
  const datastream = {
    propertyKey: 'water_level',
    propertyName: 'Pegel',
    unitSymbol: 'cm',
    thing: { name: '=Queich' },
  };
  return {
    ...{ alarmId: 1, datastreamId: 3, raisedAt: '2026-02-15T11:00:00Z', raisedValue: 151, peakValue: 162.5 },
    ...{
      clearedAt: null,
      clearedValue: null,
      threshold: { thresholdId: 1 },
      rule: { ...aThreshold(), assumed: false },
      datastream,
    },
    ...alarm,
  };
}

describe('the form of a threshold', () => {
  const target = { id: null, datastreamId: 3 };
  const filled = { ...emptyFields, name: ' Hochwasser ', raiseAt: '150', clearAt: '139,5' };

  test('numbers are read with comma or point, and what could be two numbers is none', () => {
    expect(['150', '2,5', '2.5', ' −3 ', '0.125'].map(parseNumber)).toEqual([150, 2.5, 2.5, -3, 0.125]);
    expect(['', 'viel', '1.500', '1,500', '1.500,5', '1e3'].map(parseNumber)).toEqual(Array(6).fill(undefined));
    expect([0.5, 1.234, -12].map((value) => parseNumber(writeNumber(value, ',')))).toEqual([0.5, 1.234, -12]);
  });

  test('what is filled in is sent, and an empty end is the alarm itself', () => {
    expect(inputOf(filled, target)).toEqual({
      input: {
        ...{ id: null, datastreamId: 3, name: 'Hochwasser', severity: 'WARNING', direction: 'ABOVE' },
        ...{ raiseAt: 150, clearAt: 139.5, webhook: null, active: true },
      },
      errors: {},
    });
    expect(inputOf({ ...filled, clearAt: '' }, target).input?.clearAt).toBe(150);
    const known = aThreshold({ webhook: 'https://example.org' });
    expect(inputOf(fieldsOf(known, ','), { id: 1, datastreamId: 3 }).input).toMatchObject({ id: 1, clearAt: 140 });
  });

  test('a secret is sent once and never again: it is replaced, removed, or left as it is', () => {
    const secret = newSecret();
    expect(inputOf({ ...filled, webhookSecret: secret }, target).input?.webhookSecret).toBe(secret);
    expect(inputOf({ ...filled, unsigned: true }, target).input?.webhookSecret).toBe('');
    const known = aThreshold({ signed: true });
    expect(inputOf(fieldsOf(known, ','), target).input).not.toHaveProperty('webhookSecret');
    expect(inputAsBefore(known)).not.toHaveProperty('signed');
    for (const wrong of ['secret', 'whsec_', 'whsec_c2hvcnQ=', `whsec_${'A'.repeat(88)}`])
      expect(inputOf({ ...filled, webhookSecret: wrong }, target).errors).toEqual({ webhookSecret: 'noSecret' });
  });

  test('each wrong field is named', () => {
    const errors = (change: Partial<typeof filled>) => inputOf({ ...filled, ...change }, target).errors;
    expect(errors({ name: ' ', raiseAt: '' })).toEqual({ name: 'missing', raiseAt: 'missing' });
    expect(errors({ raiseAt: '1.500' })).toEqual({ raiseAt: 'noNumber' });
    expect(errors({ clearAt: '160' })).toEqual({ clearAt: 'wrongSide' });
    expect(errors({ clearAt: '160', direction: 'BELOW' })).toEqual({});
    expect(errors({ webhook: 'ftp://example.org' })).toEqual({ webhook: 'noAddress' });
  });
});

describe('alarms in words', () => {
  test('a threshold says whether it is crossed, and since when', () => {
    const calm = anAlarm({ clearedAt: '2026-02-15T12:30:00Z', clearedValue: 139 });
    expect(stateOf(texts, aThreshold(), [anAlarm()])).toBe('überschritten seit 15.2. 12:00');
    expect(stateOf(texts, aThreshold(), [calm])).toBe('nicht überschritten seit 15.2. 13:30');
    expect(stateOf(texts, aThreshold({ thresholdId: 2, direction: 'BELOW' }), [calm])).toBe('noch nie unterschritten');
    expect(stateOf(texts, aThreshold({ active: false }), [calm])).toBe('beendet');
  });

  test('a chart draws what is watched, and nothing that has ended', () => {
    const bounds = boundsOf(texts, [aThreshold(), aThreshold({ active: false })], { unit: 'cm', propertyKey: null });
    expect(bounds.map(({ text }) => plain(text))).toEqual(['Hochwasser ab 150 cm']);
  });

  test('the file is asked for what the page lists', () => {
    const view = { place: '07313000', language: 'de' as const };
    expect(alarmsUrl('csv', view, { theme: 'water', state: 'lasting' })).toBe(
      '/downloads/alarms.csv?ags=07313000&lang=de&theme=water&state=lasting',
    );
    expect(alarmsUrl('geojson', view, { datastream: 3, state: 'all' })).toBe(
      '/downloads/alarms.geojson?ags=07313000&lang=de&datastream=3',
    );
  });

  test('the log is that of the charts, or else of the list that the link names', () => {
    const asked = (sensors: Partial<typeof noSensor>) =>
      logVariables({ ...defaultView, sensors: { ...noSensor, ...sensors } });
    expect(asked({})).toBeUndefined();
    expect(asked({ alarms: 'lasting', topic: 'water' })).toMatchObject({ ids: null, theme: 'WATER', state: 'LASTING' });
    expect(asked({ alarms: 'all', ids: [3] })).toMatchObject({ ids: [3], theme: null, state: null });
  });
});
