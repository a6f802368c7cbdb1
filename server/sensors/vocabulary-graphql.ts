import { qualityFlags, type QualityFlagId } from '../../geodata/sensors/quality.ts';
import { sensorStates, type SensorState } from '../../geodata/sensors/state.ts';
import { type ThemeId, themes } from '../../geodata/sensors/themes.ts';
import { builder } from '../builder.ts';

type ValuesOf<Id extends string> = Record<Uppercase<Id>, { value: Id; description: string }>;

export const SensorThemeEnum = builder.enumType('SensorTheme', {
  description: 'What sensors are about.',
  values: Object.fromEntries(
    themes.map(({ id, name }) => [id.toUpperCase(), { value: id, description: `${name.en}.` }]),
  ) as ValuesOf<ThemeId>,
});

export const SensorStateEnum = builder.enumType('SensorState', {
  description: 'Whether what a sensor said last still holds.',
  values: Object.fromEntries(
    sensorStates.map(({ id, description }) => [id.toUpperCase(), { value: id, description }]),
  ) as ValuesOf<SensorState>,
});

export const QualityFlagEnum = builder.enumType('QualityFlag', {
  description: 'What is to be minded of an observation. Results are never changed or left out for a flag.',
  values: Object.fromEntries(
    qualityFlags.map(({ id, name, doubtful }) => [
      id.toUpperCase(),
      { value: id, description: `${name.en}.${doubtful ? ' The result is doubtful.' : ''}` },
    ]),
  ) as ValuesOf<QualityFlagId>,
});

const QualityFlagInfo = builder.objectRef<(typeof qualityFlags)[number]>('QualityFlagInfo').implement({
  description: 'A flag, and its bit in the column `flags` of a series.',
  fields: (t) => ({
    flag: t.expose('id', { type: QualityFlagEnum, description: 'Its name.' }),
    bit: t.exposeInt('bit', { description: 'Its bit, a power of two; for ever the same.' }),
    doubtful: t.exposeBoolean('doubtful', { description: 'True: a result that has it is doubtful.' }),
  }),
});

builder.queryField('qualityFlags', (t) =>
  t.field({
    type: [QualityFlagInfo],
    description: 'All flags that an observation can have.',
    complexity: { field: 1, multiplier: 15 },
    resolve: () => qualityFlags,
  }),
);
