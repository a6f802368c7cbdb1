import type { Language } from '../view.ts';
import type { ListedThing } from './documents.ts';
import { itemOfTile, type SensorItem, type TileThing } from './items.ts';

/** Datastreams that none of these things has. */
export function unknownAmong(ids: readonly number[], things: readonly ListedThing[]): number[] {
  const known = new Set(things.flatMap(({ datastreams }) => datastreams.map(({ datastreamId }) => datastreamId)));
  return ids.filter((id) => !known.has(id));
}

/** Listed things and others, each once. */
export function withOthers(listed: readonly ListedThing[], others: readonly (ListedThing | null)[]): ListedThing[] {
  const all = new Map(listed.map((thing) => [thing.thingId, thing]));
  for (const thing of others) if (thing && !all.has(thing.thingId)) all.set(thing.thingId, thing);
  return [...all.values()];
}

/** What of the map's tiles is about no thing that is listed. */
export function besideListed(seen: readonly SensorItem[], listed: readonly SensorItem[]): SensorItem[] {
  const ids = new Set(listed.map(({ thingId }) => thingId));
  return seen.filter(({ thingId }) => !ids.has(thingId));
}

/** Things of a town in tiles, each once: tiles overlap at their edges. */
export function itemsOfTiles(
  found: readonly { thing: TileThing; place: readonly number[] }[],
  ags: string,
  language: Language,
): SensorItem[] {
  const things = new Map(found.filter(({ thing }) => thing.ags === ags).map((one) => [one.thing.thing_id, one]));
  return [...things.values()].flatMap(({ thing, place }) => itemOfTile(thing, place, language) ?? []);
}
