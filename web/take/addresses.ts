import type { StateCode } from '../../geodata/states.ts';
import { figureOf } from '../../geodata/technologies.ts';
import type { Choice } from '../coverage/questions.ts';
import type { Edition } from '../editions/editions.ts';
import { isSurveyed } from '../editions/figures.ts';
import { parametersOf } from '../gaps/downloads.ts';
import { resolveMeans } from '../gaps/question.ts';
import { deepestZoom, type TileLayer, tileUrl } from '../map/tiles.ts';
import { formatView, type Paper, type View } from '../view.ts';

/** A table of what is on the screen, and what it is asked with. */
export interface Offer {
  name: 'municipalities' | 'cells' | 'districts' | 'gaps';
  /** Number of rows where it is known. */
  rows: number | undefined;
  parameters: Record<string, string>;
}

/** The forms of a file, in the order of the dialog. */
export const fileForms = ['csv', 'excel', 'geojson', 'gpkg'] as const;
export type FileForm = (typeof fileForms)[number];

/** The tables that belong to a view: those of the place, or all municipalities as the table has them. */
export function offersOf(
  view: View,
  { edition, technology, speed }: Choice,
  parts: { cells: number; districts: number },
): Offer[] {
  const figure = { technology, speed: String(speed) };
  const filters = view.show === 'table' ? { state: view.state, name: view.name, sort: view.sort } : {};
  const offers: Offer[] = [
    {
      name: 'municipalities',
      rows: undefined,
      parameters: { edition: edition.editionId, ...figure, ...stated(filters) },
    },
  ];
  if (edition.cells) {
    const own = { ags: view.place, edition: edition.cells.editionId, ...figure };
    if (parts.districts > 0) offers.push({ name: 'districts', rows: parts.districts, parameters: own });
    if (parts.cells > 0) offers.push({ name: 'cells', rows: parts.cells, parameters: own });
  }
  const question = gapQuestion(view, edition, parts.cells > 0);
  if (question) offers.push({ name: 'gaps', rows: undefined, parameters: question });
  return offers;
}

/** The gaps that the view lists; from any other view those of the place, or of its Land where it has no cells. */
function gapQuestion(view: View, edition: Edition, cells: boolean): Record<string, string> | undefined {
  const asked: View =
    view.show === 'gaps'
      ? view
      : { ...view, level: cells ? 'clusters' : 'municipalities', state: view.place.slice(0, 2) as StateCode };
  const figures = asked.level === 'municipalities' ? edition : edition.cells;
  if (!figures) return undefined;
  const technology = resolveMeans(figures, view.technology, view.speed);
  return isSurveyed(figures, technology, view.speed) ? parametersOf(asked, { figures, technology }) : undefined;
}

function stated(parameters: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
}

export function downloadUrl({ name, parameters }: Offer, form: FileForm, language: View['language']): string {
  const query = new URLSearchParams({ lang: language, ...parameters });
  if (form === 'excel') query.set('dialect', 'excel-de');
  return `${location.origin}/downloads/${name}.${form === 'excel' ? 'csv' : form}?${query.toString()}`;
}

export function embedUrl(view: View): string {
  return `${location.origin}/embed${formatView({ ...view, show: 'map', called: undefined })}`;
}

/** The print view of the same place and figure. */
export function reportUrl(view: View, paper: Paper): string {
  return `${location.origin}/${formatView({ ...view, show: 'report', paper, theme: undefined })}`;
}

/** Code that puts the page's own slim form into another page. */
export function embedCode(address: string, title: string, [width, height]: readonly [number, number]): string {
  const safe = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<iframe src="${safe(address)}" title="${safe(title)}" width="${width}" height="${height}" loading="lazy"></iframe>`;
}

/** A layer of vector tiles, as QGIS asks for it. */
export interface TileSource {
  layer: TileLayer;
  template: string;
  description: string;
  maximumZoom: number;
}

export function tileSourcesOf({ edition }: Choice, cells: boolean): TileSource[] {
  const source = (layer: TileLayer, id: string): TileSource => ({
    layer,
    template: tileUrl(layer, { edition: id }),
    description: `${location.origin}/tiles/${layer}.json?edition=${encodeURIComponent(id)}`,
    maximumZoom: deepestZoom[layer],
  });
  const sources = [source('municipalities', edition.editionId)];
  if (cells && edition.cells) sources.push(source('cells', edition.cells.editionId));
  return sources;
}

/** Bounds of the map's classes, % of households. */
const bounds = [2, 10, 25, 50, 75, 95];

/** Rules for a rule-based style in QGIS, a class a line; `colours` of class 0 to 7. */
export function styleRules({ technology, speed }: Choice, colours: readonly string[]): string {
  const attribute = `"${figureOf(technology, speed).toLowerCase()}"`;
  const rules = [`${attribute} = 0`, `${attribute} > 0 AND ${attribute} < 2`];
  for (const [index, lower] of bounds.entries()) {
    const upper = bounds[index + 1];
    rules.push(`${attribute} >= ${lower}${upper === undefined ? '' : ` AND ${attribute} < ${upper}`}`);
  }
  return [...rules.map((rule, index) => `${rule}  →  ${colours[index] ?? ''}`), `${attribute} IS NULL  →  -`].join(
    '\n',
  );
}
