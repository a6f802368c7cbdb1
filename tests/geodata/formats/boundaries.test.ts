/* eslint-disable @typescript-eslint/no-non-null-assertion -- a test that finds nothing there fails, as it should */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MultiPolygon, Position } from 'geojson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listArchive } from '../../../geodata/formats/archive.ts';
import { findEpsg, toWgs84 } from '../../../geodata/formats/coordinate-systems.ts';
import { isInside, signedArea } from '../../../geodata/formats/rings.ts';
import type { BoundaryRecord } from '../../../geodata/records.ts';
import { collectFile, shipped, type Collected } from './sources.ts';

const archive = shipped('VG5000_GEM.zip');
let folder: string;
let germany: Collected<BoundaryRecord>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapefile-'));
  germany = await collectFile<BoundaryRecord>(archive);
});
afterAll(() => rm(folder, { recursive: true }));

/** Unpacks the shipped Shapefile, or some of its parts, into a folder of its own; a part may be changed on the way. */
async function unpackParts(
  name: string,
  parts: readonly string[],
  change?: (part: string, bytes: Buffer) => Buffer,
): Promise<string> {
  const target = await mkdtemp(join(folder, `${name}-`));
  for (const entry of await listArchive(archive)) {
    const part = entry.name.slice(-3);
    if (!parts.includes(part)) continue;
    const bytes = Buffer.concat(await Array.fromAsync(entry.open()));
    await writeFile(join(target, entry.name), change?.(part, bytes) ?? bytes);
  }
  return target;
}

const all = ['shp', 'shx', 'dbf', 'prj', 'cpg'];

function metresBetween([x1, y1]: Position, [x2, y2]: Position): number {
  return Math.hypot((x1! - x2!) * Math.cos((y1! * Math.PI) / 180), y1! - y2!) * 111_320;
}

function farthest(ours: readonly Position[], theirs: readonly Position[]): number {
  return Math.max(...ours.map((point) => Math.min(...theirs.map((other) => metresBetween(point, other)))));
}

function holds(geometry: MultiPolygon, point: Position): boolean {
  return geometry.coordinates.some(
    ([outer, ...holes]) => isInside(outer!, point) && !holes.some((hole) => isInside(hole, point)),
  );
}

describe('VG5000', () => {
  const find = (ags: string): BoundaryRecord => germany.records.find((record) => record.ags === ags)!;

  test('10,997 municipalities of July 2021, none twice, none refused', () => {
    expect(germany.header).toMatchObject({
      kind: 'boundaries',
      source: 'bkg',
      referenceDate: '2021-07-01',
      expected: 10997,
    });
    expect(new Set(germany.records.map(({ ags }) => ags)).size).toBe(10997);
    expect(germany.records).toHaveLength(10997);
    expect(germany.problems).toEqual([]);
  });

  test('names with umlauts, kinds, and who belongs to no county', () => {
    expect(find('07313000')).toMatchObject({
      name: 'Landau in der Pfalz',
      designation: 'Stadt',
      ars: '073130000000',
      independent: true,
      inhabited: true,
    });
    expect(find('05315000').name).toBe('Köln');
    expect(germany.records.filter(({ independent }) => independent)).toHaveLength(107);
    expect(germany.records.filter(({ inhabited }) => !inhabited)).toHaveLength(207);
    expect(find('07331001').independent).toBe(false);
  });

  test("Landau's two parts are where GDAL sees them, within 2 m", () => {
    const { geometry } = find('07313000');
    expect(geometry.coordinates).toHaveLength(2);
    const points = geometry.coordinates.flat(2);
    // As ogr2ogr -t_srs EPSG:4326 gives them.
    const reference = [
      [7.86546752, 49.31279506],
      [7.92525946, 49.28878781],
      [7.94653, 49.2805965],
      [8.07630619, 49.22786497],
      [8.18055383, 49.20989386],
      [8.06498277, 49.15498639],
    ];
    expect(farthest(reference, points)).toBeLessThan(2);
  });

  test('Landau has its forest, the town and nothing of its neighbours', () => {
    const { geometry } = find('07313000');
    expect(holds(geometry, [7.93, 49.3])).toBe(true);
    expect(holds(geometry, [8.117, 49.198])).toBe(true);
    expect(holds(geometry, [8.0, 49.25])).toBe(false);
    expect(farthest([[7.93, 49.28]], geometry.coordinates.flat(2))).toBeLessThan(1000);
  });

  test('outer rings run counter-clockwise, holes clockwise, and no ring touches itself', () => {
    for (const { ags, geometry } of germany.records) {
      for (const rings of geometry.coordinates) {
        rings.forEach((ring, index) => {
          expect(signedArea(ring) > 0, ags).toBe(index === 0);
          expect(ring.at(-1)).toEqual(ring[0]);
          expect(new Set(ring.map(String)).size, ags).toBe(ring.length - 1);
        });
      }
    }
  });

  test('an enclave is a hole in what surrounds it', () => {
    const enclosed = germany.records.filter(({ geometry }) => geometry.coordinates.some(({ length }) => length > 1));
    expect(enclosed.length).toBeGreaterThan(15);
    for (const { geometry } of enclosed) {
      for (const [outer, ...holes] of geometry.coordinates)
        for (const hole of holes) expect(isInside(outer!, hole[0]!) || isInside(outer!, hole[1]!)).toBe(true);
    }
  });

  const gdal = (() => {
    try {
      return execFileSync('ogr2ogr', ['--version']).toString();
    } catch {
      return '';
    }
  })();

  test.skipIf(!gdal)('each vertex of every 50th municipality lies where GDAL puts it, within 5 m', () => {
    const output = execFileSync(
      'ogr2ogr',
      ['-f', 'GeoJSONSeq', '-t_srs', 'EPSG:4326', '-select', 'AGS', '/vsistdout/', `/vsizip/${archive}/VG5000_GEM.shp`],
      {
        maxBuffer: 2 ** 28,
      },
    );
    const theirs = new Map<string, Position[]>();
    for (const line of output.toString().replaceAll('\u001e', '').trim().split('\n')) {
      const { properties, geometry } = JSON.parse(line) as {
        properties: { AGS: string };
        geometry: { coordinates: unknown[] };
      };
      const flat = geometry.coordinates.flat(Infinity) as number[];
      theirs.set(
        properties.AGS,
        Array.from({ length: flat.length / 2 }, (_, index) => [flat[2 * index]!, flat[2 * index + 1]!]),
      );
    }
    germany.records.forEach(({ ags, geometry }, index) => {
      if (index % 50 === 0) expect(farthest(geometry.coordinates.flat(2), theirs.get(ags)!), ags).toBeLessThan(5);
    });
  });
});

describe('coordinate systems', () => {
  test.each([
    ['PROJCS["ETRS89 / UTM zone 32N",GEOGCS["ETRS89",AUTHORITY["EPSG","4258"]],AUTHORITY["EPSG","25832"]]', 25832],
    ['PROJCS["ETRS_1989_UTM_Zone_32N",GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989"]]]', 25832],
    ['PROJCS["ETRS_1989_UTM_Zone_32N_8stellen",GEOGCS["GCS_ETRS_1989"]]', 4647],
    ['PROJCS["ETRS_1989_UTM_Zone_33N",GEOGCS["GCS_ETRS_1989"]]', 25833],
    ['PROJCS["DHDN_3_Degree_Gauss_Zone_3",GEOGCS["GCS_Deutsches_Hauptdreiecksnetz"],AUTHORITY["EPSG",31467]]', 31467],
    ['PROJCS["DHDN_3_Degree_Gauss_Zone_3",GEOGCS["GCS_Deutsches_Hauptdreiecksnetz"]]', 31467],
    ['GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]]', 4326],
    ['PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984"]]', 3857],
    ['PROJCS["NAD_1983_StatePlane",GEOGCS["GCS_North_American_1983"]]', undefined],
    ['PROJCS["X",AUTHORITY["EPSG","2154"]]', undefined],
    ['', undefined],
  ])('%s', (wkt, epsg) => {
    expect(findEpsg(wkt)).toBe(epsg);
  });

  test('UTM 32 and Gauss-Krüger 3 of one place in Landau agree within 3 m', () => {
    // 8.1166 E, 49.1988 N in both systems, by GDAL.
    const utm = toWgs84('PROJCS["ETRS_1989_UTM_Zone_32N"]')(435643.8129, 5449931.3908);
    const gaussKrueger = toWgs84('PROJCS["DHDN_3_Degree_Gauss_Zone_3"]')(3435693.5477, 5451672.3934);
    expect(metresBetween(utm, [8.1166, 49.1988])).toBeLessThan(0.1);
    expect(metresBetween(gaussKrueger, [8.1166, 49.1988])).toBeLessThan(3);
  });
});

describe('what needs mending', () => {
  test('a folder, the .shp in it and the archive hold the same', async () => {
    const target = await unpackParts('whole', all);
    for (const path of [target, join(target, 'VG5000_GEM.shp')]) {
      const { header, records } = await collectFile<BoundaryRecord>(path);
      expect(header).toEqual(germany.header);
      expect(records.find(({ ags }) => ags === '07313000')).toEqual(
        germany.records.find(({ ags }) => ags === '07313000'),
      );
    }
  });

  test.each(['dbf', 'shx', 'prj'])('without .%s the message names the file and the remedy', async (missing) => {
    const target = await unpackParts(
      `no-${missing}`,
      all.filter((part) => part !== missing),
    );
    const reading = collectFile(join(target, 'VG5000_GEM.shp'));
    await expect(reading).rejects.toMatchObject({ name: 'FormatError', rule: 'missing-part' });
    await expect(reading).rejects.toThrow(new RegExp(`VG5000_GEM\\.${missing} is missing.*put it beside`));
  });

  test('without .cpg umlauts are read by what the bytes look like', async () => {
    const target = await unpackParts('no-cpg', ['shp', 'shx', 'dbf', 'prj']);
    const { records } = await collectFile<BoundaryRecord>(target);
    expect(records.find(({ ags }) => ags === '05315000')?.name).toBe('Köln');
  });

  test.each(['shp', 'dbf'])('a .%s that is cut off is refused', async (part) => {
    const target = await unpackParts(`cut-${part}`, all, (name, bytes) =>
      name === part ? bytes.subarray(0, bytes.length / 2) : bytes,
    );
    await expect(collectFile(target)).rejects.toMatchObject({ rule: 'shapefile-damaged' });
  });

  test('an unknown coordinate system is refused with the command that helps', async () => {
    const target = await unpackParts('crs', all, (name, bytes) =>
      name === 'prj' ? Buffer.from('PROJCS["Moon_2000"]') : bytes,
    );
    await expect(collectFile(target)).rejects.toThrow(/Moon_2000.*ogr2ogr -t_srs EPSG:25832/);
  });

  test('several rows of one AGS become one municipality; of land and water, land is taken', async () => {
    // Landau's row and the next become two parts of one, GF = 4; the rest stays 9 and so is not land.
    const target = await unpackParts('parts', all, (name, bytes) => {
      if (name !== 'dbf') return bytes;
      const changed = Buffer.from(bytes);
      const [start, width] = [bytes.readUInt16LE(8), bytes.readUInt16LE(10)];
      const offsetOf = (wanted: string): number => {
        let offset = 1;
        for (let field = 32; bytes[field] !== 13; field += 32) {
          if (bytes.toString('latin1', field, field + 11).replace(/\0.*$/, '') === wanted) return offset;
          offset += bytes[field + 16]!;
        }
        throw new Error(wanted);
      };
      const row = (line: number): number => start + (line - 1) * width;
      for (const line of [4569, 4570]) {
        changed.write('07313000', row(line) + offsetOf('AGS'), 'latin1');
        changed.write(' 4', row(line) + offsetOf('GF'), 'latin1');
      }
      return changed;
    });
    const { records } = await collectFile<BoundaryRecord>(target);
    const parts = germany.records.filter(({ line }) => line === 4569 || line === 4570);
    expect(records).toHaveLength(1);
    expect(records[0]?.geometry.coordinates).toEqual(parts.flatMap(({ geometry }) => geometry.coordinates));
  });

  test('an archive that is cut off is refused', async () => {
    const bytes = await readFile(archive);
    const path = join(folder, 'cut.zip');
    await writeFile(path, bytes.subarray(0, bytes.length - 5000));
    await expect(collectFile(path)).rejects.toMatchObject({ rule: 'zip-damaged' });
  });
});
