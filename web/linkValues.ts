/** Reads single values of a link; undefined = the text means nothing. */
import { normaliseAgs } from '../geodata/states.ts';
import { type MapPosition, mostPlaces, type RolloutLayer, rolloutMapLayers } from './view.ts';

/** The value of this name; undefined = none has it. */
export function oneOf<T extends string>(values: readonly T[], text: string): T | undefined {
  return values.find((value) => value === text);
}

/** Zoom, latitude and longitude with slashes between them; undefined if they are nowhere. */
export function parseMapPosition(text: string): MapPosition | undefined {
  const [zoom, latitude, longitude] = text.split('/').map(Number);
  if (zoom === undefined || latitude === undefined || longitude === undefined) return undefined;
  const sensible = zoom >= 0 && zoom <= 24 && Math.abs(latitude) <= 85 && Math.abs(longitude) <= 180;
  return sensible ? { zoom, latitude, longitude } : undefined;
}

/** Keys with commas between them, each once; undefined where one of them is none. */
export function parsePlaces(text: string): string[] | undefined {
  const keys = text.split(',').map((key) => normaliseAgs(key));
  const known = keys.filter((key) => key !== undefined);
  return known.length === keys.length ? [...new Set(known)].slice(0, mostPlaces) : undefined;
}

/** Names with commas between them; undefined where one of them is none. */
export function parseLayers(text: string): RolloutLayer[] | undefined {
  const names = text.split(',');
  const layers = rolloutMapLayers.filter((layer) => names.includes(layer));
  return layers.length === new Set(names).size ? layers : undefined;
}

/** A whole number without sign, undefined if it is none or out of range. */
export function parseCount(text: string, least: number, most: number): number | undefined {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value >= least && value <= most ? value : undefined;
}
