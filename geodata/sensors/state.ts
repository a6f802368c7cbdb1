/** Whether what a sensor said last still holds. A value that is not current is shown, and counted nowhere. */
export const sensorStates = [
  { id: 'current', description: 'Its latest value is fresh, and nothing is to be minded of it.' },
  { id: 'stale', description: 'It is silent for much longer than usual; its latest value may not hold any more.' },
  { id: 'not_counted', description: 'Its latest value is doubtful, or is no number; see the flags.' },
  { id: 'none', description: 'It has never said anything.' },
] as const satisfies readonly { id: string; description: string }[];

export type SensorState = (typeof sensorStates)[number]['id'];

/** So many expected values may be missing until a sensor is stale: one may be lost on the air, three are no accident. */
export const missedValues = 3;

/** However often a sensor speaks, it is not stale before, in seconds. */
export const leastStaleAfter = 900;

/** Of a sensor that speaks now and then, in seconds. */
export const irregularStaleAfter = 86_400;

/** State of a value that is so many seconds old. */
export function stateOfAge(ageSeconds: number, staleAfterSeconds: number, doubtful: boolean): SensorState {
  if (ageSeconds > staleAfterSeconds) return 'stale';
  return doubtful ? 'not_counted' : 'current';
}
