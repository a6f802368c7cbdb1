/** Tiles made anew beside `ST_AsMVT`, and from memory beside bare Node. */
import { get } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toLonLat } from '../../geodata/grid.ts';
import { origin } from './cells.ts';
import { compare, type Comparison, type Round } from './compare.ts';
import { startSubject } from './load.ts';

/** Tiles of a zoom that lie within the cells altogether, in an order that is no order on the map. */
function tilesWithin(z: number, side: number, most: number): string[] {
  const metres = side * 100;
  const corners = [
    [0.02, 0.02],
    [0.02, 0.98],
    [0.98, 0.02],
    [0.98, 0.98],
  ].map(([up = 0, right = 0]) => {
    const [longitude, latitude] = toLonLat(origin.easting + right * metres, origin.northing + up * metres);
    const radians = (latitude * Math.PI) / 180;
    return {
      x: ((longitude + 180) / 360) * 2 ** z,
      y: ((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * 2 ** z,
    };
  });
  const [left, right] = inner(corners.map(({ x }) => x));
  const [top, bottom] = inner(corners.map(({ y }) => y));
  const paths: string[] = [];
  for (let x = Math.ceil(left); x < Math.floor(right); x++) {
    for (let y = Math.ceil(top); y < Math.floor(bottom); y++) paths.push(`/tiles/cells/${z}/${x}/${y}.mvt`);
  }
  // A small field of cells has no whole tile of a small scale; then it is the one around its middle.
  if (paths.length === 0) {
    return [`/tiles/cells/${z}/${Math.floor((left + right) / 2)}/${Math.floor((top + bottom) / 2)}.mvt`];
  }
  const step = 7; // coprime to most numbers of tiles, so that neighbours do not follow each other
  const spread = paths.map((_, index) => paths[(index * step) % paths.length] ?? '');
  return [...new Set(spread)].slice(0, most);
}

/** The second and the third of four numbers: what lies between them is between all of them. */
function inner(numbers: number[]): [number, number] {
  const [, second = 0, third = 0] = numbers.toSorted((one, other) => one - other);
  return [second, third];
}

/** Every request makes its tile anew, on both sides; nobody compresses. */
export async function compareCold(databaseUrl: string, side: number, round: Round): Promise<Comparison[]> {
  const ours = await startSubject('breitblick-tiles.ts', { DATABASE_URL: databaseUrl, CACHE_BYTES: '0' });
  const peer = await startSubject('st-as-mvt.ts', { DATABASE_URL: databaseUrl });
  const comparisons: Comparison[] = [];
  try {
    for (const [z, most] of [
      [12, 100],
      [14, 400],
      [10, 20],
    ] as const) {
      const requests = tilesWithin(z, side, most).map((path) => ({ path }));
      const load = { requests, headers: { 'accept-encoding': 'identity' } };
      // The peer takes seconds for a tile of z10; a short round would see none.
      const [our, their] = await compare(
        ours,
        peer,
        [load, load],
        z === 10 ? { ...round, seconds: round.seconds * 3 } : round,
      );
      const peerName = z === 10 ? '`ST_AsMVT` over the 100 m rows' : '`ST_AsMVT`';
      comparisons.push({ name: `cold tile z${z}`, ours: our, peer: their, peerName });
    }
  } finally {
    await Promise.all([ours.close(), peer.close()]);
  }
  return comparisons;
}

/** A tile from the memory of the whole server beside the same bytes from the memory of a server that can do nothing else. */
export async function compareWarm(databaseUrl: string, side: number, round: Round): Promise<Comparison[]> {
  const folder = await mkdtemp(join(tmpdir(), 'breitblick-bench-'));
  const ours = await startSubject('breitblick.ts', { DATABASE_URL: databaseUrl });
  const comparisons: Comparison[] = [];
  try {
    for (const z of [12, 14]) {
      const [path = ''] = tilesWithin(z, side, 1);
      const file = join(folder, `${z}.mvt.gz`);
      await writeFile(file, await fetchCompressed(`${ours.url}${path}`));
      const peer = await startSubject('static.ts', { STATIC_FILE: file });
      const load = { requests: [{ path }], headers: { 'accept-encoding': 'gzip' } };
      const [our, their] = await compare(ours, peer, [load, load], round).finally(() => peer.close());
      comparisons.push({ name: `warm tile z${z}`, ours: our, peer: their, peerName: 'bare `node:http`, same bytes' });
    }
  } finally {
    await ours.close();
    await rm(folder, { recursive: true });
  }
  return comparisons;
}

/** The body as it travels; fetch would unpack it. */
async function fetchCompressed(url: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks)));
    }).on('error', reject);
  });
}
