/** The most that Node can do: the same gzip bytes, from memory, with two headers. */
import { readFile } from 'node:fs/promises';
import { listen, setting } from './listen.ts';

const bytes = await readFile(setting('STATIC_FILE'));
const headers = {
  'Content-Type': 'application/vnd.mapbox-vector-tile',
  'Content-Encoding': 'gzip',
  'Content-Length': bytes.length,
};

listen((_request, response) => {
  response.writeHead(200, headers).end(bytes);
});
