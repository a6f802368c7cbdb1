import type { Column, Row } from '../../geodata/table.ts';
import type { ApiContext } from '../builder.ts';
import type { Download, Language } from '../downloads/download.ts';
import { nameFigure } from '../downloads/figure-names.ts';
import { readEdition, readFigure, readMunicipality, readOneOf } from '../downloads/parameters.ts';
import { provenanceOf } from '../downloads/provenance.ts';
import type { Edition } from '../editions/queries.ts';
import { NotFoundError } from '../errors.ts';
import { cellEditionIds, isProtected } from '../places/grid.ts';
import { findCellEdition } from '../places/grid-queries.ts';
import { type District, findDistricts, listExactDistrictBoundaries, type Municipality } from '../places/queries.ts';
import { FigureColumnSet, figureSets } from './figure-columns.ts';
import { findDistrictShares } from './queries.ts';

/** The districts of a municipality, by name. Their figures are means of cells. */
export const districtsDownload: Download = {
  name: 'districts',
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
    const known = context.register.list('districts').map((one) => one.id);
    const districts = known.length === 0 ? [] : await findDistricts(context.db, known, [municipality.ags]);
    const [first] = districts;
    if (!edition || !first) {
      throw new NotFoundError(
        `ags: there are no figures of districts of ${municipality.name} (${municipality.ags}). The download municipalities has those of the whole.`,
      );
    }
    const boundaries = context.register.find(first.editionId);
    const set = new FigureColumnSet({ edition, technology, speed, figure, figures }, language);
    const words = texts[language];
    return {
      key: JSON.stringify([edition.id, boundaries?.id, municipality.ags, figure, figures, language]),
      title: words.title(nameFigure(technology, speed, language), municipality.name),
      fileName: `${words.fileName}-${municipality.name}-${edition.referenceDate}-${figure}`,
      columns: [...ownColumns(language), ...set.columns],
      geometryType: 'MultiPolygon',
      provenance: provenanceOf(edition, [boundaries], words.changes),
      rowCount: districts.length,
      read: ({ geometry }) => readRows(context, edition, municipality, districts, set, geometry),
    };
  },
};

/** One statement for all figures of all districts, one for their boundaries: a municipality has tens of them at most. */
async function* readRows(
  { db, kAnonymity }: ApiContext,
  edition: Edition,
  { ags, name: municipality }: Municipality,
  districts: readonly District[],
  set: FigureColumnSet,
  geometry: boolean,
): AsyncGenerator<Row> {
  const slots = edition.figures.map((_, index) => ({ editionId: edition.id, position: index + 1 }));
  const rows = await findDistrictShares(db, districts, slots);
  const found = Map.groupBy(rows, ({ name }) => name);
  const places = geometry ? await listExactDistrictBoundaries(db, districts[0]?.editionId ?? '', ags) : undefined;
  for (const { name, inhabitants } of districts) {
    const own = found.get(name) ?? [];
    const households = own[0]?.households ?? null;
    const hidden = isProtected(households, kAnonymity);
    const shares = edition.figures.map((_, slot) => own.find((row) => row.slot === slot)?.share ?? null);
    yield {
      id: `${ags} ${name}`,
      values: [
        ...[ags, municipality, name, inhabitants, hidden ? null : households],
        ...set.valuesOf(shares, hidden ? 'protected' : undefined),
      ],
      geometry: places?.get(name) ?? null,
    };
  }
}

const texts = {
  de: {
    title: (figure: string, place: string) => `${figure}: Anteil der Haushalte, Stadtteile von ${place}`,
    fileName: 'breitblick-stadtteile',
    changes: 'Mittel der Zellen, deren Mitte im Stadtteil liegt, gewichtet mit den Haushalten.',
    columns: [
      ['ags', 'Gemeindeschlüssel (AGS)', 'Amtlicher Gemeindeschlüssel, acht Stellen mit führender Null.'],
      ['municipality', 'Gemeinde', 'Name der Gemeinde.'],
      ['name', 'Stadtteil', 'Name des Stadtteils.'],
      ['inhabitants', 'Einwohner', 'Zahl der Einwohner, ungefähr; leer: keine Angabe.'],
      ['households', 'Haushalte', 'Summe über die Zellen; leer: keine Angabe oder zum Schutz nicht gezeigt.'],
    ],
  },
  en: {
    title: (figure: string, place: string) => `${figure}: share of households, districts of ${place}`,
    fileName: 'breitblick-districts',
    changes: 'Means of the cells whose centre lies in the district, weighted by households.',
    columns: [
      ['ags', 'Municipality key (AGS)', 'Official municipality key, eight digits with the leading zero.'],
      ['municipality', 'Municipality', 'Name of the municipality.'],
      ['name', 'District', 'Name of the district.'],
      ['inhabitants', 'Inhabitants', 'Number of people, approximate; empty: not stated.'],
      ['households', 'Households', 'Sum over the cells; empty: not stated, or not shown to protect them.'],
    ],
  },
} as const;

function ownColumns(language: Language): Column[] {
  return texts[language].columns.map(([name, title, description]) => ({
    name,
    title,
    type: name === 'inhabitants' || name === 'households' ? 'integer' : 'text',
    unit: null,
    description,
  }));
}
