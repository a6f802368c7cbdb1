/**
 * How the sample addresses of Landau came to where they stand, made up so that they add up to what was published: of the
 * houses in a village as many have ordered as the quota says, and of these as many are active as were reported.
 */
import type { NetworkPointRecord, StatementRecord, TrenchRecord } from '../construction/records.ts';
import type { Stage, SubjectKind } from '../construction/stages.ts';
import { landauAgs } from './facts.ts';
import { hash } from './noise.ts';
import { builtAreas, quotaRequired, quotas } from './rollout-facts.ts';
import type { SampleStreet } from './rollout-streets.ts';

type BuiltArea = (typeof builtAreas)[number];

/**
 * % of ordered connections that are active. Mörzheim: published as about 90. The next four: chosen within "70 to over
 * 80". Nußdorf and Godramstein: nothing was published but "partly", so 60 is assumed.
 */
export const activeShares: Record<BuiltArea, number> = {
  moerzheim: 90,
  arzheim: 72,
  wollmesheim: 76,
  moerlheim: 79,
  dammheim: 82,
  nussdorf: 60,
  godramstein: 60,
};

/** % of houses that have ordered: as published; where that is below the quota that held later, that quota is assumed. */
export function orderedShare(area: BuiltArea): number {
  return Math.max(quotas[area], quotaRequired.later);
}

/** First day of civil works and number of days until the last street is dug; assumed, within what was published. */
export const works: Record<BuiltArea, { begin: string; days: number }> = {
  moerzheim: { begin: '2024-03-04', days: 430 },
  arzheim: { begin: '2024-04-15', days: 520 },
  wollmesheim: { begin: '2024-05-06', days: 470 },
  moerlheim: { begin: '2024-06-03', days: 480 },
  dammheim: { begin: '2024-03-18', days: 500 },
  nussdorf: { begin: '2023-05-02', days: 560 },
  godramstein: { begin: '2023-06-05', days: 580 },
};

/** No history goes on after the day of the last report. */
export const lastDay = '2026-01-07';

const seeds = { order: 51, activation: 52, wait: 53, surface: 54 };

export interface RolloutModel {
  trenches: TrenchRecord[];
  networkPoints: NetworkPointRecord[];
  statements: StatementRecord[];
}

/** Trenches, network points and histories along the sample streets of the areas that are built. */
export function modelHistories(streets: readonly SampleStreet[]): RolloutModel {
  const model: RolloutModel = { trenches: [], networkPoints: [], statements: [] };
  for (const area of builtAreas) {
    const own = streets
      .map((street) => ({ ...street, houses: street.houses.filter(({ areaId }) => areaId === area) }))
      .filter(({ houses }) => houses.length > 0);
    const houses = own.flatMap((street) => street.houses);
    const ordered = chosen(
      houses.map(({ id }) => id),
      orderedShare(area),
      seeds.order,
    );
    const active = chosen([...ordered], activeShares[area], seeds.activation);
    const { begin, days } = works[area];
    for (const [index, street] of own.entries()) {
      const dug = addDays(begin, Math.round((days * index) / own.length));
      const laid = addDays(dug, 45);
      const trench = `trench-${area}-${index + 1}`;
      model.trenches.push(trenchAlong(street, area, trench, index));
      model.statements.push(...historyOf('trench', trench, { civil_works: dug, cable_laid: laid }));
      if (index % 5 === 0) {
        const id = `point-${area}-${index / 5 + 1}`;
        model.networkPoints.push(pointOn(street, area, id, index === 0));
        model.statements.push(...historyOf('network_point', id, { civil_works: dug, cable_laid: laid }));
      }
      for (const { id } of street.houses) {
        const number = Number(id.slice(-4));
        const connected = earlier(addDays(laid, 10 + (hash(seeds.wait, number, 1) % 90)), '2026-01-05');
        const lit = earlier(addDays(connected, 5 + (hash(seeds.wait, number, 2) % 50)), lastDay);
        model.statements.push(
          ...historyOf('address', id, {
            civil_works: dug,
            cable_laid: laid,
            orderable: addDays(laid, 7),
            ...(ordered.has(id) && { house_connection: connected }),
            ...(active.has(id) && { active: lit }),
          }),
        );
      }
    }
  }
  return model;
}

/** As many of some addresses as a share says, to the nearest one; always the same ones. */
function chosen(ids: readonly string[], share: number, seed: number): Set<string> {
  const rank = (id: string): number => hash(seed, Number(id.slice(-4)), 0);
  return new Set(
    ids.toSorted((one, other) => rank(one) - rank(other)).slice(0, Math.round((ids.length * share) / 100)),
  );
}

function trenchAlong(street: SampleStreet, areaId: string, id: string, index: number): TrenchRecord {
  return {
    type: 'rollout',
    record: 'trench',
    line: 0,
    ags: landauAgs,
    id,
    areaId,
    surface: hash(seeds.surface, index, areaId.length) % 4 === 0 ? 'unsealed' : 'sealed',
    geometry: { type: 'LineString', coordinates: street.line },
  };
}

function pointOn(street: SampleStreet, areaId: string, id: string, main: boolean): NetworkPointRecord {
  return {
    type: 'rollout',
    record: 'network_point',
    line: 0,
    ags: landauAgs,
    id,
    areaId,
    kind: main ? 'main_distributor' : 'distributor',
    geometry: { type: 'Point', coordinates: street.line[0] ?? [] },
  };
}

/** Stages of one subject that are done, each from its day on. */
export function historyOf(kind: SubjectKind, id: string, days: Partial<Record<Stage, string>>): StatementRecord[] {
  return Object.entries(days).map(([stage, day]) => ({
    type: 'rollout',
    record: 'statement',
    line: 0,
    ags: landauAgs,
    subject: { kind, id },
    stage: stage as Stage,
    progress: 'done',
    from: day,
    until: null,
    beginEarliest: day,
    beginLatest: day,
    shareLow: null,
    shareHigh: null,
    shareHighOpen: false,
    shareOf: null,
    shareText: null,
    certainty: 'modelled',
    quotaRequired: null,
    note: null,
  }));
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

export function earlier(one: string, other: string): string {
  return one < other ? one : other;
}
