import { existsSync } from 'node:fs';
import type { RequestHandler } from 'express';
import sirv from 'sirv';

/**
 * Serves the built front end: compressed once at the build, named by its content and so kept for ever, except for the
 * page itself, whose state is in the query. Other paths and methods go on to the next handler.
 */
export function pageHandler(folder: string): RequestHandler {
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
  return (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') serve(request, response, next);
    else next();
  };
}
