import { beforeAll, describe, expect, test } from 'vitest';
import type { MultiPolygon } from 'geojson';
import { isInside } from '../../../geodata/formats/rings.ts';
import { cellId, parseCellId, toLonLat } from '../../../geodata/grid.ts';
import { readLandauBoundary } from '../../../geodata/landau/dataset.ts';
import { nearestDistrict } from '../../../geodata/landau/districts.ts';
import { landauDistricts, landauInhabitants, publishedCoverage } from '../../../geodata/landau/facts.ts';
import { modelCells, residuals, weightedShare, type ModelledEdition } from '../../../geodata/landau/model.ts';
import { shareOut } from '../../../geodata/landau/model-settlement.ts';
import { parseFigure, type Figure } from '../../../geodata/technologies.ts';

let boundary: MultiPolygon;
let editions: ModelledEdition[];

beforeAll(async () => {
  boundary = await readLandauBoundary();
  editions = modelCells(boundary);
});

/** Shares of every cell by figure. */
function rows({ figures, cells }: ModelledEdition): Partial<Record<Figure, number>>[] {
  return cells.map(({ shares }) => Object.fromEntries(figures.map((figure, index) => [figure, shares[index]])));
}

test('there is one edition of cells for every published one, with the figures that it surveyed', () => {
  expect(editions.map(({ referenceDate, figures }) => ({ referenceDate, figures }))).toEqual(
    publishedCoverage.map(({ referenceDate, shares }) => ({ referenceDate, figures: Object.keys(shares) })),
  );
});

test('the cells of every edition add up to its published shares', () => {
  for (const [index, published] of publishedCoverage.entries()) {
    const edition = editions[index];
    for (const [figure, residual] of edition ? residuals(edition, published) : []) {
      // Less than the 0.005 points that a rounded share of two decimals leaves open.
      expect(Math.abs(residual), `${published.referenceDate} ${figure}`).toBeLessThan(0.005);
    }
  }
  const latest = editions.at(-1);
  expect(latest && weightedShare(latest, 'ALL_1000')).toBeCloseTo(80.97, 2);
});

test('who has a speed has the slower ones too', () => {
  for (const { figures, cells } of editions) {
    for (const [index, figure] of figures.entries()) {
      const next = figures[index + 1];
      if (!next || parseFigure(next)?.technology !== parseFigure(figure)?.technology) continue;
      const rising = cells.filter(({ shares }) => (shares[index + 1] ?? NaN) > (shares[index] ?? NaN));
      expect(rising, `${figure} ${next}`).toEqual([]);
    }
  }
});

test('all technologies reach whom any technology reaches', () => {
  for (const edition of editions) {
    const beyond = rows(edition).filter((row) => {
      const all = (figure: string): number => row[`ALL_${parseFigure(figure)?.downstreamMbits ?? 16}`] ?? NaN;
      return Object.entries(row).some(([figure, share]) => share > all(figure));
    });
    expect(beyond, edition.referenceDate).toEqual([]);
    // Copper and radio give no gigabit, so its union is that of cable and fibre (each rounded to two decimals).
    const unexplained = rows(edition).filter(
      (row) => (row.ALL_1000 ?? 0) > (row.HFC_1000 ?? 0) + (row.FTTH_B_1000 ?? 0) + 0.011,
    );
    expect(unexplained, edition.referenceDate).toEqual([]);
  }
});

test('every share stands for a whole number of households', () => {
  for (const { cells, referenceDate } of editions) {
    const broken = cells.filter(({ households, shares }) =>
      shares.some((share) => {
        const reached = Math.round((share * households) / 100);
        return share !== Math.round((reached / households) * 10_000) / 100;
      }),
    );
    expect(broken, referenceDate).toEqual([]);
  }
});

describe('the cells', () => {
  test('have ids of the grid, each once, and are the same in every edition', () => {
    const ids = editions.map(({ cells }) => cells.map(cellId));
    expect(new Set(ids[0]).size).toBe(ids[0]?.length);
    for (const list of ids) expect(list).toEqual(ids[0]);
    for (const { northing, easting } of editions[0]?.cells ?? []) {
      expect(parseCellId(cellId({ northing, easting }))).toEqual({ northing, easting });
    }
  });

  test('lie in the city, and nobody lives in the forest exclave', () => {
    for (const { northing, easting } of editions[0]?.cells ?? []) {
      const middle = toLonLat(easting + 50, northing + 50);
      expect(boundary.coordinates.some(([ring]) => ring && isInside(ring, middle))).toBe(true);
      expect(middle[0]).toBeGreaterThan(8);
    }
  });

  test('hold all households, in proportion to the inhabitants of the districts', () => {
    const byDistrict = new Map<string, number>();
    for (const { northing, easting, households } of editions[0]?.cells ?? []) {
      const { name } = nearestDistrict(...toLonLat(easting + 50, northing + 50));
      byDistrict.set(name, (byDistrict.get(name) ?? 0) + households);
    }
    const expected = shareOut(
      landauInhabitants / 2,
      landauDistricts.map(({ inhabitants }) => inhabitants),
    );
    expect(landauDistricts.map(({ name }) => byDistrict.get(name))).toEqual(expected);
  });

  test('are as many as a town of this size has, and some have too few households to be shown', () => {
    const cells = editions[0]?.cells ?? [];
    expect(cells.length).toBeGreaterThan(1_100);
    expect(cells.length).toBeLessThan(1_600);
    expect(cells.every(({ households }) => households >= 1)).toBe(true);
    const few = cells.filter(({ households }) => households < 5).length;
    expect(few / cells.length).toBeGreaterThan(0.05);
    expect(few / cells.length).toBeLessThan(0.2);
  });
});

test('from one edition to the next a few cells get worse, and only a few', () => {
  for (const [index, edition] of editions.slice(1).entries()) {
    const earlier = editions[index];
    const before = earlier ? rows(earlier) : [];
    const worse = rows(edition).filter((row, cell) =>
      Object.entries(row).some(([figure, share]) => share < (before[cell]?.[figure as Figure] ?? 0) - 0.005),
    );
    expect(worse.length, edition.referenceDate).toBeGreaterThan(5);
    expect(worse.length / edition.cells.length, edition.referenceDate).toBeLessThan(0.05);
  }
});

test('the jump to gigabit at the end of 2019 is cable, where cable was quick already', () => {
  const [, end2018, end2019] = editions.map(rows);
  const upgraded = (end2019 ?? []).filter(
    (row, cell) => (row.HFC_1000 ?? 0) >= 50 && (end2018?.[cell]?.HFC_1000 ?? 0) === 0,
  );
  const wasQuick = (end2019 ?? []).filter(
    (row, cell) => (row.HFC_1000 ?? 0) >= 50 && (end2018?.[cell]?.HFC_400 ?? 0) >= 50,
  );
  expect(upgraded.length).toBeGreaterThan(400);
  expect(wasQuick.length / upgraded.length).toBeGreaterThan(0.8);
});

test('the same boundary gives the same cells', () => {
  expect(modelCells(boundary)).toEqual(editions);
});
