import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAddresses, addBoundaries, aMunicipality, anAddress, box } from '../../builders.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { type Api, openApi } from '../graphql/api.ts';

const ags = '07313000';

let database: TestDatabase;
let api: Api;
let edition: string;
let before: string;
beforeAll(async () => {
  database = await openTestDatabase();
  await addBoundaries(database, [aMunicipality({ ags, name: 'Landau', geometry: box(8, 49, 8.2, 49.2) })]);
  await addAddresses(database, [anAddress({ ags, id: 'gone' }), anAddress({ ags, id: 'stays', houseNumber: 2 })], {
    modelled: true,
  });
  before = new Date().toISOString();
  await new Promise((resolve) => setTimeout(resolve, 20));
  edition = await addAddresses(database, [
    anAddress({ ags, id: 'stays', street: 'Am Bach', houseNumber: 12, addition: 'a', longitude: 8.1, latitude: 49.1 }),
    anAddress({ ags, id: 'bare', houseNumber: 3, addition: '1/2', longitude: 8.102, latitude: 49.1 }),
  ]);
  api = await openApi(database);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

test('an address is found by its id, with where it is from', async () => {
  const { data, errors } = await api.ask(`{
    address(ags: "${ags}", id: "stays") {
      ags addressId text street houseNumber postcode place districtName longitude latitude
      municipality { name } edition { editionId modelled }
    }
  }`);
  expect(errors).toEqual([]);
  expect(data).toEqual({
    address: {
      ags,
      addressId: 'stays',
      text: 'Am Bach 12a',
      street: 'Am Bach',
      houseNumber: '12a',
      postcode: '76829',
      place: 'Landau in der Pfalz',
      districtName: null,
      longitude: 8.1,
      latitude: 49.1,
      municipality: { name: 'Landau' },
      edition: { editionId: edition, modelled: false },
    },
  });
});

test('what an edition replaced is gone now, and still there for whoever asks what was known before', async () => {
  const { data } = await api.ask(
    `query ($asOf: DateTime!) {
      gone: address(ags: "${ags}", id: "gone") { street }
      before: address(ags: "${ags}", id: "gone", asOf: $asOf) { street }
      early: address(ags: "${ags}", id: "gone", asOf: "2000-01-01T00:00:00Z") { street }
      changed: address(ags: "${ags}", id: "stays", asOf: $asOf) { street }
    }`,
    { asOf: before },
  );
  expect(data).toEqual({
    gone: null,
    before: { street: 'Hauptstraße' },
    early: null,
    changed: { street: 'Hauptstraße' },
  });
});

test('the nearest address to a point is found, with its distance in metres', async () => {
  const ask = (lat: number, lon: number, withinM?: number) =>
    api.ask(
      `query ($lat: Float!, $lon: Float!, $withinM: Int) {
        nearestAddress(lat: $lat, lon: $lon, withinM: $withinM) { distanceM address { text } }
      }`,
      { lat, lon, withinM },
    );
  const { data } = await ask(49.1, 8.1015);
  const { nearestAddress } = data as { nearestAddress: { distanceM: number; address: { text: string } } };
  expect(nearestAddress.address.text).toBe('Hauptstraße 3 1/2');
  // 0.0005° of longitude at 49.1° north.
  expect(nearestAddress.distanceM).toBeCloseTo(36.5, 0);
  expect((await ask(49.1, 8.1015, 30)).data).toEqual({ nearestAddress: null });
  expect((await ask(49.05, 8.05)).data).toEqual({ nearestAddress: null });
});

test.each([
  ['lat: 91, lon: 8', 'lat: 91 is out of range, it can be -90 to 90.'],
  ['lat: 49, lon: 181', 'lon: 181 is out of range, it can be -180 to 180.'],
  ['lat: 49, lon: 8, withinM: 5000', 'withinM: 5000 is out of range, it can be 1 to 2000.'],
])('a point that is none is refused: %s', async (args, message) => {
  const { errors } = await api.ask(`{ nearestAddress(${args}) { distanceM } }`);
  expect(errors).toMatchObject([{ message }]);
});

test('a key that is none is refused', async () => {
  const { errors } = await api.ask('{ address(ags: "7313", id: "x") { street } }');
  expect(errors[0]?.message).toContain('eight digits');
});
