import { beforeAll, expect, test } from 'vitest';
import { defaultDataset } from '../../../geodata/landau/dataset.ts';
import type { DatasetEdition } from '../../../geodata/landau/edition.ts';
import type { Header } from '../../../geodata/records.ts';
import { sources } from '../../../geodata/sources.ts';

let editions: DatasetEdition[];

beforeAll(async () => {
  editions = await defaultDataset();
});

/**
 * Kind, date, start of the checksum and number of records. A changed checksum is another edition for everyone who has
 * linked to the old one, so it must change on purpose only.
 */
const expected = `
boundaries 2021-07-01 8ba53e4ed9df4c4f 10997
municipal_coverage 2018-06-30 a7eb8729183479f2 11330
municipal_coverage 2018-12-31 7595359ecf0b7f49 11330
municipal_coverage 2019-12-31 19f5c78944272d37 1
municipal_coverage 2020-12-31 05b8cb0ca116c5c8 1
municipal_coverage 2021-06-30 2c245be2621cf882 11388
business_parks 2019-06-30 bba3ad0cdaa4ba9c 11305
municipal_coverage 2021-06-30 21b11254bfc6ac09 8211
mobile_coverage 2021-06-30 633b928953cbf30c 21815
districts 2021-07-01 6c46586fd647d0a2 10
cell_coverage 2018-06-30 346bfa7c637790b2 1237
cell_coverage 2018-12-31 db1cd4d6333a4805 1237
cell_coverage 2019-12-31 f1aa7842127dfa6b 1237
cell_coverage 2020-12-31 db0439450e71e19c 1237
cell_coverage 2021-06-30 decaef1e8584d757 1237
rollout 2021-08-31 55a642f1a855234b 10
addresses 2021-08-31 84e43afc21a21bac 2988
rollout 2021-08-31 26d999f94d179a0c 9
rollout 2023-12-31 3a0bf77038bca0f8 9
rollout 2024-12-31 4c021524d87a3373 11
rollout 2026-01-08 6e6e845bdf1fc300 28
rollout 2026-01-08 b7e050a416b1b5f5 8767
rollout 2026-01-08 fc8fa95545b81471 449
sensors 2026-01-01 cbfaa6272ea5611c 149
`;

test('the default dataset is these editions in this order, the same on every machine', async () => {
  const found = [];
  for (const edition of editions) {
    const { referenceDate, sha256, source } = edition;
    let header: Header | undefined;
    let records = 0;
    for await (const item of edition.open()) {
      if (item.type === 'header') header = item;
      else if (item.type !== 'problem') records++;
      else expect(item.severity, item.message).toBe('warning');
    }
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(header?.source).toBe(source);
    expect(header?.referenceDate).toBe(referenceDate);
    found.push(`${header?.kind} ${referenceDate} ${sha256.slice(0, 16)} ${records}`);
  }
  expect(found).toEqual(expected.trim().split('\n'));
});

test('what is modelled says so and how, and published figures come from a file', () => {
  for (const { modelled, method, fileName, source, title, recordedAt } of editions) {
    expect(modelled, title).toBe(source === 'breitblick');
    // What was said of the rollout was said in articles, which are not figures in a file.
    expect(fileName === null, title).toBe(modelled || recordedAt !== null);
    if (modelled) {
      expect(method).toMatch(/^Modelled\. /);
      expect(title).toMatch(/, modelled$/);
    }
    expect(sources[source].attribution).not.toBe('');
  }
});

test('an edition can be read more than once', async () => {
  const cells = editions.findLast(({ title }) => title.startsWith('100 m cells'));
  const [one, other] = [await Array.fromAsync(cells?.open() ?? []), await Array.fromAsync(cells?.open() ?? [])];
  expect(one).toHaveLength(1238);
  expect(one).toEqual(other);
});
