/**
 * Reads 100 m cells from the live service of the Breitbandatlas, an ArcGIS REST FeatureServer.
 * Shape: a layer with `gem` and `down_fn_hh_*` fields; pages by `resultOffset`, in the order of the object id. All pages
 * are brought to the disk before anything is read, so that a download that broke off goes on at its last complete page,
 * that nothing half-read is imported, and that the checksum is one of the content. The cell follows from an id field or
 * from the polygon.
 * Errors: FormatError `service-error` (ArcGIS reports errors with HTTP 200), `service-incomplete`,
 * `service-changed`, `unknown-format`, those of `openSpool` and `fetchJson`.
 * Source: Breitbandatlas | Gigabit-Grundbuch (https://gigabitgrundbuch.bund.de); ArcGIS REST API, "Query (Feature Service)".
 */
import { FormatError, type CellCoverageRecord, type Header, type Problem } from '../records.ts';
import { flatten, withEnd } from './batches.ts';
import type { CellColumns } from './cell-columns.ts';
import { cellHeader, checkedCellColumns, createCellReader, unknownFigures } from './cells.ts';
import { cornerOfPolygon, propertyText } from './cells-geojson.ts';
import type { OpenedSource } from './detect.ts';
import { fetchJson, type FetchOptions } from './http.ts';
import { warning } from './problems.ts';
import { hashBytes, readBytes } from './source-file.ts';
import { openSpool, readSpool, spoolFolderOf, type Spool } from './spool.ts';

/** Servers allow 1,000 to 2,000 a page by default; more would only make a failed page dearer. */
export const featuresInPage = 2000;

export interface FeatureServerOptions extends FetchOptions {
  /** ISO date that the figures hold for; the service does not say it. */
  referenceDate?: string;
  /** Called for each page on disk, and first for those of a download before: features there, and features in all. */
  onPage?: (nextOffset: number, total: number) => void;
  /** Told the bytes on disk while pages come in (total null), then those read of them. */
  onBytes?: (bytes: number, total: number | null) => void;
  /** Where pages are kept until all are there; by default a folder of the layer's among the temporary files. */
  spoolFolder?: string;
  /** Address of the atlas' `configLayerList.json`; the service's edition is then the current one. */
  configUrl?: string;
}

interface Layer {
  url: string;
  name: string;
  objectId: string;
  fields: string[];
  pageSize: number;
  total: number;
  /** When the layer was last changed, as far as it says it. */
  changed: unknown;
}

/** Whether an address is that of a FeatureServer (or MapServer) or of one of its layers. */
export function isFeatureServer(url: string): boolean {
  return URL.canParse(url) && /\/(Feature|Map)Server(\/\d+)?\/?$/i.test(new URL(url).pathname);
}

/**
 * Address of the atlas' current edition: the number behind `festnetz_` or `mobilfunk_` in `url` is replaced by the one
 * that `configLayerList.json` announces (`stationaryVersion`, `mobileVersion`), wherever it stands in there.
 * Errors: FormatError `no-current-edition`.
 */
export async function findCurrentService(configUrl: string, url: string, options: FetchOptions = {}): Promise<string> {
  const match = /(festnetz|mobilfunk)_[^/]+/i.exec(url);
  const key = match?.[1]?.toLowerCase() === 'mobilfunk' ? 'mobileVersion' : 'stationaryVersion';
  const version = await fetchJson(configUrl, options, (config) => findMember(config, key));
  const digits = /(\d+)\s*$/.exec(
    typeof version === 'number' ? String(version) : typeof version === 'string' ? version : '',
  )?.[1];
  if (!match || digits === undefined) {
    throw new FormatError(
      'no-current-edition',
      match
        ? `${configUrl} announces no ${key}; name the service with its edition`
        : `${url} names no service like festnetz_014, so its current edition can't be found`,
    );
  }
  return url.replace(match[0], `${match[1]}_${digits.padStart(3, '0')}`);
}

function findMember(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (key in value) return (value as Record<string, unknown>)[key];
  for (const inner of Object.values(value)) {
    const found = findMember(inner, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Brings a service's layer (its first unless one is named) to the disk and opens it as a source; see `OpenedSource`.
 * If it breaks off, what is there is kept, and the next call goes on there, as long as the layer was not changed.
 */
export async function openFeatureServer(url: string, options: FeatureServerOptions = {}): Promise<OpenedSource> {
  const current = options.configUrl ? await findCurrentService(options.configUrl, url, options) : url;
  const layer = await describeLayer(current, options);
  const columns = checkedLayer(layer);
  const version = versionOf(layer);
  const spool = await openSpool(options.spoolFolder ?? spoolFolderOf(layer.url), version);
  let unchanged: boolean;
  try {
    await fetchPages(layer, columns, spool, options);
    unchanged = versionOf(await describeLayer(layer.url, options)) === version;
  } catch (error) {
    if (spool.next === 0) await spool.remove();
    else await spool.release();
    if (!(error instanceof FormatError) || spool.next === 0) throw error;
    throw new FormatError(
      error.rule,
      `${error.message}. ${spool.next} of ${layer.total} features are kept; the same command, run again, goes on there`,
    );
  }
  const dispose = (): Promise<void> => spool.remove();
  if (!unchanged) {
    await dispose();
    throw new FormatError(
      'service-changed',
      `${layer.url} was changed while it was read, so its pages don't go together; run the same command again`,
    );
  }
  return {
    kind: 'cell_coverage',
    content: null,
    description: '100 m cells of the Breitbandatlas (ArcGIS FeatureServer)',
    name: layer.name,
    url: layer.url,
    bytesTotal: spool.bytes,
    items: withEnd(flatten(readPages(layer, columns, spool, options)), dispose),
    sha256: () => hashBytes(readBytes(spool.path)),
    dispose,
  };
}

function versionOf({ url, total, changed, objectId, fields }: Layer): string {
  return JSON.stringify([url, total, changed, objectId, fields]);
}

function checkedLayer({ fields, url }: Layer): CellColumns {
  if (!fields.some((name) => /^down_fn_hh_/i.test(name))) {
    throw new FormatError(
      'unknown-format',
      `${url} has no fields down_fn_hh_…; the layer of fixed networks is understood (festnetz_…/FeatureServer/0)`,
    );
  }
  return checkedCellColumns(fields, 0, true);
}

async function describeLayer(url: string, options: FetchOptions): Promise<Layer> {
  const trimmed = url.replace(/[?#].*$/, '').replace(/\/+$/, '');
  const layerUrl = /\/\d+$/.test(trimmed) ? trimmed : `${trimmed}/0`;
  const about = await query(layerUrl, { f: 'json' }, options);
  const { count } = await query(`${layerUrl}/query`, { where: '1=1', returnCountOnly: 'true', f: 'json' }, options);
  const fields = Array.isArray(about.fields) ? (about.fields as { name?: unknown; type?: unknown }[]) : [];
  const objectId = about.objectIdField ?? fields.find(({ type }) => type === 'esriFieldTypeOID')?.name;
  const limit = Number(about.maxRecordCount);
  if (typeof objectId !== 'string' || typeof count !== 'number') {
    throw new FormatError('service-error', `${layerUrl} is no layer with features; name one like …/FeatureServer/0`);
  }
  const service =
    /\/services\/(.+?)\/(?:Feature|Map)Server\//i.exec(layerUrl)?.[1] ??
    (typeof about.name === 'string' ? about.name : layerUrl);
  return {
    url: layerUrl,
    name: service,
    objectId,
    fields: fields.flatMap(({ name }) => (typeof name === 'string' ? [name] : [])),
    pageSize: limit > 0 ? Math.min(limit, featuresInPage) : featuresInPage,
    total: count,
    changed: (about.editingInfo as Record<string, unknown> | undefined)?.lastEditDate ?? about.currentVersion ?? null,
  };
}

/** Answer to a query. ArcGIS reports errors in the body with HTTP 200; those of the server itself are tried again. */
function query(
  url: string,
  parameters: Record<string, string>,
  options: FetchOptions,
): Promise<Record<string, unknown>> {
  const full = `${url}?${new URLSearchParams(parameters).toString()}`;
  return fetchJson(full, options, (value) => {
    const answer = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
    const error = answer.error as { code?: unknown; message?: unknown; details?: unknown } | undefined;
    if (!error) return answer;
    const details = Array.isArray(error.details) ? error.details.map(String).filter(Boolean).join('; ') : '';
    const code = Number(error.code);
    throw new FormatError(
      code >= 500 || code === 429 ? 'service-busy' : 'service-error',
      `${url} refuses the query: ${typeof error.message === 'string' ? error.message : 'no message'}${details ? ` (${details})` : ''}, code ${String(error.code)}; ` +
        (code >= 500 || code === 429 ? 'try again later' : 'check the address of the layer'),
    );
  });
}

async function fetchPages(
  layer: Layer,
  { id, x, y, ags, households, positions }: CellColumns,
  spool: Spool,
  options: FeatureServerOptions,
): Promise<void> {
  const { fields, pageSize, total } = layer;
  const wanted = [id, x, y, ags, households, ...positions].flatMap((position) => fields[position] ?? []);
  const tell = (): void => {
    options.onPage?.(spool.next, total);
    options.onBytes?.(spool.bytes, null);
  };
  if (spool.next > 0) tell();
  while (!spool.complete && total > 0) {
    const answer = await query(
      `${layer.url}/query`,
      {
        where: '1=1',
        outFields: [...new Set(wanted)].join(','),
        orderByFields: layer.objectId,
        resultOffset: String(spool.next),
        resultRecordCount: String(pageSize),
        returnGeometry: id >= 0 ? 'false' : 'true',
        outSR: '3035',
        f: 'json',
      },
      options,
    );
    const features = Array.isArray(answer.features) ? (answer.features as EsriFeature[]) : [];
    if (features.length === 0 && spool.next < total) {
      throw new FormatError(
        'service-incomplete',
        `${layer.url} gave nothing behind feature ${spool.next} of the ${total} that it announced; run the same command again`,
      );
    }
    const more = spool.next + features.length < total || (features.length > 0 && answer.exceededTransferLimit === true);
    await spool.append(
      features.map((feature) => JSON.stringify(feature)),
      !more,
    );
    tell();
  }
}

async function* readPages(
  { fields, total }: Layer,
  columns: CellColumns,
  spool: Spool,
  { referenceDate, onBytes }: FeatureServerOptions,
): AsyncGenerator<(Header | CellCoverageRecord | Problem)[]> {
  const read = createCellReader(fields, columns);
  yield [cellHeader(columns, referenceDate ?? null, total), ...unknownFigures(columns, 0)];
  let number = 0;
  for await (const features of readSpool(spool.path, (bytesRead) => onBytes?.(bytesRead, spool.bytes))) {
    const items: (CellCoverageRecord | Problem)[] = [];
    for (const { attributes = {}, geometry } of features as EsriFeature[]) {
      const cells = fields.map((name) => propertyText(attributes[name]));
      const ring = geometry?.rings?.[0];
      const place = columns.id < 0 && ring ? cornerOfPolygon({ type: 'Polygon', coordinates: [ring] }) : undefined;
      read(cells, (number += 1), place, items);
    }
    yield items;
  }
  if (number > total) {
    yield [
      warning(
        0,
        'count-differs',
        `the service announced ${total} features and gave ${number}; it was probably changed meanwhile`,
        'Import again later',
      ),
    ];
  }
}

interface EsriFeature {
  attributes?: Record<string, unknown>;
  geometry?: { rings?: number[][][] };
}
