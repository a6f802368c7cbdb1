import { tableSorts } from '../../geodata/municipal-table.ts';
import type { Column, Row } from '../../geodata/table.ts';
import { type StateCode, stateNameOf, states } from '../../geodata/states.ts';
import type { ApiContext } from '../builder.ts';
import type { Download, DownloadQuery, Language } from '../downloads/download.ts';
import { nameFigure } from '../downloads/figure-names.ts';
import { readEdition, readFigure, readOneOf } from '../downloads/parameters.ts';
import { provenanceOf } from '../downloads/provenance.ts';
import { newestEdition } from '../editions/graphql.ts';
import { findBoundaries } from '../places/queries.ts';
import { FigureColumnSet, figureSets } from './figure-columns.ts';
import { findAllShares } from './queries.ts';
import { listTableRows, type TableRow } from './table.ts';

/** Municipalities that are read at once: one statement for their figures and one for their boundaries. */
const batchSize = 1000;

/** The table of all municipalities as the page shows it: the same rows in the same order. */
export const municipalitiesDownload: Download = {
  name: 'municipalities',
  parameters: {
    edition: 'editionId of an edition of municipal coverage; default: the newest that surveyed the figure',
    technology: 'technology of the chosen figure; default FTTH_B',
    speed: 'speed class of the chosen figure, Mbit/s downstream; default 1000',
    state: 'only this Land, 01 to 16',
    name: 'only names that contain this',
    sort: `${tableSorts.join(', ')}; default -share`,
    figures: 'chosen: one figure; all: beside it every figure of the edition, each in a column; default all',
  },
  async choose(context, { parameters, language }) {
    const { technology, speed, figure } = readFigure(parameters);
    const edition = readEdition(context.register, parameters, 'municipal_coverage') ?? newestEdition(context, figure);
    const sort = readOneOf(parameters, 'sort', tableSorts, '-share');
    const figures = readOneOf(parameters, 'figures', figureSets, 'all');
    const state = readState(parameters);
    const name = parameters.name ?? '';

    const municipalities = await context.places.get();
    const boundaries = context.register.find(municipalities.editionId);
    const column = await context.columns.get(edition, figure);
    const chosen = listTableRows(municipalities, column, { sort, state, name });
    const set = new FigureColumnSet({ edition, technology, speed, figure, figures }, language);
    const words = texts[language];
    return {
      key: JSON.stringify([edition.id, boundaries?.id, figure, sort, state, name, figures, language]),
      title: words.title(nameFigure(technology, speed, language), state && stateNameOf(state)),
      fileName: [words.fileName, state && stateNameOf(state), edition.referenceDate, figure]
        .filter((part) => part !== undefined)
        .join('-'),
      columns: [...ownColumns(language), ...set.columns],
      geometryType: 'MultiPolygon',
      provenance: provenanceOf(edition, [boundaries], words.changes),
      rowCount: chosen.length,
      read: ({ geometry }) =>
        readRows(context, { edition: edition.id, boundaries: municipalities.editionId }, chosen, set, geometry),
    };
  },
};

function readState(parameters: DownloadQuery['parameters']): StateCode | undefined {
  const { state } = parameters;
  if (state === undefined || state === '') return undefined;
  return readOneOf(parameters, 'state', (Object.keys(states) as StateCode[]).toSorted(), '01');
}

async function* readRows(
  { db }: ApiContext,
  editions: { edition: string; boundaries: string },
  rows: readonly TableRow[],
  set: FigureColumnSet,
  geometry: boolean,
): AsyncGenerator<Row> {
  for (let start = 0; start < rows.length; start += batchSize) {
    const batch = rows.slice(start, start + batchSize);
    const keys = batch.map(({ ags }) => ags);
    const shares = await findAllShares(db, editions.edition, keys);
    const places = geometry ? await findBoundaries(db, editions.boundaries, keys) : undefined;
    for (const { ags, municipality, rank } of batch) {
      const { name, designation, areaKm2 } = municipality;
      const own = [ags, name, designation, ags.slice(0, 2), stateNameOf(ags), areaKm2, rank];
      yield { id: ags, values: [...own, ...set.valuesOf(shares.get(ags))], geometry: places?.get(ags) ?? null };
    }
  }
}

const texts = {
  de: {
    title: (figure: string, state: string | undefined) =>
      `${figure}: Anteil der Haushalte, Gemeinden in ${state ?? 'Deutschland'}`,
    fileName: 'breitblick-gemeinden',
    changes:
      'Gemeindeschlüssel auf acht Stellen ergänzt, Rang berechnet, Grenzen vereinfacht; Gebiete ohne Einwohner ausgelassen.',
    columns: [
      ['ags', 'Gemeindeschlüssel (AGS)', 'Amtlicher Gemeindeschlüssel, acht Stellen mit führender Null.'],
      ['name', 'Gemeinde', 'Name der Gemeinde.'],
      ['designation', 'Art', 'Art der Gemeinde, wie veröffentlicht.'],
      ['state_code', 'Landesschlüssel', 'Land, 01 bis 16.'],
      ['state', 'Land', 'Name des Landes.'],
      ['area_km2', 'Fläche', 'Fläche auf dem Ellipsoid.'],
      [
        'rank',
        'Rang',
        'Rang unter allen Gemeinden Deutschlands mit Angabe, 1 = höchster Anteil; gleiche Anteile teilen den Rang.',
      ],
    ],
  },
  en: {
    title: (figure: string, state: string | undefined) =>
      `${figure}: share of households, municipalities in ${state ?? 'Germany'}`,
    fileName: 'breitblick-municipalities',
    changes:
      'Municipality keys completed to eight digits, rank computed, boundaries simplified; areas without inhabitants left out.',
    columns: [
      ['ags', 'Municipality key (AGS)', 'Official municipality key, eight digits with the leading zero.'],
      ['name', 'Municipality', 'Name of the municipality.'],
      ['designation', 'Kind', 'Kind of municipality, as published.'],
      ['state_code', 'Land code', 'Land (federal state), 01 to 16.'],
      ['state', 'Land', 'Name of the Land (federal state).'],
      ['area_km2', 'Area', 'Area on the ellipsoid.'],
      [
        'rank',
        'Rank',
        'Rank among all municipalities of Germany that have a share, 1 = highest; equal shares share a rank.',
      ],
    ],
  },
} as const;

function ownColumns(language: Language): Column[] {
  return texts[language].columns.map(([name, title, description]) => ({
    name,
    title,
    type: name === 'rank' ? 'integer' : name === 'area_km2' ? 'real' : 'text',
    unit: name === 'area_km2' ? 'km²' : null,
    description,
  }));
}
