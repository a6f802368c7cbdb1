/**
 * A table as it leaves the house: what every written format knows of it. Rows come one by one, so that a table of any
 * length takes no more memory than a short one.
 */
import type { LineString, MultiPolygon, Point, Polygon } from 'geojson';

export type ColumnType = 'text' | 'integer' | 'real' | 'boolean' | 'date';

export interface Column {
  /** Small letters, digits and underscores; the same in every language. */
  name: string;
  /** What people read at the head of the column. */
  title: string;
  type: ColumnType;
  /** `%`, `Mbit/s`, `km²` …; null = it has none. */
  unit: string | null;
  /** What it is, and what an empty cell of it means. */
  description: string;
}

/** Text of type `date` is an ISO date; null = there is no value, and another column may say why. */
export type Value = string | number | boolean | null;

/** Where a row is, degrees, EPSG:4326; outer rings anticlockwise. */
export type Place = Point | LineString | Polygon | MultiPolygon;

/** What the places of a table are; `Geometry` = of several kinds. */
export type PlaceType = 'Polygon' | 'MultiPolygon' | 'Geometry';

export interface Row {
  /** Stable name of what the row is about: an AGS, a cell. */
  id: string;
  /** In the order of the columns. */
  values: readonly Value[];
  /** Null = it has no place. */
  geometry: Place | null;
}

/** What has to be said wherever the figures are shown. */
export interface Provenance {
  /** Edition of the figures by its id. */
  edition: string;
  /** ISO date that the figures hold for. */
  referenceDate: string;
  /** Whoever published it, by name. */
  source: string;
  licence: string;
  licenceUrl: string | null;
  /** How all that went into it wants to be named. */
  attribution: string;
  /** True if computed by a model and not published by anybody. */
  modelled: boolean;
  /** What was changed of what was published. */
  changes: string;
  /** When it became known here. */
  recordedAt: Date;
}

export interface Table {
  /** Small letters, digits and underscores; names the table inside a file. */
  name: string;
  title: string;
  columns: readonly Column[];
  /** Of every row's geometry; null = the table has none. */
  geometryType: PlaceType | null;
  provenance: Provenance;
}
