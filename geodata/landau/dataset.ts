/**
 * The dataset that the project ships: what was published for all of Germany, and Landau's history and grid. Each entry
 * becomes one edition; the order is that of the import, for coverage is checked against boundaries, and the construction
 * record goes on from what was known before.
 */
import { fileURLToPath } from 'node:url';
import type { MultiPolygon } from 'geojson';
import { openSource, hashSource } from '../formats/detect.ts';
import type { CellCoverageRecord, DistrictRecord } from '../records.ts';
import type { SourceId } from '../sources.ts';
import { districtAreas } from './districts.ts';
import { type DatasetEdition, ownEdition } from './edition.ts';
import { landauAgs } from './facts.ts';
import { cellMethod, districtMethod, sensorMethod } from './methods.ts';
import { modelCells, type ModelledEdition } from './model.ts';
import { planningEditions, rolloutEditions } from './rollout-dataset.ts';
import { townRecords } from './sensors/town.ts';

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
  return [
    ...published,
    districtEdition(boundary),
    ...modelCells(boundary).map(cellEdition),
    ...rolloutEditions(boundary),
    ...defaultSensors(),
  ];
}

/** The editions of the construction record alone, for a database that was filled before there was one. */
export async function defaultRollout(): Promise<DatasetEdition[]> {
  return rolloutEditions(await readLandauBoundary());
}

/** Plan, spending, defects and roadworks alone, for a database that was filled before there were any. */
export async function defaultPlanning(): Promise<DatasetEdition[]> {
  return planningEditions(await readLandauBoundary());
}

/** The modelled network of sensors; its values are made while the server runs. */
export function defaultSensors(): DatasetEdition[] {
  return [
    ownEdition(townRecords(), {
      ...modelled,
      kind: 'sensors',
      title: 'Sensors of Landau in der Pfalz, modelled',
      method: sensorMethod,
      referenceDate: '2026-01-01',
    }),
  ];
}

function pathOf(fileName: string): string {
  return fileURLToPath(new URL(`data/${fileName}`, import.meta.url));
}

async function shippedEdition({ fileName, ...description }: ShippedFile): Promise<DatasetEdition> {
  const path = pathOf(fileName);
  return {
    ...description,
    fileName,
    recordedAt: null,
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

const modelled = { source: 'breitblick', modelled: true, recordedAt: null } as const;

function districtEdition(boundary: MultiPolygon): DatasetEdition {
  const records = districtAreas(boundary).map((area, index): DistrictRecord => ({
    type: 'districts',
    line: index + 1,
    ags: landauAgs,
    ...area,
  }));
  return ownEdition(records, {
    ...modelled,
    kind: 'districts',
    title: 'Districts of Landau in der Pfalz, modelled',
    method: districtMethod,
    referenceDate: boundaryFile.referenceDate,
  });
}

function cellEdition({ referenceDate, figures, cells }: ModelledEdition): DatasetEdition {
  const records = cells.map((cell, index): CellCoverageRecord => ({ type: 'cell_coverage', line: index + 1, ...cell }));
  const [year, half] = [referenceDate.slice(0, 4), referenceDate.endsWith('12-31') ? 'end of ' : 'mid-'];
  const title = `100 m cells of Landau in der Pfalz, ${half}${year}, modelled`;
  const method = cellMethod(referenceDate);
  return ownEdition(records, { ...modelled, kind: 'cell_coverage', title, method, figures, referenceDate });
}
