/** Days and months as people in Germany have them; 23 or 25 hours long when the clocks change. */
export const dayZone = 'Europe/Berlin';

const dayLength = 86_400_000;
const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: dayZone,
  ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23' },
});

/** ISO date of the day in which a moment lies. */
export function dayOf(time: Date): string {
  return parts.format(time).slice(0, 10);
}

/** Number of a day, counted from 1970-01-01 = 0. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayLength;
}

/** ISO date of the day with this number. */
export function dayOfNumber(number: number): string {
  return new Date(number * dayLength).toISOString().slice(0, 10);
}

/** First moment of a day, given as ISO date. */
export function startOfDay(day: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // The clock there is one or two hours ahead, and never changes at midnight.
  const early = new Date(midnight - 7_200_000);
  return dayOf(early) === day ? early : new Date(midnight - 3_600_000);
}
