import { afterAll, beforeAll, expect, test } from 'vitest';
import { addBoundaries, addCoverage, aMunicipality } from '../../builders.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { type Api, openApi } from './api.ts';

let database: TestDatabase;
let api: Api;
beforeAll(async () => {
  database = await openTestDatabase();
  const city = { independent: true, designation: 'Stadt' };
  await addBoundaries(database, [
    aMunicipality({ ags: '07313000', ...city }),
    aMunicipality({ ags: '07314000', ...city }),
    aMunicipality({ ags: '07331001', designation: 'Stadt' }),
    aMunicipality({ ags: '07331002' }),
    aMunicipality({ ags: '08111000', ...city }),
  ]);
  await addCoverage(database, ['FTTH_B_1000'], {
    '07313000': [40],
    '07314000': [20],
    '07331001': [60],
    '07331002': [null],
    '08111000': [80],
  });
  api = await openApi(database);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

async function ranksIn(circle: string, filter = ''): Promise<unknown> {
  const { data, errors } = await api.ask(
    `{ municipalities(orderBy: AGS) { edges { node { ags
      rank(technology: FTTH_B, minDownstreamMbits: 1000, circle: ${circle} ${filter}) { rank of notStatedCount } } } } }`,
  );
  expect(errors).toEqual([]);
  const { municipalities } = data as {
    municipalities: {
      edges: { node: { ags: string; rank: { rank: number; of: number; notStatedCount: number } | null } }[];
    };
  };
  return Object.fromEntries(
    municipalities.edges.map(({ node: { ags, rank } }) => [ags, rank && `${rank.rank}/${rank.of}`]),
  );
}

test('each municipality is ranked in its own circle, many in one question', async () => {
  expect(await ranksIn('ALL')).toEqual({
    '07313000': '3/4',
    '07314000': '4/4',
    '07331001': '2/4',
    '07331002': null,
    '08111000': '1/4',
  });
  expect(await ranksIn('STATE')).toMatchObject({ '07313000': '2/3', '07331001': '1/3', '08111000': '1/1' });
  expect(await ranksIn('KIND')).toMatchObject({ '07313000': '2/3', '07331001': '1/1', '08111000': '1/3' });
  expect(await ranksIn('KIND_IN_STATE')).toMatchObject({ '07313000': '1/2', '07314000': '2/2', '08111000': '1/1' });
});

test('a filter narrows the circle further', async () => {
  expect(await ranksIn('STATE', ', filter: { independent: true }')).toMatchObject({
    '07313000': '1/2',
    '07331001': null,
    '08111000': '1/1',
  });
});
