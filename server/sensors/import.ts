import { sql } from 'kysely';
import type { Transaction } from '../database/database.ts';
import { watchThresholds } from './alarms-import.ts';
import { correctObservations } from './corrections-import.ts';
import { countMeters } from './counters-import.ts';
import { tellOfWritten, type Written } from './entity-news.ts';
import { lacksFeature, makeMissingFeatures } from './features-import.ts';
import { type Expectation, judge } from './judge.ts';
import { addToLatest, renewLatest } from './latest-import.ts';
import { tellOfObservations } from './news.ts';
import { arrayOf, inputTable, keyOf, type NewObservation, type ObservationKey } from './observations.ts';
import { addToRollUps, renewRollUps } from './rollups.ts';

/** What became of a batch of observations. */
export interface RecordResult {
  /** Observations that are new. */
  written: number;
  /** Results that replaced another one of the same time; what was replaced is kept in `observation_correction`. */
  corrected: number;
  /** Observations that were known already, for senders repeat themselves. */
  known: number;
  /** Observations that were left out, and why. */
  refused: { observation: NewObservation; reason: RefusalReason; message: string }[];
}

export type RefusalReason = 'unknown-datastream' | 'no-longer-kept' | 'no-time';

/**
 * Writes observations, their roll-ups by hour and day and the latest values in the caller's transaction. In any order and
 * as often as senders like: one observation a datastream and time. Another result for a time that is known corrects it,
 * unless it was known earlier; a result that was replaced does not come back by being sent again. Of a counter the
 * results are readings of its meter, and what is stored is the increase.
 * A batch may hold some thousands; writers of one datastream wait for each other.
 */
export async function recordObservations(
  transaction: Transaction,
  observations: readonly NewObservation[],
): Promise<RecordResult> {
  const expectations = await lockDatastreams(transaction, observations);
  const watchedSince = new Map(
    [...expectations].flatMap(([id, { watched, latestTime }]) =>
      watched ? [[id, latestTime?.getTime() ?? -Infinity] as const] : [],
    ),
  );
  const { accepted, refused } = sort(observations, expectations);
  const result: RecordResult = { written: 0, corrected: 0, known: 0, refused };
  const rounds = onePerKey(accepted);
  result.known = accepted.length - rounds.reduce((sum, round) => sum + round.length, 0);
  const counted: ObservationKey[] = [];
  for (const round of rounds) counted.push(...(await recordRound(transaction, round, expectations, result)));
  if (result.written + result.corrected > 0) {
    await makeMissingFeatures(transaction, featurelessOf(accepted, expectations));
    const touched = [...accepted, ...counted];
    // What came late neither raises nor ends an alarm, for what followed it has been judged.
    const inOrder = touched.filter(
      ({ datastreamId, time }) => time.getTime() >= (watchedSince.get(datastreamId) ?? Infinity),
    );
    await watchThresholds(transaction, inOrder);
    await tellOfObservations(transaction, touched);
  }
  return result;
}

/**
 * Writes observations of a past that has been judged elsewhere, each with its flags; those that are known stay as they are.
 * Who watches what is new is not told of them. Not for counters.
 */
export async function loadHistory(transaction: Transaction, observations: readonly NewObservation[]): Promise<void> {
  if (observations.length === 0) return;
  await ensureMonths(transaction, observations);
  await insertObservations(transaction, observations, new Map(), new Set());
  await makeMissingFeatures(transaction, new Set(observations.map(({ datastreamId }) => datastreamId)));
  await tellOfObservations(transaction, observations, true);
}

/** Reads what the datastreams expect and keeps them as they are until the end of the transaction. */
async function lockDatastreams(
  transaction: Transaction,
  observations: readonly NewObservation[],
): Promise<Map<number, Expectation>> {
  const keys = [
    ...new Map(observations.map(({ ags, datastreamId }) => [datastreamId, { ags, datastreamId }])).values(),
  ];
  // Always in the same order, so that two writers can't wait for each other.
  const { rows } = await sql<Expectation>`
    select d.ags, d.id, d.counter, d.interval_s as "intervalSeconds", d.plausible_low as "plausibleLow",
      d.plausible_high as "plausibleHigh", d.plausible_rate as "plausibleRate", d.stuck_after_s as "stuckAfterSeconds",
      date_trunc('day', now(), 'Europe/Berlin') - make_interval(days => d.keep_raw_days) as "keptFrom",
      ${lacksFeature} as "lacksFeature", l.phenomenon_time as "latestTime", l.result as "latestResult",
      l.unchanged_since as "unchangedSince",
      exists (
        select from threshold as t where t.ags = d.ags and t.datastream_id = d.id and t.active) as watched
    from datastream as d
    left join latest_observation as l on l.ags = d.ags and l.datastream_id = d.id
    where (d.ags, d.id) in (
      select * from unnest(${arrayOf(keys, ({ ags }) => ags)}::text::text[],
        ${arrayOf(keys, ({ datastreamId }) => datastreamId)}::text::bigint[]))
    order by d.ags, d.id
    for no key update of d`.execute(transaction);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Datastreams with observations that name no feature, and of which none is known. */
function featurelessOf(
  observations: readonly NewObservation[],
  expectations: ReadonlyMap<number, Expectation>,
): Set<number> {
  const open = observations.filter(
    ({ datastreamId, featureOfInterestId }) =>
      featureOfInterestId == null && expectations.get(datastreamId)?.lacksFeature === true,
  );
  return new Set(open.map(({ datastreamId }) => datastreamId));
}

function sort(observations: readonly NewObservation[], expectations: ReadonlyMap<number, Expectation>) {
  const accepted: NewObservation[] = [];
  const refused: RecordResult['refused'] = [];
  for (const observation of observations) {
    const { datastreamId, ags, time } = observation;
    const expected = expectations.get(datastreamId);
    const refuse = (reason: RefusalReason, message: string): void =>
      void refused.push({ observation, reason, message });
    if (expected?.ags !== ags) refuse('unknown-datastream', `There is no datastream ${datastreamId} in ${ags}.`);
    else if (!(time.getTime() >= earliest && time.getTime() < latest))
      refuse('no-time', `The time lies outside of the years 1900 to 2100.`);
    else if (expected.keptFrom !== null && time < expected.keptFrom) {
      const since = expected.keptFrom.toISOString().slice(0, 10);
      // Whether it was counted before can't be known any more.
      refuse('no-longer-kept', `Datastream ${datastreamId} keeps its observations since ${since} only.`);
    } else accepted.push(observation);
  }
  return { accepted, refused };
}

const earliest = Date.UTC(1900, 0);
const latest = Date.UTC(2100, 0);

/** Parts a batch so that no time of a datastream comes twice in a round; what repeats itself word by word is left out. */
function onePerKey(observations: readonly NewObservation[]): NewObservation[][] {
  const rounds: Map<string, NewObservation>[] = [];
  for (const one of observations) {
    const key = keyOf(one);
    let round = 0;
    let repeated = false;
    for (; rounds[round]?.has(key); round++) repeated ||= isSame(rounds[round]?.get(key), one);
    if (repeated) continue;
    const map = (rounds[round] ??= new Map<string, NewObservation>());
    map.set(key, one);
  }
  return rounds.map((round) => [...round.values()]);
}

function isSame(one: NewObservation | undefined, other: NewObservation): boolean {
  return one?.result === other.result && (one.resultJson ?? null) === (other.resultJson ?? null);
}

/** Returns the observations of counters that were computed anew, those after the round's too. */
async function recordRound(
  transaction: Transaction,
  observations: readonly NewObservation[],
  expectations: Map<number, Expectation>,
  result: RecordResult,
): Promise<ObservationKey[]> {
  const judged = judgeAll(observations, expectations);
  await ensureMonths(transaction, judged);
  const counters = new Set([...expectations.values()].filter(({ counter }) => counter).map(({ id }) => id));
  const { count, ...written } = await insertObservations(transaction, judged, expectations, counters);
  result.written += count;
  if (count > 0) await tellOfWritten(transaction, written);
  let corrected: NewObservation[] = [];
  if (count < judged.length) {
    corrected = await correctObservations(transaction, judged, counters);
    result.corrected += corrected.length;
    result.known += judged.length - count - corrected.length;
  }
  const readings = judged.filter(({ datastreamId }) => counters.has(datastreamId));
  const counted = await countMeters(transaction, readings);
  const renewed = [...corrected.filter(({ datastreamId }) => !counters.has(datastreamId)), ...counted];
  await renewRollUps(transaction, renewed);
  await renewLatest(transaction, renewed);
  return counted;
}

/** By datastream and time, with the flags that what is known of the datastream gives them. */
function judgeAll(observations: readonly NewObservation[], expectations: Map<number, Expectation>): NewObservation[] {
  const sorted = observations.toSorted(
    (one, other) => one.datastreamId - other.datastreamId || one.time.getTime() - other.time.getTime(),
  );
  const judged: NewObservation[] = [];
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    const id = sorted[start]?.datastreamId ?? 0;
    while (sorted[end]?.datastreamId === id) end++;
    const expected = expectations.get(id);
    if (!expected) continue;
    const own = sorted.slice(start, end);
    const { flags, since } = judge(own, expected);
    own.forEach((one, index) => judged.push({ ...one, flags: flags[index] ?? 0 }));
    const last = own.at(-1);
    if (last && (expected.latestTime === null || last.time >= expected.latestTime)) {
      expectations.set(id, { ...expected, latestTime: last.time, latestResult: last.result, unchangedSince: since });
    }
  }
  return judged;
}

/** A month's partition is made when its first observation comes. */
async function ensureMonths(transaction: Transaction, observations: readonly NewObservation[]): Promise<void> {
  const months = new Set(observations.map(({ time }) => `${time.toISOString().slice(0, 7)}-01`));
  await sql`select ensure_observation_month(month) from unnest(${[...months]}::date[]) as month`.execute(transaction);
}

/** Returns how many were new, and the ids of the first and the last of them. Of counters it is their increase that is summed up, later. */
async function insertObservations(
  transaction: Transaction,
  observations: readonly NewObservation[],
  expectations: ReadonlyMap<number, Expectation>,
  counters: ReadonlySet<number>,
): Promise<Written & { count: number }> {
  const plain = sql`(select * from written where reading is null) as w`;
  const { rows } = await sql<Written & { count: number }>`
    with written as (
      insert into observation (ags, datastream_id, phenomenon_time, phenomenon_end, result, result_json, result_time,
        flags, reading, result_quality, valid_time, parameters, feature_of_interest_id)
      select * from ${inputTable(observations, counters)}
      on conflict (ags, datastream_id, phenomenon_time) do nothing
      returning *),
    ${addToRollUps(plain)},
    ${addToLatest([...expectations.values()])}
    select count(*) as count, coalesce(min(id), 0) as first, coalesce(max(id), 0) as last
    from written`.execute(transaction);
  return rows[0] ?? { count: 0, first: 0, last: 0 };
}
