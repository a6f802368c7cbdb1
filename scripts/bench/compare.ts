import { type Load, measure, type Measurement, medianOf, type Subject } from './load.ts';

/** Two ways to the same answer. */
export interface Comparison {
  name: string;
  ours: Measurement;
  peer: Measurement;
  peerName: string;
}

export interface Round {
  rounds: number;
  /** Length of a round, for each of the two. */
  seconds: number;
}

/** One after the other, round by round, so that a busy minute of the machine hits both. */
export async function compare(
  ours: Subject,
  peer: Subject,
  [ourLoad, peerLoad]: readonly [Load, Load],
  { rounds, seconds }: Round,
): Promise<[Measurement, Measurement]> {
  const measurements: [Measurement[], Measurement[]] = [[], []];
  // Warms up, and is not counted.
  await measure(ours, ourLoad, 2);
  await measure(peer, peerLoad, 2);
  for (let round = 0; round < rounds; round++) {
    measurements[0].push(await measure(ours, ourLoad, seconds));
    measurements[1].push(await measure(peer, peerLoad, seconds));
  }
  return [medianOf(measurements[0]), medianOf(measurements[1])];
}
