import { sql } from 'kysely';
import { themes } from '../../../geodata/sensors/themes.ts';
import { findUnit } from '../../../geodata/sensors/units.ts';
import type { SetName } from '../model.ts';
import { badRequest, shown } from '../problem.ts';
import { parseTime } from '../request/times.ts';
import { geometryProblem } from '../request/wkt.ts';
import { type Body, isBody } from './body.ts';

/** Columns of a row to be written. */
export type Columns = Record<string, unknown>;

/** How a property of a body becomes columns. */
interface Field {
  name: string;
  mandatory: boolean;
  /** Errors: 400, with what is wrong behind the place. */
  columns: (value: unknown, place: string, body: Body) => Columns;
}

export const geoJsonTypes = ['application/geo+json', 'application/vnd.geo+json'];

function text(name: string, column = name): Field {
  return {
    name,
    mandatory: true,
    columns: (value, place) => {
      if (typeof value !== 'string') throw badRequest(`${place}: must be a text.`);
      return { [column]: value };
    },
  };
}

const json = (value: unknown) => sql`${JSON.stringify(value)}::text::jsonb`;

const properties: Field = {
  name: 'properties',
  mandatory: false,
  columns: (value, place) => ({ properties: optionalObject(value, place) }),
};

function optionalObject(value: unknown, place: string) {
  if (value === null) return null;
  if (!isBody(value)) throw badRequest(`${place}: must be an object.`);
  return json(value);
}

/** A theme that is known has a column of its own; that something is modelled is said once, when it is made. */
const thingProperties: Field = {
  name: 'properties',
  mandatory: false,
  columns: (value, place) => {
    if (!isBody(value)) return { properties: optionalObject(value, place), theme: null };
    const { theme } = value;
    const rest = Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'theme' && key !== 'modelled'));
    const known = themes.find(({ id }) => id === theme);
    const own = known || theme === undefined ? rest : { ...rest, theme };
    return { properties: Object.keys(own).length === 0 ? null : json(own), theme: known?.id ?? null };
  },
};

/** GeoJSON becomes a geometry; other encodings are kept as they are. */
function place(name: string): Field {
  return {
    name,
    mandatory: true,
    columns: (value, where, body) => {
      if (value === null) throw badRequest(`${where}: must not be null.`);
      const encoding = body.encodingType ?? geoJsonTypes[0];
      if (typeof encoding === 'string' && !geoJsonTypes.includes(encoding))
        return { [name]: json(value), geometry: null };
      const geometry = isBody(value) && value.type === 'Feature' ? value.geometry : value;
      const problem = geometryProblem(geometry);
      if (problem) throw badRequest(`${where}: ${problem}. Give another encodingType if it is no GeoJSON.`);
      return {
        [name]: json(value),
        geometry: sql`ST_Force2D(ST_GeomFromGeoJSON(${JSON.stringify(geometry)}::text))`,
      };
    },
  };
}

const unitMembers = ['name', 'symbol', 'definition'] as const;

const unit: Field = {
  name: 'unitOfMeasurement',
  mandatory: true,
  columns: (value, where) => {
    if (!isBody(value)) throw badRequest(`${where}: must be an object of name, symbol and definition.`);
    const columns: Columns = {};
    for (const member of unitMembers) {
      const said = value[member];
      if (said === undefined) continue;
      if (said !== null && typeof said !== 'string') throw badRequest(`${where}.${member}: must be a text or null.`);
      columns[`unit_${member}`] = said;
      if (member === 'symbol') columns.ucum = said === null ? null : (findUnit(said)?.ucum ?? null);
    }
    return columns;
  },
};

const time: Field = {
  name: 'time',
  mandatory: true,
  columns: (value, where) => ({ time: readInstant(value, where) }),
};

/** An instant. Errors: 400. */
export function readInstant(value: unknown, where: string): Date {
  const read = typeof value === 'string' ? parseTime(value) : undefined;
  if (read?.end !== null)
    throw badRequest(`${where}: ${shown(JSON.stringify(value))} is no time with a zone, as in 2026-01-31T12:00:00Z.`);
  return read.start;
}

const [name, description] = [text('name'), text('description')];
const encodingType = text('encodingType', 'encoding_type');
const metadata: Field = {
  name: 'metadata',
  mandatory: true,
  columns: (value, where) => {
    if (value === null) throw badRequest(`${where}: must not be null.`);
    return { metadata: json(value) };
  },
};

/** What each type takes; observations are written by a way of their own. */
const fields: Record<Exclude<SetName, 'Observations'>, Field[]> = {
  Things: [name, description, thingProperties],
  Locations: [name, description, encodingType, place('location'), properties],
  HistoricalLocations: [time],
  Datastreams: [name, description, text('observationType', 'observation_type'), unit, properties],
  Sensors: [name, description, encodingType, metadata, properties],
  ObservedProperties: [name, text('definition'), description, properties],
  FeaturesOfInterest: [name, description, encodingType, place('feature'), properties],
};

/** What the server keeps itself; sent by clients it is passed over. */
const kept: Partial<Record<SetName, string[]>> = { Datastreams: ['observedArea', 'phenomenonTime', 'resultTime'] };

/**
 * Columns of what a body says. `whole`: mandatory properties must be there, and optional ones that are not become null.
 * Errors: 400 with the place, for what is missing, malformed or not known; `relations` are known beside the properties.
 */
export function readFields(
  set: Exclude<SetName, 'Observations'>,
  body: Body,
  where: string,
  relations: readonly string[],
  whole: boolean,
): Columns {
  const own = fields[set];
  const known = [...own.map((field) => field.name), ...relations, ...(kept[set] ?? [])];
  requireKnown(body, known, where);
  const columns: Columns = {};
  for (const field of own) {
    const value = body[field.name];
    const place = where === '' ? field.name : `${where}.${field.name}`;
    if (value !== undefined) Object.assign(columns, field.columns(value, place, body));
    else if (whole && field.mandatory) throw badRequest(`${place}: is missing.`);
    else if (whole) Object.assign(columns, field.columns(null, place, body));
  }
  return columns;
}

/** Errors: 400 for a name that is none of these. */
export function requireKnown(body: Body, known: readonly string[], where: string): void {
  const unknown = Object.keys(body).find((key) => !known.includes(key) && key !== 'id' && !key.includes('@iot.'));
  if (unknown === undefined) return;
  const place = where === '' ? '' : `${where}: `;
  throw badRequest(`${place}there is no property ${shown(unknown)}. There are ${known.join(', ')}.`);
}
