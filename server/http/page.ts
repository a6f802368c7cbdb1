import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Request, RequestHandler, Response } from 'express';
import sirv from 'sirv';
import { compress } from './compress.ts';
import { fillPage } from './drawn-page.ts';
import type { Opener, ScreenSize } from './opening.ts';
import { allowInPage } from './security.ts';

/**
 * Serves the built front end: files compressed once at the build, named by their content and so kept for ever; and the
 * page itself, whose state is in the query, with the answers to what it asks first. Other paths and methods go on to the
 * next handler.
 */
export function pageHandler(folder: string, opener: Opener): RequestHandler {
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
  void opener.open('', 'wide');
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') next();
    else if (request.path === '/') sendPage(folder, opener, request, response).catch(next);
    else serve(request, response, next);
  };
}

async function sendPage(folder: string, opener: Opener, request: Request, response: Response): Promise<void> {
  const { search } = new URL(request.originalUrl, 'http://localhost');
  const [built, opening] = await Promise.all([
    readFile(join(folder, 'index.html'), 'utf8'),
    opener.open(search, screenOf(request)),
  ]);
  const drawn = opening && (await fillPage(folder, built, opening));
  if (drawn) allowInPage(response, drawn.hashes);
  const { body, encoding } = await compress(Buffer.from(drawn?.html ?? built), request.get('accept-encoding'));
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
