import { findObservedProperty } from '../../../geodata/sensors/properties.ts';
import type { AlarmWords } from '../../messages/alarms-de.ts';
import type { Words } from '../../messages/de.ts';
import type { SensorWords } from '../../messages/sensors-de.ts';
import type { Language } from '../../view.ts';
import type { SensorItem } from '../items.ts';
import { valueOf } from '../wording.ts';
import type { Bound } from './bounds.ts';
import type { LoggedAlarm, Threshold } from './documents.ts';

type Measure = Pick<SensorItem, 'unit' | 'propertyKey'>;

/** All that words about alarms are made of. */
export interface AlarmTexts {
  a: AlarmWords;
  s: SensorWords;
  format: Words['format'];
  language: Language;
}

/** Where a threshold begins: “from 150 cm”. */
export function ruleOf(
  { a, s, format }: AlarmTexts,
  { direction, raiseAt }: Pick<Threshold, 'direction' | 'raiseAt'>,
  measure: Measure,
): string {
  return a.rule[direction](valueOf(s, format, raiseAt, measure));
}

/** Thresholds that are watched, as a chart draws them. */
export function boundsOf(texts: AlarmTexts, thresholds: readonly Threshold[], measure: Measure): Bound[] {
  return thresholds
    .filter(({ active }) => active)
    .map((threshold) => {
      const { thresholdId: id, name, direction, raiseAt, clearAt } = threshold;
      return { id, text: `${name} ${ruleOf(texts, threshold, measure)}`, direction, raiseAt, clearAt };
    });
}

/** Whether a threshold is crossed, and since when; `log`: alarms of its datastream, the latest first. */
export function stateOf(
  { a, s }: AlarmTexts,
  { thresholdId, direction, active }: Threshold,
  log: readonly LoggedAlarm[],
): string {
  if (!active) return a.state.ended;
  const own = log.filter(({ threshold }) => threshold.thresholdId === thresholdId);
  const [first] = own;
  if (!first) return a.state.never[direction];
  if (first.clearedAt === null) return a.state.across[direction](s.moment(Date.parse(first.raisedAt)));
  return a.state.calm[direction](s.moment(Date.parse(first.clearedAt)));
}

/** What an alarm is about. */
export function measureOf({ datastream }: LoggedAlarm): Measure {
  return { unit: datastream?.unitSymbol ?? null, propertyKey: datastream?.propertyKey ?? null };
}

/** A series in words: property and thing. */
export function seriesOf(
  { datastream }: { datastream: Omit<NonNullable<LoggedAlarm['datastream']>, 'unitSymbol'> | null },
  language: Language,
): string {
  if (!datastream) return '–';
  const property =
    (datastream.propertyKey === null ? undefined : findObservedProperty(datastream.propertyKey)?.name[language]) ??
    datastream.propertyName;
  return datastream.thing ? `${property}, ${datastream.thing.name}` : property;
}
