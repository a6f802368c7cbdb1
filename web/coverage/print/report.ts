import type { SpeedClass, Technology, TechnologyFamily } from '../../../geodata/technologies.ts';
import type { SeriesBreak } from '../../editions/editions.ts';
import { choices, isSurveyed, resolveTechnology, usualSpeeds } from '../../editions/figures.ts';
import type { Paper } from '../../view.ts';
import type { Absence, Reading } from '../sentence.ts';

/** Figures of a place, as the API lists those of an edition. */
type Figures = readonly (Reading & { technology: Technology; minDownstreamMbits: number })[];

interface Surveyed {
  figures: readonly { name: string }[];
}

export interface CoverageTable {
  columns: { family: TechnologyFamily; technology: Technology }[];
  rows: { speed: SpeedClass; cells: Reading[] }[];
}

/** Order of the columns: from any technology to the best one. */
const order: readonly TechnologyFamily[] = ['all', 'wireless', 'copper', 'cable', 'fibre'];

const notSurveyed: Reading = { sharePercent: null, absence: 'NOT_SURVEYED' };

/** All that an edition says of a place, by class and technology; a class that nobody asked for is told from one without answer. */
export function coverageTable(edition: Surveyed, figures: Figures, chosen: SpeedClass): CoverageTable {
  const speeds = usualSpeeds.includes(chosen) ? usualSpeeds : [chosen, ...usualSpeeds].toSorted((a, b) => a - b);
  const columns = order.flatMap((family) => {
    const technologies = choices.find((choice) => choice.family === family)?.technologies ?? [];
    const technology = resolveTechnology(edition, technologies[0] ?? 'ALL', chosen);
    return speeds.some((speed) => isSurveyed(edition, technology, speed)) ? [{ family, technology }] : [];
  });
  const rows = speeds
    .filter((speed) => columns.some(({ technology }) => isSurveyed(edition, technology, speed)))
    .map((speed) => ({
      speed,
      cells: columns.map(({ technology }) => {
        const found = figures.find((one) => one.technology === technology && one.minDownstreamMbits === speed);
        return found && isSurveyed(edition, technology, speed) ? found : notSurveyed;
      }),
    }));
  return { columns, rows };
}

export interface HistoryRow {
  editionId: string;
  date: string;
  /** Any technology, cable, fibre. */
  cells: Reading[];
  breakBefore: SeriesBreak | null;
}

type Series = readonly (Reading & { edition: { editionId: string } })[];

/** The editions of a class, oldest first, each technology as it was published. */
export function historyTable(place: {
  history: readonly (Reading & {
    edition: { editionId: string; referenceDate: string };
    breakInSeries: SeriesBreak | null;
  })[];
  cableHistory: Series;
  fibreHistory: Series;
}): HistoryRow[] {
  const find = (series: Series, id: string, absence: Absence | null): Reading =>
    series.find(({ edition }) => edition.editionId === id) ?? { sharePercent: null, absence: absence ?? 'NOT_STATED' };
  return place.history.map((entry) => {
    const { editionId, referenceDate } = entry.edition;
    return {
      editionId,
      date: referenceDate,
      cells: [
        entry,
        find(place.cableHistory, editionId, entry.absence),
        find(place.fibreHistory, editionId, entry.absence),
      ],
      breakBefore: entry.breakInSeries,
    };
  });
}

/** Named pages of report.css: the px that each has between its margins at 96 px an inch, and height of a map by its width. */
export const paperSizes = {
  a4: { width: 680, mapRatio: 0.66 },
  a3: { width: 1009, mapRatio: 0.74 },
  a3wide: { width: 1474, mapRatio: 0.48 },
} as const satisfies Record<Paper, { width: number; mapRatio: number }>;

/** Text as a string of CSS, so that it can stand in the margin of a page. */
export function cssString(text: string): string {
  return `"${text.replaceAll(/["\\\n\r\f]/g, (sign) => `\\${sign.charCodeAt(0).toString(16)} `)}"`;
}
