import { type RawBuilder, sql } from 'kysely';
import { featureThen, observationsAbout } from './placed-features.ts';

/** The entity sets that there are. */
export const setNames = [
  'Things',
  'Locations',
  'HistoricalLocations',
  'Datastreams',
  'Sensors',
  'ObservedProperties',
  'Observations',
  'FeaturesOfInterest',
] as const;
export type SetName = (typeof setNames)[number];

type Column = (alias: string) => RawBuilder<unknown>;

/** A column of the entity that is related, by its name. */
export type Own = (column: string) => RawBuilder<unknown>;

/** A property of an entity: how it is read from the row of its table. */
export type Property = { name: string } & (
  | { kind: 'text' | 'json'; value: Column }
  /** GeoJSON as it was sent, and the geometry that it stands for (null = another encoding). */
  | { kind: 'geometry'; value: Column; geometry: Column }
  /** An instant or interval: `end` null = an instant, in this row or in all. */
  | { kind: 'time'; start: Column; end: Column | null }
  /** A number, or else JSON. */
  | { kind: 'result'; number: Column; json: Column }
  /** What the sender said of the quality, and our flags. */
  | { kind: 'quality'; value: Column; flags: Column }
);

/** How a relation is kept: in the own row, in the rows of the other, or in a table between both. */
export type Relation = { name: string; target: SetName } &
  /** `otherwise`: what stands for the key where it is null. */
  (
    | { kind: 'one'; key: string; otherwise?: (own: Own) => RawBuilder<unknown> }
    /** `rows`: where the related rows are, if the key alone does not say it. */
    | { kind: 'many'; key: string; rows?: (own: Own) => RawBuilder<unknown> }
    | { kind: 'linked'; table: string; own: string; other: string }
  );

export interface EntityType {
  set: SetName;
  /** Of one entity, e.g. Thing. */
  singular: string;
  table: string;
  properties: readonly Property[];
  relations: readonly Relation[];
}

export function column(name: string): Column {
  return (alias) => sql.ref(`${alias}.${name}`);
}

const name: Property = { name: 'name', kind: 'text', value: column('name') };
const description: Property = { name: 'description', kind: 'text', value: column('description') };
const encodingType: Property = { name: 'encodingType', kind: 'text', value: column('encoding_type') };
const properties: Property = { name: 'properties', kind: 'json', value: column('properties') };

const unit: Column = (alias) =>
  sql`jsonb_build_object('name', ${sql.ref(`${alias}.unit_name`)}, 'symbol', ${sql.ref(`${alias}.unit_symbol`)},
    'definition', ${sql.ref(`${alias}.unit_definition`)})`;

/** What the town itself says of a thing stands among what its maker says. */
const thingProperties: Column = (alias) => {
  const [own, theme, modelled] = ['properties', 'theme', 'modelled'].map((each) => sql.ref(`${alias}.${each}`));
  return sql`case when ${theme} is null and not ${modelled} then ${own} else coalesce(${own}, '{}') ||
    jsonb_strip_nulls(jsonb_build_object('theme', ${theme}, 'modelled', nullif(${modelled}, false))) end`;
};

/** Kept beside the latest value, for the observations may be millions. */
function ofLatest(name: string): Column {
  return (alias) =>
    sql`(select ${sql.ref(`own.${name}`)} from latest_observation as own
      where own.ags = ${sql.ref(`${alias}.ags`)} and own.datastream_id = ${sql.ref(`${alias}.id`)})`;
}

const types: readonly EntityType[] = [
  {
    set: 'Things',
    singular: 'Thing',
    table: 'thing',
    properties: [name, description, { name: 'properties', kind: 'json', value: thingProperties }],
    relations: [
      {
        name: 'Locations',
        target: 'Locations',
        kind: 'linked',
        table: 'thing_location',
        own: 'thing_id',
        other: 'location_id',
      },
      { name: 'HistoricalLocations', target: 'HistoricalLocations', kind: 'many', key: 'thing_id' },
      { name: 'Datastreams', target: 'Datastreams', kind: 'many', key: 'thing_id' },
    ],
  },
  {
    set: 'Locations',
    singular: 'Location',
    table: 'location',
    properties: [
      name,
      description,
      encodingType,
      { name: 'location', kind: 'geometry', value: column('location'), geometry: column('geometry') },
      properties,
    ],
    relations: [
      {
        name: 'Things',
        target: 'Things',
        kind: 'linked',
        table: 'thing_location',
        own: 'location_id',
        other: 'thing_id',
      },
      {
        name: 'HistoricalLocations',
        target: 'HistoricalLocations',
        kind: 'linked',
        table: 'historical_location_location',
        own: 'location_id',
        other: 'historical_location_id',
      },
    ],
  },
  {
    set: 'HistoricalLocations',
    singular: 'HistoricalLocation',
    table: 'historical_location',
    properties: [{ name: 'time', kind: 'time', start: column('time'), end: null }],
    relations: [
      { name: 'Thing', target: 'Things', kind: 'one', key: 'thing_id' },
      {
        name: 'Locations',
        target: 'Locations',
        kind: 'linked',
        table: 'historical_location_location',
        own: 'historical_location_id',
        other: 'location_id',
      },
    ],
  },
  {
    set: 'Datastreams',
    singular: 'Datastream',
    table: 'datastream',
    properties: [
      name,
      description,
      { name: 'observationType', kind: 'text', value: column('observation_type') },
      { name: 'unitOfMeasurement', kind: 'json', value: unit },
      {
        name: 'observedArea',
        kind: 'geometry',
        value: (alias) => sql`ST_AsGeoJSON(${sql.ref(`${alias}.observed_area`)}, 7, 0)::jsonb`,
        geometry: column('observed_area'),
      },
      { name: 'phenomenonTime', kind: 'time', start: ofLatest('first_time'), end: ofLatest('last_end') },
      { name: 'resultTime', kind: 'time', start: ofLatest('first_result_time'), end: ofLatest('last_result_time') },
      properties,
    ],
    relations: [
      { name: 'Thing', target: 'Things', kind: 'one', key: 'thing_id' },
      { name: 'Sensor', target: 'Sensors', kind: 'one', key: 'sensor_id' },
      { name: 'ObservedProperty', target: 'ObservedProperties', kind: 'one', key: 'observed_property_id' },
      { name: 'Observations', target: 'Observations', kind: 'many', key: 'datastream_id' },
    ],
  },
  {
    set: 'Sensors',
    singular: 'Sensor',
    table: 'sensor',
    properties: [
      name,
      description,
      encodingType,
      { name: 'metadata', kind: 'json', value: column('metadata') },
      properties,
    ],
    relations: [{ name: 'Datastreams', target: 'Datastreams', kind: 'many', key: 'sensor_id' }],
  },
  {
    set: 'ObservedProperties',
    singular: 'ObservedProperty',
    table: 'observed_property',
    properties: [name, { name: 'definition', kind: 'text', value: column('definition') }, description, properties],
    relations: [{ name: 'Datastreams', target: 'Datastreams', kind: 'many', key: 'observed_property_id' }],
  },
  {
    set: 'Observations',
    singular: 'Observation',
    table: 'observation',
    properties: [
      { name: 'phenomenonTime', kind: 'time', start: column('phenomenon_time'), end: column('phenomenon_end') },
      { name: 'result', kind: 'result', number: column('result'), json: column('result_json') },
      { name: 'resultTime', kind: 'time', start: column('result_time'), end: null },
      { name: 'resultQuality', kind: 'quality', value: column('result_quality'), flags: column('flags') },
      {
        name: 'validTime',
        kind: 'time',
        start: (alias) => sql`lower(${sql.ref(`${alias}.valid_time`)})`,
        end: (alias) => sql`upper(${sql.ref(`${alias}.valid_time`)})`,
      },
      { name: 'parameters', kind: 'json', value: column('parameters') },
    ],
    relations: [
      { name: 'Datastream', target: 'Datastreams', kind: 'one', key: 'datastream_id' },
      {
        name: 'FeatureOfInterest',
        target: 'FeaturesOfInterest',
        kind: 'one',
        key: 'feature_of_interest_id',
        otherwise: featureThen,
      },
    ],
  },
  {
    set: 'FeaturesOfInterest',
    singular: 'FeatureOfInterest',
    table: 'feature_of_interest',
    properties: [
      name,
      description,
      encodingType,
      { name: 'feature', kind: 'geometry', value: column('feature'), geometry: column('geometry') },
      properties,
    ],
    relations: [
      {
        name: 'Observations',
        target: 'Observations',
        kind: 'many',
        key: 'feature_of_interest_id',
        rows: observationsAbout,
      },
    ],
  },
];

const bySet = new Map(types.map((type) => [type.set, type]));

/** The type of the entities in a set. */
export function typeOf(set: SetName): EntityType {
  const type = bySet.get(set);
  if (!type) throw new Error(`No entity type is known for ${set}`);
  return type;
}

/** The name of a set; undefined = there is none of this name. */
export function findSet(name: string): SetName | undefined {
  return setNames.find((one) => one === name);
}

export function findProperty(type: EntityType, name: string): Property | undefined {
  return type.properties.find((one) => one.name === name);
}

export function findRelation(type: EntityType, name: string): Relation | undefined {
  return type.relations.find((one) => one.name === name);
}

/** True for the name of a relation of any set. */
export function isRelation(name: string): boolean {
  return types.some((type) => findRelation(type, name) !== undefined);
}

/** True for the names by which requests call the id. */
export function isId(name: string): boolean {
  return name === 'id' || name === '@iot.id';
}

/** What a misspelt name may have been; for messages. */
export function namesOf({ properties: own, relations }: EntityType): string {
  return ['id', ...own.map((one) => one.name), ...relations.map((one) => one.name)].join(', ');
}

/** The id on the other side of a to-one relation. */
export function keyOfOne({ key, otherwise }: Extract<Relation, { kind: 'one' }>, own: Own): RawBuilder<unknown> {
  return otherwise ? sql`coalesce(${own(key)}, ${otherwise(own)})` : own(key);
}

/**
 * Rows that are related to an entity with these columns: where they are, as `alias`, and the condition on them. `table`:
 * what stands for that of the relation's target.
 */
export function relatedRows(
  relation: Relation,
  own: Own,
  alias: string,
  table = typeOf(relation.target).table,
): { from: RawBuilder<unknown>; on: RawBuilder<boolean> } {
  const theirs = (name: string) => sql.ref(`${alias}.${name}`);
  const sameTown = sql`${theirs('ags')} = ${own('ags')}`;
  const from = sql`${sql.table(table)} as ${sql.ref(alias)}`;
  switch (relation.kind) {
    case 'one':
      return { from, on: sql`${sameTown} and ${theirs('id')} = ${keyOfOne(relation, own)}` };
    case 'many':
      if (relation.rows) return { from: sql`lateral (${relation.rows(own)}) as ${sql.ref(alias)}`, on: sql`true` };
      return { from, on: sql`${sameTown} and ${theirs(relation.key)} = ${own('id')}` };
    case 'linked': {
      const link = (name: string) => sql.ref(`${alias}_link.${name}`);
      return {
        from: sql`(${sql.table(relation.table)} as ${sql.ref(`${alias}_link`)}
          join ${from} on ${theirs('ags')} = ${link('ags')} and ${theirs('id')} = ${link(relation.other)})`,
        on: sql`${link('ags')} = ${own('ags')} and ${link(relation.own)} = ${own('id')}`,
      };
    }
  }
}
