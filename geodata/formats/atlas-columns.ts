/**
 * The header vocabulary of the Breitbandatlas: what its publishers have called a figure over the years.
 * Sources: the atlas' own downloads 2010–2022; `100`, `200` and `300` are explained in its package notes.
 */
import { parseFigure, type Figure, type Technology } from '../technologies.ts';

/** Names of technologies, lower case and without anything but letters and digits. */
const technologyNames: Record<string, Technology> = {
  alle: 'ALL',
  all: 'ALL',
  alletech: 'ALL',
  alletechnologien: 'ALL',
  '300': 'ALL',
  leitungsg: 'WIRED',
  leitungsgtechnologien: 'WIRED',
  leitungsgebunden: 'WIRED',
  leitungsgebundene: 'WIRED',
  leitungsgebundenetechnologien: 'WIRED',
  lg: 'WIRED',
  lgtech: 'WIRED',
  '100': 'WIRED',
  mobile: 'WIRELESS',
  mobil: 'WIRELESS',
  mobiletech: 'WIRELESS',
  mobiletechnologien: 'WIRELESS',
  drahtlos: 'WIRELESS',
  drahtlose: 'WIRELESS',
  drahtlosetechnologien: 'WIRELESS',
  '200': 'WIRELESS',
  dsl: 'DSL',
  catv: 'HFC',
  hfc: 'HFC',
  ftthb: 'FTTH_B',
  fttbh: 'FTTH_B',
  ftth: 'FTTH',
  fttb: 'FTTB',
  fttc: 'FTTC',
  lte: 'LTE',
  umts: 'UMTS',
  wlan: 'WLAN',
  wimax: 'WIMAX',
  plc: 'PLC',
};

/** Old names knew one kind of fibre and called it FTTH: `FTTH_50` is FTTH and FTTB together. */
type Dialect = 'written' | 'old';

const dialects: readonly { pattern: RegExp; dialect: Dialect }[] = [
  { pattern: /^down_fn_hh_([a-z]+)_(\d+)$/i, dialect: 'written' },
  { pattern: /^(?:verf_|priv_)?(.+?)_gtoe_(\d+)_mbits?$/i, dialect: 'old' },
  // The sign in between is ≥, or what a wrong encoding has made of it.
  { pattern: /^([a-zäöü/. 0-9]*?[a-z/.])[^a-z0-9]*(\d+)\s*mbit\/?s$/i, dialect: 'written' },
  { pattern: /^(?:verf_|priv_)?([a-z]+(?:_tech)?|[123]00)_(\d+)$/i, dialect: 'old' },
];

const keyNames = new Set([
  'ags',
  'gem',
  'gemeindeschlüssel',
  'gemeindeschluessel',
  'gemeindekennziffer',
  'kennziffer',
  'amtlichergemeindeschlüssel',
  'amtlichergemeindeschlüsselags',
]);

/** What a column holds that looks like a figure: the figure, or that it is one nobody knows. */
function readFigureName(name: string): { figure: Figure | undefined; dialect: Dialect } | undefined {
  for (const { pattern, dialect } of dialects) {
    const match = pattern.exec(name.trim());
    if (!match) continue;
    const technology = technologyNames[(match[1] ?? '').toLowerCase().replace(/[^a-z0-9]/g, '')];
    const figure = `${technology}_${Number(match[2])}`;
    return { figure: parseFigure(figure) ? (figure as Figure) : undefined, dialect };
  }
  return undefined;
}

/** Where a row holds what. Positions count from 0. */
export interface AtlasColumns {
  key: number;
  figures: readonly Figure[];
  /** Position of each of `figures`. */
  positions: readonly number[];
  /** Header of each of `figures`, as written. */
  names: readonly string[];
  /** Headers that look like figures, but of a technology or class that is not in the vocabulary. */
  unknown: readonly string[];
  /** Figures that two columns claim. */
  twice: readonly Figure[];
  /** Cells that a row must have. */
  count: number;
}

/** Figures of a header line, or undefined if it has neither key nor figures. `key` is -1 where only the key is missing. */
export function findAtlasColumns(header: readonly string[]): AtlasColumns | undefined {
  const names = header.map((name) => name.trim());
  const found = names.map(readFigureName);
  const tellsApart = found.some((column) => column?.figure?.startsWith('FTTB_'));
  const figures: Figure[] = [];
  const positions: number[] = [];
  const figureNames: string[] = [];
  const unknown: string[] = [];
  const twice: Figure[] = [];
  names.forEach((name, position) => {
    const column = found[position];
    if (!column) return;
    let figure = column.figure;
    if (!figure) {
      unknown.push(name);
      return;
    }
    if (column.dialect === 'old' && !tellsApart) figure = figure.replace(/^FTTH_(?=\d)/, 'FTTH_B_') as Figure;
    if (figures.includes(figure)) twice.push(figure);
    figures.push(figure);
    positions.push(position);
    figureNames.push(name);
  });
  const key = names.findIndex((name) => keyNames.has(name.toLowerCase().replace(/[^a-zäöüß]/g, '')));
  if (figures.length === 0) return undefined;
  return { key, figures, positions, names: figureNames, unknown, twice, count: header.length };
}
