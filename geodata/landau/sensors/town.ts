/** The modelled town: its things, their datastreams, and what each of these says at any time. */
import { landauAgs } from '../facts.ts';
import { hash } from '../noise.ts';
import type { ObservedPropertyId } from '../../sensors/properties.ts';
import { findObservedProperty } from '../../sensors/properties.ts';
import type { DatastreamRecord, FeedingDevice, SensorsRecord, ThingRecord } from '../../sensors/records.ts';
import type { ThemeId } from '../../sensors/themes.ts';
import * as at from './places.ts';
import { type Clock, peak, ripple } from './sky.ts';
import { thresholdsOf } from './thresholds.ts';

/** Before its failures: what a datastream says. */
export type Model = (clock: Clock, seed: number) => number;

/** A datastream of the modelled town. */
export interface ModelledDatastream {
  thing: string;
  key: string;
  property: ObservedPropertyId;
  /** Tells its irregularities from those of others. */
  seed: number;
  model: Model;
  /** Digits behind the point. */
  digits: number;
  record: DatastreamRecord;
}

export interface ModelledTown {
  things: readonly ThingRecord[];
  datastreams: readonly ModelledDatastream[];
}

/** Seconds between two values of everything in the town. */
export const modelledInterval = 600;

/** Days that single values are kept; before that there are roll-ups by hour and day. */
export const modelledRawDays = 14;

/** Application of The Things Stack that the modelled devices belong to. */
export const application = 'landau';

/** The counter at the station was replaced on this day. */
const replacedAt = '2026-05-12T08:00:00Z';

const hour = 3_600_000;
const minutes = modelledInterval / 60;

function make(): ModelledTown {
  const things: ThingRecord[] = [];
  const datastreams: ModelledDatastream[] = [];
  const thing = (
    theme: ThemeId,
    { key, name, latitude, longitude }: at.Place,
    properties: Record<string, unknown> = {},
  ) => {
    const description = `${name}, modelliert`;
    const record = { type: 'sensors', record: 'thing', line: 0, ags: landauAgs, theme } as const;
    things.push({ ...record, key, name, description, latitude, longitude, properties });
    return (property: ObservedPropertyId, digits: number, model: Model, high?: number) => {
      const seed = hash(73, things.length, datastreams.length) % 1_000_000;
      const about = { thing: key, key: property, property };
      datastreams.push({ ...about, seed, model, digits, record: recordOf(about, high) });
    };
  };
  for (const place of at.carParks) {
    thing('parking', place, { spaces: place.spaces })('parking_free', 0, freeSpaces(place.spaces), place.spaces);
  }
  for (const place of at.counters) {
    thing('counting', place)(place.what, 0, place.what === 'bicycles' ? cyclists(place.daily) : walkers(place.daily));
  }
  for (const place of at.gauges) {
    const observe = thing('water', place);
    observe(
      'water_level',
      0,
      ({ wetness, rain }, seed) => place.level * (0.75 + 0.6 * wetness) + rain * 2 + (seed % 3),
    );
    if (place.level > 70)
      observe('water_temperature', 1, ({ summer, temperature }) => 5 + 11 * summer + temperature * 0.15);
  }
  for (const place of at.weatherStations) {
    const observe = thing('weather', place);
    observe('air_temperature', 1, (clock, seed) => clock.temperature + near(clock, seed, 1.2));
    observe('relative_humidity', 0, (clock, seed) =>
      Math.min(99, 62 + 30 * clock.wetness - 34 * clock.sun + 8 * near(clock, seed, 1) + (clock.rain > 0 ? 12 : 0)),
    );
    observe(
      'precipitation',
      1,
      ({ rain, time }, seed) => (rain * minutes * (0.7 + 0.6 * ripple(seed, time, hour))) / 60,
    );
  }
  for (const place of at.airStations) {
    const observe = thing('air', place);
    const traffic: Model = (clock) => place.traffic * (0.25 + rush(clock));
    observe('pm10', 0, (clock, seed) => air(clock, seed, 9) + 13 * traffic(clock, seed));
    observe('pm2_5', 0, (clock, seed) => 0.6 * air(clock, seed - 1, 9) + 5 * traffic(clock, seed));
    observe('no2', 0, (clock, seed) => 5 + 0.4 * air(clock, seed, 6) + 34 * traffic(clock, seed));
  }
  for (const place of at.trees) {
    const observe = thing('soil', place);
    observe(
      'soil_moisture',
      0,
      ({ wetness, time }, seed) => 9 + (16 + 18 * place.keeps) * wetness + 2 * ripple(seed, time, 60 * hour),
    );
    if (place.keeps > 0.5)
      observe(
        'soil_temperature',
        1,
        (clock, seed) => 4 + 10 * clock.summer + clock.temperature * 0.22 + near(clock, seed, 0.6),
      );
  }
  for (const place of at.noiseMeters) {
    thing('noise', place)(
      'sound_level',
      0,
      (clock, seed) => place.base + 9 * rush(clock) - 9 * peak(clock, 3, 5) + near(clock, seed, 3),
    );
  }
  for (const place of at.chargingStations) {
    thing('charging', place, { points: place.points })('charging_free', 0, freePoints(place.points), place.points);
  }
  for (const place of at.containers) {
    const full = place.days * 24 * hour;
    thing('waste', place)('fill_level', 0, ({ time }, seed) => 4 + (92 * ((time + seed * hour) % full)) / full);
  }
  for (const place of at.buildings) {
    thing('energy', place)('power', 1, (clock, seed) => {
      const open = clock.weekday < 5 ? 1 : 0.35;
      const used = place.load * (0.3 + 0.7 * open * peak(clock, 12, 7)) * (1.15 - 0.25 * clock.summer);
      return used + near(clock, seed, place.load * 0.04) - place.roof * clock.sun;
    });
  }
  return { things, datastreams };
}

let town: ModelledTown | undefined;

/** The town; made when it is asked for first. */
export function modelledTown(): ModelledTown {
  town ??= make();
  return town;
}

/** Description of the town's network, things before their datastreams. */
export function townRecords(): SensorsRecord[] {
  const { things, datastreams } = modelledTown();
  return [...things, ...datastreams.map(({ record }) => record)];
}

function recordOf(
  { thing, key, property }: Pick<ModelledDatastream, 'thing' | 'key' | 'property'>,
  high: number | undefined,
): DatastreamRecord {
  const device = (name: string, from: string | null, until: string | null): FeedingDevice => ({
    ...{ source: 'ttn', key: `${application}/${name}`, name, profile: null, field: key, from, until },
  });
  return {
    ...{ type: 'sensors', record: 'datastream', line: 0, ags: landauAgs, thing, key, property },
    name: findObservedProperty(property)?.name.de ?? property,
    intervalSeconds: modelledInterval,
    keepRawDays: modelledRawDays,
    counter: false,
    devices:
      thing === 'rad-bahnhof'
        ? [device(`${thing}-1`, null, replacedAt), device(`${thing}-2`, replacedAt, null)]
        : [device(thing, null, null)],
    thresholds: thresholdsOf(thing, property),
    ...(high !== undefined && { high }),
  };
}

/** Between −`most` and `most`, slowly: places near each other are not the same. */
function near({ time }: Clock, seed: number, most: number): number {
  return (ripple(seed, time, 5 * hour) + ripple(seed + 1, time, 0.8 * hour) * 0.4 - 0.7) * most;
}

/** How busy the streets are, 0 to 1. */
function rush(clock: Clock): number {
  if (clock.weekday === 6) return 0.35 * peak(clock, 15, 6);
  if (clock.weekday === 5) return 0.6 * peak(clock, 12.5, 6);
  return Math.min(1, 0.95 * peak(clock, 7.8, 2.5) + 0.45 * peak(clock, 12.5, 5) + peak(clock, 16.8, 3.5));
}

/** Fine dust far from streets: more in winter and when no wind blows, less after rain, µg/m³. */
function air({ summer, time, rain }: Clock, seed: number, base: number): number {
  return (
    base * (0.5 + 1.4 * ripple(21, time, 53 * hour)) * (1.35 - 0.5 * summer) * (rain > 0 ? 0.6 : 1) +
    2 * ripple(seed, time, hour)
  );
}

function freeSpaces(spaces: number): Model {
  return (clock, seed) => {
    const market =
      clock.weekday === 5 ? 0.9 * peak(clock, 11.5, 5) : clock.weekday === 1 ? 0.12 * peak(clock, 10, 3) : 0;
    const office = clock.weekday < 5 ? 0.72 * peak(clock, 11, 6) + 0.3 * peak(clock, 16, 4) : 0.18 * peak(clock, 15, 5);
    const evening = (clock.weekday === 4 || clock.weekday === 5 ? 0.35 : 0.15) * peak(clock, 20, 3.5);
    const taken = 0.12 + office + market + evening + 0.1 * ripple(seed, clock.time, 3 * hour);
    return spaces * Math.max(0, 1 - Math.min(1, taken));
  };
}

function freePoints(points: number): Model {
  return (clock, seed) => {
    const taken =
      0.1 + 0.45 * peak(clock, 12, 6) + 0.35 * peak(clock, 19, 4) + 0.5 * (ripple(seed, clock.time, 1.5 * hour) - 0.5);
    return points * (1 - Math.max(0, Math.min(1, taken)));
  };
}

function cyclists(daily: number): Model {
  return (clock, seed) => {
    const weather = Math.max(0.12, Math.min(1, 0.2 + clock.temperature / 26)) * (clock.rain > 0.2 ? 0.35 : 1);
    const shape = clock.weekday < 5 ? rush(clock) : 0.8 * peak(clock, 14.5, 6);
    return (daily / 7.5) * (minutes / 60) * shape * weather * (0.75 + 0.5 * ripple(seed, clock.time, 0.4 * hour));
  };
}

function walkers(daily: number): Model {
  return (clock, seed) => {
    const open = clock.weekday === 6 ? 0.3 : clock.weekday === 5 ? 1.35 : 1;
    const shape = open * (peak(clock, 12.5, 4) + 0.8 * peak(clock, 16.5, 4));
    return (
      (daily / 7) *
      (minutes / 60) *
      shape *
      (clock.rain > 0.2 ? 0.6 : 1) *
      (0.8 + 0.4 * ripple(seed, clock.time, 0.4 * hour))
    );
  };
}
