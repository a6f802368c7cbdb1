import { type ThemeId, themes } from '../../geodata/sensors/themes.ts';

/** How much time a chart shows. */
export const ranges = ['day', 'week', 'month', 'year'] as const;
export type Range = (typeof ranges)[number];

/** Which alarms are listed. */
export const alarmLists = ['all', 'lasting', 'ended'] as const;
export type AlarmList = (typeof alarmLists)[number];

/** Days over which it is told how the sensors work. */
export const periods = [7, 30, 90, 365] as const;
export type Period = (typeof periods)[number];

/** Most series that are seen at once. */
export const mostCompared = 4;

/** A stretch of time, ms since 1970; `to` is not in it any more. */
export interface Part {
  from: number;
  to: number;
}

/** What the link says of the sensors. */
export interface SensorChoice {
  /** Datastreams whose charts are shown: the chosen one first, then those beside it. */
  ids: readonly number[];
  /** Only this theme; undefined = all. */
  topic: ThemeId | undefined;
  range: Range;
  /** What charts are drawn nearer; undefined = the whole range. */
  part: Part | undefined;
  /** Means hold doubtful values too. */
  all: boolean;
  /** Undefined = no list of alarms. */
  alarms: AlarmList | undefined;
  /** Days over which it is told how the sensors work; undefined = it is not. */
  availability: Period | undefined;
  /** For a screen on a wall: large, and without anything to press. */
  screen: boolean;
}

/** Nothing is chosen. */
export const noSensor: SensorChoice = {
  ids: [],
  topic: undefined,
  range: 'day',
  part: undefined,
  all: false,
  alarms: undefined,
  availability: undefined,
  screen: false,
};

/** Read what the link's parameters say; undefined = it means nothing. */
export const sensorParsers = {
  sensor: (text: string): number[] | undefined => {
    const ids = text.split(',').map((id) => (/^[1-9]\d{0,8}$/.test(id) ? Number(id) : Number.NaN));
    return ids.some(Number.isNaN) ? undefined : [...new Set(ids)].slice(0, mostCompared);
  },
  topic: (text: string): ThemeId | undefined => themes.find(({ id }) => id === text)?.id,
  range: (text: string): Range | undefined => ranges.find((range) => range === text),
  part: (text: string): Part | undefined => {
    const [from, to, ...more] = text.split(',').map(parseMinute);
    return from === undefined || to === undefined || more.length > 0 || to <= from ? undefined : { from, to };
  },
  values: (text: string): boolean | undefined => (text === 'all' ? true : undefined),
  alarms: (text: string): AlarmList | undefined => alarmLists.find((list) => list === text),
  availability: (text: string): Period | undefined => periods.find((period) => String(period) === text),
  screen: (text: string): boolean | undefined => (text === '1' ? true : undefined),
};

/** The parameters of a choice; what is as usual is left out. */
export function formatSensors(choice: SensorChoice): [string, string | undefined][] {
  const { ids, topic, range, part, all, alarms, availability, screen } = choice;
  return [
    ['sensor', ids.length > 0 ? ids.join(',') : undefined],
    ['topic', topic],
    ['range', range === noSensor.range ? undefined : range],
    ['part', part && `${formatMinute(part.from)},${formatMinute(part.to)}`],
    ['values', all ? 'all' : undefined],
    ['alarms', alarms],
    ['availability', availability === undefined ? undefined : String(availability)],
    ['screen', screen ? '1' : undefined],
  ];
}

/** Minutes in UTC, as in 20260314T1205Z. */
function formatMinute(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replaceAll(/[-:]/g, '')}Z`;
}

function parseMinute(text: string): number | undefined {
  const iso = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z$/.exec(text);
  const [year, month, day, hour, minute] = iso?.slice(1) ?? [];
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}Z`);
  // Of other years the server tells no series.
  return time >= Date.UTC(1900, 0) && time < Date.UTC(2100, 0) ? time : undefined;
}
