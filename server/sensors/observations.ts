import { type RawBuilder, sql } from 'kysely';

/** One observation to be written. Times are what `Date` can hold: milliseconds. */
export interface NewObservation {
  ags: string;
  datastreamId: number;
  /** When it was so; of an interval the start. */
  time: Date;
  /** End of the interval; none = an instant. */
  end?: Date | null;
  /** In the unit of the datastream; of a counter the reading of its meter. Null = `resultJson` says it. */
  result: number | null;
  /** Result that is no plain number, as JSON; none = `result` says it all. */
  resultJson?: string | null;
  /** When the device knew it. Of two results for one time the later known one holds. */
  resultTime?: Date | null;
  /** What is to be minded already; see geodata/sensors/quality.ts. */
  flags?: number;
  /** What the sender says of the quality, as JSON. */
  resultQuality?: string | null;
  parameters?: string | null;
  /** Start and end of the time in which the result may be used. */
  validTime?: readonly [Date, Date] | null;
  featureOfInterestId?: number | null;
}

/** Says when and of what an observation is. */
export type ObservationKey = Pick<NewObservation, 'ags' | 'datastreamId' | 'time'>;

/** What tells one observation from all others, as a text. */
export function keyOf({ ags, datastreamId, time }: ObservationKey): string {
  return `${ags} ${datastreamId} ${time.getTime()}`;
}

/** An array of the database as text, which both engines read alike and faster than what their drivers make. */
export function arrayOf<T>(items: readonly T[], textOf: (item: T) => string | number | null | undefined): string {
  return `{${items.map((item) => textOf(item) ?? 'NULL').join()}}`;
}

/** The same of texts that may hold anything. */
export function textArrayOf<T>(items: readonly T[], textOf: (item: T) => string | null | undefined): string {
  return arrayOf(items, (item) => {
    const text = textOf(item);
    return text == null ? null : `"${text.replace(/["\\]/g, '\\$&')}"`;
  });
}

/** A column that few observations have is sent empty, for rows that an array lacks are null. */
function rare<T>(items: readonly T[], textOf: (item: T) => string | number | null | undefined): string {
  return items.some((item) => textOf(item) != null) ? textArrayOf(items, (item) => textOf(item)?.toString()) : '{}';
}

/** Keys as a table `k (ags, datastream_id, phenomenon_time)`. */
export function keyTable(keys: readonly ObservationKey[]): RawBuilder<unknown> {
  return sql`unnest(${arrayOf(keys, ({ ags }) => ags)}::text::text[],
    ${arrayOf(keys, ({ datastreamId }) => datastreamId)}::text::bigint[],
    ${arrayOf(keys, ({ time }) => time.toISOString())}::text::timestamptz[]) as k (ags, datastream_id, phenomenon_time)`;
}

/** Observations as a table `i`, with all columns of the table `observation` that a sender can fill. */
export function inputTable(
  observations: readonly NewObservation[],
  counters: ReadonlySet<number>,
): RawBuilder<unknown> {
  const isCounter = (one: NewObservation): boolean => counters.has(one.datastreamId);
  return sql`unnest(${arrayOf(observations, ({ ags }) => ags)}::text::text[],
    ${arrayOf(observations, ({ datastreamId }) => datastreamId)}::text::bigint[],
    ${arrayOf(observations, ({ time }) => time.toISOString())}::text::timestamptz[],
    ${rare(observations, ({ end }) => end?.toISOString())}::text::timestamptz[],
    ${arrayOf(observations, (one) => (isCounter(one) ? null : one.result))}::text::float8[],
    ${rare(observations, ({ resultJson }) => resultJson)}::text::jsonb[],
    ${rare(observations, ({ resultTime }) => resultTime?.toISOString())}::text::timestamptz[],
    ${arrayOf(observations, ({ flags = 0 }) => flags)}::text::integer[],
    ${rare(observations, (one) => (isCounter(one) ? one.result : null))}::text::float8[],
    ${rare(observations, ({ resultQuality }) => resultQuality)}::text::jsonb[],
    ${rare(observations, ({ validTime }) => validTime && rangeOf(validTime))}::text::tstzrange[],
    ${rare(observations, ({ parameters }) => parameters)}::text::jsonb[],
    ${rare(observations, ({ featureOfInterestId }) => featureOfInterestId)}::text::bigint[])
    as i (ags, datastream_id, phenomenon_time, phenomenon_end, result, result_json, result_time, flags, reading,
      result_quality, valid_time, parameters, feature_of_interest_id)`;
}

function rangeOf([from, until]: readonly [Date, Date]): string {
  return `[${from.toISOString()},${until.toISOString()})`;
}
