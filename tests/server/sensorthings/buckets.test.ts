import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { aDatastream, anObservation, aThing } from './bodies.ts';
import { make, openService, type Service, valuesOf } from './service.ts';

let database: TestDatabase;
let service: Service;
/** Every ten minutes of 15 to 17 January in UTC the number of the hour; the second datastream has texts alone. */
beforeAll(async () => {
  database = await openTestDatabase();
  service = await openService(database);
  const start = Date.UTC(2026, 0, 15);
  const numbers = Array.from({ length: 3 * 24 * 6 }, (_, step) => {
    const time = new Date(start + step * 600_000);
    return anObservation({ phenomenonTime: time.toISOString(), result: time.getUTCHours() });
  });
  const series = [
    aDatastream({ name: 'numbers', Observations: numbers }),
    aDatastream({ name: 'texts', Observations: [anObservation({ result: 'open' })] }),
  ];
  await make(service, '/Things', aThing({ Datastreams: series }));
});
afterAll(async () => {
  await service.close();
  await database.close();
});

const all =
  'aggregate(result with average as mean,result with min as low,result with max as high,result with last as last,result with sum as total,$count as count)';

test('results come by hour and by German day, equal to those of the single observations', async () => {
  const hours = await valuesOf(service, `/Datastreams(1)/Observations?$apply=groupby((hour),${all})&$top=1000`);
  expect(hours).toHaveLength(72);
  expect(hours[13]).toEqual({
    phenomenonTime: '2026-01-15T13:00:00Z/2026-01-15T14:00:00Z',
    ...{ mean: 13, low: 13, high: 13, last: 13, total: 78, count: 6 },
    'Datastream@iot.navigationLink': `${service.url}/Datastreams(1)`,
  });
  const days = await valuesOf(service, `/Datastreams(1)/Observations?$apply=groupby((day),${all})`);
  expect(days.map(({ phenomenonTime, count }) => [phenomenonTime, count])).toEqual([
    ['2026-01-14T23:00:00Z/2026-01-15T23:00:00Z', 138],
    ['2026-01-15T23:00:00Z/2026-01-16T23:00:00Z', 144],
    ['2026-01-16T23:00:00Z/2026-01-17T23:00:00Z', 144],
    ['2026-01-17T23:00:00Z/2026-01-18T23:00:00Z', 6],
  ]);
  expect(days[1]).toMatchObject({ mean: 11.5, low: 0, high: 23, last: 22 });
  const months = await valuesOf(service, `/Datastreams(1)/Observations?$apply=groupby((month),${all})`);
  expect(months).toMatchObject([{ phenomenonTime: '2025-12-31T23:00:00Z/2026-01-31T23:00:00Z', count: 432 }]);
  expect(await valuesOf(service, `/Datastreams(1)/Observations?$apply=groupby((week),${all})`)).toHaveLength(1);
});

test('buckets are filtered, ordered and paged, and what has no number is null', async () => {
  const apply = '$apply=groupby((hour),aggregate(result with average as mean,$count as n))';
  const some = await valuesOf(
    service,
    `/Observations?${apply}&$filter=phenomenonTime ge 2026-01-15T10:00:00Z and phenomenonTime lt 2026-01-15T12:00:00Z and Datastream/Thing/name eq 'Station'`,
  );
  expect(some.map(({ mean, n }) => [mean, n])).toEqual([
    [10, 6],
    [11, 6],
    [null, 1],
  ]);
  const { body } = await service.get(
    encodeURI(`/Datastreams(1)/Observations?${apply}&$top=2&$orderby=phenomenonTime desc`),
  );
  const page = body as { value: unknown[]; '@iot.nextLink': string };
  expect(page.value).toMatchObject([{ mean: 23 }, { mean: 22 }]);
  expect((await service.get(page['@iot.nextLink'])).body).toMatchObject({ value: [{ mean: 21 }, { mean: 20 }] });
});

test('what can’t be applied is 400 and says how to write it', async () => {
  for (const [path, place] of [
    ['/Things?$apply=groupby((day),aggregate($count as n))', 'is for observations'],
    ['/Observations?$apply=nonsense', 'groupby((day)'],
    ['/Observations?$apply=groupby((minute),aggregate($count as n))', 'hour, day, week, month, year'],
    ['/Observations?$apply=groupby((day),aggregate(result with median as n))', "can't be computed"],
    ['/Observations?$apply=groupby((day),aggregate($count as n,$count as n))', 'twice'],
    ['/Observations?$apply=groupby((day),aggregate($count as n))&$filter=result gt 1', 'A roll-up has no'],
    ['/Observations?$apply=groupby((day),aggregate($count as n))&$orderby=n', 'phenomenonTime alone'],
    ['/Observations?$apply=groupby((day),aggregate($count as n))&$expand=Datastream', "can't be combined"],
    ['/FeaturesOfInterest(1)/Observations?$apply=groupby((day),aggregate($count as n))', 'by datastream'],
  ] as const) {
    const reply = await service.get(encodeURI(path));
    expect([path, reply.status, reply.text]).toEqual([path, 400, expect.stringContaining(place) as string]);
  }
});
