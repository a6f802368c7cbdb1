/** Records of editions of the kind `rollout`: what is built where, and what was said of it. */
import type { LineString, MultiLineString, MultiPolygon, Point } from 'geojson';
import type { AddressRecord } from '../records.ts';
import type { DefectKind, EurBySource, FundingSource, TrafficEffect } from './planning.ts';
import type { Certainty, Progress, Stage, SubjectKind } from './stages.ts';

interface RolloutItem {
  type: 'rollout';
  /** Line or feature of the source, from 1; 0 = not from a file. */
  line: number;
  ags: string;
}

/** An area in which one operator builds. Geometries are EPSG:4326. */
export interface AreaRecord extends RolloutItem {
  record: 'area';
  id: string;
  name: string;
  /** District that it lies in or is; null = several or none. */
  district: string | null;
  operator: string;
  funding: 'private' | 'federal' | 'state' | 'municipal' | null;
  /** Null = not stated. */
  households: number | null;
  geometry: MultiPolygon;
}

export interface TrenchRecord extends RolloutItem {
  record: 'trench';
  id: string;
  areaId: string | null;
  /** What had to be opened; null = not stated. */
  surface: 'sealed' | 'unsealed' | null;
  geometry: LineString;
}

export interface NetworkPointRecord extends RolloutItem {
  record: 'network_point';
  id: string;
  areaId: string | null;
  kind: 'main_distributor' | 'distributor' | 'manhole' | 'other';
  geometry: Point;
}

/** A text of the source, in its language and in ours. */
export interface SourceText {
  de: string;
  en: string;
}

/** What is said of a stage, whoever says it. Dates are ISO dates. */
export interface StageClaim {
  stage: Stage;
  progress: Progress;
  /** First day for which the source vouches. */
  from: string;
  /** First day for which it no longer does; null = open. */
  until: string | null;
  /** Days within which the stage began; null = not stated. */
  beginEarliest: string | null;
  beginLatest: string | null;
  /** %, 0 to 100; null = not stated. */
  shareLow: number | null;
  shareHigh: number | null;
  /** The source says "over" `shareHigh`: then it is no upper end. */
  shareHighOpen: boolean;
  /** Whose share: all households, or the connections that were ordered; null = not stated. */
  shareOf: 'households' | 'connections' | null;
  certainty: Certainty;
  /** % of households that had to sign; stage `demand` only. */
  quotaRequired: number | null;
}

/** What a source says of a stage of one subject. */
export interface StatementRecord extends RolloutItem, StageClaim {
  record: 'statement';
  subject: { kind: SubjectKind; id: string };
  shareText: SourceText | null;
  note: SourceText | null;
}

/** What was announced for a stage, and when. */
export interface AnnouncementRecord extends RolloutItem {
  record: 'announcement';
  subject: { kind: SubjectKind; id: string };
  /** Null = the end of the whole project. */
  stage: Stage | null;
  announcedAt: string;
  /** First and last day within which it was to come; null = no date was given. */
  expected: { first: string; last: string } | null;
  expectedText: SourceText | null;
}

/** A spot where a surface was not restored as it should be. Dates are ISO dates; null = not yet, or not stated. */
export interface DefectRecord extends RolloutItem {
  record: 'surface_defect';
  id: string;
  areaId: string | null;
  trenchId: string | null;
  kind: DefectKind;
  foundAt: string;
  repairedAt: string | null;
  acceptedAt: string | null;
  /** Last day of the warranty; null = `warrantyYears` from the acceptance on. */
  warrantyUntil: string | null;
  geometry: Point;
}

/** Works in a street, and what they do to traffic. */
export interface RoadworksRecord extends RolloutItem {
  record: 'roadworks';
  id: string;
  areaId: string | null;
  /** Null = not stated. */
  street: string | null;
  /** First and last day. */
  first: string;
  /** Null = no end was stated. */
  last: string | null;
  trafficEffect: TrafficEffect;
  reason: SourceText | null;
  detour: SourceText | null;
  geometry: LineString | MultiLineString | MultiPolygon | Point;
}

/** What was to be reached in an area by the end of a day, since its beginning. Null = not planned in figures. */
export interface PlanRecord extends RolloutItem {
  record: 'plan';
  areaId: string;
  day: string;
  /** Addresses with fibre in their street. */
  addresses: number | null;
  /** Metres of trench that are dug. */
  metres: number | null;
  /** Euros that are spent. */
  eur: number | null;
  /** Whose these euros are; together never more than `eur`. */
  eurBy: EurBySource;
}

/** Money that was spent. */
export interface SpendingRecord extends RolloutItem {
  record: 'spending';
  id: string;
  areaId: string | null;
  day: string;
  /** Below zero where something was paid back. */
  eur: number;
  /** Whose money it was; null = not stated. */
  fundedBy: FundingSource | null;
}

/** What goes beside the stages. */
export type PlanningRecord = DefectRecord | RoadworksRecord | PlanRecord | SpendingRecord;

/** A row that takes back what was recorded under its id; of a plan, what was planned for its day. */
export interface WithdrawalRecord extends RolloutItem {
  record: 'withdrawal';
  of: PlanningRecord['record'];
  id: string;
  areaId: string | null;
}

/** A row of a table of such records: its area is called as people call it, and is still to be found. */
export interface PlanningRowRecord extends RolloutItem {
  record: 'planning_row';
  /** Name or id of a rollout area or of its district; null = none is named. */
  area: string | null;
  says: PlanningRecord | WithdrawalRecord;
}

/** What is said of one stage, before it is known of what. */
export interface StageSaying {
  statement: Omit<StatementRecord, keyof RolloutItem | 'record' | 'subject'> | null;
  announcement: Omit<AnnouncementRecord, keyof RolloutItem | 'record' | 'subject'> | null;
}

/** What is built, as a file of geometry has it. Null = the file does not say so: then it stays as it is known. */
export interface FeatureRecord extends Omit<RolloutItem, 'ags'> {
  record: 'feature';
  kind: 'area' | 'trench' | 'network_point';
  /** Null = to be found from the place. */
  ags: string | null;
  id: string;
  name: string | null;
  district: string | null;
  operator: string | null;
  funding: AreaRecord['funding'];
  households: number | null;
  areaId: string | null;
  surface: TrenchRecord['surface'];
  pointKind: NetworkPointRecord['kind'] | null;
  geometry: MultiPolygon | LineString | Point;
  says: StageSaying | null;
}

/** What a source calls something that a stage is said of: by its id, by the name of an area or a district, or as an address. */
export type SubjectReference =
  | { by: 'id'; kind: SubjectKind; id: string }
  | { by: 'name'; name: string }
  | { by: 'address'; address: AddressRecord };

/** What a source says of a stage of something that is still to be found; statements and announcements come of it. */
export interface StageEventRecord extends Omit<RolloutItem, 'ags'>, StageSaying {
  record: 'event';
  /** Null = to be found from the address. */
  ags: string | null;
  about: SubjectReference;
}

export type RolloutRecord =
  | AreaRecord
  | TrenchRecord
  | NetworkPointRecord
  | StatementRecord
  | AnnouncementRecord
  | StageEventRecord
  | FeatureRecord
  | PlanningRecord
  | WithdrawalRecord
  | PlanningRowRecord;
