/** Finds out what a file holds, by its content, and which reader reads it. */
import { stat } from 'node:fs/promises';
import type { ConstructionContent } from '../construction/contents.ts';
import { FormatError, type EditionKind, type Population, type ReaderItem } from '../records.ts';
import { isAddressHeader } from './address-columns.ts';
import { readAddressList } from './address-list.ts';
import { listArchive, type ArchiveEntry } from './archive.ts';
import { readAtlas } from './atlas-csv.ts';
import { findAtlasColumns } from './atlas-columns.ts';
import { readBoundaries } from './boundaries.ts';
import { isBusinessParkHeader, readBusinessParks } from './business-parks-2019.ts';
import { isCellHeader } from './cell-columns.ts';
import { readCells } from './cells.ts';
import { areCells, readCellFeatures } from './cells-geojson.ts';
import { areDistricts, readDistricts } from './districts.ts';
import { populationOf, referenceDateOf } from './file-name.ts';
import { readFeatures } from './geojson.ts';
import { areHouseCoordinates, readHouseCoordinates } from './house-coordinates.ts';
import { isMobileHeader, readMobileCoverage } from './mobile-long.ts';
import { type NetworkOptions, readNetwork } from './network-features.ts';
import { planningSheetForm, planningTableForm } from './recognise-planning.ts';
import { chosen, geoPackageForm, networkShapefileForm, readDeclaredCrs } from './recognise-network.ts';
import { quote } from './problems.ts';
import { readCsvRows, type Row } from './rows.ts';
import { hasSheet, readSheetTable } from './sheet-table.ts';
import { isDeviceHeader } from './device-columns.ts';
import { readDeviceTable } from './device-table.ts';
import { findShapefile, findShapefileIn, type Shapefile } from './shapefile.ts';
import { hashBytes, readBytes, type SourceFile } from './source-file.ts';
import { hasStages, isStageEventHeader, readStageEvents } from './stage-events.ts';
import { peek, unpack, type Bytes } from './text.ts';
import { isXlsx } from './workbook.ts';
import { readXlsxRows } from './xlsx.ts';

/** A form of data that was recognised in a file. */
export interface Form {
  kind: EditionKind;
  /** Of the construction record: what it holds. */
  content?: ConstructionContent;
  /** For people, e.g. `municipal coverage of the Breitbandatlas, households (CSV)`. */
  description: string;
  /** Bytes that reading goes through, for progress. */
  size: number;
  read(onBytes: (bytesRead: number) => void): AsyncIterableIterator<ReaderItem>;
  /** SHA-256 of the content, whatever it is packed in. */
  sha256(): Promise<string>;
}

export interface RecogniseOptions {
  population?: Population;
  referenceDate?: string;
  /** What the file is said to hold, where it could be read as more than one thing. */
  holds?: ConstructionContent | undefined;
  /** Of geometry: coordinate system, kind and municipality, where the file does not say them. */
  network?: Omit<NetworkOptions, 'referenceDate'> | undefined;
}

/** What the readers understand, for the message about a file that none of them does. */
export const understoodFormats = [
  'municipal coverage of the Breitbandatlas (CSV or XLSX with AGS and a column per technology and class)',
  'companies in business parks (CSV with AGS and firmen_in_gwg_gesamt …)',
  'mobile coverage of counties (CSV with AGS;Technologie;Flaechenart;…;Verfügbarkeit)',
  '100 m cells (CSV or GeoJSON with an id of the grid, down_fn_hh_… or households; Zensus 2022)',
  'municipal boundaries (Shapefile VG250 or VG5000: folder, .shp or .zip)',
  'districts (GeoJSON with ags, name, inhabitants)',
  'official house coordinates (Hauskoordinaten, text or CSV: N;DERP…;A;07;3;13;000;…)',
  'addresses of an operator (CSV or XLSX with strasse, hnr, plz, ort …, and status, datum beside)',
  'rollout areas, trenches, network points or roadworks (GeoPackage; or, named as geometry or roadworks, GeoJSON and Shapefile)',
  'stages of the rollout (CSV or XLSX with stufe, fortschritt, von …; the template has all columns)',
  'surface defects, roadworks, plan or spending of the rollout (CSV or XLSX; by their templates)',
  'stations and devices of a sensor network (CSV or XLSX with messstelle, messgroesse, protokoll, geraet, lat, lon …)',
] as const;

/** Opens the bytes of a table or a GeoJSON, unpacked; tells how many packed ones were read. */
type Open = (onBytes?: (bytesRead: number) => void) => Bytes;

interface Content {
  name: string;
  size: number;
  open: Open;
  referenceDate: string | null;
  population: Population;
  isStages: IsHeader;
  holds: ConstructionContent | undefined;
  network: NetworkOptions | undefined;
  ags: string | undefined;
}

type IsHeader = (header: readonly string[]) => boolean;

/**
 * Recognises a file on disk, or a folder with a Shapefile.
 * Errors: FormatError `unknown-format` lists what is understood; others as the readers have them.
 */
export async function recognise(file: SourceFile, options: RecogniseOptions = {}): Promise<Form> {
  const isStages = stageHeaderOf(options.holds);
  const referenceDate = options.referenceDate ?? referenceDateOf(file.name);
  const roadworks = options.holds === 'roadworks';
  const networkOptions: NetworkOptions = { referenceDate, ...options.network, roadworks };
  const isNetwork = options.holds === 'geometry' || roadworks;
  const shapefileForm = (shapefile: Shapefile): Form =>
    isNetwork ? networkShapefileForm(shapefile, networkOptions) : boundaries(shapefile, options.referenceDate);
  const named = (name: string): Omit<Content, 'name' | 'size' | 'open'> => ({
    isStages,
    holds: options.holds,
    ags: options.network?.ags,
    network: isNetwork ? networkOptions : undefined,
    referenceDate: options.referenceDate ?? referenceDateOf(name) ?? referenceDateOf(file.name),
    population: options.population ?? populationOf(`${file.name} ${name}`),
  });
  const isFolder = (await stat(file.path)).isDirectory();
  if (isFolder || /\.(shp|shx|dbf|prj|cpg)$/i.test(file.path)) {
    return shapefileForm(await findShapefile(file.path));
  }
  const { head, whole } = await peek(readBytes(file.path), 16);
  await (whole as AsyncGenerator).return(undefined);
  if (head.toString('latin1').startsWith('SQLite format 3')) return geoPackageForm(file, networkOptions);
  if (head.subarray(0, 4).toString('latin1') !== 'PK\x03\x04') {
    const open: Open = (onBytes) => unpack(readBytes(file.path, onBytes));
    return text({ name: file.name, size: file.size, open, ...named(file.name) });
  }
  const entries = await listArchive(file.path);
  if (isXlsx(entries)) return sheet(file, named(file.name));
  if (entries.some(({ name }) => /\.shp$/i.test(name))) {
    return shapefileForm(findShapefileIn(entries, file.name));
  }
  const entry = chooseEntry(entries, file.name);
  const open: Open = (onBytes) => counted(unpack(entry.open()), onBytes);
  return text({ name: entry.name, size: entry.size, open, ...named(entry.name) });
}

function stageHeaderOf(holds: ConstructionContent | undefined): IsHeader {
  if (holds === undefined) return isStageEventHeader;
  return holds === 'stages' ? hasStages : () => false;
}

async function* counted(bytes: Bytes, onBytes?: (bytesRead: number) => void): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const chunk of bytes) {
    onBytes?.((read += chunk.length));
    yield chunk;
  }
}

/** The one table in an archive; of several (the census packs three grids together) that of the 100 m grid. */
function chooseEntry(entries: readonly ArchiveEntry[], name: string): ArchiveEntry {
  const tables = entries.filter((entry) => /\.(csv|txt|tsv|json|geojson|geojsonl|ndjson)(\.gz)?$/i.test(entry.name));
  const fine = tables.filter((entry) => /100 ?m/i.test(entry.name));
  const [entry, ...others] = tables.length > 1 ? fine : tables;
  if (entry && others.length === 0) return entry;
  throw unknown(
    name,
    tables.length > 1
      ? `is an archive with several tables (${tables.map((table) => table.name).join(', ')}); unpack it and name one. Understood`
      : `is an archive without Shapefile or table. Understood`,
  );
}

function unknown(file: string, what: string, line = 0): FormatError {
  return new FormatError(
    'unknown-format',
    `${file} ${what}: ${understoodFormats.join('; ')}; or the address of an ArcGIS FeatureServer`,
    line,
    { file },
  );
}

function boundaries(shapefile: Shapefile, referenceDate?: string): Form {
  const { shp, dbf, prj } = shapefile.parts;
  return {
    kind: 'boundaries',
    description: `municipal boundaries of the BKG, ${shapefile.name} (Shapefile)`,
    size: shapefile.size,
    async *read(onBytes) {
      for await (const item of readBoundaries(shapefile, referenceDate ?? null)) {
        if (item.type === 'header') onBytes(shapefile.size);
        yield item;
      }
    },
    sha256: () => hashBytes(shp.open(), dbf.open(), ...(prj ? [prj.open()] : [])),
  };
}

async function sheet(
  file: SourceFile,
  { population, referenceDate, isStages, holds, ags }: Omit<Content, 'name' | 'size' | 'open'>,
): Promise<Form> {
  if (await hasSheet(file.path, isDeviceHeader)) {
    return {
      kind: 'sensors',
      description: `${deviceTable} (XLSX)`,
      size: file.size,
      read: (onBytes) => readDeviceTable(readSheetTable(file.path, isDeviceHeader, onBytes), { referenceDate, ags }),
      sha256: () => hashBytes(readBytes(file.path)),
    };
  }
  const planning = await planningSheetForm(file, holds, { referenceDate, ags });
  if (planning) return planning;
  if (await hasSheet(file.path, isStages)) {
    return {
      kind: 'rollout',
      content: 'stages',
      description: 'stages of the rollout (XLSX)',
      size: file.size,
      read: (onBytes) => readStageEvents(readSheetTable(file.path, isStages, onBytes), { referenceDate, ags }),
      sha256: () => hashBytes(readBytes(file.path)),
    };
  }
  if (await hasSheet(file.path, isAddressHeader)) {
    return {
      kind: 'addresses',
      content: 'addresses',
      description: 'addresses of an operator (XLSX)',
      size: file.size,
      read: (onBytes) => readAddressList(readSheetTable(file.path, isAddressHeader, onBytes), referenceDate),
      sha256: () => hashBytes(readBytes(file.path)),
    };
  }
  return {
    kind: 'municipal_coverage',
    description: `municipal coverage of the Breitbandatlas, ${ofWhom[population]} (XLSX)`,
    size: file.size,
    read: (onBytes) => readAtlas(readXlsxRows(file.path, onBytes), { population, referenceDate }),
    sha256: () => hashBytes(readBytes(file.path)),
  };
}

const ofWhom: Record<Population, string> = { households: 'households', business_parks: 'business parks' };

async function text(content: Content): Promise<Form> {
  const { head, whole } = await peek(content.open(), 64);
  await (whole as AsyncGenerator).return(undefined);
  // A byte order mark or a record separator may stand before the brace.
  const isJson = /^(\ufeff|\u001e|\s)*[{[]/.test(head.toString('utf8'));
  return isJson ? geojson(content) : table(content);
}

async function geojson({ name, size, open, referenceDate, network }: Content): Promise<Form> {
  const sha256 = (): Promise<string> => hashBytes(open());
  if (network) {
    return {
      kind: 'rollout',
      content: 'geometry',
      description: 'rollout areas, trenches, network points or roadworks (GeoJSON)',
      size,
      async *read(onBytes) {
        yield* readNetwork(readFeatures(open(onBytes)), await readDeclaredCrs(open()), network);
      },
      sha256: () => hashBytes(open(), chosen(network)),
    };
  }
  for await (const features of readFeatures(open())) {
    if (areCells(features)) {
      return {
        kind: 'cell_coverage',
        description: '100 m cells (GeoJSON)',
        size,
        read: (onBytes) => readCellFeatures(readFeatures(open(onBytes)), referenceDate),
        sha256,
      };
    }
    if (areDistricts(features)) {
      return {
        kind: 'districts',
        description: 'districts (GeoJSON)',
        size,
        read: (onBytes) => readDistricts(readFeatures(open(onBytes)), referenceDate),
        sha256,
      };
    }
    break;
  }
  throw unknown(
    name,
    `is GeoJSON, but of neither cells nor districts; rollout areas, trenches or network points have to be named as geometry. Understood`,
  );
}

const deviceTable = 'stations and devices of a sensor network';

async function table(content: Content): Promise<Form> {
  const { name, size, open, referenceDate, population, isStages } = content;
  const [header, sample] = await firstRows(open());
  const cells = header?.cells ?? [];
  const form = (kind: EditionKind, description: string, read: Form['read']): Form => ({
    kind,
    description: `${description} (CSV)`,
    size,
    read,
    sha256: () => hashBytes(open()),
  });
  if (areHouseCoordinates(cells)) {
    return form('addresses', 'official house coordinates', (onBytes) =>
      readHouseCoordinates(readCsvRows(open(onBytes)), referenceDate),
    );
  }
  if (isBusinessParkHeader(cells)) {
    return form('business_parks', 'companies in business parks of the Breitbandatlas, schema of 2019', (onBytes) =>
      readBusinessParks(readCsvRows(open(onBytes)), referenceDate),
    );
  }
  if (isMobileHeader(cells)) {
    return form('mobile_coverage', 'mobile coverage of counties of the Breitbandatlas', (onBytes) =>
      readMobileCoverage(readCsvRows(open(onBytes)), referenceDate),
    );
  }
  if (isDeviceHeader(cells)) {
    return form('sensors', deviceTable, (onBytes) => readDeviceTable(readCsvRows(open(onBytes)), content));
  }
  const planning = planningTableForm(content, cells);
  if (planning) return planning;
  // Before addresses: a list of what was reported of addresses has their columns too.
  if (isStages(cells)) {
    const stages = form('rollout', 'stages of the rollout', (onBytes) =>
      readStageEvents(readCsvRows(open(onBytes)), { referenceDate, ags: content.ags }),
    );
    return { ...stages, content: 'stages' };
  }
  // Before cells: a list of addresses may have columns "id" and "haushalte" too.
  if (isAddressHeader(cells)) {
    return form('addresses', 'addresses of an operator', (onBytes) =>
      readAddressList(readCsvRows(open(onBytes)), referenceDate),
    );
  }
  if (isCellHeader(cells, sample?.cells)) {
    return form('cell_coverage', '100 m cells', (onBytes) => readCells(readCsvRows(open(onBytes)), referenceDate));
  }
  if (findAtlasColumns(cells)) {
    return form('municipal_coverage', `municipal coverage of the Breitbandatlas, ${ofWhom[population]}`, (onBytes) =>
      readAtlas(readCsvRows(open(onBytes)), { population, referenceDate }),
    );
  }
  throw unknown(name, `has a header that is not understood, ${quote(cells.join(' | '), 100)}. Understood`, 1);
}

async function firstRows(bytes: Bytes): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of readCsvRows(bytes).batches) {
    rows.push(...batch.slice(0, 2));
    if (rows.length >= 2) break;
  }
  return rows;
}
