/** Days as a calendar that people subscribe to. Source: RFC 5545; name and refresh: RFC 7986. */

export interface CalendarEvent {
  /** Never changes for the same thing, so that a date that was moved moves in the calendar too. */
  uid: string;
  /** How often it was moved. */
  sequence: number;
  /** First and last day, ISO dates. */
  first: string;
  last: string;
  summary: string;
  description: string;
  link: string;
  /** When it became known. */
  recordedAt: Date;
  /** It is announced, and not known to have happened. */
  tentative: boolean;
}

export interface Calendar {
  name: string;
  language: string;
  events: readonly CalendarEvent[];
}

/** Octets of a line, its end left out. */
const longestLine = 75;

/** Writes a calendar of whole days, none of which makes anybody busy. */
export function writeICalendar({ name, language, events }: Calendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Breitblick//Rollout//${language.toUpperCase()}`,
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escapeText(name)}`,
    // The name that those look for who don't know RFC 7986.
    `X-WR-CALNAME:${escapeText(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:P1D',
    ...events.flatMap(writeEvent),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function writeEvent(event: CalendarEvent): string[] {
  const recorded = event.recordedAt.toISOString().replaceAll(/[-:]/g, '').replace(/\.\d+/, '');
  return [
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `DTSTAMP:${recorded}`,
    `LAST-MODIFIED:${recorded}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTART;VALUE=DATE:${event.first.replaceAll('-', '')}`,
    // The end of days is the first day after them.
    `DTEND;VALUE=DATE:${dayAfter(event.last).replaceAll('-', '')}`,
    `SUMMARY:${escapeText(event.summary)}`,
    `DESCRIPTION:${escapeText(event.description)}`,
    `URL:${event.link}`,
    `STATUS:${event.tentative ? 'TENTATIVE' : 'CONFIRMED'}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(/\p{Cc}/gu, '');
}

/** Cuts a line after at most 75 octets, never within a character; what follows begins with a blank. */
function fold(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  for (const character of line) {
    const length = Buffer.byteLength(character);
    if (octets + length > longestLine) {
      pieces.push(piece);
      piece = '';
      octets = 1;
    }
    piece += character;
    octets += length;
  }
  return [...pieces, piece].join('\r\n ');
}
