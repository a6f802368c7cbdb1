/** What the modelled town says: its models with the failures that real devices have. */
import { fraction } from '../noise.ts';
import { flagBits } from '../../sensors/quality.ts';
import { clockOf, type Clock } from './sky.ts';
import { type ModelledDatastream, modelledInterval } from './town.ts';

const step = modelledInterval * 1000;
const day = 86_400_000;

/** The first time from `time` on at which the town says something. */
export function nextStep(time: number): number {
  return Math.ceil(time / step) * step;
}

/** Clocks of all times from `from` on and before `to` at which the town says something, oldest first. */
export function clocksBetween(from: number, to: number): Clock[] {
  const clocks: Clock[] = [];
  for (let time = nextStep(from); time < to; time += step) clocks.push(clockOf(time));
  return clocks;
}

/**
 * What a datastream says at a time, in its unit; null = nothing. A function of datastream and time alone. Devices are
 * silent for some days now and then, one was dark for two days while it was replaced, some hang, and once in some
 * thousand values comes one that can't be.
 */
export function valueAt({ thing, property, seed, model, digits }: ModelledDatastream, clock: Clock): number | null {
  if (isSilent(thing, seed, clock.time)) return null;
  const hangs = hangingSince(property, seed, clock.time);
  let value = model(hangs === null ? clock : clockOf(hangs), seed);
  if (thing === 'rad-bahnhof' && clock.time >= replaced) value *= 1.08; // the new one sees those in the far lane too
  if (isWild(property, seed, clock.time)) value = wild[property] ?? value;
  const scale = 10 ** digits;
  const rounded = Math.round(value * scale) / scale;
  return property === 'power' || property.includes('temperature') ? rounded : Math.max(0, rounded);
}

/** Flags of a value; the model knows what is wrong with it. */
export function flagsAt({ property, seed }: ModelledDatastream, clock: Clock): number {
  if (isWild(property, seed, clock.time)) return flagBits.out_of_range | flagBits.rate;
  const since = hangingSince(property, seed, clock.time);
  return since !== null && clock.time - since > day ? flagBits.stuck : 0;
}

const replaced = Date.UTC(2026, 4, 12, 8);

/** In one of thirty spans of three days a device is silent, for up to all three. */
function isSilent(thing: string, seed: number, time: number): boolean {
  if (thing === 'rad-bahnhof' && time >= replaced - 2 * day && time < replaced) return true;
  const span = 3 * day;
  const number = Math.floor(time / span);
  // All that a device observes is silent together.
  const device = numberOf(thing);
  if (fraction(31, device, number) < 1 / 30) {
    const from = fraction(32, device, number) * 0.7;
    const until = from + 0.05 + fraction(33, device, number) * (1 - from);
    const part = time / span - number;
    return part >= from && part < until;
  }
  // And now and then a single message is lost on the air.
  return fraction(34, seed, time / step) < 0.004;
}

function numberOf(text: string): number {
  let number = 7;
  for (let index = 0; index < text.length; index++) number = (number * 31 + text.charCodeAt(index)) % 1_000_003;
  return number;
}

/** Soil and air sensors hang for up to ten days, one span in forty. */
function hangingSince(property: string, seed: number, time: number): number | null {
  if (property !== 'soil_moisture' && property !== 'no2') return null;
  const span = 10 * day;
  const number = Math.floor(time / span);
  if (fraction(35, seed, number) >= 1 / 40) return null;
  const since = nextStep(number * span + fraction(36, seed, number) * 4 * day);
  return time >= since ? since : null;
}

/** What devices say when a cable is loose. */
const wild: Partial<Record<string, number>> = {
  air_temperature: 85,
  soil_moisture: 127,
  water_level: 999,
  pm10: 1999.9,
};

function isWild(property: string, seed: number, time: number): boolean {
  return wild[property] !== undefined && fraction(37, seed, time / step) < 1 / 6000;
}
