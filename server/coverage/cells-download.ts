import type { Polygon } from 'geojson';
import { cellId, type Corner, toLonLat } from '../../geodata/grid.ts';
import type { Column, Row } from '../../geodata/table.ts';
import type { ApiContext } from '../builder.ts';
import type { Download, Language } from '../downloads/download.ts';
import { nameFigure } from '../downloads/figure-names.ts';
import { readEdition, readFigure, readMunicipality, readOneOf } from '../downloads/parameters.ts';
import { provenanceOf } from '../downloads/provenance.ts';
import { NotFoundError } from '../errors.ts';
import { cellEditionIds, isProtected } from '../places/grid.ts';
import { findCellEdition } from '../places/grid-queries.ts';
import type { Municipality } from '../places/queries.ts';
import { listCellsWithShares } from './cell-queries.ts';
import { centreOf, loadCells } from './cells.ts';
import { FigureColumnSet, figureSets } from './figure-columns.ts';

/** Cells that are read at once. */
const batchSize = 1000;

/** The 100 m cells of a municipality, from south to north; small ones are in it without their figures. */
export const cellsDownload: Download = {
  name: 'cells',
  parameters: {
    ags: 'key of the municipality, eight digits',
    edition: 'editionId of an edition of cells; default: the newest that knows cells of the municipality',
    technology: 'technology of the chosen figure; default FTTH_B',
    speed: 'speed class of the chosen figure, Mbit/s downstream; default 1000',
    figures: 'chosen: one figure; all: beside it every figure of the edition, each in a column; default all',
  },
  async choose(context, { parameters, language }) {
    const { technology, speed, figure } = readFigure(parameters);
    const figures = readOneOf(parameters, 'figures', figureSets, 'all');
    const municipality = readMunicipality(parameters, await context.places.get());
    const named = readEdition(context.register, parameters, 'cell_coverage');
    const id = named?.id ?? (await findCellEdition(context.db, cellEditionIds(context), municipality.ags));
    const edition = id === undefined ? undefined : context.register.find(id);
    if (!edition) {
      throw new NotFoundError(
        `ags: no edition knows cells of ${municipality.name} (${municipality.ags}). The download municipalities has its figures.`,
      );
    }
    const set = new FigureColumnSet({ edition, technology, speed, figure, figures }, language);
    const words = texts[language];
    return {
      key: JSON.stringify([edition.id, cellEditionIds(context), municipality.ags, figure, figures, language]),
      title: words.title(nameFigure(technology, speed, language), municipality.name),
      fileName: `${words.fileName}-${municipality.name}-${edition.referenceDate}-${figure}`,
      columns: [...ownColumns(language), ...set.columns],
      geometryType: 'Polygon',
      provenance: provenanceOf(edition, [], words.changes(context.kAnonymity)),
      rowCount: null,
      read: ({ geometry }) => readRows(context, edition.id, municipality, set, geometry),
    };
  },
};

async function* readRows(
  context: ApiContext,
  editionId: string,
  { ags, name }: Municipality,
  set: FigureColumnSet,
  geometry: boolean,
): AsyncGenerator<Row> {
  let after: Corner = { northing: -1, easting: -1 };
  for (;;) {
    const batch = await listCellsWithShares(context.db, editionId, ags, after, batchSize);
    // What protects a cell is the newest count there is, which may be another edition's.
    const known = await loadCells(context, batch);
    for (const [index, cell] of batch.entries()) {
      const households = known[index]?.households ?? cell.households;
      const hidden = isProtected(households, context.kAnonymity) || isProtected(cell.households, context.kAnonymity);
      const [longitude, latitude] = centreOf(cell);
      const id = cellId(cell);
      const own = [id, ags, name, hidden ? null : households, hidden, longitude, latitude];
      const values = [...own, ...set.valuesOf(cell.shares, hidden ? 'protected' : undefined)];
      yield { id, values, geometry: geometry ? squareOf(cell) : null };
    }
    const last = batch.at(-1);
    if (!last || batch.length < batchSize) return;
    after = last;
  }
}

/** Its four corners, anticlockwise. */
function squareOf({ northing, easting }: Corner): Polygon {
  const corners: [right: number, up: number][] = [
    [0, 0],
    [100, 0],
    [100, 100],
    [0, 100],
    [0, 0],
  ];
  return { type: 'Polygon', coordinates: [corners.map(([right, up]) => toLonLat(easting + right, northing + up))] };
}

const texts = {
  de: {
    title: (figure: string, place: string) => `${figure}: Anteil der Haushalte, Zellen von 100 m in ${place}`,
    fileName: 'breitblick-zellen',
    changes: (k: number) => `Zellen mit weniger als ${k} Haushalten ohne Zahlen, zum Schutz der Haushalte.`,
    columns: [
      [
        'cell',
        'Zelle',
        'Name der Zelle im INSPIRE-Gitter (EPSG:3035), 100 m: Hoch- und Rechtswert der linken unteren Ecke.',
      ],
      ['ags', 'Gemeindeschlüssel (AGS)', 'Amtlicher Gemeindeschlüssel, acht Stellen mit führender Null.'],
      ['name', 'Gemeinde', 'Name der Gemeinde.'],
      ['households', 'Haushalte', 'Zahl der Haushalte; leer: keine Angabe oder zum Schutz nicht gezeigt.'],
      ['protected', 'geschützt', 'Wahr, wenn dort so wenige Haushalte sind, dass nichts gezeigt wird.'],
      ['longitude', 'Länge', 'Mitte der Zelle, EPSG:4326.'],
      ['latitude', 'Breite', 'Mitte der Zelle, EPSG:4326.'],
    ],
  },
  en: {
    title: (figure: string, place: string) => `${figure}: share of households, 100 m cells in ${place}`,
    fileName: 'breitblick-cells',
    changes: (k: number) => `Cells with fewer than ${k} households come without figures, to protect them.`,
    columns: [
      [
        'cell',
        'Cell',
        'Name of the cell in the INSPIRE grid (EPSG:3035), 100 m: northing and easting of its lower-left corner.',
      ],
      ['ags', 'Municipality key (AGS)', 'Official municipality key, eight digits with the leading zero.'],
      ['name', 'Municipality', 'Name of the municipality.'],
      ['households', 'Households', 'Number of households; empty: not stated, or not shown to protect them.'],
      ['protected', 'Protected', 'True if so few households are there that nothing is shown.'],
      ['longitude', 'Longitude', 'Centre of the cell, EPSG:4326.'],
      ['latitude', 'Latitude', 'Centre of the cell, EPSG:4326.'],
    ],
  },
} as const;

const types: Record<string, [Column['type'], string | null]> = {
  households: ['integer', null],
  protected: ['boolean', null],
  longitude: ['real', '°'],
  latitude: ['real', '°'],
};

function ownColumns(language: Language): Column[] {
  return texts[language].columns.map(([name, title, description]) => {
    const [type, unit] = types[name] ?? ['text', null];
    return { name, title, type, unit, description };
  });
}
