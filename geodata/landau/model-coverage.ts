/**
 * Spreads Landau's published shares over its modelled households, edition by edition, so that they add up again.
 * A household that has a speed has every slower one, and what any technology reaches, "all technologies" reach too.
 */
import type { Figure, Technology } from '../technologies.ts';
import type { PublishedCoverage } from './facts.ts';
import type { Household, Reach } from './model-households.ts';
import { fraction } from './noise.ts';

/** Speed classes of the model, Mbit/s, slowest first. */
const classes = [16, 30, 50, 100, 200, 400, 1000];

/**
 * Assumed, in % of households, and never shown: cable in the two editions that publish no more of it than its fastest
 * class. The 400 Mbit/s follow from all technologies, for nothing but cable and fibre gives them.
 */
const assumedCable: Record<string, Partial<Record<number, number>>> = {
  '2019-12-31': { 16: 82, 200: 81.9, 400: 78.05 },
  '2020-12-31': { 16: 82.8, 200: 82.7, 400: 81.4 },
};

/** Part of the cells that an edition finds worse than the one before did: 1.5 %. */
const worseCells = 0.015;

/** Households by how early a network reaches them. */
interface Orders {
  cable: readonly Household[];
  upgrade: readonly Household[];
  copper: readonly Household[];
  fibre: readonly Household[];
}

export function orderHouseholds(households: readonly Household[]): Orders {
  const by = (key: keyof Orders): Household[] => households.toSorted((one, other) => other[key] - one[key]);
  return { cable: by('cable'), upgrade: by('upgrade'), copper: by('copper'), fibre: by('fibre') };
}

/** Sets what every household can get at the date of `published`, going on from where the edition before left it. */
export function spread(orders: Orders, published: PublishedCoverage): void {
  const households = orders.cable;
  const date = Number(published.referenceDate.replaceAll('-', ''));
  /** Households that a published share stands for; undefined where the edition has no such figure. */
  const count = (technology: Technology, mbits: number): number | undefined => {
    const share = published.shares[`${technology}_${mbits}` as Figure];
    return share === undefined ? undefined : Math.round((households.length * share) / 100);
  };
  /** Whether this edition finds the household's line slower than the one before: in a few cells, most households. */
  const isWorse = ({ cell, number }: Household): boolean =>
    fraction(date, cell.easting, cell.northing) < worseCells &&
    fraction(date, cell.northing, cell.easting + number) < 0.7;

  for (const household of households) {
    household.before = household.now;
    household.now = { cable: 0, fibre: 0, copper: 0, wired: 0, all: 0 };
  }
  const cable = cableSteps(published.referenceDate, households.length, count);
  const fibreAlone = cable
    .filter(({ mbits }) => mbits >= 400)
    .map(({ mbits, wanted }) => ({ mbits, wanted: (count('ALL', mbits) ?? wanted) - wanted }));
  spreadCable(orders, cable, fibreAlone, isWorse);
  spreadFibre(orders, fibreAlone, count('FTTH_B', 1000) ?? count('FTTH_B', 50) ?? 0);
  for (const mbits of classes.toReversed()) {
    choose(orders.copper, 'wired', mbits, count('WIRED', mbits) ?? count('ALL', mbits), {
      isRequired: ({ now }) => now.wired >= mbits || now.cable >= mbits || now.fibre >= mbits,
      isAllowed: () => mbits <= 200, // copper gives no more
      isLast: (household) => mbits >= 50 && isWorse(household),
    });
    choose(orders.copper, 'copper', mbits, count('DSL', mbits), {
      // Whoever has a wired speed by neither cable nor fibre has it by copper.
      isRequired: ({ now }) => now.copper >= mbits || (now.wired >= mbits && now.cable < mbits && now.fibre < mbits),
      isAllowed: ({ now }) => now.wired >= mbits,
      isLast: (household) => mbits >= 50 && isWorse(household),
    });
    choose(orders.copper, 'all', mbits, count('ALL', mbits), {
      isRequired: ({ now }) => now.all >= mbits || now.wired >= mbits,
      isAllowed: () => true, // what is not wired is wireless
    });
  }
  const saysCopper = count('DSL', 16) !== undefined;
  for (const { now, before } of households) if (!saysCopper) now.copper = before.copper;
}

interface Step {
  mbits: number;
  /** Households. */
  wanted: number;
}

type Count = (technology: Technology, mbits: number) => number | undefined;

/** Classes of the cable network, published or assumed, slowest first. */
function cableSteps(referenceDate: string, total: number, count: Count): Step[] {
  const assumed = assumedCable[referenceDate] ?? {};
  return classes.flatMap((mbits) => {
    const assumedShare = assumed[mbits];
    const wanted =
      count('HFC', mbits) ?? (assumedShare === undefined ? undefined : Math.round((total * assumedShare) / 100));
    return wanted === undefined ? [] : [{ mbits, wanted }];
  });
}

function spreadCable(
  orders: Orders,
  steps: readonly Step[],
  fibreAlone: readonly Step[],
  isWorse: (household: Household) => boolean,
): void {
  // Where the published overlap of both networks grows, cable has come to houses that had fibre alone.
  const withFibreAlone = orders.cable.filter(({ before }) => before.fibre > 0 && before.cable === 0);
  const remaining = fibreAlone.at(0)?.wanted ?? withFibreAlone.length;
  const newlyCabled = new Set(withFibreAlone.slice(0, Math.max(0, withFibreAlone.length - remaining)));
  let slower = 0;
  for (const { mbits, wanted } of steps) {
    const from = slower;
    choose(mbits > 100 ? orders.upgrade : orders.cable, 'cable', mbits, wanted, {
      isRequired: (household) => newlyCabled.has(household),
      isAllowed: ({ now }) => now.cable >= from,
      isLast: (household) => mbits >= 400 && household.before.fibre === 0 && isWorse(household),
    });
    slower = mbits;
  }
}

/**
 * Fibre reaches its households with every speed. From 400 Mbit/s on, nothing but cable and fibre counts: what "all
 * technologies" have beyond cable (`fibreAlone`, by class) is fibre that cable does not reach at that speed.
 */
function spreadFibre(orders: Orders, fibreAlone: readonly Step[], total: number): void {
  let slower = fibreAlone.length > 0 ? 0 : 16;
  for (const { mbits, wanted } of [...fibreAlone, { mbits: Infinity, wanted: total }]) {
    const from = slower;
    choose(orders.fibre, 'fibre', 1000, wanted, {
      isRequired: ({ now }) => now.fibre > 0,
      isAllowed: ({ now }) => now.cable >= from && now.cable < mbits,
    });
    slower = mbits;
  }
}

interface Choice {
  /** Counts in any case. */
  isRequired: (household: Household) => boolean;
  isAllowed: (household: Household) => boolean;
  /** Counts only if there are not enough others. */
  isLast?: (household: Household) => boolean;
}

/**
 * Gives `wanted` households a speed by a technology: the required ones first, then those that had it before, then
 * those that come next in the order. Undefined leaves all as it is.
 */
function choose(
  order: readonly Household[],
  technology: keyof Reach,
  mbits: number,
  wanted: number | undefined,
  { isRequired, isAllowed, isLast = () => false }: Choice,
): void {
  if (wanted === undefined) return;
  const required: Household[] = [];
  const hadItBefore: Household[] = [];
  const others: Household[] = [];
  const last: Household[] = [];
  for (const household of order) {
    if (isRequired(household)) required.push(household);
    else if (!isAllowed(household)) continue;
    else if (isLast(household)) last.push(household);
    else if (household.before[technology] >= mbits) hadItBefore.push(household);
    else others.push(household);
  }
  const chosen = [...required, ...hadItBefore, ...others, ...last].slice(0, wanted);
  if (chosen.length < wanted || required.length > wanted) {
    throw new Error(`${technology} ${mbits}: ${wanted} households as published are too many or too few`);
  }
  for (const { now } of chosen) now[technology] = Math.max(now[technology], mbits);
}
