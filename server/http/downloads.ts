import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { foldName } from '../../geodata/names.ts';
import { type CsvDialect, csvDialects, writeCsv } from '../../geodata/formats/write-csv.ts';
import { writeGeoJson } from '../../geodata/formats/write-geojson.ts';
import type { ApiContext } from '../builder.ts';
import { proofDownload } from '../construction/planning/proof-download.ts';
import { roadworksDownload } from '../construction/planning/roadworks-download.ts';
import { cellsDownload } from '../coverage/cells-download.ts';
import { districtsDownload } from '../coverage/districts-download.ts';
import { municipalitiesDownload } from '../coverage/municipalities-download.ts';
import { type Download, type DownloadChoice, type Language, languages } from '../downloads/download.ts';
import { makeGeoPackage, Queue } from '../downloads/file.ts';
import { readOneOf } from '../downloads/parameters.ts';
import { withProvenance } from '../downloads/provenance.ts';
import { InvalidArgumentError, NotFoundError } from '../errors.ts';
import { gapsDownload } from '../gaps/download.ts';
import type { Logger } from '../log.ts';
import { alarmsDownload } from '../sensors/alarms-download.ts';
import { isKnown } from './etag.ts';

/** All tables that can be taken along. */
const downloads: readonly Download[] = [
  municipalitiesDownload,
  cellsDownload,
  districtsDownload,
  gapsDownload,
  roadworksDownload,
  proofDownload,
  alarmsDownload,
];

const mediaTypes = {
  csv: 'text/csv; charset=utf-8; header=present',
  geojson: 'application/geo+json',
  gpkg: 'application/geopackage+sqlite3',
} as const;
type Format = keyof typeof mediaTypes;

/** What the door itself reads of a query. */
const ownParameters = {
  lang: `${languages.join(' or ')}, language of titles and descriptions; default de`,
  dialect: `of CSV: ${csvDialects.join(' or ')}; default rfc4180`,
};

/** A file is made from a thousand statements of SQLite at a stretch: two at a time leave the other doors their turn. */
const queue = { most: 2, mostWaiting: 20 };

/** Rises with every change of what is written, so that nobody keeps a file of an older form. */
const formVersion = 1;

/**
 * Answers `/downloads/{name}.{csv|geojson|gpkg}` with a table as a file, and `/downloads` with what there is. Text is
 * written while it is read, so that a table of any length takes the same memory; a GeoPackage is made on disk first.
 */
export function downloadsRouter(context: ApiContext, logger: Logger): Router {
  const files = new Queue(queue);
  const router = Router();
  router.use(openToAll);
  router.get('/', (_request, response) => {
    response.json({
      formats: mediaTypes,
      parameters: ownParameters,
      downloads: downloads.map(({ name, parameters }) => ({ name, parameters })),
    });
  });
  router.all('/:file', async (request, response) => {
    try {
      const asked = readRequest(request);
      const choice = await asked.download.choose(context, asked);
      await send(request, response, asked, choice, files);
    } catch (error) {
      refuse(request, response, error, logger);
    }
  });
  return router;
}

const openToAll: RequestHandler = (request, response, next) => {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Expose-Headers', 'Content-Disposition, ETag');
  // A page elsewhere may read it, which the header for pages of ours would forbid.
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  if (request.method === 'GET' || request.method === 'HEAD') {
    next();
    return;
  }
  response.setHeader('Allow', 'GET, HEAD');
  response.status(405).json({ message: 'Downloads can be read only: use GET.' });
};

interface Asked {
  download: Download;
  format: Format;
  dialect: CsvDialect;
  language: Language;
  parameters: Record<string, string | undefined>;
}

const longestValue = 200;

/** Errors: NotFoundError, InvalidArgumentError, with what is wrong in the address and what it may be. */
function readRequest(request: Request): Asked {
  const { file = '' } = request.params as { file?: string };
  const [, name = '', ending = ''] = /^([a-z-]+)\.([a-z]+)$/.exec(file) ?? [];
  const download = downloads.find((one) => one.name === name);
  if (!download || !(ending in mediaTypes)) {
    throw new NotFoundError(
      `There is no download ${JSON.stringify(file.slice(0, longestValue))}. Ask for /downloads/{name}.{format}: names are ` +
        `${downloads.map((one) => one.name).join(', ')}; formats are ${Object.keys(mediaTypes).join(', ')}.`,
    );
  }
  const known = { ...download.parameters, ...ownParameters };
  const query = new URL(request.originalUrl, 'http://localhost').searchParams;
  const parameters: Record<string, string> = {};
  for (const [parameter, value] of query) {
    const shown = parameter.slice(0, longestValue);
    if (!Object.hasOwn(known, parameter)) {
      throw new InvalidArgumentError(
        shown,
        `${shown}: the download ${name} has no such parameter. It has ${Object.keys(known).join(', ')}.`,
      );
    }
    if (Object.hasOwn(parameters, parameter)) {
      throw new InvalidArgumentError(shown, `${shown}: it is there twice; say it once.`);
    }
    if (value.length > longestValue || value.includes('\0')) {
      throw new InvalidArgumentError(shown, `${shown}: at most ${longestValue} characters, none of them NUL.`);
    }
    parameters[parameter] = value;
  }
  return {
    download,
    format: ending as Format,
    dialect: readOneOf(parameters, 'dialect', csvDialects, 'rfc4180'),
    language: readOneOf(parameters, 'lang', languages, 'de'),
    parameters,
  };
}

async function send(
  request: Request,
  response: Response,
  { download, format, dialect, language }: Asked,
  chosen: DownloadChoice,
  files: Queue,
): Promise<void> {
  const choice = withProvenance(chosen, language, format === 'csv');
  const key = JSON.stringify([formVersion, download.name, format, dialect, choice.key, choice.provenance]);
  const zipped = format !== 'gpkg' && request.acceptsEncodings('gzip', 'identity') === 'gzip';
  const etag = `W/"${createHash('sha256').update(key).digest('base64url').slice(0, 22)}"`;
  response.setHeader('ETag', etag);
  response.setHeader('Cache-Control', 'public, max-age=60, must-revalidate');
  response.setHeader('Content-Type', mediaTypes[format]);
  response.setHeader('Content-Disposition', disposition(`${choice.fileName}.${format}`));
  response.setHeader('Vary', 'Accept-Encoding');
  const known = request.get('if-none-match');
  if (known !== undefined && isKnown(known, etag)) {
    for (const name of ['Content-Type', 'Content-Disposition']) response.removeHeader(name);
    response.status(304).end();
    return;
  }
  if (zipped) response.setHeader('Content-Encoding', 'gzip');
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  if (format === 'gpkg') {
    await sendFile(response, download.name, choice, files);
    return;
  }
  const table = { ...choice, name: download.name };
  const rows = choice.read({ geometry: format === 'geojson' });
  const pieces = Readable.from(format === 'csv' ? writeCsv(table, rows, dialect) : writeGeoJson(table, rows), {
    highWaterMark: 2,
  });
  // The pipeline waits for a slow client, and ends the reading when that goes away.
  if (zipped) await pipeline(pieces, createGzip({ level: constants.Z_BEST_SPEED }), response);
  else await pipeline(pieces, response);
}

async function sendFile(response: Response, name: string, choice: DownloadChoice, files: Queue): Promise<void> {
  if (files.full) {
    response.setHeader('Retry-After', '10');
    response.status(503).json({ message: 'Many files are being made just now. Please try again in ten seconds.' });
    return;
  }
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const file = await files.run(() => {
    gone.signal.throwIfAborted();
    return makeGeoPackage(name, choice, gone.signal);
  });
  try {
    response.setHeader('Content-Length', file.bytes);
    await pipeline(file.open(), response);
  } finally {
    await file.remove();
  }
}

/** The name for those who know only ASCII, and the real one. Source: RFC 6266, RFC 8187. */
function disposition(fileName: string): string {
  const name = fileName.replaceAll(/[^\p{Letter}\p{Number}._-]+/gu, '-');
  const ending = name.slice(name.lastIndexOf('.'));
  const plain = foldName(name.slice(0, -ending.length)).replaceAll(/[^a-z0-9]+/g, '-');
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}${ending}"; filename*=UTF-8''${encoded}`;
}

function refuse(request: Request, response: Response, error: unknown, logger: Logger): void {
  // A client that went away is no error of ours.
  if (response.destroyed || response.writableEnded) {
    logger.debug({ url: request.originalUrl }, 'download broken off');
    return;
  }
  const status = error instanceof NotFoundError ? 404 : error instanceof InvalidArgumentError ? 400 : 500;
  if (status === 500) logger.error({ err: error, url: request.originalUrl }, 'download failed');
  if (response.headersSent) {
    // What has gone out looks whole; only a broken connection tells that it is not.
    response.destroy();
    return;
  }
  for (const name of ['ETag', 'Content-Disposition', 'Content-Encoding', 'Cache-Control']) response.removeHeader(name);
  const message = status === 500 ? 'The download could not be made; it was logged.' : (error as Error).message;
  response.status(status).json({ message, requestId: request.id });
}
