/**
 * Reads 100 m cells from GeoJSON: one record per feature; the file may have millions.
 * Shape: properties as the columns of `cells.ts`; the cell is named by an id (property or the feature's own) or follows
 * from its polygon, in EPSG:4326 or in metres of EPSG:3035. A missing property is null.
 * Errors: as `cells.ts`; a polygon that is no cell of the grid yields a Problem.
 */
import type { Geometry, Position } from 'geojson';
import type { CellCoverageRecord, Header, Problem } from '../records.ts';
import { toMetres, type Corner } from '../grid.ts';
import { flatten } from './batches.ts';
import { cornerOfId, isCellHeader } from './cell-columns.ts';
import { cellHeader, checkedCellColumns, createCellReader, unknownFigures, type CellReader } from './cells.ts';
import { isProblem, type FeatureItem, type NumberedFeature } from './geojson.ts';
import { quote, refused, warning } from './problems.ts';

type CellItem = Header | CellCoverageRecord | Problem;

/** Exporters leave out properties that are null, so the first feature alone does not tell what there is. */
const featuresLookedAt = 2000;

/** Sides of a cell may differ from 100 m by this, since exporters round degrees, m. */
const sideTolerance = 2;

/** Whether features are cells: by their properties, their own id or the square that they draw. */
export function areCells(features: readonly FeatureItem[]): boolean {
  return features.some(
    (item) => !isProblem(item) && (isCellHeader(Object.keys(item.properties)) || placeOf(item) !== undefined),
  );
}

/** Cells from features. `referenceDate` is an ISO date. */
export function readCellFeatures(
  features: AsyncIterable<FeatureItem[]>,
  referenceDate: string | null = null,
): AsyncIterableIterator<CellItem> {
  return flatten(readCellBatches(features, referenceDate));
}

async function* readCellBatches(
  features: AsyncIterable<FeatureItem[]>,
  referenceDate: string | null,
): AsyncGenerator<CellItem[]> {
  let held: FeatureItem[] = [];
  let readBatch: ((batch: readonly FeatureItem[]) => CellItem[]) | undefined;
  for await (const batch of features) {
    if (readBatch) {
      yield readBatch(batch);
      continue;
    }
    held.push(...batch);
    if (held.length < featuresLookedAt) continue;
    yield (readBatch = createBatchReader(held, referenceDate))(held);
    held = [];
  }
  if (!readBatch) yield createBatchReader(held, referenceDate)(held);
}

function createBatchReader(
  sample: readonly FeatureItem[],
  referenceDate: string | null,
): (batch: readonly FeatureItem[]) => CellItem[] {
  const known = new Set<string>();
  for (const item of sample) if (!isProblem(item)) for (const name in item.properties) known.add(name);
  const names = [...known];
  const columns = checkedCellColumns(names, 1, true);
  const read: CellReader = createCellReader(names, columns);
  let started = false;
  const late = new Set<string>();
  return (batch) => {
    const items: CellItem[] = [];
    if (!started) items.push(cellHeader(columns, referenceDate), ...unknownFigures(columns, 1));
    started = true;
    for (const item of batch) {
      if (isProblem(item)) {
        items.push(item);
        continue;
      }
      const { number, properties } = item;
      for (const name in properties) {
        if (known.has(name) || late.has(name) || !/^down_fn_hh_/i.test(name)) continue;
        late.add(name);
        items.push(lateProperty(name, number));
      }
      const cells = names.map((name) => propertyText(properties[name]));
      const place = columns.id >= 0 && cells[columns.id] !== '' ? undefined : placeOf(item);
      if (place || columns.id >= 0 || (columns.x >= 0 && columns.y >= 0)) read(cells, number, place, items);
      else items.push(noCell(number));
    }
    return items;
  };
}

/** A property as a cell of a table: null and a missing one are empty. */
export function propertyText(value: unknown): string {
  return typeof value === 'string'
    ? value
    : typeof value === 'number'
      ? String(value)
      : value === null || value === undefined
        ? ''
        : JSON.stringify(value);
}

function placeOf({ id, geometry }: NumberedFeature): Corner | undefined {
  return (typeof id === 'string' ? cornerOfId(id) : undefined) ?? cornerOfPolygon(geometry);
}

/** Corner of the cell that a polygon draws, or undefined if it draws none. */
export function cornerOfPolygon(geometry: Geometry | null): Corner | undefined {
  const ring =
    geometry?.type === 'Polygon'
      ? geometry.coordinates[0]
      : geometry?.type === 'MultiPolygon'
        ? geometry.coordinates[0]?.[0]
        : undefined;
  if (!ring || ring.length < 4) return undefined;
  // Degrees stop at 180, the grid's metres start in the millions.
  const inMetres = Math.abs(ring[0]?.[0] ?? 0) > 360;
  const metres = ring.map(([x = NaN, y = NaN]: Position): readonly [number, number] =>
    inMetres ? [x, y] : toMetres(x, y),
  );
  const eastings = metres.map(([easting]) => easting);
  const northings = metres.map(([, northing]) => northing);
  const west = Math.min(...eastings);
  const south = Math.min(...northings);
  const isCell =
    Math.abs(Math.max(...eastings) - west - 100) <= sideTolerance &&
    Math.abs(Math.max(...northings) - south - 100) <= sideTolerance;
  if (!isCell) return undefined;
  const corner = { easting: Math.round(west / 100) * 100, northing: Math.round(south / 100) * 100 };
  return Math.abs(corner.easting - west) <= sideTolerance && Math.abs(corner.northing - south) <= sideTolerance
    ? corner
    : undefined;
}

function noCell(number: number): Problem {
  return refused(
    number,
    'unusable-cell-id',
    `feature ${number} has neither the id of a cell nor the polygon of one`,
    'Give it an id like 100mN29001E41837, or the square of a cell of the 100 m grid',
  );
}

function lateProperty(name: string, number: number): Problem {
  return warning(
    number,
    'late-property',
    `the property ${quote(name)} is new here and was left out: none of the first ${featuresLookedAt} features has it`,
    'Export the file with all properties in each feature, null where there is no value',
  );
}
