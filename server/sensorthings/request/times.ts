/** A time as ISO 8601 has it, with zone. `end` null = an instant; intervals are half open. */
export interface Time {
  start: Date;
  end: Date | null;
}

const instant = String.raw`[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})`;

/** Instant or interval of instants, as the start of a text. */
export const timePattern = new RegExp(`${instant}(?:/${instant})?`, 'iy');
const whole = new RegExp(`^(${instant})(?:/(${instant}))?$`, 'i');

/** The time that a text is; undefined = it is none, or has no zone, or is on no calendar. */
export function parseTime(text: string): Time | undefined {
  const [, start, end] = whole.exec(text) ?? [];
  if (start === undefined) return undefined;
  const from = parseInstant(start);
  const until = end === undefined ? null : parseInstant(end);
  if (!from || until === undefined || (until && until < from)) return undefined;
  return { start: from, end: until };
}

function parseInstant(text: string): Date | undefined {
  const [, year, month, day] = /^([0-9]{4})-([0-9]{2})-([0-9]{2})/.exec(text) ?? [];
  const date = new Date(text.replace(/([+-][0-9]{2})([0-9]{2})$/, '$1:$2').toUpperCase());
  // Date takes 30 February for 2 March.
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number.isNaN(date.getTime()) || Number(day) > days ? undefined : date;
}

/** ISO 8601 in UTC; milliseconds only where there are some. */
export function writeTime(time: Date): string {
  return time.toISOString().replace('.000Z', 'Z');
}

/** Instant, or interval `start/end`. */
export function writeInterval(start: Date, end: Date | null): string {
  return end === null ? writeTime(start) : `${writeTime(start)}/${writeTime(end)}`;
}

/** Milliseconds of an ISO 8601 duration of days and less; undefined = it is none, or counts months or years. */
export function parseDuration(text: string): number | undefined {
  const match = /^(-)?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i.exec(text);
  if (!match || !/\d/.test(text)) return undefined;
  const [, sign, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match;
  const total =
    Number(weeks) * 604_800 + Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return (sign === undefined ? 1 : -1) * total * 1000;
}
