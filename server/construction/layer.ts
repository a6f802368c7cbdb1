import type { Reader } from '../database/database.ts';
import type { Edition } from '../editions/queries.ts';
import type { EditionRegister } from '../editions/register.ts';
import { InvalidArgumentError } from '../errors.ts';
import { frameOf, type TileFrame } from '../tiles/address.ts';
import type { TileChoice, TileLayer, TileQuery } from '../tiles/layer.ts';
import { lineCommands, pointCommands, polygonCommands } from '../tiles/shapes.ts';
import { geometryTypes, LayerWriter, type TileValue } from '../tiles/writer.ts';
import { listRoadworksShapes } from './planning/tile-queries.ts';
import {
  listAreaShapes,
  listNetworkPoints,
  listTrenchShapes,
  type PointPlace,
  type TileTimes,
} from './tile-queries.ts';

export const standingFields = {
  ags: 'Amtlicher Gemeindeschlüssel, eight digits.',
  id: 'Id within the municipality.',
  stage:
    'Last stage that has begun: demand, planned, permitted, civil_works, cable_laid, house_connection, active; absent = not known.',
  progress: 'How far that stage is: under_way, repairs, missed or done; absent = not known.',
  modelled: 'True if nobody said so and a model did; absent otherwise.',
};

/** A feature before it is encoded; attributes that are null are left out. */
export interface Feature {
  type: number;
  commands: number[];
  attributes: Record<string, TileValue | null>;
}

/** Layers of the construction record, by stage on a day (`on`) as known at a time (`asOf`). */
export const rolloutLayers: readonly TileLayer[] = [
  rolloutLayer({
    name: 'rollout-areas',
    description: 'Areas in which fibre is built, by stage.',
    minzoom: 6,
    fields: {
      ...standingFields,
      name: 'Name of the area.',
      operator: 'Who builds.',
      active_share: 'Connections that are active, %, at least, 0 to 100; absent = not stated.',
    },
    async list(db, times, frame) {
      return (await listAreaShapes(db, times, frame)).map(({ shape, name, operator, activeShare, ...row }) => ({
        type: geometryTypes.polygon,
        commands: polygonCommands(shape),
        attributes: { ...standingOf(row), name, operator, active_share: activeShare },
      }));
    },
  }),
  rolloutLayer({
    name: 'trenches',
    description: 'Sections of trench, by stage.',
    minzoom: 10,
    fields: {
      ...standingFields,
      surface: 'What had to be opened: sealed or unsealed; absent = not stated.',
      length_m: 'Length, metres.',
    },
    async list(db, times, frame) {
      return (await listTrenchShapes(db, times, frame)).map(({ shape, surface, lengthM, ...row }) => ({
        type: geometryTypes.line,
        commands: lineCommands(shape),
        attributes: { ...standingOf(row), surface, length_m: Math.round(lengthM) },
      }));
    },
  }),
  rolloutLayer({
    name: 'network-points',
    description: 'Points of the network, by stage.',
    minzoom: 11,
    fields: { ...standingFields, kind: 'main_distributor, distributor, manhole or other.' },
    async list(db, times, frame) {
      return (await listNetworkPoints(db, times, frame)).map((point) => ({
        ...pointFeature(point, frame),
        attributes: { ...standingOf(point), kind: point.kind },
      }));
    },
  }),
  rolloutLayer({
    name: 'roadworks',
    description: 'Roadworks of a day, as lines, areas or points, and what they do to traffic.',
    minzoom: 9,
    fields: {
      ags: standingFields.ags,
      id: standingFields.id,
      street: 'Name of the street; absent = not stated.',
      traffic_effect: 'none, footpath (closed), lane_closed, one_way or closed (the whole street).',
      first: 'First day, ISO date.',
      last: 'Last day, ISO date; absent = no end was stated.',
      reason_de: 'Why, German; absent = not stated.',
      reason_en: 'Why, English; absent = not stated.',
      detour_de: 'Way around, German; absent = none, or not stated.',
      detour_en: 'Way around, English; absent = none, or not stated.',
      length_m: 'Length, metres; absent = no line.',
      area_m2: 'Area, square metres; absent = no area.',
      modelled: standingFields.modelled,
    },
    async list(db, times, frame) {
      return (await listRoadworksShapes(db, times, frame)).map(({ shape, x, y, ...works }) => ({
        ...(shape === null
          ? pointFeature({ x: x ?? 0, y: y ?? 0 }, frame)
          : works.areaM2 === null
            ? { type: geometryTypes.line, commands: lineCommands(shape) }
            : { type: geometryTypes.polygon, commands: polygonCommands(shape) }),
        attributes: {
          ags: works.ags,
          id: works.id,
          street: works.street,
          traffic_effect: works.trafficEffect,
          first: works.first,
          last: works.last,
          reason_de: works.reasonDe,
          reason_en: works.reasonEn,
          detour_de: works.detourDe,
          detour_en: works.detourEn,
          length_m: works.lengthM === null ? null : Math.round(works.lengthM),
          area_m2: works.areaM2 === null ? null : Math.round(works.areaM2),
          modelled: works.modelled || null,
        },
      }));
    },
  }),
];

/** A layer with two times. `list` is told too whether planners ask; where that matters, `planners` says so. */
export function rolloutLayer({
  fields,
  list,
  planners = false,
  ...about
}: Pick<TileLayer, 'name' | 'description' | 'minzoom'> &
  Pick<TileChoice, 'fields'> & {
    planners?: boolean;
    list: (db: Reader, times: TileTimes, frame: TileFrame, toPlanners: boolean) => Promise<Feature[]>;
  }): TileLayer {
  return {
    ...about,
    maxzoom: 16,
    choose(register, query) {
      const editions = editionsOf(register);
      const times = timesOf(query, editions);
      const toPlanners = planners && query.planners;
      return {
        key: `${about.name} ${times.on} ${times.asOf?.toISOString() ?? ''}${toPlanners ? ' planners' : ''}`,
        keeps: 'minutes',
        edition: undefined,
        fields,
        attributions: [...new Set(editions.map(({ attribution }) => attribution))],
        async read(db, address) {
          if (editions.length === 0) return Buffer.alloc(0);
          const layer = new LayerWriter(about.name);
          const features = (await list(db, times, frameOf(address), toPlanners)).filter(
            ({ commands }) => commands.length > 0,
          );
          for (const [index, { type, commands, attributes }] of features.entries()) {
            const tags = Object.entries(attributes).flatMap(([key, value]) =>
              value === null ? [] : [layer.keyIndex(key), layer.valueIndex(value)],
            );
            layer.feature(index + 1, type, tags, commands);
          }
          return layer.finish();
        },
      };
    },
  };
}

/** Editions that the layers are made of, by reference date. */
function editionsOf(register: EditionRegister): Edition[] {
  return [...register.list('addresses'), ...register.list('rollout')];
}

/**
 * Day and time of a query; without a day that of the newest report, so that an address means the same until the next import.
 * Errors: InvalidArgumentError.
 */
function timesOf({ on, asOf }: TileQuery, editions: readonly Edition[]): TileTimes {
  if (on !== null && !isDate(on)) {
    throw new InvalidArgumentError(
      'on',
      `on: ${JSON.stringify(on.slice(0, 40))} is no date; write it as in 2026-01-31.`,
    );
  }
  const time = asOf === null ? null : new Date(asOf);
  if (time !== null && (Number.isNaN(time.getTime()) || !/(Z|[+-]\d\d:?\d\d)$/.test(asOf ?? ''))) {
    throw new InvalidArgumentError(
      'asOf',
      `asOf: ${JSON.stringify(asOf?.slice(0, 40))} is no time with zone; write it as in 2026-02-15T00:00:00Z.`,
    );
  }
  return { on: on ?? editions.at(-1)?.referenceDate ?? '2000-01-01', asOf: time };
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

export function standingOf({
  ags,
  id,
  stage,
  progress,
  certainty,
}: Pick<PointPlace, 'ags' | 'id' | 'stage' | 'progress' | 'certainty'>): Feature['attributes'] {
  return { ags, id, stage, progress, modelled: certainty === 'modelled' || null };
}

export function pointFeature(
  { x, y }: Pick<PointPlace, 'x' | 'y'>,
  { west, north, scale }: TileFrame,
): Pick<Feature, 'type' | 'commands'> {
  return {
    type: geometryTypes.point,
    commands: pointCommands(Math.round((x - west) * scale), Math.round((north - y) * scale)),
  };
}
