import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Request, RequestHandler, Response } from 'express';
import { LRUCache } from 'lru-cache';
import sirv from 'sirv';
import type { EditionRegister } from '../editions/register.ts';
import { compress, type Compressed } from './compress.ts';
import { fillPage, type PageHashes } from './drawn-page.ts';
import type { Opener, ScreenSize } from './opening.ts';
import { originOf } from './origin.ts';
import { allowInPage } from './security.ts';

/**
 * Serves the built front end: files compressed once at the build, named by their content and so kept for ever; and the
 * page itself, whose state is in the query, with the answers to what it asks first. Other paths and methods go on to the
 * next handler.
 */
export function pageHandler(folder: string, opener: Opener, register: EditionRegister): RequestHandler {
  if (!existsSync(folder)) {
    return (_request, response) => {
      response
        .status(503)
        .type('text/plain')
        .send('The front end is not built. Run "npm run build", then start again.\n');
    };
  }
  const serve = sirv(folder, {
    brotli: true,
    gzip: true,
    etag: true,
    dev: true, // looks at the folder at each request: a list made once names files that the next build removes
    setHeaders(response, path) {
      const named = path.startsWith('/assets/');
      response.setHeader('Cache-Control', named ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  // The first reader would wait for the module to be read.
  void opener.open('', 'wide', 'http://localhost');
  const pages: Pages = new LRUCache({ max: keptPages, ttl: keptForMs });
  register.watch(() => pages.clear());
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') next();
    else if (request.path === '/') sendPage(folder, opener, pages, request, response).catch(next);
    else serve(request, response, next);
  };
}

/** A link that is shared widely is drawn once; a minute later the day may be another one. */
const keptPages = 500;
const keptForMs = 60_000;

type Pages = LRUCache<string, Compressed & { hashes: PageHashes }>;

async function sendPage(
  folder: string,
  opener: Opener,
  pages: Pages,
  request: Request,
  response: Response,
): Promise<void> {
  const { search } = new URL(request.originalUrl, 'http://localhost');
  const size = screenOf(request);
  const origin = originOf(request);
  const accepted = request.get('accept-encoding');
  const index = join(folder, 'index.html');
  const { mtimeMs: builtAt } = await stat(index);
  const key = JSON.stringify([builtAt, size, origin, accepted, search]);
  let page: (Compressed & { hashes?: PageHashes }) | undefined = pages.get(key);
  if (!page) {
    const [built, opening] = await Promise.all([readFile(index, 'utf8'), opener.open(search, size, origin)]);
    if (opening) {
      const { html, hashes } = await fillPage(folder, built, opening);
      const drawn = { ...(await compress(Buffer.from(html), accepted)), hashes };
      pages.set(key, drawn);
      page = drawn;
    } else page = await compress(Buffer.from(built), accepted);
  }
  const { body, encoding, hashes } = page;
  if (hashes) allowInPage(response, hashes);
  if (encoding) response.set('Content-Encoding', encoding);
  response
    .set('Vary', 'Accept-Encoding, Sec-CH-UA-Mobile, User-Agent')
    .set('Cache-Control', 'no-cache')
    .type('html')
    .send(body);
}

/** The screen that a browser probably has; where the guess is wrong, the page draws itself anew when it comes alive. */
function screenOf(request: Request): ScreenSize {
  const mobile = request.get('sec-ch-ua-mobile') ?? (/\bMobi/.test(request.get('user-agent') ?? '') ? '?1' : '?0');
  return mobile === '?1' ? 'phone' : 'wide';
}
