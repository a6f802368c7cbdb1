/**
 * Plan, spending, surface defects and roadworks in Landau, made up beside the modelled histories and in step with what
 * was published on 8 January 2026: surfaces were checked in Mörzheim, Wollmesheim, Dammheim, Nußdorf and Godramstein,
 * repairs were under way in Wollmesheim, Dammheim and Nußdorf, and all was still open in Arzheim and Mörlheim.
 */
import type { Position } from 'geojson';
import { defectKinds, type TrafficEffect } from '../construction/planning.ts';
import type {
  DefectRecord,
  PlanRecord,
  RoadworksRecord,
  SourceText,
  SpendingRecord,
  StatementRecord,
  TrenchRecord,
} from '../construction/records.ts';
import { landauAgs } from './facts.ts';
import { fraction, hash } from './noise.ts';
import { builtAreas } from './rollout-facts.ts';
import { addDays, earlier, historyOf, lastDay, type RolloutModel, works } from './rollout-histories.ts';
import type { SampleStreet } from './rollout-streets.ts';

type BuiltArea = (typeof builtAreas)[number];

/** Where surfaces were checked, and whether repairs were still under way at the last report. */
const checked: Partial<Record<BuiltArea, 'accepted' | 'repairs'>> = {
  moerzheim: 'accepted',
  godramstein: 'accepted',
  wollmesheim: 'repairs',
  dammheim: 'repairs',
  nussdorf: 'repairs',
};

/** Assumed. Euros for a metre of trench and for a house connection, and % of the time that the plan gave for it. */
const assumed = { eurPerMetre: 90, eurPerConnection: 900, plannedTime: 80, dearer: 7 };

/** Assumed: first day of the checks, days from the first spade until a street is closed again, last day of the repairs. */
const firstCheck = '2025-05-05';
const daysOpen = 30;
const repairsUntil = '2026-04-30';

const seeds = { defect: 61, kind: 62, days: 63, effect: 64, spending: 65 };

export interface PlanningModel {
  plan: PlanRecord[];
  spending: SpendingRecord[];
  defects: DefectRecord[];
  roadworks: RoadworksRecord[];
  /** Acceptance of the surfaces of single trenches. */
  statements: StatementRecord[];
}

/** All that goes beside the stages, from the streets and histories that were modelled before. */
export function modelPlanning(streets: readonly SampleStreet[], { trenches, statements }: RolloutModel): PlanningModel {
  const days = new Map<string, Partial<Record<string, string>>>();
  for (const { subject, stage, from } of statements) {
    const own = days.get(subject.id) ?? {};
    days.set(subject.id, { ...own, [stage]: from });
  }
  const names = new Map(streets.map(({ line, name }) => [JSON.stringify(line), name]));
  const model: PlanningModel = { plan: [], spending: [], defects: [], roadworks: [], statements: [] };
  for (const area of builtAreas) {
    const built = trenches
      .filter(({ areaId }) => areaId === area)
      .map((trench, index): Built => ({
        ...trench,
        index,
        street: names.get(JSON.stringify(trench.geometry.coordinates)) ?? '',
        metres: lengthOf(trench.geometry.coordinates),
        dug: days.get(trench.id)?.civil_works ?? lastDay,
      }));
    const houses = streets.flatMap((street) => street.houses).filter(({ areaId }) => areaId === area);
    const connected = houses.flatMap(({ id }) => days.get(id)?.house_connection ?? []);
    const metres = built.reduce((sum, trench) => sum + trench.metres, 0);
    model.plan.push(...planOf(area, { addresses: houses.length, metres, connections: connected.length }));
    model.spending.push(...spendingOf(area, built, connected));
    for (const trench of built) {
      model.roadworks.push(worksOf(trench, trench.id, trench.dug, addDays(trench.dug, daysOpen), reasons.dig));
      const result = checked[area];
      if (result) inspect(model, trench, result);
    }
  }
  return model;
}

interface Built extends TrenchRecord {
  index: number;
  street: string;
  metres: number;
  /** First day of the civil works. */
  dug: string;
}

const reasons = {
  dig: { de: 'Glasfaser: Tiefbau', en: 'Fibre: civil works' },
  repair: { de: 'Glasfaser: Nachbesserung der Oberfläche', en: 'Fibre: repair of the surface' },
} as const satisfies Record<string, SourceText>;

/** Slow at first, quick in the middle, slow at the end, month by month. */
function planOf(
  area: BuiltArea,
  { addresses, metres, connections }: { addresses: number; metres: number; connections: number },
): PlanRecord[] {
  const { begin, days } = works[area];
  const planned = Math.round((days * assumed.plannedTime) / 100);
  const eur = metres * assumed.eurPerMetre + connections * assumed.eurPerConnection;
  const months = Math.ceil(planned / 30);
  return Array.from({ length: months + 1 }, (_, month) => {
    const time = month / months;
    const part = time * time * (3 - 2 * time);
    return {
      ...item,
      record: 'plan',
      areaId: area,
      day: addDays(begin, Math.round((planned * month) / months)),
      addresses: Math.round(addresses * part),
      metres: Math.round((metres * part) / 10) * 10,
      ...ownMoney(Math.round((eur * part) / 1000) * 1000),
    };
  });
}

/** What each month's trenches and connections cost, to the hundred euros, on the last day of the month. */
function spendingOf(area: BuiltArea, built: readonly Built[], connected: readonly string[]): SpendingRecord[] {
  const months = new Map<string, number>();
  const spend = (day: string, eur: number): void => {
    const month = day.slice(0, 7);
    months.set(month, (months.get(month) ?? 0) + (eur * (100 + assumed.dearer)) / 100);
  };
  for (const { dug, metres, index } of built) {
    // Some grounds are harder to dig than others.
    spend(dug, metres * assumed.eurPerMetre * (0.9 + 0.2 * fraction(seeds.spending, index, area.length)));
  }
  for (const day of connected) spend(day, assumed.eurPerConnection);
  return [...months].sort().map(([month, eur]) => ({
    ...item,
    record: 'spending',
    id: `spending-${area}-${month}`,
    areaId: area,
    day: earlier(lastOfMonth(month), lastDay),
    eur: Math.round(eur / 100) * 100,
    fundedBy: 'own',
  }));
}

/** The rollout is privately financed: all of it is money of the company that builds. */
function ownMoney(eur: number): Pick<PlanRecord, 'eur' | 'eurBy'> {
  return { eur, eurBy: { federal: null, state: null, own: eur, other: null } };
}

/** In every third street the check finds something; where repairs go on, a part of that is not accepted yet. */
function inspect(model: PlanningModel, trench: Built, result: 'accepted' | 'repairs'): void {
  const { id, index, areaId, dug, geometry } = trench;
  const area = areaId?.length ?? 0;
  const wait = (place: number, least: number, most: number): number =>
    least + (hash(seeds.days, index, area * 10 + place) % (most - least));
  const found = earlier(later(addDays(dug, wait(1, 60, 130)), addDays(firstCheck, wait(5, 0, 120))), '2025-11-20');
  const defective = index % 3 === hash(seeds.defect, area, 0) % 3;
  const accepted = addDays(found, wait(2, 2, 14));
  if (!defective) {
    model.statements.push(...historyOf('trench', id, { surface_accepted: accepted }));
    return;
  }
  const open = result === 'repairs' && index % 6 < 3;
  const waiting = result === 'repairs' && !open && Math.floor(index / 3) % 4 === 1;
  const repaired = open ? null : earlier(addDays(found, wait(3, 14, 40)), '2025-12-15');
  const approved = repaired === null || waiting ? null : earlier(addDays(repaired, wait(4, 5, 15)), '2025-12-30');
  model.defects.push({
    ...item,
    record: 'surface_defect',
    id: `defect-${id}`,
    areaId,
    trenchId: id,
    kind: defectKinds[hash(seeds.kind, index, area) % (defectKinds.length - 1)]?.id ?? 'other',
    foundAt: found,
    repairedAt: repaired,
    acceptedAt: approved,
    warrantyUntil: null,
    geometry: { type: 'Point', coordinates: geometry.coordinates[Math.floor(geometry.coordinates.length / 2)] ?? [] },
  });
  if (approved !== null) model.statements.push(...historyOf('trench', id, { surface_accepted: approved }));
  else {
    const repairs = historyOf('trench', id, { surface_accepted: found });
    model.statements.push(...repairs.map((statement) => ({ ...statement, progress: 'repairs' as const })));
  }
  model.roadworks.push(
    open
      ? worksOf(trench, `repair-${id}`, '2026-01-05', repairsUntil, reasons.repair)
      : worksOf(trench, `repair-${id}`, addDays(repaired ?? found, -4), repaired ?? found, reasons.repair),
  );
}

function worksOf(trench: Built, id: string, first: string, last: string, reason: SourceText): RoadworksRecord {
  const { index, areaId, street, geometry } = trench;
  const effects: readonly TrafficEffect[] = ['footpath', 'footpath', 'lane_closed', 'one_way', 'none', 'closed'];
  const trafficEffect = effects[hash(seeds.effect, index, id.length) % effects.length] ?? 'none';
  return {
    ...item,
    record: 'roadworks',
    id: `works-${id}`,
    areaId,
    street,
    first,
    last,
    trafficEffect,
    reason,
    detour: trafficEffect === 'closed' ? { de: 'Umleitung ist ausgeschildert', en: 'Detour is signposted' } : null,
    geometry,
  };
}

const item = { type: 'rollout', line: 0, ags: landauAgs } as const;

/** Metres of a degree at Landau: nearly the ellipsoid's, and the same on every machine. */
const metresPerDegree = { longitude: 72_900, latitude: 111_220 };

/** Length of a line, whole metres. */
function lengthOf(line: readonly Position[]): number {
  const metres = line.slice(1).reduce((sum, [x = 0, y = 0], index) => {
    const [fromX = 0, fromY = 0] = line[index] ?? [];
    const east = (x - fromX) * metresPerDegree.longitude;
    const north = (y - fromY) * metresPerDegree.latitude;
    return sum + Math.sqrt(east * east + north * north);
  }, 0);
  return Math.round(metres);
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

function lastOfMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
