/**
 * What is to be minded of an observation. Flags are set, and results are never changed or left out for them. Stored as
 * one integer, a bit a flag, so the numbers are for ever.
 */
export interface QualityFlag {
  id: string;
  bit: number;
  /** True: the result itself is doubtful, and a mean that holds it says so. */
  doubtful: boolean;
  name: { de: string; en: string };
}

export const qualityFlags = [
  flag('out_of_order', 1, false, 'Kam nach einem späteren Wert', 'Came after a later value'),
  flag(
    'clock_corrected',
    2,
    false,
    'Uhr des Geräts ging falsch; Zeit des Empfangs',
    'Device clock was wrong; time of receipt',
  ),
  flag(
    'time_assumed',
    4,
    false,
    'Zeit ohne Zone oder nicht genannt; angenommen',
    'Time without zone or not stated; assumed',
  ),
  flag('out_of_range', 8, true, 'Außerhalb des plausiblen Bereichs', 'Outside the plausible range'),
  flag('rate', 16, true, 'Änderte sich zu schnell', 'Changed too fast'),
  flag('stuck', 32, true, 'Hängt: lange derselbe Wert', 'Stuck: the same value for long'),
  flag('after_gap', 64, false, 'Nach einer Lücke', 'After a gap'),
  flag('neighbours', 128, true, 'Weicht von den Nachbarn ab', 'Disagrees with its neighbours'),
  flag('counter_reset', 256, false, 'Zähler begann von vorn; ab null gezählt', 'Meter began anew; counted from zero'),
  flag('corrected', 512, false, 'Wurde korrigiert', 'Was corrected'),
  flag('simulated', 1024, true, 'Probewert, nicht gemessen', 'Test value, not measured'),
  flag('type_mismatch', 2048, true, 'Keine Zahl, wo eine sein müsste', 'No number where one should be'),
] as const satisfies readonly QualityFlag[];

export type QualityFlagId = (typeof qualityFlags)[number]['id'];

/** Bits by name. */
export const flagBits = Object.fromEntries(qualityFlags.map(({ id, bit }) => [id, bit])) as Record<
  QualityFlagId,
  number
>;

/** All bits that make a result doubtful. */
export const doubtfulBits = qualityFlags.reduce((bits, { bit, doubtful }) => (doubtful ? bits | bit : bits), 0);

/** Names of the flags that are set, in their order. */
export function flagsOf(bits: number): QualityFlagId[] {
  return qualityFlags.filter(({ bit }) => (bits & bit) !== 0).map(({ id }) => id);
}

function flag<Id extends string>(id: Id, bit: number, doubtful: boolean, de: string, en: string) {
  return { id, bit, doubtful, name: { de, en } };
}
