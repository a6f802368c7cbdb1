import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { contradictions } from '../sensors/network.ts';
import { openService, type Service, valuesOf } from './service.ts';
import { census, changes } from './station.ts';
import { addThings } from './things.ts';

let database: TestDatabase;
let service: Service;
beforeAll(async () => {
  database = await openTestDatabase();
  service = await openService(database);
  await addThings(service);
});
afterAll(async () => {
  await service.close();
  await database.close();
});

async function get(path: string): Promise<Record<string, unknown>> {
  return (await service.get(encodeURI(path))).body as Record<string, unknown>;
}

test('[37] each combination of values comes once, filtered, ordered, counted and paged', async () => {
  expect(await valuesOf(service, '/Datastreams?$select=distinct:properties/second')).toEqual([
    { properties: { second: null } },
    { properties: { second: true } },
  ]);
  expect(
    await valuesOf(service, '/Things(1)/Datastreams?$select=distinct:name,unitOfMeasurement/symbol&$orderby=name desc'),
  ).toEqual([
    { name: 'A2', unitOfMeasurement: { symbol: '°C' } },
    { name: 'A1', unitOfMeasurement: { symbol: '°C' } },
  ]);
  const first = await get('/Observations?$select=distinct:result&$filter=result lt 5&$count=true&$top=3');
  expect(first).toMatchObject({ '@iot.count': 5, value: [{ result: 0 }, { result: 1 }, { result: 2 }] });
  const rest = (await service.get(first['@iot.nextLink'] as string)).body;
  expect(rest).toMatchObject({ '@iot.count': 5, value: [{ result: 3 }, { result: 4 }] });
  expect(rest).not.toHaveProperty('@iot.nextLink');
  expect(
    await valuesOf(service, '/Observations?$select=distinct:phenomenonTime,validTime&$filter=result eq 3'),
  ).toEqual([{ phenomenonTime: '2026-01-15T10:03:00Z', validTime: '2026-01-15T10:00:00Z/2026-01-16T10:00:00Z' }]);
});

test('[37] what has no distinct values is refused', async () => {
  for (const path of [
    ...['/Things?$select=distinct:nothing', '/Things?$select=distinct:Locations', '/Things?$select=distinct:name/x'],
    ...['/Things?$select=distinct:', '/Things(1)?$select=distinct:name', '/Things/$ref?$select=distinct:name'],
    ...['/Things?$select=distinct:name&$expand=Locations', '/Things?$select=distinct:name&$orderby=description'],
    ...['/Things?$expand=Locations($select=distinct:name)', '/Things?$select=distinct:name&$resultFormat=CSV'],
  ])
    expect([path, (await service.get(encodeURI(path))).status]).toEqual([path, 400]);
});

test('[38] DELETE takes what a filter leaves of a set, and nothing without a filter', async () => {
  const before = await census(service);
  const send = async (path: string) => (await service.send('DELETE', encodeURI(path))).status;
  expect(await send('/Observations')).toBe(400);
  expect(await send('/Observations?$filter=result gt 5&$top=1')).toBe(400);
  expect(await send('/Observations?$filter=nothing gt 5')).toBe(400);
  expect((await fetch(`${service.url}/Observations?$filter=id gt 0`, { method: 'DELETE' })).status).toBe(401);
  expect(await changes(service, before)).toEqual({});
  expect(await send('/Datastreams(1)/Observations?$filter=phenomenonTime lt 2026-01-15T10:04:00Z')).toBe(200);
  expect(await changes(service, before)).toEqual({ Observations: -4 });
  expect(await send("/Observations?$filter=Datastream/Thing/name eq 'B' and result ge 10")).toBe(200);
  expect(await changes(service, before)).toEqual({ Observations: -8 });
  expect(await contradictions(database)).toEqual([]);
  expect(await send("/Things?$filter=name eq 'C'")).toBe(200);
  expect(await changes(service, before)).toMatchObject({ Things: -1, Datastreams: -2, Observations: -32 });
  expect(await send("/Things?$filter=name eq 'nobody'")).toBe(200);
});
