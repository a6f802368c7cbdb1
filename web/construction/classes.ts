import { mainStages } from '../../geodata/construction/stages.ts';
import type { RolloutArea, Stage, StageStatement } from './documents.ts';

/** What the map tells apart: each has a colour, and a sign or a line of its own. */
export const mapClasses = ['demand', 'planned', 'civil_works', 'cable_laid', 'house_connection', 'active'] as const;
export type MapClass = (typeof mapClasses)[number];

/** Step of the ramp of fibre: the further a stage, the more of it. */
export const stepOf: Record<MapClass, number> = {
  demand: 1,
  planned: 2,
  civil_works: 3,
  cable_laid: 5,
  house_connection: 6,
  active: 7,
};

/** Stages as tiles name them, by their class: whoever has a permit is still to build. */
export const stagesOf: Record<MapClass, readonly string[]> = {
  demand: ['demand'],
  planned: ['planned', 'permitted'],
  civil_works: ['civil_works'],
  cable_laid: ['cable_laid'],
  house_connection: ['house_connection'],
  active: ['active'],
};

/** Class of a stage as tiles name it; undefined = nothing is known. */
export function classOf(stage: string | undefined): MapClass | undefined {
  return mapClasses.find((one) => stage !== undefined && stagesOf[one].includes(stage));
}

/** The same stage as the API names it. */
export function apiStageOf(stage: string): Stage {
  return stage.toUpperCase() as Stage;
}

/** Where an area stands, as its tile tells it: the last stage of the main track that has begun. */
export function standingStatementOf({ rollout }: Pick<RolloutArea, 'rollout'>): StageStatement | undefined {
  const begun = rollout.filter(({ progress }) => progress !== 'OPEN');
  return mainStages
    .toReversed()
    .map((stage) => begun.find((statement) => statement.stage === apiStageOf(stage)))
    .find((statement) => statement !== undefined);
}
