/** Observations a second that the ingest writes for good: with roll-ups by hour and day, latest values, and flags. */
import type { Database } from '../../../server/database/database.ts';
import { recordObservations } from '../../../server/sensors/import.ts';
import type { NewObservation } from '../../../server/sensors/observations.ts';
import { ags, interval, until } from './network.ts';

/** Observations of a transaction, as the queue in front of the ingest gathers them under load. */
const batchSize = 2000;

export interface IngestMeasurement {
  engine: string;
  observations: number;
  perSecond: number;
  /** Of the slowest tenth of batches, observations a second. */
  slowest: number;
}

/** Writes round after round of all datastreams for some seconds; one in fifty comes twice, and one in fifty late. */
export async function measureIngest(
  { db }: Database,
  engine: string,
  datastreams: readonly number[],
  seconds: number,
): Promise<IngestMeasurement> {
  const source = observe(datastreams);
  const speeds: number[] = [];
  let observations = 0;
  const began = performance.now();
  while (performance.now() - began < seconds * 1000) {
    const batch: NewObservation[] = [];
    while (batch.length < batchSize) batch.push(source.next().value);
    const start = performance.now();
    const { refused } = await db.transaction().execute((transaction) => recordObservations(transaction, batch));
    if (refused.length > 0) throw new Error(`${refused.length} observations were refused: ${refused[0]?.message}`);
    speeds.push((1000 * batch.length) / (performance.now() - start));
    observations += batch.length;
  }
  const elapsed = (performance.now() - began) / 1000;
  speeds.sort((one, other) => one - other);
  return {
    engine,
    observations,
    perSecond: observations / elapsed,
    slowest: speeds[Math.floor(speeds.length / 10)] ?? 0,
  };
}

function* observe(datastreams: readonly number[]): Generator<NewObservation, never> {
  for (let round = 0; ; round++) {
    const time = new Date(until.getTime() + round * interval * 1000);
    for (const [index, datastreamId] of datastreams.entries()) {
      const result = Math.round(100 * (12 + 8 * Math.sin(round / 20) + (index % 40) / 10)) / 100;
      const one: NewObservation = { ags, datastreamId, time, result };
      yield one;
      if (index % 50 === 0) yield one;
      if (index % 50 === 1) yield { ...one, time: new Date(time.getTime() - 1.5 * interval * 1000) };
    }
  }
}
