import { createHash } from 'node:crypto';
import { progresses, type Stage, stages } from '../../geodata/construction/stages.ts';
import type { Edition } from '../editions/queries.ts';
import type { Announcement, Statement } from './queries.ts';
import type { Slip } from './slip.ts';

export type Language = 'de' | 'en';

/** Something that became known of an area or an address. */
export interface News {
  /** Name-based UUID: the same on every machine that holds the same editions. */
  uuid: string;
  title: string;
  text: string;
  publisher: string;
  recordedAt: Date;
  /** District whose page tells more; null = it is about an address alone. */
  districtName: string | null;
}

/** A day, or several, that was announced; later announcements of the same move it. */
export interface AnnouncedDays {
  uuid: string;
  first: string;
  last: string;
  /** How many announcements of it there were before. */
  moved: number;
  title: string;
  /** All that was announced for it, oldest first, each with its slip. */
  text: string;
  recordedAt: Date;
  districtName: string | null;
}

/** What statements and announcements are about. */
export interface Subject {
  name: string;
  districtName: string | null;
}

type Slipped = Announcement & Slip;
type EditionOf = (id: string) => Edition | undefined;

const words = {
  de: {
    project: 'Gesamtes Projekt',
    undated: 'ohne Termin',
    moved: (days: number) => (days > 0 ? `${days} Tage später` : days < 0 ? `${-days} Tage früher` : 'unverändert'),
    newDate: 'Termin geändert',
    announced: 'Angekündigt',
    said: (day: string, words: string, publisher: string) => `${day}: „${words}“ (${publisher})`,
    source: (publisher: string) => `Quelle: ${publisher}.`,
    modelled: 'Modelliert, kein echter Vorgang.',
  },
  en: {
    project: 'Whole project',
    undated: 'no date',
    moved: (days: number) => (days > 0 ? `${days} days later` : days < 0 ? `${-days} days earlier` : 'unchanged'),
    newDate: 'Date changed',
    announced: 'Announced',
    said: (day: string, words: string, publisher: string) => `${day}: “${words}” (${publisher})`,
    source: (publisher: string) => `Source: ${publisher}.`,
    modelled: 'Modelled, nothing that happened.',
  },
};

/** A statement as news. */
export function newsOfStatement(
  statement: Statement,
  { name, districtName }: Subject,
  language: Language,
  editionOf: EditionOf,
): News {
  const { stage, shareTextDe, shareTextEn, noteDe, noteEn, progress, editionId, recordedAt, from } = statement;
  const [share, note] = language === 'de' ? [shareTextDe, noteDe] : [shareTextEn, noteEn];
  const progressName = progresses.find(({ id }) => id === progress)?.name[language] ?? progress;
  const edition = editionOf(editionId);
  const publisher = edition?.publisher ?? '';
  return {
    uuid: uuidOf('statement', keyOf(statement), stage, editionId, from),
    title: `${name}: ${nameOf(stage, language)} – ${share ?? progressName}`,
    text: [note, edition?.modelled ? words[language].modelled : null, words[language].source(publisher)]
      .filter((part) => part !== null)
      .join(' '),
    publisher,
    recordedAt,
    districtName,
  };
}

/** An announcement as news: a later one tells by how much it moves the one before. */
export function newsOfAnnouncement(
  announcement: Slipped,
  { name, districtName }: Subject,
  language: Language,
  editionOf: EditionOf,
): News {
  const { stage, announcedAt, editionId, recordedAt, slipDays } = announcement;
  const w = words[language];
  const publisher = editionOf(editionId)?.publisher ?? '';
  const head = slipDays === null || slipDays === 0 ? w.announced : `${w.newDate} (${w.moved(slipDays)})`;
  return {
    uuid: uuidOf('announcement', keyOf(announcement), stage ?? '', editionId, announcedAt),
    title: `${name}: ${head}: ${nameOf(stage, language)} – ${expectedOf(announcement, language)}`,
    text: `${w.said(announcedAt, expectedOf(announcement, language), publisher)}. ${w.source(publisher)}`,
    publisher,
    recordedAt,
    districtName,
  };
}

/** The days that announcements of one stage of one subject name at last; undefined if none names any. Oldest first. */
export function announcedDaysOf(
  announcements: readonly Slipped[],
  { name, districtName }: Subject,
  language: Language,
  editionOf: EditionOf,
): AnnouncedDays | undefined {
  const dated = announcements.filter(({ expectedLast }) => expectedLast !== null);
  const last = dated.at(-1);
  if (!last?.expectedLast) return undefined;
  const w = words[language];
  return {
    uuid: uuidOf('days', keyOf(last), last.stage ?? ''),
    first: last.expectedFirst ?? last.expectedLast,
    last: last.expectedLast,
    moved: dated.length - 1,
    title: `${name}: ${w.announced}: ${nameOf(last.stage, language)} – ${expectedOf(last, language)}`,
    text: announcements
      .map((one) => {
        const said = w.said(one.announcedAt, expectedOf(one, language), editionOf(one.editionId)?.publisher ?? '');
        return one.slipDays === null ? said : `${said}, ${w.moved(one.slipDays)}`;
      })
      .join('\n'),
    recordedAt: last.recordedAt,
    districtName,
  };
}

function nameOf(stage: Stage | null, language: Language): string {
  return stages.find(({ id }) => id === stage)?.name[language] ?? words[language].project;
}

function expectedOf({ expectedTextDe, expectedTextEn, expectedLast }: Announcement, language: Language): string {
  return (language === 'de' ? expectedTextDe : expectedTextEn) ?? expectedLast ?? words[language].undated;
}

/** What a statement or an announcement is about, as one text. */
export function keyOf({ ags, subjectKind, subjectId }: Statement | Announcement): string {
  return `${ags} ${subjectKind} ${subjectId}`;
}

/** A UUID of version 8: its bits are a checksum of what it names. Source: RFC 9562, 5.8. */
export function uuidOf(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  const variant = ((parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
