import { Router } from 'express';
import { type BackgroundMap, ownTilesPath } from '../background-map.ts';

/**
 * The background map: `/background-map.json` says what the operator has configured, `null` if nothing; and a PMTiles file
 * of this server is read in parts, by ranges of bytes.
 */
export function backgroundMapRouter(map: BackgroundMap | undefined): Router {
  const router = Router();
  router.get('/background-map.json', (_request, response) => {
    response.set('Cache-Control', 'no-cache').json(map ? describe(map) : null);
  });
  const file = map?.file;
  if (file !== undefined) {
    router.get(ownTilesPath, (_request, response, next) => {
      response.type('application/vnd.pmtiles');
      response.sendFile(file, { maxAge: '1h', dotfiles: 'allow' }, (error) => {
        if (error) next(error);
      });
    });
  }
  return router;
}

/** What the page may know; the path of the file is not for it. */
function describe({ name, attribution, kind, url, origins }: BackgroundMap) {
  return { name, attribution, kind, url, hosts: origins.map((origin) => new URL(origin).host) };
}
