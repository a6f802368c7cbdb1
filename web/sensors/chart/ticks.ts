import { dayOf, startOfDay } from '../../../geodata/sensors/days.ts';
import type { SensorWords } from '../../messages/sensors-de.ts';
import type { Part } from '../choice.ts';
import { daysLater } from './window.ts';

/** A mark of the time axis. */
export interface TimeTick {
  time: number;
  text: string;
}

const minute = 60_000;
const hour = 60 * minute;
const noon = 12 * hour;

/** Steps of a clock that people count in, minutes of a day. */
const clockSteps = [5, 10, 15, 30, 60, 120, 180, 360, 720];
const daySteps = [1, 2, 7, 14];
const monthSteps = [1, 2, 3, 6];

/** Marks of a time axis, at most `most`: times of the day, days, or months, where the calendar in Germany has them. */
export function timeTicks(s: SensorWords, { from, to }: Part, most: number): TimeTick[] {
  const [first, last] = [dayOf(new Date(from)), dayOf(new Date(to))];
  const inside = (tick: TimeTick) => tick.time >= from && tick.time <= to;
  const fewest = (steps: readonly number[], length: number) =>
    steps.find((step) => (to - from) / (step * length) <= most);
  const clock = fewest(clockSteps, minute);
  if (clock !== undefined) {
    const days = daysBetween(first, last);
    const ticks = days.flatMap((day) => ticksOfDay(s, day, clock, days.length > 2)).filter(inside);
    // A day ends at 24:00, where no other one follows it.
    return ticks.map((tick) => (tick.time === to && days.length === 2 ? { ...tick, text: '24:00' } : tick));
  }
  const step = fewest(daySteps, 24 * hour);
  if (step !== undefined) {
    return daysBetween(first, last)
      .filter((_, index) => index % step === 0)
      .map((day) => startOfDay(day).getTime())
      .map((time) => ({ time, text: s.day(time + noon) }))
      .filter(inside);
  }
  const months = fewest(monthSteps, 31 * 24 * hour) ?? 12;
  return monthsBetween(first, last)
    .filter((month) => monthNumber(month) % months === 0)
    .map((month) => {
      const time = startOfDay(month).getTime();
      const year = month.slice(5, 7) === '01' ? ` ${month.slice(2, 4)}` : '';
      return { time, text: `${s.shortMonth(time + noon)}${year}` };
    })
    .filter(inside);
}

/** `named`: a day begins with its date, for there are others. */
function ticksOfDay(s: SensorWords, day: string, step: number, named: boolean): TimeTick[] {
  const midnight = startOfDay(day).getTime();
  return Array.from({ length: 1440 / step }, (_, index) => {
    const time = atMinute(midnight, index * step);
    return { time, text: index === 0 && named ? s.day(time + noon) : s.time(time) };
  });
}

const clockOf = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', hour: 'numeric', hourCycle: 'h23' });

/** Where the clock shows it, also on days on which it changes. */
function atMinute(midnight: number, minutes: number): number {
  const time = midnight + minutes * minute;
  return time + (Math.floor(minutes / 60) - Number(clockOf.format(time))) * hour;
}

function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = daysLater(day, 1)) days.push(day);
  return days;
}

function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let number = monthNumber(first); number <= monthNumber(last); number++)
    months.push(`${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}-01`);
  return months;
}

function monthNumber(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}
