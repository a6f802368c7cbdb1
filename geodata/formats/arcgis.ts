/**
 * Reads 100 m cells from the live service of the Breitbandatlas, an ArcGIS REST FeatureServer.
 * Shape: a layer with `gem` and `down_fn_hh_*` fields; pages by `resultOffset`, in the order of the object id, so that
 * an interrupted reading goes on where it stopped. The cell follows from an id field or from the polygon.
 * Errors: FormatError `service-error` (ArcGIS reports errors with HTTP 200), `service-incomplete`, `unknown-format`, those
 * of `fetchJson`.
 * Source: Breitbandatlas | Gigabit-Grundbuch (https://gigabitgrundbuch.bund.de); ArcGIS REST API, "Query (Feature Service)".
 */
import { createHash } from 'node:crypto';
import { FormatError, type CellCoverageRecord, type Header, type Problem } from '../records.ts';
import { flatten } from './batches.ts';
import type { CellColumns } from './cell-columns.ts';
import { cellHeader, checkedCellColumns, createCellReader, unknownFigures } from './cells.ts';
import { cornerOfPolygon, propertyText } from './cells-geojson.ts';
import type { OpenedSource } from './detect.ts';
import { fetchJson, type FetchOptions } from './http.ts';
import { warning } from './problems.ts';

/** Servers allow 1,000 to 2,000 a page by default; more would only make a failed page dearer. */
export const featuresInPage = 2000;

export interface FeatureServerOptions extends FetchOptions {
  /** ISO date that the figures hold for; the service does not say it. */
  referenceDate?: string;
  /** Features already taken, from an earlier `onPage`: the reading goes on behind them. */
  resumeFrom?: number;
  /** Called once the caller has taken all of a page: the offset to resume from, and the number of features in all. */
  onPage?: (nextOffset: number, total: number) => void;
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

/** Opens a service (its first layer unless one is named) as a source; see `OpenedSource`. */
export async function openFeatureServer(url: string, options: FeatureServerOptions = {}): Promise<OpenedSource> {
  const current = options.configUrl ? await findCurrentService(options.configUrl, url, options) : url;
  const layer = await describeLayer(current, options);
  const columns = checkedLayer(layer);
  return {
    kind: 'cell_coverage',
    description: '100 m cells of the Breitbandatlas (ArcGIS FeatureServer)',
    name: layer.name,
    url: layer.url,
    bytesTotal: null,
    items: flatten(readLayer(layer, columns, options)),
    // Nothing but all of the data could be hashed; what the service says about its state is the next best.
    sha256: () => Promise.resolve(hashOf([layer.url, layer.total, layer.changed, layer.fields])),
    dispose: () => Promise.resolve(),
  };
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
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

async function* readLayer(
  layer: Layer,
  columns: CellColumns,
  options: FeatureServerOptions,
): AsyncGenerator<(Header | CellCoverageRecord | Problem)[]> {
  const { fields, pageSize, total } = layer;
  const wanted = [columns.id, columns.x, columns.y, columns.ags, columns.households, ...columns.positions].flatMap(
    (position) => fields[position] ?? [],
  );
  const read = createCellReader(fields, columns);
  yield [cellHeader(columns, options.referenceDate ?? null, total), ...unknownFigures(columns, 0)];
  let offset = options.resumeFrom ?? 0;
  for (let more = offset < total; more;) {
    const answer = await query(
      `${layer.url}/query`,
      {
        where: '1=1',
        outFields: [...new Set(wanted)].join(','),
        orderByFields: layer.objectId,
        resultOffset: String(offset),
        resultRecordCount: String(pageSize),
        returnGeometry: columns.id >= 0 ? 'false' : 'true',
        outSR: '3035',
        f: 'json',
      },
      options,
    );
    const features = Array.isArray(answer.features) ? (answer.features as EsriFeature[]) : [];
    if (features.length === 0 && offset < total) {
      throw new FormatError(
        'service-incomplete',
        `${layer.url} gave nothing behind feature ${offset} of the ${total} that it announced; run the same command again`,
      );
    }
    const items: (CellCoverageRecord | Problem)[] = [];
    features.forEach(({ attributes = {}, geometry }, index) => {
      const cells = fields.map((name) => propertyText(attributes[name]));
      const ring = geometry?.rings?.[0];
      const place = columns.id < 0 && ring ? cornerOfPolygon({ type: 'Polygon', coordinates: [ring] }) : undefined;
      read(cells, offset + index + 1, place, items);
    });
    yield items;
    offset += features.length;
    options.onPage?.(offset, total);
    more = offset < total || (features.length > 0 && answer.exceededTransferLimit === true);
  }
  if (offset > total && (options.resumeFrom ?? 0) < total) {
    yield [
      warning(
        0,
        'count-differs',
        `the service announced ${total} features and gave ${offset}; it was probably changed meanwhile`,
        'Import again later',
      ),
    ];
  }
}

interface EsriFeature {
  attributes?: Record<string, unknown>;
  geometry?: { rings?: number[][][] };
}
