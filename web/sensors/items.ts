import { findObservedProperty } from '../../geodata/sensors/properties.ts';
import { doubtfulBits, flagBits, type QualityFlagId } from '../../geodata/sensors/quality.ts';
import { type SensorState, stateOfAge } from '../../geodata/sensors/state.ts';
import { type ThemeId, themes } from '../../geodata/sensors/themes.ts';
import type { Language } from '../view.ts';
import type { LastingAlarm } from './alarms/documents.ts';
import type { MomentKind } from './moments.ts';
import type { ListedThing } from './documents.ts';

/** The latest value of a datastream. */
export interface Latest {
  value: number | null;
  /** ms since 1970. */
  time: number;
  /** Bits of geodata/sensors/quality.ts. */
  flags: number;
}

/** A datastream of a thing, as the page has it. */
export interface SensorItem {
  id: number;
  thingId: number;
  thingName: string;
  /** What is measured, in words. */
  property: string;
  theme: ThemeId | undefined;
  modelled: boolean;
  /** Of how many places some are free; null = it counts no places, or nobody says. */
  places: number | null;
  longitude: number | null;
  latitude: number | null;
  propertyKey: string | null;
  unit: string | null;
  summed: boolean;
  intervalSeconds: number | null;
  staleAfterSeconds: number;
  /** The first of its thing: it stands for it on the map. */
  leads: boolean;
  latest: Latest | undefined;
  state: SensorState;
  /** The gravest alarm that it is in. */
  alarm: LastingAlarm | undefined;
  /** What its value is of where that is of a moment that has passed; undefined = it is the latest. */
  moment?: MomentKind | 'nothing';
}

/** The datastreams of things, by theme and thing. */
export function itemsOf(things: readonly ListedThing[], language: Language): SensorItem[] {
  const items = things.flatMap((thing) =>
    thing.datastreams.map((datastream, index): SensorItem => {
      const { datastreamId: id, propertyKey, latest } = datastream;
      return {
        ...{ id, thingId: thing.thingId, thingName: thing.name, modelled: thing.modelled, propertyKey },
        ...{ longitude: thing.longitude, latitude: thing.latitude, summed: datastream.summed, leads: index === 0 },
        places: propertyKey !== null && freePlaces.has(propertyKey) ? thing.places : null,
        property: propertyName(propertyKey, language) ?? datastream.propertyName,
        theme: themes.find((theme) => theme.id.toUpperCase() === thing.theme)?.id,
        unit: datastream.unitSymbol,
        intervalSeconds: datastream.intervalSeconds,
        staleAfterSeconds: datastream.staleAfterSeconds,
        latest: latest
          ? { value: latest.value, time: Date.parse(latest.time), flags: bitsOf(latest.flags) }
          : undefined,
        state: datastream.state.toLowerCase() as SensorState,
        alarm: undefined,
      };
    }),
  );
  const order = (item: SensorItem) => themes.findIndex(({ id }) => id === item.theme) + (item.theme ? 0 : 100);
  return items.toSorted(
    (one, other) => order(one) - order(other) || one.thingName.localeCompare(other.thingName, language),
  );
}

/** Free places are counted, and said so. */
export const freePlaces: ReadonlySet<string> = new Set(['parking_free', 'charging_free']);

function propertyName(key: string | null, language: Language): string | undefined {
  return key === null ? undefined : findObservedProperty(key)?.name[language];
}

/** What a tile says of a thing and its first datastream; what is not known is absent. */
export interface TileThing {
  ags: string;
  thing_id: number;
  datastream_id?: number;
  name: string;
  theme?: string;
  property?: string;
  state: SensorState;
  value?: number;
  unit?: string;
  /** ISO time of the value. */
  time?: string;
  modelled?: boolean;
}

/** A thing of a tile, as its sign needs it; undefined = it observes nothing. */
export function itemOfTile(thing: TileThing, place: readonly number[], language: Language): SensorItem | undefined {
  const { datastream_id: id, thing_id: thingId, name: thingName, state, property, value, unit, time } = thing;
  if (id === undefined) return undefined;
  return {
    ...{ id, thingId, thingName, state, leads: true, modelled: thing.modelled === true },
    ...{ propertyKey: property ?? null, property: propertyName(property ?? null, language) ?? '' },
    ...{ unit: unit ?? null, longitude: place[0] ?? null, latitude: place[1] ?? null },
    theme: themes.find((theme) => theme.id === thing.theme)?.id,
    latest: time === undefined ? undefined : { value: value ?? null, time: Date.parse(time), flags: 0 },
    // Asked for once the thing is chosen.
    ...{ places: null, summed: false, intervalSeconds: null, staleAfterSeconds: Infinity, alarm: undefined },
  };
}

function bitsOf(names: readonly string[]): number {
  return names.reduce((bits, name) => bits | flagBits[name.toLowerCase() as QualityFlagId], 0);
}

/** Columns of latest values, as they come over the wire. */
export interface LatestColumns {
  datastreamIds: (number | null)[];
  /** Seconds since 1970. */
  times: (number | null)[];
  values: (number | null)[];
  flags: (number | null)[];
}

/** Before any news have come. */
export const noNews: ReadonlyMap<number, Latest> = new Map();

/** Latest values by datastream, with news taken in; what is older than what is known is left out. */
export function withNews(known: ReadonlyMap<number, Latest>, news: LatestColumns): Map<number, Latest> {
  const next = new Map(known);
  news.datastreamIds.forEach((id, index) => {
    const time = (news.times[index] ?? 0) * 1000;
    if (id === null || time < (next.get(id)?.time ?? 0)) return;
    next.set(id, { value: news.values[index] ?? null, time, flags: news.flags[index] ?? 0 });
  });
  return next;
}

/** An item with its newest value, as it stands at a time, ms since 1970; without a time as the server said. */
export function current(item: SensorItem, news: Latest | undefined, now: number | undefined): SensorItem {
  const latest = news && news.time >= (item.latest?.time ?? 0) ? news : item.latest;
  if (latest === undefined || now === undefined) return item;
  const doubtful = latest.value === null || (latest.flags & doubtfulBits) !== 0;
  return { ...item, latest, state: stateOfAge((now - latest.time) / 1000, item.staleAfterSeconds, doubtful) };
}

/** Themes that items have, in their order. */
export function topicsOf(items: readonly SensorItem[]): ThemeId[] {
  return themes.map(({ id }) => id).filter((id) => items.some(({ theme }) => theme === id));
}

/** West, south, east and north of all that have a place; undefined = none has. */
export function boundsOf(items: readonly SensorItem[]): number[] | undefined {
  const places = items.flatMap(({ longitude, latitude }) =>
    longitude === null || latitude === null ? [] : [[longitude, latitude] as const],
  );
  if (places.length === 0) return undefined;
  const [longitudes, latitudes] = [places.map(([longitude]) => longitude), places.map(([, latitude]) => latitude)];
  return [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)];
}

/** How many items are in each state. */
export function countStates(items: readonly SensorItem[]): Record<SensorState, number> {
  const counts: Record<SensorState, number> = { current: 0, stale: 0, not_counted: 0, none: 0 };
  for (const { state } of items) counts[state]++;
  return counts;
}
