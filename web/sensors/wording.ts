import { qualityFlags } from '../../geodata/sensors/quality.ts';
import { dayZone } from '../../geodata/sensors/days.ts';
import type { Words } from '../messages/de.ts';
import type { SensorWords } from '../messages/sensors-de.ts';
import type { Language } from '../view.ts';
import { countStates, freePlaces, type SensorItem } from './items.ts';

type Format = Words['format'];

/** What a value is of, where its unit does not tell: as short as on a map. */
const formulas: Readonly<Record<string, string>> = {
  ...{ pm1: 'PM1', pm2_5: 'PM2.5', pm10: 'PM10', no2: 'NO₂', no: 'NO', o3: 'O₃', so2: 'SO₂', co: 'CO', co2: 'CO₂' },
};

type Measure = Pick<SensorItem, 'unit' | 'propertyKey'>;

/**
 * Digits of a value: whole from 100 on and where it was counted, else one decimal, and two of what is less than one. What
 * this product does not know may be without a unit and no count, an index say.
 */
export function digitsOf(format: Format, value: number, { unit, propertyKey }: Measure): string {
  const counted = propertyKey !== null && (unit === null || unit === '' || unit === '1');
  const size = Math.abs(value);
  // A temperature of nearly nothing is as exact as any other.
  const fine = size < 1 && unit !== '°C';
  const text = size >= 100 || counted ? format.count(Math.round(value)) : (fine ? format.decimal : format.tenth)(value);
  return text.replace('-', '−');
}

/** Decimals that a table needs for its values to have the digits that they came with, `most` at most. */
export function decimalsOf(values: readonly number[], most: number): number {
  const needed = (value: number) => Number(value.toFixed(most)).toString().split('.')[1]?.length ?? 0;
  return values.reduce((digits, value) => Math.max(digits, needed(value)), 0);
}

/** A number of an axis: as many decimals as it has, for its steps are round. */
export function axisDigits(format: Format, value: number): string {
  return (Math.abs(value) >= 100 ? format.count(value) : format.decimal(value)).replace('-', '−');
}

/** A value with its unit, as a label says it. */
export function valueOf(s: SensorWords, format: Format, value: number | null, measure: Measure): string {
  const { unit, propertyKey } = measure;
  if (value === null) return s.noValue;
  if (propertyKey === 'parking_occupied') return value > 0 ? s.occupied : s.unoccupied;
  const digits = digitsOf(format, value, measure);
  if (propertyKey !== null && freePlaces.has(propertyKey)) return s.free(digits);
  return unit === null || unit === '' ? digits : `${digits}${format.noBreak}${unit}`;
}

/** Of how much time a value is that adds up; undefined = it is of its moment, or that is told otherwise. */
export function periodOf(s: SensorWords, item: SensorItem, short: boolean): string | undefined {
  const single = item.moment === undefined || item.moment === 'single';
  const { summed, intervalSeconds: seconds, latest } = item;
  if (!summed || !single || seconds === null || (latest?.value ?? null) === null) return undefined;
  return s.within(seconds, short);
}

/**
 * The value of an item as it stands alone: what adds up says of how much time it is, and in a sentence free places say of
 * how many.
 */
export function readingOf(s: SensorWords, format: Format, item: SensorItem, short = true): string {
  const value = item.latest?.value ?? null;
  if (!short && value !== null && item.places !== null)
    return s.freeOf(digitsOf(format, value, item), format.count(item.places));
  const [text, period] = [valueOf(s, format, value, item), periodOf(s, item, short)];
  return period === undefined ? text : `${text} ${period}`;
}

/** What stands beside a sign: the value, or why there is none. */
export function labelOf(s: SensorWords, format: Format, item: SensorItem, now: number): string {
  if (item.moment === 'nothing') return s.at.nothing;
  if (item.state === 'stale' && item.latest) return s.staleFor((now - item.latest.time) / 1000);
  if (item.state !== 'current') return s.states[item.state];
  const text = readingOf(s, format, item);
  // One unit is that of many substances.
  const substance = item.propertyKey === null ? undefined : formulas[item.propertyKey];
  return substance === undefined ? text : `${text} ${substance.replace('2.5', format.decimal(2.5))}`;
}

/** Thing and property: things of one property alone are called by their own name. */
export function nameOf({ property, thingName }: Pick<SensorItem, 'property' | 'thingName'>): string {
  return `${property}, ${thingName}`;
}

/** Names of the flags of a value, in words. */
export function flagWords(flags: number, language: Language): string[] {
  return qualityFlags.filter(({ bit }) => (flags & bit) !== 0).map(({ name }) => name[language]);
}

/** The first sentence of a sensor, marked: value, age, and whether that is usual at this hour. */
export function sentenceOf(
  s: SensorWords,
  format: Format,
  item: SensorItem,
  now: number,
  usual: { lows: readonly (number | null)[]; highs: readonly (number | null)[] } | undefined,
): string {
  const { latest, state } = item;
  if (!latest || state === 'none') return s.lead.none(nameOf(item));
  const value = readingOf(s, format, item, false);
  const first = s.lead[state](nameOf(item), value, s.ago((now - latest.time) / 1000));
  if (state === 'stale' && item.intervalSeconds !== null)
    return `${first} ${s.lead.expected(s.every(item.intervalSeconds))}`;
  const compared =
    state === 'current' && usual && !item.summed ? comparedTo(s, latest.value, latest.time, usual) : undefined;
  return compared === undefined ? first : `${first} ${compared}`;
}

const hourOfDay = new Intl.DateTimeFormat('en', { timeZone: dayZone, hour: 'numeric', hourCycle: 'h23' });

function comparedTo(
  s: SensorWords,
  value: number | null,
  time: number,
  { lows, highs }: { lows: readonly (number | null)[]; highs: readonly (number | null)[] },
): string | undefined {
  const at = Number(hourOfDay.format(time));
  const [low, high] = [lows[at] ?? null, highs[at] ?? null];
  if (value === null || low === null || high === null) return undefined;
  return s.lead[value < low ? 'below' : value > high ? 'above' : 'usual'](s.month(time));
}

/**
 * The first sentence of all sensors together, marked. Counted are the first datastreams of things; `partly`: not all are
 * among them; `topic`: name of the one that they are narrowed to, where the town has others.
 */
export function overviewOf(
  s: SensorWords,
  items: readonly SensorItem[],
  place: string,
  { partly = false, topic }: { partly?: boolean; topic?: string | undefined } = {},
): string {
  const leading = items.filter(({ leads }) => leads);
  if (leading.length === 0)
    return topic === undefined ? s.overview.nothing(place) : s.overview.nothingOf(topic, partly);
  const { current, stale, not_counted: notCounted, none } = countStates(leading);
  const rest = s.overview.rest(stale, notCounted, none);
  return `${s.overview.lead(current, leading.length, place, partly)}${rest === '' ? '' : ` ${rest}.`}`;
}

/** What a day came to so far: the sum of what adds up, the span of all else; undefined = nothing yet that can be relied on. */
export function dayWords(
  s: SensorWords,
  format: Format,
  item: Measure & Pick<SensorItem, 'summed'>,
  series: Record<'values' | 'plausibleMinima' | 'plausibleMaxima' | 'doubtful', (number | null)[]>,
): string | undefined {
  const known = (values: (number | null)[]) => values.filter((value) => value !== null);
  const textOf = (value: number) => valueOf(s, format, value, item);
  if (item.summed) {
    const sums = known(series.values);
    // A sum with one doubtful count in it is doubtful as a whole.
    if (sums.length === 0 || known(series.doubtful).some((count) => count > 0)) return undefined;
    return s.screen.sumToday(textOf(sums.reduce((sum, value) => sum + value, 0)));
  }
  const [lows, highs] = [known(series.plausibleMinima), known(series.plausibleMaxima)];
  if (lows.length === 0 || highs.length === 0) return undefined;
  const [low, high] = [Math.min(...lows), Math.max(...highs)];
  const [lowest, highest] = [digitsOf(format, low, item), digitsOf(format, high, item)];
  return lowest === highest ? s.screen.sameToday(textOf(high)) : s.screen.spanToday(lowest, textOf(high));
}
