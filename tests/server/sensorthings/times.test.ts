import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { aDatastream, anObservation, aThing } from './bodies.ts';
import { make, namesOf, openService, type Service } from './service.ts';

const day = (hour: number): string => `2026-01-15T${String(hour).padStart(2, '0')}:00:00Z`;

let database: TestDatabase;
let service: Service;
/** Instants at 10, 12 and 14; intervals from 10 to 12, 12 to 14 and 10:30 to 13:30. */
beforeAll(async () => {
  database = await openTestDatabase();
  service = await openService(database);
  const times: [name: string, time: string][] = [
    ['i10', day(10)],
    ['i12', day(12)],
    ['i14', day(14)],
    ['10-12', `2026-01-15T10:00:00.001Z/${day(12)}`],
    ['12-14', `2026-01-15T12:00:00.001Z/${day(14)}`],
    ['mid', '2026-01-15T10:30:00Z/2026-01-15T13:30:00Z'],
  ];
  const observations = times.map(([result, phenomenonTime]) =>
    anObservation({
      result,
      phenomenonTime,
      validTime: `${day(8)}/${day(9)}`,
      ...(result === 'i10' && { resultTime: '2026-01-15T10:15:30.250Z' }),
    }),
  );
  await make(service, '/Things', aThing({ Datastreams: [aDatastream({ name: 'all', Observations: observations })] }));
  await make(service, '/Things', aThing({ Datastreams: [aDatastream({ name: 'none' })] }));
});
afterAll(async () => {
  await service.close();
  await database.close();
});

async function found(filter: string): Promise<string[]> {
  const path = `/Observations?$filter=${filter}&$orderby=id`;
  return ((await namesOf(service, path, 'result')) as string[]).sort();
}

test('[29] instants and half-open intervals compare as the table says', async () => {
  const ten = `2026-01-15T10:00:00.001Z`;
  const cases: [filter: string, found: string[]][] = [
    [`phenomenonTime lt ${day(12)}`, ['i10', '10-12']],
    [`before(phenomenonTime, ${day(12)})`, ['i10', '10-12']],
    [`phenomenonTime le ${day(12)}`, ['i10', 'i12', '10-12']],
    [`phenomenonTime gt ${day(12)}`, ['i14', '12-14']],
    [`after(phenomenonTime, ${day(12)})`, ['i14', '12-14']],
    [`phenomenonTime ge ${day(12)}`, ['i12', 'i14', '12-14']],
    [`phenomenonTime eq ${day(12)}`, ['i12']],
    [`phenomenonTime eq ${ten}/${day(12)}`, ['10-12']],
    [`phenomenonTime ne ${ten}/${day(12)}`, ['i10', 'i12', 'i14', '12-14', 'mid']],
    // The other way round.
    [`${day(12)} gt phenomenonTime`, ['i10', '10-12']],
    [`${day(12)} lt phenomenonTime`, ['i14', '12-14']],
    [`${day(12)} le phenomenonTime`, ['i12', 'i14', '12-14']],
    // Intervals.
    [`phenomenonTime lt ${day(12)}/${day(13)}`, ['i10', '10-12']],
    [`phenomenonTime gt ${day(10)}/${day(12)}`, ['i12', 'i14', '12-14']],
    [`phenomenonTime le ${ten}/${day(13)}`, ['i10', '10-12']],
    [`phenomenonTime ge ${ten}/${day(12)}`, ['i12', 'i14', '10-12', '12-14', 'mid']],
    [`during(phenomenonTime, ${day(10)}/${day(12)})`, ['i10', '10-12']],
    [`during(phenomenonTime, ${day(10)}/${day(14)})`, ['i10', 'i12', '10-12', '12-14', 'mid']],
    [`overlaps(phenomenonTime, ${day(12)}/${day(13)})`, ['i12', '12-14', 'mid']],
    [`overlaps(phenomenonTime, ${day(12)})`, ['i12', 'mid']],
    [`meets(phenomenonTime, ${day(12)}/${day(13)})`, ['i12', '10-12']],
    [`starts(phenomenonTime, ${ten}/${day(20)})`, ['10-12']],
    [`finishes(phenomenonTime, ${day(13)}/${day(14)})`, ['i14', '12-14']],
    // What overlaps a span, said without overlaps.
    [`not phenomenonTime lt ${day(12)} and not phenomenonTime ge ${day(13)}`, ['i12', '12-14', 'mid']],
    [`phenomenonTime gt 2026-01-15 and phenomenonTime lt 2026-01-16`, ['i10', 'i12', 'i14', '10-12', '12-14', 'mid']],
  ];
  for (const [filter, expected] of cases) expect([filter, await found(filter)]).toEqual([filter, expected.toSorted()]);
});

test('[29] durations move times, and functions take them apart', async () => {
  const all = ['i10', 'i12', 'i14', '10-12', '12-14', 'mid'];
  const cases: [filter: string, found: string[]][] = [
    [`phenomenonTime add duration'PT2H' eq ${day(12)}`, ['i10']],
    [`phenomenonTime lt ${day(14)} sub duration'PT2H'`, ['i10', '10-12']],
    [`phenomenonTime sub ${day(10)} gt duration'PT3H'`, ['i14']],
    [`resultTime sub phenomenonTime gt duration'PT15M'`, ['i10']],
    ['hour(phenomenonTime) eq 14', ['i14']],
    ['year(phenomenonTime) eq 2026 and month(phenomenonTime) eq 1 and day(phenomenonTime) eq 15', all],
    ['minute(resultTime) eq 15 and second(resultTime) eq 30', ['i10']],
    ['fractionalseconds(resultTime) eq 0.25', ['i10']],
    ['date(phenomenonTime) eq 2026-01-15', all],
    ['time(phenomenonTime) ge 12:30:00', ['i14']],
    ['totaloffsetminutes(phenomenonTime) eq 0', all],
    ['phenomenonTime gt mindatetime() and phenomenonTime lt maxdatetime() and phenomenonTime lt now()', all],
    ['resultTime eq null', all.filter((name) => name !== 'i10')],
    [`validTime lt ${day(9)}`, all],
    ['resultTime gt 2026-01-15T11:15:30+01:00', ['i10']],
  ];
  for (const [filter, expected] of cases) {
    const path = `/Observations?$filter=${encodeURIComponent(filter)}&$orderby=id`;
    const { body, text } = await service.get(path);
    const values = (body as { value?: { result: string }[] }).value;
    expect([filter, values?.map(({ result }) => result).sort() ?? text]).toEqual([filter, expected.toSorted()]);
  }
});

test('[29] a datastream’s times span its observations, follow their end, and are null without any', async () => {
  const span = async (filter: string) => namesOf(service, `/Datastreams?$filter=${filter}`);
  expect(await span(`phenomenonTime eq ${day(10)}/${day(14)}`)).toEqual(['all']);
  expect(await span(`phenomenonTime gt ${day(9)}`)).toEqual(['all']);
  expect(await span(`overlaps(phenomenonTime, ${day(11)}/${day(12)})`)).toEqual(['all']);
  expect(await span('phenomenonTime eq null')).toEqual(['none']);
  const [datastream] = await namesOf(service, "/Datastreams?$filter=name eq 'none'", '@iot.id');
  const path = `/Datastreams(${datastream as number})`;
  const id = await make(service, `${path}/Observations`, anObservation({ resultTime: day(11) }));
  const times = async () => {
    const { phenomenonTime, resultTime } = (await service.get(path)).body as Record<string, unknown>;
    return [phenomenonTime, resultTime];
  };
  expect(await times()).toEqual([`${day(10)}/${day(10)}`, `${day(11)}/${day(11)}`]);
  await service.send('PATCH', `/Observations(${id})`, { phenomenonTime: `${day(5)}/${day(6)}` });
  expect(await times()).toEqual([`${day(5)}/${day(6)}`, `${day(11)}/${day(11)}`]);
  await service.send('DELETE', `/Observations(${id})`);
  expect(await times()).toEqual([null, null]);
});
