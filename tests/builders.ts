/**
 * Small editions for tests, written through the import as real ones are. What a test does not say is plain: a place in
 * Rheinland-Pfalz, inhabited, part of a county.
 */
import { createHash } from 'node:crypto';
import type { MultiPolygon } from 'geojson';
import type { AddressRecord, BoundaryRecord, DistrictRecord, Header, ReaderItem } from '../geodata/records.ts';
import type { SourceId } from '../geodata/sources.ts';
import type { Figure } from '../geodata/technologies.ts';
import type { Database } from '../server/database/database.ts';
import { importEdition } from '../server/editions/import.ts';
import { openWriter } from '../server/imports.ts';

/** A box in degrees, EPSG:4326. */
export function box(west: number, south: number, east: number, north: number): MultiPolygon {
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: 'MultiPolygon', coordinates: [[ring]] };
}

export function aMunicipality(municipality: Partial<BoundaryRecord> & { ags: string }): BoundaryRecord {
  const { ags } = municipality;
  return {
    type: 'boundaries',
    line: 0,
    ars: `${ags.slice(0, 5)}0000${ags.slice(5)}`,
    name: `Gemeinde ${ags}`,
    designation: 'Gemeinde',
    independent: false,
    inhabited: true,
    geometry: box(8, 49, 8.1, 49.1),
    ...municipality,
  };
}

export function aDistrict(district: Partial<DistrictRecord> & { ags: string; name: string }): DistrictRecord {
  return { type: 'districts', line: 0, inhabitants: null, geometry: box(8, 49, 8.1, 49.1), ...district };
}

export function anAddress(address: Partial<AddressRecord> & { ags: string; id: string }): AddressRecord {
  return {
    type: 'addresses',
    line: 0,
    street: 'Hauptstraße',
    houseNumber: 1,
    addition: null,
    postcode: '76829',
    place: 'Landau in der Pfalz',
    district: null,
    areaId: null,
    households: null,
    longitude: 8.05,
    latitude: 49.05,
    ...address,
  };
}

interface EditionOptions {
  referenceDate?: string;
  source?: SourceId;
  modelled?: boolean;
  population?: Header['population'];
  supersedes?: string;
}

/** Returns the edition's id. */
export function addBoundaries(database: Database, municipalities: BoundaryRecord[], options: EditionOptions = {}) {
  return addEdition(database, { kind: 'boundaries', source: 'bkg', figures: [] }, municipalities, options);
}

/** Returns the edition's id. */
export function addDistricts(database: Database, districts: DistrictRecord[], options: EditionOptions = {}) {
  return addEdition(database, { kind: 'districts', source: 'breitblick', figures: [] }, districts, options);
}

/** Returns the edition's id. */
export function addAddresses(database: Database, addresses: AddressRecord[], options: EditionOptions = {}) {
  return addEdition(database, { kind: 'addresses', source: 'breitblick', figures: [] }, addresses, options);
}

/** Shares in the order of the figures, by AGS. Returns the edition's id. */
export function addCoverage(
  database: Database,
  figures: Figure[],
  shares: Record<string, (number | null)[]>,
  options: EditionOptions = {},
) {
  const records = Object.entries(shares).map(([ags, values], index) => ({
    type: 'municipal_coverage' as const,
    line: index + 2,
    ags,
    shares: values,
  }));
  return addEdition(database, { kind: 'municipal_coverage', source: 'breitbandatlas', figures }, records, options);
}

export interface TestCell {
  northing: number;
  easting: number;
  ags: string;
  households: number | null;
  shares: (number | null)[];
}

/** Shares in the order of the figures. Returns the edition's id. */
export function addCells(database: Database, figures: Figure[], cells: TestCell[], options: EditionOptions = {}) {
  const records = cells.map((cell, index) => ({ type: 'cell_coverage' as const, line: index + 2, ...cell }));
  return addEdition(database, { kind: 'cell_coverage', source: 'breitbandatlas', figures }, records, options);
}

let count = 0;

async function addEdition(
  { db }: Database,
  { kind, source, figures }: Pick<Header, 'kind' | 'figures'> & { source: SourceId },
  records: ReaderItem[],
  options: EditionOptions,
): Promise<string> {
  const population = options.population ?? 'households';
  const referenceDate = options.referenceDate ?? '2021-06-30';
  const header: Header = { type: 'header', kind, figures, population, referenceDate, source, expected: null };
  const description = {
    title: `Test ${kind} of ${referenceDate}`,
    source: options.source ?? source,
    modelled: options.modelled ?? false,
    fileName: 'test.csv',
    url: null,
    sha256: createHash('sha256').update(`test ${count++}`).digest('hex'),
    supersedes: options.supersedes,
    beside: true,
  };
  const { editionId } = await db
    .transaction()
    .execute((transaction) => importEdition(transaction, readAll([header, ...records]), description, openWriter));
  return editionId;
}

async function* readAll(items: ReaderItem[]): AsyncGenerator<ReaderItem> {
  await Promise.resolve();
  yield* items;
}
