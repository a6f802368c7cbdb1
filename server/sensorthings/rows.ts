import { type RawBuilder, sql } from 'kysely';
import { flagsOf } from '../../geodata/sensors/quality.ts';
import type { EntityType, Property } from './model.ts';
import { writeInterval, writeTime } from './request/times.ts';

/** An entity as it was read. */
export interface Row {
  ags: string;
  id: number;
  /** Ids that its row has of others, by their columns; null = none. */
  keys: Record<string, number | null>;
  /** Properties as clients get them. */
  values: Record<string, unknown>;
  /** Of the entity that it was read for, within `$expand`. */
  parent: number | null;
}

type RawRow = Record<string, unknown>;

/** What a statement selects of rows with this alias, so that `readRow` can read it. */
export function columnsOf(type: EntityType, properties: readonly Property[], alias: string): RawBuilder<unknown> {
  const own = ['ags', 'id', ...keysOf(type)].map(
    (name) => sql`${sql.ref(`${alias}.${name}`)} as ${sql.ref(`_${name}`)}`,
  );
  const values = properties.flatMap((property) =>
    partsOf(property, alias).map((part, index) => sql`${part} as ${sql.ref(`${property.name}_${index}`)}`),
  );
  return sql.join([...own, ...values]);
}

function keysOf(type: EntityType): string[] {
  return type.relations.flatMap((relation) => (relation.kind === 'one' ? relation.key : []));
}

function partsOf(property: Property, alias: string): RawBuilder<unknown>[] {
  switch (property.kind) {
    case 'text':
    case 'json':
    case 'geometry':
      return [property.value(alias)];
    case 'time':
      return [property.start(alias), ...(property.end ? [property.end(alias)] : [])];
    case 'result':
      return [property.number(alias), property.json(alias)];
    case 'quality':
      return [property.value(alias), property.flags(alias)];
  }
}

/** Reads what `columnsOf` selected. */
export function readRow(type: EntityType, properties: readonly Property[], row: RawRow): Row {
  const keys: Row['keys'] = {};
  for (const key of keysOf(type)) keys[key] = row[`_${key}`] as number | null;
  const values: Row['values'] = {};
  for (const property of properties) values[property.name] = valueOf(property, row);
  return {
    ags: row._ags as string,
    id: row._id as number,
    keys,
    values,
    parent: (row._parent ?? null) as number | null,
  };
}

function valueOf({ kind, name }: Property, row: RawRow): unknown {
  const [first, second] = [row[`${name}_0`], row[`${name}_1`]];
  switch (kind) {
    case 'text':
    case 'json':
    case 'geometry':
      return first ?? null;
    case 'time':
      return first instanceof Date ? writeInterval(first, second instanceof Date ? second : null) : null;
    case 'result':
      return first ?? second ?? null;
    case 'quality':
      return qualityOf(first, second as number);
  }
}

/** What the sender said as it was sent; beside it the names of our flags, where there are some. */
function qualityOf(said: unknown, bits: number): unknown {
  const flags = flagsOf(bits);
  if (flags.length === 0) return said ?? null;
  if (said === null || said === undefined) return { flags };
  return typeof said === 'object' && !Array.isArray(said) ? { ...said, flags } : { stated: said, flags };
}

/** The text of a property's value for `$value`, or for a cell of a table. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return writeTime(value);
  return value === null || value === undefined ? '' : JSON.stringify(value);
}
