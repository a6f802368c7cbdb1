/**
 * Landau's 100 m cells, modelled: no source of this project has coverage below the municipality. Households are spread
 * over the districts and networks over the households so that every edition's cells add up to its published shares.
 */
import type { MultiPolygon } from 'geojson';
import { parseFigure, type Figure, type Technology } from '../technologies.ts';
import { landauAgs, publishedCoverage, type PublishedCoverage } from './facts.ts';
import { orderHouseholds, spread } from './model-coverage.ts';
import { listHouseholds, type Household, type Reach } from './model-households.ts';
import { settle } from './model-settlement.ts';

/** A cell of an edition: lower-left corner in metres (EPSG:3035) and % of its households, in the order of the figures. */
export interface ModelledCell {
  ags: string;
  northing: number;
  easting: number;
  households: number;
  shares: readonly number[];
}

export interface ModelledEdition {
  referenceDate: string;
  figures: readonly Figure[];
  cells: readonly ModelledCell[];
}

/** Which of a household's speeds a technology of the atlas is. */
const reachOf: Partial<Record<Technology, keyof Reach>> = {
  ALL: 'all',
  WIRED: 'wired',
  HFC: 'cable',
  FTTH_B: 'fibre',
  DSL: 'copper',
};

/** The cells of all editions, oldest first, from the city's boundary (EPSG:4326). Same boundary, same cells. */
export function modelCells(boundary: MultiPolygon): ModelledEdition[] {
  const households = listHouseholds(settle(boundary));
  const orders = orderHouseholds(households);
  const cells = Map.groupBy(households, ({ cell }) => cell);
  return publishedCoverage.map((published) => {
    spread(orders, published);
    const figures = Object.keys(published.shares) as Figure[];
    return {
      referenceDate: published.referenceDate,
      figures,
      cells: [...cells].map(([{ northing, easting }, members]) => ({
        ags: landauAgs,
        northing,
        easting,
        households: members.length,
        shares: figures.map((figure) => shareOf(members, figure)),
      })),
    };
  });
}

/** % of a cell's households that have a figure's speed, with two decimals. */
function shareOf(households: readonly Household[], figure: Figure): number {
  const parsed = parseFigure(figure);
  const reach = parsed && reachOf[parsed.technology];
  if (!reach) throw new Error(`${figure} is not modelled`);
  const reached = households.filter(({ now }) => now[reach] >= parsed.downstreamMbits).length;
  return Math.round((reached / households.length) * 10_000) / 100;
}

/** Share of all cells' households, %: what the published share is compared with. */
export function weightedShare({ figures, cells }: ModelledEdition, figure: Figure): number {
  const place = figures.indexOf(figure);
  const households = cells.reduce((sum, cell) => sum + cell.households, 0);
  return cells.reduce((sum, cell) => sum + (cell.shares[place] ?? 0) * cell.households, 0) / households;
}

/** How far an edition's cells are from its published shares, in percentage points, by figure. */
export function residuals(edition: ModelledEdition, { shares }: PublishedCoverage): Map<Figure, number> {
  return new Map(
    edition.figures.map((figure) => [figure, weightedShare(edition, figure) - (shares[figure] ?? Number.NaN)]),
  );
}
