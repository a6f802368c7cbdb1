import type { EntityType, Relation } from './model.ts';

/** Absolute addresses below the service root, e.g. `https://town.example/sensorthings/v1.1`. */
export class Links {
  readonly root: string;
  constructor(root: string) {
    this.root = root;
  }

  self({ set }: Pick<EntityType, 'set'>, id: number): string {
    return `${this.root}/${set}(${id})`;
  }

  relation(type: EntityType, id: number, { name }: Relation): string {
    return `${this.self(type, id)}/${name}`;
  }

  /** The same request for what follows; all other options stay as they were given. */
  next(path: string, given: ReadonlyMap<string, string>, next: { name: string; value: string }): string {
    const options = new Map(given);
    options.delete('$skip');
    options.delete('$skiptoken');
    options.set(next.name, next.value);
    const query = [...options].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
    return `${this.root}/${path}?${query}`;
  }
}
