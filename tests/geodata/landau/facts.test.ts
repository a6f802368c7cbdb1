import { expect, test } from 'vitest';
import { defaultDataset } from '../../../geodata/landau/dataset.ts';
import { landauAgs, publishedCoverage } from '../../../geodata/landau/facts.ts';
import type { Header, MunicipalCoverageRecord } from '../../../geodata/records.ts';
import type { Figure } from '../../../geodata/technologies.ts';

test('what is said to be published of Landau is what the shipped files say', async () => {
  const shipped = new Map<string, Partial<Record<Figure, number | null>>>();
  for (const edition of await defaultDataset()) {
    if (!edition.fileName?.includes('haushalte')) continue;
    let header: Header | undefined;
    let landau: MunicipalCoverageRecord | undefined;
    for await (const item of edition.open()) {
      if (item.type === 'header') header = item;
      if (item.type === 'municipal_coverage' && item.ags === landauAgs) landau = item;
    }
    expect(header?.referenceDate, 'the name of the file tells the same date').toBe(edition.referenceDate);
    const shares = (header?.figures ?? []).map((figure, index) => [figure, landau?.shares[index]] as const);
    shipped.set(edition.referenceDate, Object.fromEntries(shares));
  }
  expect([...shipped.keys()].sort()).toEqual(publishedCoverage.map(({ referenceDate }) => referenceDate));
  for (const { referenceDate, shares } of publishedCoverage) expect(shipped.get(referenceDate)).toMatchObject(shares);
  // The two editions that only Landau's figures are at hand of hold nothing else.
  for (const { referenceDate, shares } of publishedCoverage.filter(({ shares }) => Object.keys(shares).length === 9)) {
    expect(shipped.get(referenceDate)).toEqual(shares);
  }
});
