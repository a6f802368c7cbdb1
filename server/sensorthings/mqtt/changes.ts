import { type RawBuilder, sql } from 'kysely';
import { type EntityType, findProperty, findSet, type SetName, typeOf } from '../model.ts';

/** What has become of entities of one set since they were last told of. */
export class Changes {
  /** What has changed of each entity that is named: names of properties and relations, or all. */
  readonly #named = new Map<number, Set<string> | 'all'>();
  /** Observations that were written together. */
  readonly #written: { first: number; last: number; at: string }[] = [];
  readonly #type: EntityType;

  constructor(set: SetName) {
    this.#type = typeOf(set);
  }

  /** Takes over the ids and the words of a message of the channel `entities`. */
  add(ids: string, what: string): void {
    const [, first, last] = /^(\d+)-(\d+)$/.exec(ids) ?? [];
    if (first !== undefined && last !== undefined) {
      this.#written.push({ first: Number(first), last: Number(last), at: what });
      return;
    }
    const names = what === '+' || what === '*' ? 'all' : what.split(',').flatMap((name) => this.#nameOf(name) ?? []);
    if (names.length === 0) return;
    for (const id of ids.split(',').map(Number)) {
      const before = this.#named.get(id);
      this.#named.set(id, names === 'all' || before === 'all' ? 'all' : new Set([...(before ?? []), ...names]));
    }
  }

  /** The rows `e` that these changes are about; undefined = none. */
  get condition(): RawBuilder<unknown> | undefined {
    const parts = this.#written.map(
      ({ first, last, at }) =>
        // Others may have written meanwhile, and tell of theirs themselves.
        sql`(e.id between ${first}::bigint and ${last}::bigint and e.recorded_at = ${at}::text::timestamptz)`,
    );
    if (this.#named.size > 0) parts.push(sql`e.id = any(${[...this.#named.keys()]}::bigint[])`);
    return parts.length === 0 ? undefined : sql`(${sql.join(parts, sql` or `)})`;
  }

  /** True if a property of an entity may have changed. */
  has(id: number, property: string): boolean {
    const names = this.#named.get(id);
    return names === undefined || names === 'all' || names.has(property);
  }

  /** The property or relation that a column is about; undefined = it is about nothing that clients see. */
  #nameOf(column: string): string | undefined {
    const relation = this.#type.relations.find((one) => one.kind === 'one' && one.key === column);
    const name = column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    return relation?.name ?? findProperty(this.#type, name)?.name ?? partOf[column];
  }
}

/** Columns that are a part of a property. */
const partOf: Record<string, string | undefined> = {
  unit_name: 'unitOfMeasurement',
  unit_symbol: 'unitOfMeasurement',
  unit_definition: 'unitOfMeasurement',
  theme: 'properties',
  modelled: 'properties',
};

/** Parts of a message of the channel `entities`; undefined = it says nothing. */
export function readMessage(message: string): { set: SetName; ids: string; what: string } | undefined {
  const [name = '', ids, what] = message.split(' ');
  const set = findSet(name);
  return set && ids !== undefined && what !== undefined ? { set, ids, what } : undefined;
}
