/**
 * The dataset that the project ships: what was published for all of Germany, and Landau's history and grid. Each entry
 * becomes one edition; the order is that of the import, for coverage is checked against boundaries.
 */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { MultiPolygon } from 'geojson';
import { openSource, hashSource } from '../formats/detect.ts';
import type { CellCoverageRecord, DistrictRecord, GeodataRecord, Header, ReaderItem } from '../records.ts';
import type { SourceId } from '../sources.ts';
import { districtAreas } from './districts.ts';
import { landauAgs } from './facts.ts';
import { cellMethod, districtMethod } from './methods.ts';
import { modelCells, type ModelledEdition } from './model.ts';

/** One edition to be imported, described. */
export interface DatasetEdition {
  title: string;
  source: SourceId;
  /** ISO date that the records hold for. */
  referenceDate: string;
  modelled: boolean;
  /** How the records came about, where they are not simply as published. English. */
  method: string | null;
  /** Name of the shipped file; null for what is made from code. */
  fileName: string | null;
  /** Checksum of the content, hexadecimal: of a file unpacked, of what is modelled in a canonical text. */
  sha256: string;
  /** A Header first, then records and problems. */
  open(): AsyncIterable<ReaderItem>;
}

interface ShippedFile {
  fileName: string;
  title: string;
  source: SourceId;
  referenceDate: string;
  method: string | null;
}

const boundaryFile: ShippedFile = {
  fileName: 'VG5000_GEM.zip',
  title: 'Municipal boundaries of Germany, VG5000 of 2021',
  source: 'bkg',
  // The newest date in the file that a boundary holds from (attribute BEGINN): no municipality is of a later day.
  referenceDate: '2021-07-01',
  method: null,
};

const landauOnly = 'Figures of Landau alone, as published; the edition for all of Germany is not part of this dataset.';

const coverageFiles: readonly ShippedFile[] = [
  atlas('gemeinden_haushalte_2018_mitte.csv.gz', 'Households by municipality, mid-2018', '2018-06-30'),
  atlas('gemeinden_haushalte_2018_ende.csv.gz', 'Households by municipality, end of 2018', '2018-12-31'),
  atlas('landau_haushalte_2019_ende.csv.gz', 'Households in Landau, end of 2019', '2019-12-31', landauOnly),
  atlas('landau_haushalte_2020_ende.csv.gz', 'Households in Landau, end of 2020', '2020-12-31', landauOnly),
  atlas('gemeinden_haushalte_2021_mitte.csv.gz', 'Households by municipality, mid-2021', '2021-06-30'),
  atlas('gemeinden_gewerbegebiete_2019_mitte.csv.gz', 'Companies in business parks, mid-2019', '2019-06-30'),
  atlas('gemeinden_gewerbegebiete_2021_mitte.csv.gz', 'Companies in business parks, mid-2021', '2021-06-30'),
  atlas('landkreise_mobilfunk_2021_mitte.csv.gz', 'Mobile coverage by county, mid-2021', '2021-06-30'),
];

function atlas(fileName: string, title: string, referenceDate: string, method: string | null = null): ShippedFile {
  return { fileName, title, source: 'breitbandatlas', referenceDate, method };
}

/** All editions of the default dataset, in the order to import them in. Takes about two seconds: the model is run. */
export async function defaultDataset(): Promise<DatasetEdition[]> {
  const boundary = await readLandauBoundary();
  const published = await Promise.all([boundaryFile, ...coverageFiles].map(shippedEdition));
  return [...published, districtEdition(boundary), ...modelCells(boundary).map(cellEdition)];
}

function pathOf(fileName: string): string {
  return fileURLToPath(new URL(`data/${fileName}`, import.meta.url));
}

async function shippedEdition({ fileName, ...description }: ShippedFile): Promise<DatasetEdition> {
  const path = pathOf(fileName);
  return {
    ...description,
    fileName,
    modelled: false,
    sha256: await hashSource({ path }),
    async *open() {
      const { items } = await openSource({ path });
      yield* items;
    },
  };
}

/** The city's boundary as the shipped boundaries have it, EPSG:4326. */
export async function readLandauBoundary(): Promise<MultiPolygon> {
  const { items } = await openSource({ path: pathOf(boundaryFile.fileName) });
  for await (const item of items) {
    if (item.type === 'boundaries' && item.ags === landauAgs) return item.geometry;
  }
  throw new Error(`${boundaryFile.fileName} lacks Landau in der Pfalz, ${landauAgs}`);
}

function districtEdition(boundary: MultiPolygon): DatasetEdition {
  const records = districtAreas(boundary).map((area, index): DistrictRecord => ({
    type: 'districts',
    line: index + 1,
    ags: landauAgs,
    ...area,
  }));
  return modelledEdition('Districts of Landau in der Pfalz, modelled', districtMethod, records, {
    kind: 'districts',
    figures: [],
    referenceDate: boundaryFile.referenceDate,
  });
}

function cellEdition({ referenceDate, figures, cells }: ModelledEdition): DatasetEdition {
  const records = cells.map((cell, index): CellCoverageRecord => ({ type: 'cell_coverage', line: index + 1, ...cell }));
  const [year, half] = [referenceDate.slice(0, 4), referenceDate.endsWith('12-31') ? 'end of ' : 'mid-'];
  const title = `100 m cells of Landau in der Pfalz, ${half}${year}, modelled`;
  return modelledEdition(title, cellMethod(referenceDate), records, { kind: 'cell_coverage', figures, referenceDate });
}

function modelledEdition(
  title: string,
  method: string,
  records: readonly GeodataRecord[],
  about: Pick<Header, 'kind' | 'figures'> & { referenceDate: string },
): DatasetEdition {
  const header: Header = {
    type: 'header',
    ...about,
    population: 'households',
    source: 'breitblick',
    expected: records.length,
  };
  return {
    title,
    source: 'breitblick',
    referenceDate: about.referenceDate,
    modelled: true,
    method,
    fileName: null,
    sha256: checksum(header, records),
    // eslint-disable-next-line @typescript-eslint/require-await -- readers are asynchronous, and this stands in for one
    async *open() {
      yield header;
      yield* records;
    },
  };
}

/** Over header and records as lines of JSON, so that the same content is the same edition everywhere. */
function checksum(header: Header, records: readonly GeodataRecord[]): string {
  const sum = createHash('sha256');
  for (const item of [header, ...records]) sum.update(`${JSON.stringify(item)}\n`);
  return sum.digest('hex');
}
