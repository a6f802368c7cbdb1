import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { aDatastream, aLocation, anObservation, aThing } from '../server/sensorthings/bodies.ts';
import { make, openService, type Service } from '../server/sensorthings/service.ts';

const run = promisify(execFile);

/** GDAL's tools come with Debian's `gdal-bin`; CI installs it, so there this suite always runs. */
const version = await run('ogrinfo', ['--version']).then(
  ({ stdout }) => stdout.trim(),
  () => undefined,
);
if (version === undefined) {
  const message = 'ogrinfo is missing, so nobody has tried whether GDAL reads our sensors. Install gdal-bin.';
  if (process.env.CI) throw new Error(message);
  process.stderr.write(`NOT TESTED: ${message}\n`);
}

let database: TestDatabase;
let service: Service;
beforeAll(async () => {
  database = await openTestDatabase();
  service = await openService(database);
  for (const [name, longitude] of [
    ['Eins', 8.1],
    ['Zwei', 8.2],
  ] as const) {
    const Locations = [aLocation({ location: { type: 'Point', coordinates: [longitude, 49.2] } })];
    const Datastreams = [aDatastream({ Observations: [anObservation({ result: longitude * 10 })] })];
    await make(service, '/Things', aThing({ name, Locations, Datastreams }));
  }
});
afterAll(async () => {
  await service.close();
  await database.close();
});

interface Feature {
  geometry: unknown;
  properties: Record<string, unknown>;
}

/** Lets GDAL fetch an address itself, and say what it understood. */
async function readWithGdal(query: string): Promise<Feature[]> {
  const { stdout } = await run('ogr2ogr', ['-f', 'GeoJSON', '/vsistdout/', encodeURI(`${service.url}${query}`)]);
  return (JSON.parse(stdout) as { features: Feature[] }).features;
}

test.skipIf(version === undefined)('GDAL fetches things with their places and last values', async () => {
  const latest = 'Observations($top=1;$orderby=phenomenonTime desc;$select=result)';
  const features = await readWithGdal(
    `/Things?$resultFormat=GeoJSON&$select=name&$expand=Locations,Datastreams($select=name;$expand=${latest})`,
  );
  expect(features.map(({ geometry }) => geometry)).toEqual([
    { type: 'Point', coordinates: [8.1, 49.2] },
    { type: 'Point', coordinates: [8.2, 49.2] },
  ]);
  expect(features.map(({ properties }) => properties)).toMatchObject([
    { name: 'Eins', 'Datastreams/0/Observations/0/result': 81 },
    { name: 'Zwei', 'Datastreams/0/Observations/0/result': 82 },
  ]);
});

test.skipIf(version === undefined)('GDAL fetches what a filter leaves', async () => {
  const near = "geo.distance(location, geography'POINT (8.1 49.2)') lt 1000";
  const features = await readWithGdal(`/Locations?$resultFormat=GeoJSON&$filter=${near}`);
  expect(features).toMatchObject([{ properties: { name: 'Marktplatz' }, geometry: { coordinates: [8.1, 49.2] } }]);
});
