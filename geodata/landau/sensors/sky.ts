/**
 * Weather, light and the rhythm of a town as functions of time alone, the same at every place and on every machine: plain
 * arithmetic, as in ../noise.ts.
 */
import { fraction } from '../noise.ts';

const day = 86_400_000;
const hour = 3_600_000;

/** Time as a town lives it. */
export interface Clock {
  /** Milliseconds since 1970. */
  time: number;
  /** Hour of the day in Germany, with its fraction, 0 to 24. */
  hour: number;
  /** Number of the day, counted from 1970. */
  day: number;
  /** 0 = Monday to 6 = Sunday. */
  weekday: number;
  /** 0 in mid-January to 1 in mid-July. */
  summer: number;
  /** Temperature of the air, °C. */
  temperature: number;
  /** Rain, millimetres an hour. */
  rain: number;
  /** Wet soil: 0 after weeks without rain to 1. */
  wetness: number;
  /** Light of the sun, 0 to 1. */
  sun: number;
}

/** The clock of a moment. */
export function clockOf(time: number): Clock {
  const local = time + offsetOf(time);
  const number = Math.floor(local / day);
  const hourOfDay = (local - number * day) / hour;
  const summer = 0.5 + 0.5 * wave((time / day - 196) / 365.25);
  const clouds = ripple(11, time, 31 * hour);
  const noon = 12.9 + (offsetOf(time) > hour ? 1 : 0) - 0.4;
  const halfDay = 4.1 + 4 * summer;
  const height = Math.max(0, 1 - ((hourOfDay - noon) / halfDay) ** 2);
  const sun = height * (0.35 + 0.65 * summer) * (1 - 0.75 * clouds);
  const front = ripple(12, time, 4.3 * day) - 0.5;
  const daily = wave((hourOfDay - 15.3) / 24) * (1.5 + 4.5 * summer) * (1 - 0.6 * clouds);
  const temperature = 1.8 + 18.6 * summer + 9 * front + daily;
  return {
    time,
    hour: hourOfDay,
    day: number,
    weekday: (number + 3) % 7,
    summer,
    temperature,
    sun,
    ...water(time, summer),
  };
}

/** Rain comes with fronts of some hours, in summer rarer and heavier. */
function water(time: number, summer: number): { rain: number; wetness: number } {
  const rain = rainAt(time, summer);
  let wetness = 0.75 - 0.45 * summer;
  // What fell in the last fortnight, the more the later.
  for (let days = 0.25; days < 14; days += 0.75) {
    wetness += rainAt(time - days * day, summer) * 0.06 * (1 - days / 14) * (1 - 0.4 * summer);
  }
  return { rain, wetness: Math.min(1, wetness) };
}

function rainAt(time: number, summer: number): number {
  const front = ripple(13, time, 2.7 * day);
  const shower = ripple(14, time, 1.6 * hour);
  const threshold = 0.62 + 0.06 * summer;
  return front < threshold ? 0 : Math.max(0, shower - 0.35) * (front - threshold) * (14 + 22 * summer);
}

/** Hills and valleys from 0 to 1 over time, as far apart as `period` says. */
export function ripple(seed: number, time: number, period: number): number {
  const step = Math.floor(time / period);
  const part = time / period - step;
  const from = fraction(seed, step, 7);
  return from + (fraction(seed, step + 1, 7) - from) * part * part * (3 - 2 * part);
}

/** From −1 to 1 and back, once in 1: like a cosine, of plain arithmetic. */
export function wave(turns: number): number {
  const part = turns - Math.floor(turns);
  const half = Math.abs(part - 0.5) * 2;
  return 2 * half * half * (3 - 2 * half) - 1;
}

/** A hill of the day: 1 at its hour, 0 from `width` hours away on. */
export function peak({ hour: now }: Clock, at: number, width: number): number {
  const apart = Math.abs(now - at);
  const part = Math.max(0, 1 - Math.min(apart, 24 - apart) / width);
  return part * part * (3 - 2 * part);
}

/** Milliseconds that Germany’s clocks are ahead of UTC: two hours from the last Sunday of March to that of October. */
function offsetOf(time: number): number {
  const year = new Date(time).getUTCFullYear();
  let summer = summers.get(year);
  if (summer === undefined) {
    summer = [lastSunday(year, 2), lastSunday(year, 9)];
    summers.set(year, summer);
  }
  return time >= summer[0] && time < summer[1] ? 2 * hour : hour;
}

const summers = new Map<number, [from: number, until: number]>();

function lastSunday(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month + 1, 0, 1));
  return last.getTime() - last.getUTCDay() * day;
}
