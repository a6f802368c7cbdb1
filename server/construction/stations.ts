import { mainStages, orderedStages, type Stage, stages } from '../../geodata/construction/stages.ts';
import type { Announcement, Statement } from './queries.ts';

/** Where an address stands at one stage. */
export type StationState = 'DONE' | 'NOW' | 'NEXT' | 'OPEN' | 'MISSED' | 'UNKNOWN' | 'WITHHELD';

/** One station of an address, as a parcel has them. */
export interface Station {
  stage: Stage;
  state: StationState;
  /** True: nobody said it of this stage, but a later one is done. */
  implied: boolean;
  /** What the state stands on: said of the address, or of all of its area; null = nothing. */
  statement: Statement | null;
  /** What was said of its area and does not tell about this one address. */
  areaStatement: Statement | null;
  /** Newest announcement of this stage, or else of the end of the whole, as long as it is not done. */
  announcement: Announcement | null;
}

/** What is known of an address at two times. */
export interface Evidence {
  /** Of the address itself, of one day; without what is withheld. */
  own: readonly Statement[];
  /** Of its area, of the same day. */
  area: readonly Statement[];
  /** Of address and area, oldest first. */
  announcements: readonly Announcement[];
  /** True: whether somebody there has ordered is not told. */
  withheld: boolean;
}

/** Stages in the order of the stations; marks and ends are none. */
const stationStages = stages.filter(({ track }) => track === 'main' || track === 'surface').map(({ id }) => id);

/** Whether the stage of an address tells that somebody there has ordered. */
export function followsFromOrder(stage: Stage | null): boolean {
  return stage !== null && orderedStages.includes(stage);
}

/** All stations in order. */
export function stationsOf(evidence: Evidence): Station[] {
  const stations = stationStages.map((stage) => judge(stage, evidence));
  const main = stations.filter(({ stage }) => mainStages.includes(stage));
  const furthest = main.findLastIndex(({ state }) => state === 'DONE');
  for (const [index, station] of main.entries()) {
    if (index >= furthest || station.state !== 'UNKNOWN') continue;
    station.state = 'DONE';
    station.implied = true;
    station.announcement = null;
  }
  // What comes next can be said only of somebody of whom anything is known, and while nothing has stopped it.
  const begun = main.findLastIndex(({ state }) => state === 'DONE' || state === 'NOW');
  const next = main[begun + 1];
  if (begun >= 0 && next?.state === 'UNKNOWN' && !endOf(evidence)) next.state = 'NEXT';
  return stations;
}

/** True, false or (null) not known: whether fibre lies in the street of an address. */
export function isPassed(evidence: Evidence): boolean | null {
  const later = orderedStages.some((stage) =>
    evidence.own.some((own) => own.stage === stage && own.progress === 'done'),
  );
  return later ? true : isReached('cable_laid', evidence);
}

/** True, false or (null) not known: whether a stage is reached at an address. */
export function isReached(stage: Stage, evidence: Evidence): boolean | null {
  if (evidence.withheld && followsFromOrder(stage)) return null;
  const statement = telling(stage, evidence);
  if (!statement) return null;
  if (statement.progress === 'done') return true;
  return statement.progress === 'under_way' ? null : false;
}

/** What was said that ends the works here: stopped, or not planned. */
export function endOf({ own, area }: Evidence): Statement | undefined {
  return [...own, ...area].find(({ stage, progress }) => isEnd(stage) && progress === 'done');
}

function judge(stage: Stage, evidence: Evidence): Station {
  const { area, announcements, withheld } = evidence;
  const statement = telling(stage, evidence);
  const areaStatement = area.find((said) => said.stage === stage && said !== statement) ?? null;
  const state = withheld && followsFromOrder(stage) ? 'WITHHELD' : statement ? stateOf(statement) : 'UNKNOWN';
  const announcement =
    announcements.findLast((said) => said.stage === stage) ?? announcements.findLast((said) => said.stage === null);
  return {
    stage,
    state,
    implied: false,
    statement,
    areaStatement,
    announcement: (state === 'DONE' ? undefined : announcement) ?? null,
  };
}

/** What tells of an address at a stage: said of itself, or of its whole area. A part of an area tells nothing of one house. */
function telling(stage: Stage, { own, area, withheld }: Evidence): Statement | null {
  if (withheld && followsFromOrder(stage)) return null;
  const ofItself = own.find((said) => said.stage === stage);
  if (ofItself) return ofItself;
  const ofArea = area.find((said) => said.stage === stage);
  if (!ofArea) return null;
  const { progress, shareLow, certainty } = ofArea;
  if (followsFromOrder(stage)) return progress === 'open' ? ofArea : null;
  const ofAll = stage === 'demand' || shareLow === 100 || (shareLow === null && certainty !== 'partly');
  return ofAll ? ofArea : null;
}

function stateOf({ progress }: Statement): StationState {
  switch (progress) {
    case 'done':
      return 'DONE';
    case 'under_way':
    case 'repairs':
      return 'NOW';
    case 'missed':
      return 'MISSED';
    case 'open':
      return 'OPEN';
  }
}

function isEnd(stage: Stage): boolean {
  return stage === 'stopped' || stage === 'not_planned';
}
