/**
 * What was published about the fibre rollout in Landau's villages: Deutsche Glasfaser, privately financed, contract of
 * co-operation with the city in spring 2021. Nothing here is modelled. "About" stays about, and a range a range.
 *
 * Of two sources no day is known. They count from the last day that they can be of, so that nothing is said to have been
 * known before it was: the report of August 2021 from the end of that month, the council's state of 2024 from the end of
 * the year, and what was reported "later" than August 2021 from the end of 2023, for in 2024 the works were under way.
 */
import type { AnnouncementRecord, SourceText, StatementRecord } from '../construction/records.ts';
import { landauAgs } from './facts.ts';

export const operator = 'Deutsche Glasfaser';

/** Areas of the rollout by id. */
export const rolloutAreas = {
  moerlheim: { name: 'Mörlheim', district: 'Mörlheim' },
  moerzheim: { name: 'Mörzheim', district: 'Mörzheim' },
  dammheim: { name: 'Dammheim', district: 'Dammheim' },
  wollmesheim: { name: 'Wollmesheim', district: 'Wollmesheim' },
  arzheim: { name: 'Arzheim', district: 'Arzheim' },
  godramstein: { name: 'Godramstein', district: 'Godramstein' },
  nussdorf: { name: 'Nußdorf', district: 'Nußdorf' },
  'wollmesheimer-hoehe': { name: 'Wollmesheimer Höhe', district: 'Kernstadt' },
  queichheim: { name: 'Queichheim', district: 'Queichheim' },
  erweiterung: { name: 'Erweiterung Annweilerstraße, Süd, Südwest, West', district: 'Kernstadt' },
} as const satisfies Record<string, { name: string; district: string }>;

export type AreaId = keyof typeof rolloutAreas;

/** The seven that are built. */
export const builtAreas = [
  'moerlheim',
  'moerzheim',
  'dammheim',
  'wollmesheim',
  'arzheim',
  'godramstein',
  'nussdorf',
] as const satisfies readonly AreaId[];

/** % of households that had signed in August 2021. */
export const quotas = {
  moerlheim: 53,
  moerzheim: 51,
  dammheim: 47,
  wollmesheim: 39,
  arzheim: 31,
  godramstein: 31,
  nussdorf: 25,
  'wollmesheimer-hoehe': 18,
  queichheim: 16,
} as const satisfies Partial<Record<AreaId, number>>;

/** % of households that had to sign, at first and later. */
export const quotaRequired = { first: 40, later: 33 } as const;

/** What one publication says. */
export interface Publication {
  title: string;
  source: 'rheinpfalz' | 'mrnNews' | 'landau';
  /** ISO date that it is of, or the last one that it can be of. */
  date: string;
  /** What to mind when reading it. English. */
  method: string | null;
  records: readonly (StatementRecord | AnnouncementRecord)[];
}

type Said = Pick<StatementRecord, 'stage' | 'progress'> & Partial<StatementRecord>;

function say(areas: readonly AreaId[], date: string, said: (area: AreaId) => Said): StatementRecord[] {
  return areas.map((id) => ({
    type: 'rollout',
    record: 'statement',
    line: 0,
    ags: landauAgs,
    subject: { kind: 'area', id },
    from: date,
    until: null,
    beginEarliest: null,
    beginLatest: date,
    shareLow: null,
    shareHigh: null,
    shareHighOpen: false,
    shareOf: null,
    shareText: null,
    certainty: 'stated',
    quotaRequired: null,
    note: null,
    ...said(id),
  }));
}

function announce(
  areas: readonly AreaId[],
  announcement: Pick<AnnouncementRecord, 'stage' | 'announcedAt' | 'expected' | 'expectedText'>,
): AnnouncementRecord[] {
  return areas.map((id) => ({
    type: 'rollout',
    record: 'announcement',
    line: 0,
    ags: landauAgs,
    subject: { kind: 'area', id },
    ...announcement,
  }));
}

const quotaAreas = Object.keys(quotas) as (keyof typeof quotas)[];
const missedAreas: readonly AreaId[] = ['wollmesheimer-hoehe', 'queichheim'];

function contracts(share: number): Partial<StatementRecord> {
  return {
    shareLow: share,
    shareHigh: share,
    shareOf: 'households',
    shareText: { de: `${share} % der Haushalte`, en: `${share}% of households` },
  };
}

function text(de: string, en: string): SourceText {
  return { de, en };
}

const august2021 = '2021-08-31';
const before2024 = '2023-12-31';
const end2024 = '2024-12-31';
const january2026 = '2026-01-08';

const later = text(
  'Die nötige Quote wurde von 40 auf 33 % gesenkt. Der Tag ist nicht bekannt.',
  'The required quota was lowered from 40 to 33%. The day is not known.',
);

/** All publications, oldest first. */
export const publications: readonly Publication[] = [
  {
    title: 'Quotas of the demand aggregation in Landau, Die Rheinpfalz, August 2021',
    source: 'rheinpfalz',
    date: august2021,
    method: 'The day of the report is not known; it counts from the end of the month.',
    records: quotaAreas.flatMap((area) =>
      say([area], august2021, () => ({
        stage: 'demand',
        progress: quotas[area] >= quotaRequired.first ? 'done' : 'under_way',
        ...contracts(quotas[area]),
        quotaRequired: quotaRequired.first,
      })),
    ),
  },
  {
    title: 'Lower quota and what came of it in Landau, Die Rheinpfalz, after August 2021',
    source: 'rheinpfalz',
    date: before2024,
    method:
      'The days of these reports are not known; they count from the end of 2023, for in 2024 the works that follow from them were under way. The shares are those of August 2021.',
    records: quotaAreas.flatMap((area) =>
      say([area], before2024, () => ({
        stage: 'demand',
        progress: missedAreas.includes(area) ? 'missed' : 'done',
        beginEarliest: august2021,
        // Three villages are built that were below even the lower quota in August 2021: their last share is not known.
        ...(missedAreas.includes(area) || quotas[area] >= quotaRequired.later ? contracts(quotas[area]) : {}),
        quotaRequired: quotaRequired.later,
        note: later,
      })),
    ),
  },
  {
    title: 'State of the fibre rollout before the council of Landau, 2024',
    source: 'landau',
    date: end2024,
    method: 'The day is not known; it counts from the end of the year.',
    records: [
      ...say(['nussdorf', 'godramstein'], end2024, () => ({
        stage: 'active',
        progress: 'under_way',
        shareText: text('teilweise versorgt', 'partly served'),
        certainty: 'partly',
      })),
      ...say(['arzheim', 'dammheim', 'moerlheim', 'moerzheim', 'wollmesheim'], end2024, () => ({
        stage: 'civil_works',
        progress: 'under_way',
        note: text('Im Bau.', 'Under construction.'),
      })),
      ...say(['erweiterung', 'queichheim'], end2024, (area) => ({
        stage: 'planned',
        progress: 'under_way',
        note:
          area === 'queichheim'
            ? text('Erweiterung gebilligt, mit angepasstem Gebiet.', 'Extension approved, with an adapted area.')
            : text('Erweiterung gebilligt.', 'Extension approved.'),
      })),
      ...say(['erweiterung', 'queichheim'], end2024, () => ({
        stage: 'demand',
        progress: 'open',
        quotaRequired: quotaRequired.later,
        note: text('Für die Erweiterung gilt eine Quote von 33 %.', 'A quota of 33% holds for the extension.'),
      })),
    ],
  },
  {
    title: 'State of the fibre rollout in Landau, mrn-news.de, 8 January 2026',
    source: 'mrnNews',
    date: january2026,
    method:
      'Shares of "activated connections" are shares of the connections that were ordered, and not of all households.',
    records: [
      ...say(builtAreas, january2026, () => ({
        stage: 'civil_works',
        progress: 'done',
        shareLow: 100,
        shareHigh: 100,
        shareText: text('überall abgeschlossen', 'finished everywhere'),
      })),
      ...say(['moerzheim', 'godramstein'], january2026, () => ({
        stage: 'surface_accepted',
        progress: 'done',
        note: text('Oberflächen geprüft.', 'Surfaces checked.'),
      })),
      ...say(['wollmesheim', 'dammheim', 'nussdorf'], january2026, () => ({
        stage: 'surface_accepted',
        progress: 'repairs',
        note: text('Oberflächen geprüft, Nachbesserungen laufen.', 'Surfaces checked, repairs under way.'),
      })),
      ...say(['arzheim', 'moerlheim'], january2026, () => ({ stage: 'surface_accepted', progress: 'open' })),
      ...say(['moerzheim'], january2026, () => ({
        stage: 'active',
        progress: 'under_way',
        shareLow: 90,
        shareHigh: 90,
        shareOf: 'connections',
        shareText: text('rund 90 %', 'about 90%'),
        certainty: 'about',
      })),
      ...say(['arzheim', 'wollmesheim', 'moerlheim', 'dammheim'], january2026, () => ({
        stage: 'active',
        progress: 'under_way',
        shareLow: 70,
        shareHigh: 80,
        shareHighOpen: true,
        shareOf: 'connections',
        shareText: text('70 bis über 80 %', '70 to over 80%'),
        certainty: 'range',
        note: text(
          'Die Spanne gilt für Arzheim, Wollmesheim, Mörlheim und Dammheim zusammen.',
          'The range is that of Arzheim, Wollmesheim, Mörlheim and Dammheim together.',
        ),
      })),
      ...announce(['nussdorf', 'godramstein'], {
        stage: 'active',
        announcedAt: january2026,
        expected: { first: january2026, last: '2026-01-31' },
        expectedText: text('bis Ende Januar 2026', 'by the end of January 2026'),
      }),
      ...announce(builtAreas, {
        stage: null,
        announcedAt: january2026,
        expected: { first: '2026-03-01', last: '2026-05-31' },
        expectedText: text('Frühjahr 2026', 'spring 2026'),
      }),
    ],
  },
];
