import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAddresses, addBoundaries, aMunicipality, anAddress, box } from '../../builders.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { type Api, openApi } from '../graphql/api.ts';

const ags = '07313000';
const neighbour = '07334007';

let database: TestDatabase;
let api: Api;
let statements: string[] = [];
let count = 0;
beforeAll(async () => {
  database = await openTestDatabase((statement) => statements.push(statement));
  await addBoundaries(database, [
    aMunicipality({ ags, name: 'Landau', geometry: box(8, 49.1, 8.3, 49.3) }),
    aMunicipality({ ags: neighbour, name: 'Germersheim', geometry: box(8.3, 49.1, 8.5, 49.3) }),
  ]);
  await addAddresses(database, [
    ...['1', '2', '10', '12', '12a', '12b', '14-18', '120'].map((number) => house('Hauptstraße', number, 'Mörzheim')),
    ...['1', '5', '99'].map((number) => house('Hauptstraße', number, 'Nußdorf')),
    ...['1', '3'].map((number) => house('Konrad-Adenauer-Straße', number, 'Kernstadt')),
    ...['1', '2'].map((number) => house('Straße des 13. Juni', number, 'Kernstadt')),
    { ...house('Hauptstraße', '1', null), ags: neighbour, postcode: '76726', place: 'Germersheim' },
  ]);
  api = await openApi(database);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

function house(street: string, text: string, district: string | null) {
  const [, number = '', addition = ''] = /^(\d+)(.*)$/.exec(text) ?? [];
  const id = `house-${++count}`;
  return anAddress({ ags, id, street, houseNumber: Number(number), addition: addition || null, district });
}

interface Suggestion {
  text: string;
  numberFits: boolean;
  address: { addressId: string; houseNumber: string } | null;
}

async function search(query: string, more: { ags?: string; first?: number } = {}): Promise<Suggestion[]> {
  const { data, errors } = await api.ask(
    `query ($query: String!, $ags: String, $first: Int) {
      searchAddresses(query: $query, ags: $ags, first: $first) { text numberFits address { addressId houseNumber } }
    }`,
    { query, ...more },
  );
  expect(errors).toEqual([]);
  return (data as { searchAddresses: Suggestion[] }).searchAddresses;
}

const textsFor = async (query: string, more = {}): Promise<string[]> =>
  (await search(query, more)).map(({ text }) => text);

describe('while somebody types', () => {
  test('streets come first, those of each district', async () => {
    expect(await textsFor('haupt', { ags })).toEqual([
      'Hauptstraße, 76829 Landau in der Pfalz (Mörzheim)',
      'Hauptstraße, 76829 Landau in der Pfalz (Nußdorf)',
    ]);
    expect((await search('haupt'))[0]?.address).toBeNull();
  });

  test('a number is on its way to longer ones, and those that have it go first', async () => {
    expect(await textsFor('Hauptstr. 1', { ags })).toEqual([
      'Hauptstraße 1, 76829 Landau in der Pfalz (Mörzheim)',
      'Hauptstraße 1, 76829 Landau in der Pfalz (Nußdorf)',
      'Hauptstraße 10, 76829 Landau in der Pfalz (Mörzheim)',
      'Hauptstraße 12, 76829 Landau in der Pfalz (Mörzheim)',
      'Hauptstraße 12a, 76829 Landau in der Pfalz (Mörzheim)',
      'Hauptstraße 12b, 76829 Landau in der Pfalz (Mörzheim)',
      'Hauptstraße 14-18, 76829 Landau in der Pfalz (Mörzheim)',
      'Hauptstraße 120, 76829 Landau in der Pfalz (Mörzheim)',
    ]);
  });

  test.each([
    ['Hauptstr. 12 a', 'Hauptstraße 12a'],
    ['hauptstrasse 12A mörzheim', 'Hauptstraße 12a'],
    ['Mörzheim, Hauptsr. 12a', 'Hauptstraße 12a'],
    ['Haupt-Str.12a, 76829 Landau', 'Hauptstraße 12a'],
    ['Hauptstr 16 Mörzheim', 'Hauptstraße 14-18'],
    ['K. Adenauer Str. 3', 'Konrad-Adenauer-Straße 3'],
    ['adenaur 3', 'Konrad-Adenauer-Straße 3'],
    ['Straße des 13. Juni 2', 'Straße des 13. Juni 2'],
  ])('%j is %s', async (query, address) => {
    const [first] = await search(query, { ags });
    expect(first?.text).toContain(`${address},`);
    expect(first?.numberFits).toBe(true);
  });

  test('a number within a street’s name is no house', async () => {
    const [first] = await search('Straße des 13');
    expect(first).toMatchObject({ text: expect.stringContaining('Straße des 13. Juni,') as string, address: null });
  });

  test('a number that a street does not have leads to its nearest ones, marked', async () => {
    const found = await search('Adenauer 7');
    expect(found.map(({ address, numberFits }) => [address?.houseNumber, numberFits])).toEqual([
      ['3', false],
      ['1', false],
    ]);
  });

  test('the number decides between districts', async () => {
    expect(await textsFor('Hauptstraße 99', { first: 1 })).toEqual([
      'Hauptstraße 99, 76829 Landau in der Pfalz (Nußdorf)',
    ]);
  });
});

test('only the wanted municipality is searched', async () => {
  expect(await textsFor('Hauptstr 1', { ags: neighbour })).toEqual(['Hauptstraße 1, 76726 Germersheim']);
  expect(await textsFor('Hauptstr 1 Germersheim', { first: 1 })).toEqual(['Hauptstraße 1, 76726 Germersheim']);
});

test('one statement answers, however many streets fit', async () => {
  await search('Hauptstr');
  statements = [];
  await search('Hauptstr');
  expect(statements).toHaveLength(0);
  await search('Hauptstr 1');
  expect(statements).toHaveLength(1);
});

test('an address is there at once after its import', async () => {
  expect(await textsFor('Neubauweg 1')).toEqual([]);
  await addAddresses(database, [
    anAddress({ ags: neighbour, id: 'new', street: 'Neubauweg', longitude: 8.4, latitude: 49.2 }),
  ]);
  await expect.poll(() => textsFor('Neubauweg 1')).toEqual(['Neubauweg 1, 76829 Landau in der Pfalz']);
});

test('what is no address finds nothing, and harms nothing', async () => {
  for (const query of [
    '',
    ' ',
    "'; drop table address; --",
    '%',
    '_',
    '\\',
    '<script>',
    '9'.repeat(200),
    '\u0000',
    '🏠',
  ])
    expect([query, await search(query)]).toEqual([query, []]);
  expect(await textsFor('Hauptstr 1', { first: 1 })).toHaveLength(1);
});

test.each([
  ['query: "x", first: 51', 'first: 51 is out of range, it can be 0 to 50.'],
  ['query: "x", ags: "7313"', 'eight digits'],
  [`query: "${'x'.repeat(201)}"`, 'query: at most 200 characters, not 201.'],
])('a question that can not be answered is refused: %s', async (args, message) => {
  const { errors } = await api.ask(`{ searchAddresses(${args}) { text } }`);
  expect(errors[0]?.message).toContain(message);
});
