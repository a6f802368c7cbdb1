import { afterAll, beforeAll, expect, test } from 'vitest';
import { clipLine, clipRing } from '../../web/coverage/picture/clip.ts';
import { drawPicture } from '../../web/coverage/picture/draw.ts';
import { frameOf, partOf, placeAt, placeIn, placementOf, tilesOf } from '../../web/coverage/picture/frame.ts';
import { lookOf } from '../../web/coverage/picture/areas.ts';
import type { TileReader } from '../../web/coverage/picture/read.ts';
import type { PictureRequest } from '../../web/coverage/picture/request.ts';
import { escapeXml, pathOf } from '../../web/coverage/picture/svg.ts';
import { cell, importRecords, municipality, startTileServer, type TileServer } from '../server/tiles/fixture.ts';
import { aPalette } from './palette.ts';
import { pictureName } from '../../web/coverage/picture/fileName.ts';
import { readXml } from './xml.ts';

const landau = { zoom: 10, longitude: 8.1166, latitude: 49.1988 };
const box = { left: 0, top: 0, right: 10, bottom: 10 };

test('a place is where web mercator has it, and comes back from there', () => {
  const frame = frameOf(landau, 800, 600);
  expect(placeIn(frame, landau.longitude, landau.latitude)).toEqual([400, 300]);
  // A degree of longitude is 512 × 2^10 / 360 px wide.
  expect(placeIn(frame, landau.longitude + 0.1, landau.latitude)[0] - 400).toBeCloseTo(145.64, 2);
  const place = placeAt(frame, placeIn(frame, 7.9, 49.1));
  expect(place.longitude).toBeCloseTo(7.9, 9);
  expect(place.latitude).toBeCloseTo(49.1, 9);
});

test('the tiles of a picture cover it, meet without a seam, and are cut where it ends', () => {
  const frame = frameOf(landau, 800, 600);
  const tiles = tilesOf(frame, 10);
  expect(tiles).toContainEqual({ z: 10, x: 535, y: 350 });
  const [west, east] = [
    { z: 10, x: 534, y: 350 },
    { z: 10, x: 535, y: 350 },
  ].map((tile) => placementOf(frame, tile));
  expect(west?.([4096, 100])).toEqual(east?.([0, 100]));
  const widths = tiles.filter(({ y }) => y === 350).map((tile) => partOf(frame, tile, 0));
  expect(widths.reduce((sum, { left, right }) => sum + (right - left) / 8, 0)).toBeGreaterThanOrEqual(800);
  expect(partOf(frame, { z: 10, x: 540, y: 350 }, 0)).toMatchObject({ left: -4, right: -4 });
});

test('a ring is cut to a ring, a line to lines; what is outside is gone', () => {
  const ring = [[-5, 2], [5, 2], [5, 8], [-5, 8]] as const; // prettier-ignore
  expect(clipRing(ring, box)).toEqual([[0, 2], [5, 2], [5, 8], [0, 8]]); // prettier-ignore
  expect(clipRing([[20, 20], [30, 20], [30, 30]], box)).toEqual([]); // prettier-ignore
  expect(clipLine([[-5, 5], [5, 5], [5, -5], [8, -5], [8, 5]], box)).toEqual([[[0, 5], [5, 5], [5, 0]], [[8, 0], [8, 5]]]); // prettier-ignore
  expect(clipLine([[-5, 5], [15, 5]], box)).toEqual([[[0, 5], [10, 5]]]); // prettier-ignore
});

test('a path is relative, in tenths of a px, and nothing where nothing is left', () => {
  expect(pathOf([[1, 2], [1.52, 2.01], [0, -0.26]], true)).toBe('M1 2l.5 0-1.5-2.3z'); // prettier-ignore
  expect(pathOf([[1, 2], [1.01, 2.01], [1, 2]], true)).toBe(''); // prettier-ignore
});

test('text can not leave its place', () => {
  expect(escapeXml('</text><script>"&\u0000')).toBe('&lt;/text&gt;&lt;script&gt;&quot;&amp;');
});

test('missing is not zero, and nothing is said of ground where nobody lives', () => {
  expect(lookOf({ ftth_b_1000: 0 }, 'ftth_b_1000')).toEqual({ kind: 'class', step: 0, modelled: false });
  expect(lookOf({}, 'ftth_b_1000')).toEqual({ kind: 'missing' });
  expect(lookOf({ ftth_b_1000: 0, inhabited: false }, 'ftth_b_1000')).toEqual({ kind: 'empty' });
});

let server: TileServer;
let request: PictureRequest;

beforeAll(async () => {
  server = await startTileServer();
  await importRecords(server, { kind: 'boundaries', referenceDate: '2021-07-01' }, [
    municipality('07313000', 'Landau in der Pfalz', [8.0, 49.1, 8.2, 49.3], {
      independent: true,
      designation: 'Stadt',
    }),
    municipality('07337082', 'Dorf <b>&', [8.2, 49.1, 8.3, 49.3]),
    municipality('07337083', 'Weiler', [7.9, 49.1, 8.0, 49.3]),
    municipality('07337999', 'Wald', [8.3, 49.1, 8.4, 49.3], { inhabited: false }),
  ]);
  const edition = await importRecords(server, { kind: 'municipal_coverage' }, [
    { type: 'municipal_coverage', line: 2, ags: '07313000', shares: [99.26, 1.9] },
    { type: 'municipal_coverage', line: 3, ags: '07337082', shares: [50, 60] },
    { type: 'municipal_coverage', line: 4, ags: '07337083', shares: [50, null] },
    { type: 'municipal_coverage', line: 5, ags: '07337999', shares: [100, 100] },
  ]);
  const cells = await importRecords(
    server,
    { kind: 'cell_coverage' },
    [cell(2_900_100, 4_183_700, 12, [97.53, 0]), cell(2_900_200, 4_183_700, 4, [100, 100])],
    { modelled: true },
  );
  request = {
    width: 800,
    height: 600,
    position: landau,
    edition: {
      editionId: edition.editionId,
      referenceDate: '2021-06-30',
      attribution: 'Quelle & Herkunft',
      cells: { editionId: cells.editionId, referenceDate: '2021-06-30', recordedAt: '', method: null, figures: [] },
    },
    technology: 'FTTH_B',
    speed: 1000,
    place: { ags: '07313000', name: 'Landau in der Pfalz', longitude: 8.1, latitude: 49.2, sharePercent: 1.9 },
    agsWithCells: ['07313000'],
    theme: 'light',
    language: 'de',
    framed: true,
    keyed: false,
    cards: [],
    id: 'picture',
  };
});
afterAll(() => server.close());

const readTile: TileReader = async (layer, edition, { z, x, y }) => {
  const response = await fetch(
    `${server.url}/tiles/${layer}/${z}/${x}/${y}.mvt${edition ? `?edition=${edition}` : ''}`,
  );
  if (!response.ok) throw new Error(await response.text());
  return response.status === 204 ? undefined : response.arrayBuffer();
};

/** Points of a path of relative steps. */
function pointsOf(d: string): [number, number][] {
  return d
    .split('M')
    .slice(1)
    .flatMap((part) => {
      const numbers = [...part.matchAll(/-?(?:\d+\.?\d*|\.\d+)/g)].map(([text]) => Number(text));
      let [x, y] = [0, 0];
      return Array.from({ length: numbers.length / 2 }, (_, index): [number, number] => {
        x += numbers[2 * index] ?? 0;
        y += numbers[2 * index + 1] ?? 0;
        return [x, y];
      });
    });
}

function draw(change: Partial<PictureRequest> = {}): Promise<string> {
  const asked = { ...request, ...change };
  return drawPicture(asked, aPalette(asked.theme), readTile);
}

test('every municipality is in the colour of its class; a missing one is hatched, an uninhabited one empty', async () => {
  const svg = readXml(await draw({ keyed: true }));
  const { ramps, missingGround } = aPalette();
  const fillOf = (ags: string) => svg.find((element) => element.attributes['data-ags'] === ags)?.attributes.fill;
  expect(fillOf('07313000')).toBe(ramps.fibre[1]);
  expect(fillOf('07337082')).toBe(ramps.fibre[5]);
  expect(fillOf('07337083')).toBe(missingGround);
  expect(fillOf('07337999')).toBe('none');
  expect(svg.filter(({ attributes }) => attributes.fill === 'url(#picture-missing)').length).toBeGreaterThan(1);
  const fills = svg.filter(({ attributes }) => attributes['data-ags'] !== undefined);
  expect(fills).toHaveLength(4);
});

test('a picture that leaves the page says what it shows, of when, and from where, with every sign explained', async () => {
  const svg = readXml(await draw());
  const texts = svg.filter(({ name }) => name === 'text').map(({ text }) => text.replaceAll('\u00a0', ' '));
  expect(texts).toEqual(
    expect.arrayContaining(['Glasfaser (FTTH/B) ab 1000 Mbit/s', 'Landau', 'keine Angabe', 'modelliert']),
  );
  expect(texts.join('\n')).toContain('Stand: Mitte 2021 · Landau in der Pfalz: 1,9 % der Haushalte.');
  expect(texts.join('\n')).toContain('Zahlen: Quelle & Herkunft. Klassen gebildet, also verändert.');
  expect(texts.join(' ')).toContain('© GeoBasis-DE / BKG');
  expect(texts.join(' ')).toContain(request.edition.editionId);
  expect(svg.find(({ name }) => name === 'title')?.text).toContain('Landau in der Pfalz und Umgebung');
  const afar = readXml(await draw({ position: { ...landau, zoom: 5.6 } }));
  expect(afar.find(({ name }) => name === 'title')?.text).toContain('Deutschland');
  const beside = readXml(await draw({ position: { ...landau, longitude: 12 } }));
  expect(beside.find(({ name }) => name === 'title')?.text).not.toContain('Landau');
  expect(svg.find(({ name }) => name === 'desc')?.text).toContain('schraffiert: keine Angabe');
});

test('without a frame it is the map alone, in the size that was asked for', async () => {
  const [root] = readXml(await draw({ framed: false, width: 320, height: 240 }));
  expect(root?.attributes).toMatchObject({ width: '320', height: '240', viewBox: '0 0 320 240', role: 'img' });
});

test('near enough, cells stand in place of their municipality, dotted because modelled; a protected one is hatched', async () => {
  const svg = readXml(await draw({ position: { ...landau, zoom: 13 } }));
  const { ramps } = aPalette();
  expect(svg.some(({ attributes }) => attributes.class === 'fibre-0' && attributes.fill === ramps.fibre[0])).toBe(true);
  expect(svg.some(({ name, attributes }) => name === 'path' && attributes.fill === 'url(#picture-modelled)')).toBe(
    true,
  );
  expect(svg.some(({ attributes }) => attributes.class === 'fibre-1')).toBe(false);
  expect(svg.some(({ attributes }) => attributes.class === 'missing')).toBe(true);
});

test('the chosen place is outlined along its borders and never along the edges of tiles', async () => {
  // At zoom 11 Landau, from 8.0° to 8.2° and from 49.1° to 49.3°, lies in several tiles.
  const position = { ...landau, zoom: 11 };
  const frame = frameOf(position, 800, 600);
  const svg = readXml(await draw({ position, framed: false }));
  const points = pointsOf(svg.find(({ attributes }) => attributes.class === 'chosen')?.attributes.d ?? '');
  const [west] = placeIn(frame, 8.0, 49.2);
  const [east] = placeIn(frame, 8.2, 49.2);
  expect(tilesOf(frame, 11).length).toBeGreaterThan(2);
  expect(points.length).toBeGreaterThan(0);
  for (const [x] of points) expect(Math.min(Math.abs(x - west), Math.abs(x - east))).toBeLessThan(1);
});

test('English and dark are an argument, whatever the page wears', async () => {
  const svg = await draw({ language: 'en', theme: 'dark', technology: 'HFC' });
  expect(svg).toContain('% of households');
  expect(svg).not.toMatch(/Haushalte|Glasfaser/);
  expect(svg).toContain(aPalette('dark').outside);
});

test('a file is named for what is in it, whatever the place is called', () => {
  expect(pictureName('svg', request)).toBe('breitblick-landau-in-der-pfalz-glasfaser-1000-mitte-2021.svg');
  const place = { ...request, place: request.place && { ...request.place, name: '../Gößnitz, "Stadt"\\' } };
  expect(pictureName('png', { ...place, language: 'en' })).toBe('breitblick-goessnitz-stadt-fibre-1000-mid-2021.png');
  expect(pictureName('png', { ...request, place: undefined })).toContain('breitblick-deutschland-');
});

test('half a picture is none: a tile that fails is told', async () => {
  const broken: TileReader = (layer, ...rest) =>
    layer === 'borders' ? Promise.reject(new Error('borders failed')) : readTile(layer, ...rest);
  await expect(drawPicture(request, aPalette(), broken)).rejects.toThrow('borders failed');
});
