/** A made-up town as vector tiles: a grid of streets, two blocks of buildings, a pond. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { zxyToTileId } from 'pmtiles';
import { commands, geometryTypes, LayerWriter } from '../../server/tiles/writer.ts';
import { tileAt } from '../server/tiles/tile.ts';

type Point = readonly [x: number, y: number];

const zigzag = (value: number): number => (value << 1) ^ (value >> 31);

/** Geometry commands of a line, or of a ring where it is closed. */
function path(points: readonly Point[], closed: boolean): number[] {
  let [x, y] = [0, 0];
  const steps = points.map(([toX, toY]) => {
    const step = [zigzag(toX - x), zigzag(toY - y)];
    [x, y] = [toX, toY];
    return step;
  });
  const [first = [], ...rest] = steps;
  return [
    (1 << 3) | commands.moveTo,
    ...first,
    (rest.length << 3) | commands.lineTo,
    ...rest.flat(),
    ...(closed ? [(1 << 3) | commands.closePath] : []),
  ];
}

const square = (x: number, y: number, side: number): Point[] => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
];

/** The town, the same in every tile, in the layers of Protomaps. */
export function townTile(): Buffer {
  const water = new LayerWriter('water');
  water.feature(1, geometryTypes.polygon, [], path(square(2600, 2600, 900), true));
  const buildings = new LayerWriter('buildings');
  buildings.feature(1, geometryTypes.polygon, [], path(square(500, 500, 700), true));
  buildings.feature(2, geometryTypes.polygon, [], path(square(2600, 600, 500), true));
  const roads = new LayerWriter('roads');
  const [kind, name] = [roads.keyIndex('kind'), roads.keyIndex('name')];
  const street = (value: string, called: string) => [kind, roads.valueIndex(value), name, roads.valueIndex(called)];
  const lines = [1, 3, 5, 7, 9, 11, 13, 15].flatMap((step): [string, string, Point[]][] => [
    [
      'highway',
      'Ausgedachte Allee',
      [
        [0, step * 256],
        [4096, step * 256],
      ],
    ],
    [
      'minor_road',
      'Nirgendweg',
      [
        [step * 256, 0],
        [step * 256, 4096],
      ],
    ],
  ]);
  lines.forEach(([value, called, points], index) =>
    roads.feature(index + 1, geometryTypes.line, street(value, called), path(points, false)),
  );
  return Buffer.concat([water.finish(), buildings.finish(), roads.finish()].map((layer) => Buffer.from(layer)));
}

/** The town around Landau as a PMTiles file (version 3), uncompressed. */
export function townArchive(): Buffer {
  const tile = townTile();
  const { z, x, y } = tileAt(8.1132, 49.1988, 10);
  const ids = [-2, -1, 0, 1, 2]
    .flatMap((right) => [-2, -1, 0, 1, 2].map((down) => zxyToTileId(z, x + right, y + down)))
    .sort((one, other) => one - other);
  const directory = Buffer.from(
    [
      ids.length,
      ...ids.map((id, index) => id - (ids[index - 1] ?? 0)),
      ...ids.map(() => 1),
      ...ids.map(() => tile.length),
      ...ids.map(() => 1),
    ].flatMap(varint),
  );
  const metadata = Buffer.from(
    JSON.stringify({
      attribution: '<a href="https://example.org">Ausgedacht</a>',
      vector_layers: ['water', 'buildings', 'roads'].map((id) => ({ id, fields: {} })),
    }),
  );
  const header = Buffer.alloc(127);
  header.write('PMTiles');
  header[7] = 3;
  const lengths = [directory.length, metadata.length, 0, tile.length];
  let offset = header.length;
  lengths.forEach((length, part) => {
    header.writeBigUInt64LE(BigInt(offset), 8 + part * 16);
    header.writeBigUInt64LE(BigInt(length), 16 + part * 16);
    offset += length;
  });
  [ids.length, ids.length, 1].forEach((count, part) => header.writeBigUInt64LE(BigInt(count), 72 + part * 8));
  header.set([0, 1, 1, 1, z, z], 96);
  [7, 48, 9, 50].forEach((degrees, part) => header.writeInt32LE(degrees * 1e7, 102 + part * 4));
  return Buffer.concat([header, directory, metadata, tile]);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) | 128);
  return [...bytes, left];
}

export interface StandIn {
  origin: string;
  /** Paths asked for so far. */
  asked: string[];
  /** What it answers with from now on. */
  mood: 'well' | 'broken' | 'without tiles';
  close(): Promise<void>;
}

/** A server of another origin with the town as a MapLibre style. */
export async function startStandIn(): Promise<StandIn> {
  const asked: string[] = [];
  const standIn: StandIn = { origin: '', asked, mood: 'well', close: () => Promise.resolve() };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    response.setHeader('Access-Control-Allow-Origin', '*');
    if (standIn.mood === 'broken' || (standIn.mood === 'without tiles' && path !== '/style.json')) {
      response.writeHead(500).end();
    } else if (path === '/style.json') sendJson(response, townStyle());
    else if (path.startsWith('/town/')) response.end(townTile());
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  standIn.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  standIn.close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return standIn;
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(value));
}

/** With signs, a pattern, places and three-dimensional buildings too, which the page leaves out. */
export function townStyle() {
  const layer = (id: string, type: string, sourceLayer: string, rest: object) => ({
    id,
    type,
    source: 'town',
    'source-layer': sourceLayer,
    ...rest,
  });
  return {
    version: 8,
    glyphs: 'https://fonts.example.org/{fontstack}/{range}.pbf',
    sprite: 'https://signs.example.org/sprite',
    sources: { town: { type: 'vector', tiles: ['/town/{z}/{x}/{y}.mvt'], maxzoom: 14, attribution: '© Ausgedacht' } },
    layers: [
      { id: 'paper', type: 'background', paint: { 'background-color': '#fafafa' } },
      layer('pond', 'fill', 'water', { paint: { 'fill-color': '#99c' } }),
      layer('reeds', 'fill', 'water', { paint: { 'fill-pattern': 'reeds' } }),
      layer('street', 'line', 'roads', { paint: { 'line-color': '#888', 'line-width': 3 } }),
      layer('block', 'fill-extrusion', 'buildings', {}),
      layer('street-name', 'symbol', 'roads', {
        layout: {
          'symbol-placement': 'line',
          'text-field': ['get', 'name'],
          'text-font': ['Foreign Bold'],
          'icon-image': 'shield',
        },
      }),
      layer('place', 'symbol', 'places', { layout: { 'text-field': ['get', 'name'], 'text-font': ['Foreign Bold'] } }),
    ],
  };
}
