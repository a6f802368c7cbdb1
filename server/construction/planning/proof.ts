import type { Stage } from '../../../geodata/construction/stages.ts';
import type { ApiContext } from '../../builder.ts';
import type { StandingCount } from '../progress.ts';
import { isOrdered, passedOf, plannedBy, sum } from './figures.ts';
import { type Funding, fundingOf } from './funding.ts';
import {
  findMetres,
  findPlan,
  findSpendingBySource,
  type Metres,
  type Planned,
  type SpentBySource,
} from './queries.ts';
import { findPlanning, horizonOf, type Planning } from './scope.ts';

/** What a proof of use states, in its order. */
export const proofFigures = {
  METRES_BUILT: { unit: 'm', description: 'Metres of trench that are dug.' },
  METRES_BUILT_SEALED: { unit: 'm', description: 'Of these, under a sealed surface.' },
  METRES_BUILT_UNSEALED: { unit: 'm', description: 'Of these, under an unsealed surface.' },
  METRES_ACCEPTED: { unit: 'm', description: 'Metres of trench whose restored surface was accepted.' },
  ADDRESSES_PASSED: { unit: 'addresses', description: 'Addresses with fibre in their street.' },
  ADDRESSES_ORDERABLE: { unit: 'addresses', description: 'Addresses where a connection can be ordered.' },
  ADDRESSES_CONNECTED: { unit: 'addresses', description: 'Addresses with fibre in the building.' },
  ADDRESSES_ACTIVE: { unit: 'addresses', description: 'Addresses where a connection is in use.' },
  EUR_SPENT: { unit: 'EUR', description: 'Euros that are spent.' },
} as const;

export type ProofFigureId = keyof typeof proofFigures;

/** Why a figure is not there, or what it leaves out. */
export type ProofGap =
  | { kind: 'nothing_recorded' }
  | { kind: 'no_plan' }
  | { kind: 'surface_not_stated'; metres: number }
  | { kind: 'source_not_stated'; eur: number }
  | { kind: 'withheld' };

export interface ProofFigure {
  id: ProofFigureId;
  /** Null = nothing is recorded, or it is withheld. */
  value: number | null;
  /** What the plan wanted by the day; null = it states none. */
  planned: number | null;
  editionIds: readonly string[];
  gaps: readonly ProofGap[];
}

/** Figures at a reference date. */
export type Proof = Planning & { figures: readonly ProofFigure[]; funding: readonly Funding[] };

/** What a proof states: four statements, and none for the addresses once they are in memory. Errors: as `findPlanning`. */
export async function findProof(context: ApiContext, scope: Parameters<typeof findPlanning>[1]): Promise<Proof> {
  const { db, planner, kAnonymity } = context;
  const planning = await findPlanning(context, scope);
  const [metres, plan, spending] = await Promise.all([
    findMetres(db, planning),
    findPlan(db, planning),
    findSpendingBySource(db, planning),
  ]);
  return {
    ...planning,
    figures: proofOf(planning, { metres, plan, spending }, planner ? 0 : kAnonymity),
    funding: fundingOf(planning, plan, spending),
  };
}

/** All figures at the day of the question, each with what it is from and what it lacks. */
function proofOf(
  planning: Planning,
  {
    metres,
    plan,
    spending,
  }: { metres: readonly Metres[]; plan: readonly Planned[]; spending: readonly SpentBySource[] },
  least: number,
): ProofFigure[] {
  const { progress, isCounted, asOf, on } = planning;
  const day = horizonOf(planning);
  const [counts = []] = progress.countAlong([day], asOf, isCounted);
  const known = counts.some(({ stage, orderable }) => stage !== null || orderable);
  const withheld = known && sum(counts) < least;
  const telling = known ? progress.editionsKnown(asOf) : [];
  const planEditions = unique(plan.map(({ editionId }) => editionId));

  const ofMetres = (id: ProofFigureId, stage: Stage, surface?: Metres['surface']): ProofFigure => {
    const all = metres.filter((row) => row.stage === stage);
    const own = surface === undefined ? all : all.filter((row) => row.surface === surface);
    const total = own.reduce((before, row) => before + row.metres, 0);
    const unstated = all.reduce((before, row) => (row.surface === null ? before + row.metres : before), 0);
    const planned = id === 'METRES_BUILT' ? plannedBy(plan, 'metres', on) : null;
    return figure(
      id,
      all.length === 0 ? null : Math.round(total),
      planned,
      unique(all.flatMap((row) => row.editionIds)),
      [
        ...(surface !== undefined && unstated > 0
          ? [{ kind: 'surface_not_stated' as const, metres: Math.round(unstated) }]
          : []),
      ],
    );
  };
  const ofAddresses = (id: ProofFigureId, value: number, planned: number | null = null, tells = false): ProofFigure =>
    figure(
      id,
      !known || (withheld && tells) ? null : value,
      planned,
      telling,
      withheld && tells ? [{ kind: 'withheld' }] : [],
    );
  const figure = (
    id: ProofFigureId,
    value: number | null,
    planned: number | null,
    editionIds: readonly string[],
    gaps: readonly ProofGap[],
  ): ProofFigure => ({
    id,
    value,
    planned,
    editionIds: planned === null ? editionIds : unique([...editionIds, ...planEditions]),
    gaps: [
      ...gaps,
      ...(value === null && gaps.length === 0 ? [{ kind: 'nothing_recorded' as const }] : []),
      ...(planned === null && planFigures.has(id) ? [{ kind: 'no_plan' as const }] : []),
    ],
  });

  const spent = (rows: readonly SpentBySource[]): number =>
    Math.round(rows.reduce((before, { eur }) => before + eur, 0) * 100) / 100;
  const unsourced = spending.filter(({ fundedBy }) => fundedBy === null);
  return [
    ofMetres('METRES_BUILT', 'civil_works'),
    ofMetres('METRES_BUILT_SEALED', 'civil_works', 'sealed'),
    ofMetres('METRES_BUILT_UNSEALED', 'civil_works', 'unsealed'),
    ofMetres('METRES_ACCEPTED', 'surface_accepted'),
    ofAddresses('ADDRESSES_PASSED', passedOf(counts), plannedBy(plan, 'addresses', on)),
    ofAddresses('ADDRESSES_ORDERABLE', sum(counts.filter(({ orderable }) => orderable))),
    ofAddresses('ADDRESSES_CONNECTED', sum(counts.filter(({ stage }) => isOrdered(stage))), null, true),
    ofAddresses('ADDRESSES_ACTIVE', activeOf(counts), null, true),
    figure(
      'EUR_SPENT',
      spending.length === 0 ? null : spent(spending),
      plannedBy(plan, 'eur', on),
      unique(spending.flatMap(({ editionIds }) => editionIds)),
      unsourced.length === 0 ? [] : [{ kind: 'source_not_stated', eur: spent(unsourced) }],
    ),
  ];
}

/** Figures that a plan is expected to have. */
const planFigures: ReadonlySet<ProofFigureId> = new Set(['METRES_BUILT', 'ADDRESSES_PASSED', 'EUR_SPENT']);

function activeOf(counts: readonly StandingCount[]): number {
  return sum(counts.filter(({ stage }) => stage === 'active'));
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

const words = {
  de: {
    nothing_recorded: 'Dazu ist nichts erfasst.',
    no_plan: 'Dazu liegt kein Plan vor.',
    withheld: 'So wenige Adressen, dass es verriete, wer bestellt hat.',
    surface_not_stated: (metres: number) => `Bei ${metres} m ist die Oberfläche nicht angegeben.`,
    source_not_stated: (eur: string) => `Bei ${eur} € ist nicht angegeben, wessen Geld es ist.`,
  },
  en: {
    nothing_recorded: 'Nothing is recorded about it.',
    no_plan: 'There is no plan for it.',
    withheld: 'So few addresses that it would tell who has ordered.',
    surface_not_stated: (metres: number) => `Of ${metres} m the surface is not stated.`,
    source_not_stated: (eur: string) => `Of €${eur} it is not stated whose money it is.`,
  },
} as const;

/** What a figure lacks, in words; null = nothing. */
export function missingOf({ gaps }: Pick<ProofFigure, 'gaps'>, language: keyof typeof words): string | null {
  const texts = gaps.map((gap) => {
    if (gap.kind === 'surface_not_stated') return words[language].surface_not_stated(gap.metres);
    if (gap.kind === 'source_not_stated') return words[language].source_not_stated(gap.eur.toLocaleString(language));
    return words[language][gap.kind];
  });
  return texts.length === 0 ? null : texts.join(' ');
}
