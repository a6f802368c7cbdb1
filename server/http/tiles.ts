import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { Config } from '../config.ts';
import { addressesLayer } from '../construction/address-layer.ts';
import { rolloutLayers } from '../construction/layer.ts';
import type { ProgressDirectory } from '../construction/progress.ts';
import { cellsLayer, municipalitiesLayer } from '../coverage/layer.ts';
import type { Database } from '../database/database.ts';
import type { EditionRegister } from '../editions/register.ts';
import { InvalidArgumentError, NotFoundError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { thingsLayer } from '../sensors/layer.ts';
import { bordersLayer, placesLayer } from '../places/layer.ts';
import { deepestZoom, type TileAddress } from '../tiles/address.ts';
import { type StoredTile, TileCache } from '../tiles/cache.ts';
import type { TileChoice, TileLayer, TileQuery } from '../tiles/layer.ts';
import { tileJson } from '../tiles/tilejson.ts';
import { isKnown } from './etag.ts';
import { requestIdOf } from './request-id.ts';
import { originOf } from './origin.ts';
import { isToken } from './token.ts';

export interface TileContext {
  database: Database;
  register: EditionRegister;
  config: Config;
  logger: Logger;
  progress: ProgressDirectory;
}

export interface TileOptions {
  /** Most bytes of tiles that are kept; 0 makes every tile anew. */
  cacheBytes?: number;
}

const defaultCacheBytes = 32 * 1024 * 1024;

/** Addresses whose meaning is kept, so that a tile from memory is found by its address alone. */
const mostAddresses = 5000;

/** Longer addresses mean nothing more than short ones do; they are read each time and take no memory. */
const longestKeptAddress = 300;

/** Choices that are kept: a choice describes some fifty fields, and thousands of addresses share it. */
const mostChoices = 200;

/** What an address means at present. */
interface Target {
  layer: TileLayer;
  choice: TileChoice;
  /** For planners alone: no cache may keep it. */
  secret: boolean;
  /** Undefined = the TileJSON. */
  address: TileAddress | undefined;
  gzipKey: string;
  identityKey: string;
}

/**
 * Answers `/tiles/{layer}.json` (TileJSON 3) and `/tiles/{layer}/{z}/{x}/{y}.mvt`, with `edition`, `technology`, `on`
 * and `asOf` in the query, and with `view=planners` and their token in the header what planners see. A plain listener that stands before express: from memory, a middleware costs more than the tile.
 */
export function tileHandler(
  { database, register, config, logger, progress }: TileContext,
  options: TileOptions = {},
): RequestListener {
  const all = [
    municipalitiesLayer,
    cellsLayer(config.kAnonymity),
    bordersLayer,
    placesLayer,
    thingsLayer,
    ...rolloutLayers,
    addressesLayer(progress),
  ];
  const layers = new Map(all.map((layer) => [layer.name, layer]));
  const cache = new TileCache(options.cacheBytes ?? defaultCacheBytes);
  const targets = new LRUCache<string, Target>({ max: mostAddresses });
  const choices = new Choices(register);
  register.watch(() => {
    choices.clear();
    targets.clear();
    cache.clear();
  });

  const make = ({ choice, address }: Target): Promise<Buffer> =>
    address ? choice.read(database.db, address) : Promise.resolve(Buffer.alloc(0));

  return (request, response) => {
    const { url = '', method } = request;
    if (method !== 'GET' && method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      sendMessage(response, 405, 'Tiles can be read only: use GET.', requestIdOf(request));
      return;
    }
    let target = targets.get(url);
    if (!target || isOver(target.choice)) {
      try {
        target = readTarget(url, layers, choices);
      } catch (error) {
        sendError(request, response, error, logger);
        return;
      }
      if (url.length <= longestKeptAddress) targets.set(url, target);
    }
    // The address says whose view it is, so that no cache takes one for the other; the token says who may have it.
    if (target.secret && !isPlanner(request, config.plannerToken)) {
      response.setHeader('WWW-Authenticate', 'Bearer');
      sendMessage(response, 401, notForAll, requestIdOf(request));
      return;
    }
    if (!target.address) {
      sendTileJson(request, response, target);
      return;
    }
    const encoding = acceptsGzip(request.headers['accept-encoding']) ? 'gzip' : 'identity';
    const key = encoding === 'gzip' ? target.gzipKey : target.identityKey;
    const stored = cache.find(key);
    if (stored) {
      sendTile(request, response, stored, target);
      return;
    }
    const asked = target;
    cache
      .get(key, encoding, () => make(asked))
      .then((tile) => sendTile(request, response, tile, asked))
      .catch((error: unknown) => sendError(request, response, error, logger));
  };
}

function isOver({ until }: TileChoice): boolean {
  return until !== undefined && until <= Date.now();
}

/** What can be asked of the layers, each thing made once until the editions change. */
export class Choices {
  readonly #register: EditionRegister;
  readonly #known = new LRUCache<string, TileChoice>({ max: mostChoices });

  constructor(register: EditionRegister) {
    this.#register = register;
  }

  /** Errors: as `choose` of the layer; they are not kept. */
  find(layer: TileLayer, query: TileQuery): TileChoice {
    const { edition, technology, on, asOf, planners } = query;
    const key = JSON.stringify([layer.name, edition, technology?.toUpperCase() ?? null, on, asOf, planners]);
    let choice = this.#known.get(key);
    if (!choice || isOver(choice)) {
      choice = layer.choose(this.#register, query);
      if (key.length <= longestKeptAddress) this.#known.set(key, choice);
    }
    return choice;
  }

  clear(): void {
    this.#known.clear();
  }
}

function isPlanner({ headers }: IncomingMessage, token: string | undefined): boolean {
  return token !== undefined && isToken(headers.authorization, token);
}

const notForAll =
  'view=planners: these tiles are for planners. Send their token as "Authorization: Bearer …", or leave view out for what all may see.';

const layerPattern = /^\/tiles\/([^/]*?)(\.json|\/.*)$/;

/** Errors: NotFoundError, InvalidArgumentError, with what is wrong in the address and what it may be. */
function readTarget(url: string, layers: ReadonlyMap<string, TileLayer>, choices: Choices): Target {
  const [path = '', search = ''] = url.split('?', 2);
  const [, name = '', rest = ''] = layerPattern.exec(path) ?? [];
  const layer = layers.get(name);
  if (!layer) {
    throw new NotFoundError(
      `There are no tiles at ${path}. Layers are ${[...layers.keys()].join(', ')}; ask for /tiles/{layer}.json or /tiles/{layer}/{z}/{x}/{y}.mvt.`,
    );
  }
  const address = rest === '.json' ? undefined : readAddress(rest);
  const query = new URLSearchParams(search);
  const view = query.get('view');
  if (view !== null && view !== 'planners') {
    throw new InvalidArgumentError(
      'view',
      `view: ${JSON.stringify(view.slice(0, 40))} is none; write planners, or leave it out.`,
    );
  }
  const choice = choices.find(layer, {
    edition: query.get('edition'),
    technology: query.get('technology'),
    on: query.get('on'),
    asOf: query.get('asOf'),
    planners: view !== null,
  });
  const key = address ? `${choice.key} ${address.z}/${address.x}/${address.y}` : choice.key;
  return { layer, choice, secret: view !== null, address, gzipKey: `${key} gzip`, identityKey: `${key} identity` };
}

function readAddress(path: string): TileAddress {
  const parts = /^\/([^/]+)\/([^/]+)\/([^/]+?)\.(?:mvt|pbf)$/.exec(path);
  if (!parts) throw new InvalidArgumentError('tile', `A tile's address ends in /{z}/{x}/{y}.mvt, not in ${path}.`);
  const [z, x, y] = parts.slice(1).map((part) => (/^\d{1,8}$/.test(part) ? Number(part) : Number.NaN));
  if (z === undefined || !(z <= deepestZoom)) {
    throw new InvalidArgumentError(
      'z',
      `Zoom ${parts[1]} does not exist; it is a whole number from 0 to ${deepestZoom}.`,
    );
  }
  const last = 2 ** z - 1;
  if (x === undefined || !(x <= last)) {
    throw new InvalidArgumentError(
      'x',
      `Column ${parts[2]} does not exist; at zoom ${z} it is a whole number from 0 to ${last}.`,
    );
  }
  if (y === undefined || !(y <= last)) {
    throw new InvalidArgumentError(
      'y',
      `Row ${parts[3]} does not exist; at zoom ${z} it is a whole number from 0 to ${last}.`,
    );
  }
  return { z, x, y };
}

function acceptsGzip(header: string | string[] | undefined): boolean {
  return typeof header === 'string' && header.includes('gzip') && !/gzip;\s*q=0(\.0*)?(\s*,|\s*$)/.test(header);
}

/** Everybody may draw these tiles, and nobody is to take them for something else. */
const openHeaders = ['Access-Control-Allow-Origin', '*', 'X-Content-Type-Options', 'nosniff'];

/** How long a client may keep an answer; what is for planners alone, never. */
type Keeping = TileChoice['keeps'] | 'never';

const keepingOf = ({ choice, secret }: Target): Keeping => (secret ? 'never' : choice.keeps);

/** Asking again is cheap, for the tag tells whether anything has changed. */
const cacheControl: Record<Keeping, string> = {
  forever: 'public, max-age=31536000, immutable',
  hours: 'public, max-age=3600, must-revalidate',
  minutes: 'public, max-age=60, must-revalidate',
  never: 'private, no-store',
};

/** Made once a tile, for a tile from memory has little else to do. */
type Headers = Record<Keeping, string[]>;

const headersOfTile = new WeakMap<StoredTile, Headers>();

function headersOf(tile: StoredTile): Headers {
  let headers = headersOfTile.get(tile);
  if (!headers) {
    const common = ['ETag', tile.etag, 'Vary', 'Accept-Encoding', ...openHeaders];
    if (tile.bytes.length > 0) {
      common.push('Content-Type', 'application/vnd.mapbox-vector-tile', 'Content-Length', String(tile.bytes.length));
      if (tile.encoding === 'gzip') common.push('Content-Encoding', 'gzip');
    }
    headers = {
      forever: [...common, 'Cache-Control', cacheControl.forever],
      hours: [...common, 'Cache-Control', cacheControl.hours],
      minutes: [...common, 'Cache-Control', cacheControl.minutes],
      never: [...common, 'Cache-Control', cacheControl.never],
    };
    headersOfTile.set(tile, headers);
  }
  return headers;
}

function sendTile(request: IncomingMessage, response: ServerResponse, tile: StoredTile, target: Target): void {
  const headers = headersOf(tile)[keepingOf(target)];
  const known = request.headers['if-none-match'];
  if (known !== undefined && isKnown(known, tile.etag)) response.writeHead(304, withoutContent(headers)).end();
  // 204: MapLibre, QGIS and GDAL take it for "nothing here", where they may report an empty body as broken.
  else if (tile.bytes.length === 0) response.writeHead(204, headers).end();
  else response.writeHead(200, headers).end(tile.bytes);
}

function withoutContent(headers: readonly string[]): string[] {
  return headers.filter((_, index) => !(headers[index - (index % 2)] ?? '').startsWith('Content-'));
}

function sendTileJson(request: IncomingMessage, response: ServerResponse, target: Target): void {
  const { layer, choice, secret } = target;
  const query = request.url?.split('?', 2)[1];
  const body = Buffer.from(JSON.stringify(tileJson(layer, choice, originOf(request), query ?? '')));
  response
    .writeHead(200, [
      ...openHeaders,
      'Content-Type',
      'application/json; charset=utf-8',
      'Content-Length',
      String(body.length),
      'Cache-Control',
      cacheControl[secret ? 'never' : 'minutes'],
      'Vary',
      'Host, X-Forwarded-Host, X-Forwarded-Proto',
    ])
    .end(body);
}

function sendError(request: IncomingMessage, response: ServerResponse, error: unknown, logger: Logger): void {
  const id = requestIdOf(request);
  const req = { id, method: request.method, url: request.url };
  if (error instanceof NotFoundError || error instanceof InvalidArgumentError) {
    logger.debug({ req, reason: error.message }, 'tile refused');
    sendMessage(response, error instanceof NotFoundError ? 404 : 400, error.message, id);
  } else {
    logger.error({ err: error, req }, 'tile failed');
    sendMessage(response, 500, 'The tile could not be made; the log of the server says why.', id);
  }
}

function sendMessage(response: ServerResponse, status: number, message: string, requestId: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = Buffer.from(JSON.stringify({ message }));
  response
    .writeHead(status, [
      ...openHeaders,
      'Content-Type',
      'application/json; charset=utf-8',
      'Content-Length',
      String(body.length),
      'Cache-Control',
      'no-store',
      'X-Request-Id',
      requestId,
    ])
    .end(body);
}
