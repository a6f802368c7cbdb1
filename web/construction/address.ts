import type { AddressRollout, Announcement, Stage, StageStatement } from './documents.ts';
import { daysBetween } from '../days.ts';

/** Where an address stands, in one word. */
export type Standing =
  | 'active'
  | 'connected'
  | 'passed'
  | 'dug'
  | 'digging'
  | 'planned'
  | 'demandMissed'
  | 'demandOpen'
  | 'demandDone'
  | 'stopped'
  | 'notPlanned'
  | 'unknown';

/** What was announced last and is not done. */
export interface Outlook {
  /** Null = the end of the whole project. */
  stage: Stage | null;
  last: string;
  words: string | null;
  /** Days that its last day has passed by; negative = it is still to come. */
  daysPast: number;
}

/** The furthest that is known of an address. */
export function standingOf({ stations, passed, active, ended }: AddressRollout): Standing {
  if (active) return 'active';
  if (ended) return ended.stage === 'STOPPED' ? 'stopped' : 'notPlanned';
  const stateOf = (stage: Stage) => stations.find((station) => station.stage === stage)?.state;
  if (stateOf('HOUSE_CONNECTION') === 'DONE') return 'connected';
  if (passed) return 'passed';
  const works = stateOf('CIVIL_WORKS');
  if (works === 'DONE') return 'dug';
  if (works === 'NOW') return 'digging';
  const planned = [stateOf('PLANNED'), stateOf('PERMITTED')];
  if (planned.includes('DONE') || planned.includes('NOW')) return 'planned';
  const demand = stateOf('DEMAND');
  if (demand === 'MISSED') return 'demandMissed';
  if (demand === 'DONE') return 'demandDone';
  return demand === undefined || demand === 'UNKNOWN' ? 'unknown' : 'demandOpen';
}

/**
 * What comes next and when, as it was announced last: of a stage rather than of the whole, for that is nearer to the
 * reader. Null if nothing with a date is open.
 */
export function outlookOf({ stations, active, announcements }: AddressRollout, day: string): Outlook | null {
  if (active) return null;
  const isOpen = ({ stage }: Announcement) =>
    stage === null || stations.find((station) => station.stage === stage)?.state !== 'DONE';
  const dated = announcements.filter((announcement) => announcement.expectedLast !== null && isOpen(announcement));
  const next = dated.findLast(({ stage }) => stage !== null) ?? dated.at(-1);
  if (!next?.expectedLast) return null;
  const { stage, expectedLast: last, expected: words } = next;
  return { stage, last, words, daysPast: daysBetween(last, day) };
}

/** Who spoke last of this address or of its area, and when: a publication rather than a model. */
export function lastWordOf({ stations, announcements }: AddressRollout): LastWord | null {
  const said = stations
    .flatMap(({ statement, areaStatement }) => [statement, areaStatement])
    .filter((one) => one !== null);
  const words = [
    ...said.map(({ recordedAt, source }) => ({ day: recordedAt.slice(0, 10), source })),
    ...announcements.map(({ announcedAt, source }) => ({ day: announcedAt, source })),
  ];
  const published = words.filter(({ source }) => !source.modelled);
  const candidates = published.length > 0 ? published : words;
  return candidates.toSorted((one, other) => (one.day < other.day ? -1 : 1)).at(-1) ?? null;
}

export interface LastWord {
  day: string;
  source: StageStatement['source'];
}
