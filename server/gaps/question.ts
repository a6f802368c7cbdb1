/** What is asked of gaps, checked, and the cells that it is asked of. */
import { type Figure, figureOf, type SpeedClass, type Technology } from '../../geodata/technologies.ts';
import type { ApiContext } from '../builder.ts';
import { getEdition } from '../editions/graphql.ts';
import type { Edition } from '../editions/queries.ts';
import { checkedSpeedClass } from '../editions/vocabulary-graphql.ts';
import { InvalidArgumentError } from '../errors.ts';
import { checkedAgs } from '../places/graphql.ts';
import { cellEditionIds } from '../places/grid.ts';
import { findCellEdition } from '../places/grid-queries.ts';
import { type GridCells, readCells } from './queries.ts';

/** What is asked for, whatever list it is asked of. */
export interface GapArguments {
  technology: Technology;
  minDownstreamMbits: number;
  belowPercent: number;
  minHouseholds?: number | null | undefined;
}

/** Arguments, checked. Errors: InvalidArgumentError that says what is possible. */
export function checkedQuestion({ technology, minDownstreamMbits, belowPercent, minHouseholds }: GapArguments) {
  if (!(belowPercent > 0 && belowPercent <= 100)) {
    throw new InvalidArgumentError(
      'belowPercent',
      `belowPercent: ${belowPercent} is out of range, it can be above 0 to 100.`,
    );
  }
  if (minHouseholds != null && minHouseholds < 0) {
    throw new InvalidArgumentError(
      'minHouseholds',
      `minHouseholds: ${minHouseholds} is out of range, it can be 0 or more.`,
    );
  }
  const speed = checkedSpeedClass(minDownstreamMbits);
  return { speed, figure: figureOf(technology, speed), belowPercent, minHouseholds: minHouseholds ?? 0 };
}

/** Technologies whose shares tell what a gap's coverage is made of, beside the asked one. */
const partTechnologies = ['ALL', 'FTTH_B', 'HFC'] as const satisfies readonly Technology[];

export interface MunicipalCells {
  edition: Edition;
  cells: GridCells;
  surveyed: boolean;
}

/**
 * A municipality's cells with the asked figure first, and with those that it is made of.
 * Errors: InvalidArgumentError for a wrong key or edition, and for a municipality without cells.
 */
export async function loadMunicipalCells(
  context: ApiContext,
  { ags, edition: editionId }: { ags: string; edition?: string | null | undefined },
  { figure, speed }: { figure: Figure; speed: SpeedClass },
): Promise<MunicipalCells> {
  const edition =
    editionId == null
      ? await chooseEdition(context, checkedAgs(ags), figure)
      : getEdition(context, 'edition', editionId, 'cell_coverage');
  const cells =
    edition &&
    (await readCells(context.db, {
      editionId: edition.id,
      ags: checkedAgs(ags),
      positions: [figure, ...partTechnologies.map((part) => figureOf(part, speed))].map(
        (name) => edition.figures.indexOf(name) + 1,
      ),
      districtEditions: context.register.list('districts').map(({ id }) => id),
      householdEditions: cellEditionIds(context),
    }));
  if (!edition || !cells || cells.numbers.length === 0) {
    const where = edition && editionId != null ? `edition ${edition.id} has` : 'no edition has';
    throw new InvalidArgumentError(
      'ags',
      `ags: ${where} cells of municipality ${ags}; gaps of municipalities are in municipalityGaps.`,
    );
  }
  return { edition, cells, surveyed: edition.figures.includes(figure) };
}

/** The newest edition of cells that knows the municipality and surveyed the figure, else the newest that knows it. */
async function chooseEdition({ db, register }: ApiContext, ags: string, figure: Figure): Promise<Edition | undefined> {
  const editions = register.list('cell_coverage').filter(({ figures }) => figures.length > 0);
  const surveying = editions.filter(({ figures }) => figures.includes(figure));
  for (const some of [surveying, editions]) {
    if (some.length === 0) continue;
    const ids = some.map(({ id }) => id);
    const found = await findCellEdition(db, ids, ags);
    if (found !== undefined) return register.find(found);
  }
  return undefined;
}
