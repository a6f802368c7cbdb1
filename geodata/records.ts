/**
 * What readers yield. A reader is an async iterable that starts with one `Header`, goes on with records of one kind,
 * and puts a `Problem` wherever the source needs mending. Nothing here knows a database.
 */
import type { MultiPolygon } from 'geojson';
import type { RolloutRecord, StageSaying } from './construction/records.ts';
import type { SensorsRecord } from './sensors/records.ts';
import type { Figure } from './technologies.ts';

/** What the editions of this product are about. */
export const editionKinds = [
  'boundaries',
  'districts',
  'municipal_coverage',
  'cell_coverage',
  'business_parks',
  'mobile_coverage',
  'addresses',
  'rollout',
  'sensors',
] as const;

export type EditionKind = (typeof editionKinds)[number];

/** Whose share a figure is: households, or companies in business parks. */
export type Population = 'households' | 'business_parks';

/** The first item of every reader: what is in the file, as far as the file itself says it. */
export interface Header {
  type: 'header';
  kind: EditionKind;
  /** Surveyed figures in the order of every record's `shares`; empty where the kind has none. */
  figures: readonly Figure[];
  population: Population;
  /** ISO date that the figures hold for, if the file (or its name) says it. */
  referenceDate: string | null;
  /** Id in `geodata/sources.ts` of the source that this form of file comes from. */
  source: string;
  /** Expected number of records, if the file says it; for progress only. */
  expected: number | null;
}

/** Coverage of one municipality. `shares` in % of households (or of companies, see Header), null = not stated. */
export interface MunicipalCoverageRecord {
  type: 'municipal_coverage';
  line: number;
  ags: string;
  shares: readonly (number | null)[];
}

/** Coverage of one 100 m cell. `northing` and `easting` of the lower-left corner in metres, EPSG:3035. */
export interface CellCoverageRecord {
  type: 'cell_coverage';
  line: number;
  northing: number;
  easting: number;
  /** Municipality as the source says it; null = to be found from the place. */
  ags: string | null;
  /** Households in the cell; null = not stated. */
  households: number | null;
  shares: readonly (number | null)[];
}

/** Companies in a municipality's business parks, as published for mid-2019. Counts, null = not stated. */
export interface BusinessParkRecord {
  type: 'business_parks';
  line: number;
  ags: string;
  companies: number | null;
  connected: number | null;
  connectable: number | null;
  unconnected: number | null;
}

/** Share of a county's area of one kind that a mobile technology covers. */
export interface MobileCoverageRecord {
  type: 'mobile_coverage';
  line: number;
  /** Five-digit key of the county (Kreis). */
  countyAgs: string;
  /** As published, e.g. `LTE`, `5G`. */
  technology: string;
  /** Kind of area as published, e.g. `Autobahn`. */
  areaType: string;
  areaGroup: string;
  /** % of the area, 0 to 100; null = not stated. */
  share: number | null;
}

/** A municipality's boundary, all its parts, EPSG:4326. */
export interface BoundaryRecord {
  type: 'boundaries';
  line: number;
  ags: string;
  /** Twelve-digit regional key. */
  ars: string;
  name: string;
  /** Kind of municipality as published (BEZ), e.g. `Stadt`, `Gemeinde`, `Gemeindefreies Gebiet`. */
  designation: string;
  /** Belongs to no county (BEM = kreisfrei). */
  independent: boolean;
  /** False for gemeindefreie Gebiete: nobody lives there, and a share of nobody means nothing. */
  inhabited: boolean;
  geometry: MultiPolygon;
}

/** A part of a municipality that people know by name. EPSG:4326. */
export interface DistrictRecord {
  type: 'districts';
  line: number;
  ags: string;
  name: string;
  inhabitants: number | null;
  geometry: MultiPolygon;
}

/** A postal address and where it is, EPSG:4326, as far as the source says it. */
export interface AddressRecord {
  type: 'addresses';
  line: number;
  /** Null = to be found from the place, or else from postcode and town. */
  ags: string | null;
  /** Stable within the municipality: the same address has the same id in every edition. Null = to be made. */
  id: string | null;
  street: string;
  houseNumber: number;
  /** What follows the number, e.g. `a`; null = nothing. */
  addition: string | null;
  /** Number and addition as the source writes them, where it writes them in another way. */
  writtenNumber?: string;
  /** Five digits; null = not stated. */
  postcode: string | null;
  /** Town of the postal address; null = not stated. */
  place: string | null;
  /** District of the municipality; null = not stated. */
  district: string | null;
  /** Rollout area; null = not stated. */
  areaId: string | null;
  /** Null = not stated. */
  households: number | null;
  /** Both null = not stated; then it has to be one of the addresses that are known. */
  longitude: number | null;
  latitude: number | null;
  /** What the source says of its connection beside; undefined = nothing. */
  says?: StageSaying;
}

export type GeodataRecord =
  | MunicipalCoverageRecord
  | CellCoverageRecord
  | BusinessParkRecord
  | MobileCoverageRecord
  | BoundaryRecord
  | DistrictRecord
  | AddressRecord
  | RolloutRecord
  | SensorsRecord;

/** Something in a source that needs mending. The same value goes to console, report and map. */
export interface Problem {
  type: 'problem';
  /** `refused`: the record was left out. `warning`: it was taken, and deserves a look. */
  severity: 'refused' | 'warning';
  /** Line in a text file, or number of the feature, counted from 1; 0 = the file as a whole. */
  line: number;
  /** Stable name of the rule, e.g. `share-out-of-range`. */
  rule: string;
  message: string;
  /** What to do about it. */
  fix: string;
  /** The text that it is about, as the source has it; undefined = it is about more than one, or about none. */
  read?: string;
}

export type ReaderItem = Header | GeodataRecord | Problem;

/** What a failure names, for words in another language and for whoever offers a choice. */
export type FailureDetails = Readonly<Record<string, string | readonly string[]>>;

/** A file that no record can be read from. `message` names the place and the remedy. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
  readonly rule: string;
  readonly line: number;
  readonly details: FailureDetails;
  constructor(rule: string, message: string, line = 0, details: FailureDetails = {}) {
    super(message);
    this.rule = rule;
    this.line = line;
    this.details = details;
  }
}
