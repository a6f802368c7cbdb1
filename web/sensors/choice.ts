import { type ThemeId, themes } from '../../geodata/sensors/themes.ts';

/** How much time a chart shows. */
export const ranges = ['day', 'week', 'month', 'year'] as const;
export type Range = (typeof ranges)[number];

/** Most series that are seen at once. */
export const mostCompared = 4;

/** What the link says of the sensors. */
export interface SensorChoice {
  /** Datastreams whose charts are shown: the chosen one first, then those beside it. */
  ids: readonly number[];
  /** Only this theme; undefined = all. */
  topic: ThemeId | undefined;
  range: Range;
  /** For a screen on a wall: large, and without anything to press. */
  screen: boolean;
}

/** Nothing is chosen. */
export const noSensor: SensorChoice = { ids: [], topic: undefined, range: 'day', screen: false };

/** Read what the link's parameters say; undefined = it means nothing. */
export const sensorParsers = {
  sensor: (text: string): number[] | undefined => {
    const ids = text.split(',').map((id) => (/^[1-9]\d{0,8}$/.test(id) ? Number(id) : Number.NaN));
    return ids.some(Number.isNaN) ? undefined : [...new Set(ids)].slice(0, mostCompared);
  },
  topic: (text: string): ThemeId | undefined => themes.find(({ id }) => id === text)?.id,
  range: (text: string): Range | undefined => ranges.find((range) => range === text),
  screen: (text: string): boolean | undefined => (text === '1' ? true : undefined),
};

/** The parameters of a choice; what is as usual is left out. */
export function formatSensors({ ids, topic, range, screen }: SensorChoice): [string, string | undefined][] {
  return [
    ['sensor', ids.length > 0 ? ids.join(',') : undefined],
    ['topic', topic],
    ['range', range === noSensor.range ? undefined : range],
    ['screen', screen ? '1' : undefined],
  ];
}
