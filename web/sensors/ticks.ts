import { startOfDay } from '../../geodata/sensors/days.ts';
import type { SensorWords } from '../messages/sensors-de.ts';
import type { Range } from './choice.ts';
import { daysLater, daysOf } from './window.ts';

/** A mark of the time axis; `anchor`: where its text lies beside it. */
export interface TimeTick {
  time: number;
  text: string;
}

/** Marks of the time axis of a chart that ends with a day: hours of a day, days of a week, some days or months else. */
export function timeTicks(s: SensorWords, range: Range, day: string): TimeTick[] {
  if (range === 'day') {
    const [from, to] = [startOfDay(day).getTime(), startOfDay(daysLater(day, 1)).getTime()];
    return [0, 6, 12, 18, 24].map((hour) => {
      // On days when the clocks change the hours lie where the clock shows them.
      const time = hour === 24 ? to : atHour(from, hour);
      return { time, text: hour === 24 ? '24:00' : s.time(time) };
    });
  }
  const first = daysLater(day, 1 - daysOf[range]);
  if (range === 'year') {
    const months = Array.from({ length: 13 }, (_, index) => monthLater(first, index + 1));
    return months
      .filter((month, index) => index % 2 === 0 && month <= day)
      .map((month) => {
        const time = startOfDay(month).getTime();
        const year = month.slice(5, 7) === '01' ? ` ${month.slice(2, 4)}` : '';
        return { time, text: `${s.shortMonth(time + noon)}${year}` };
      });
  }
  const step = range === 'week' ? 1 : 7;
  return Array.from({ length: Math.ceil(daysOf[range] / step) }, (_, index) => {
    const time = startOfDay(daysLater(first, index * step)).getTime();
    return { time, text: s.day(time + noon) };
  });
}

const hourLength = 3_600_000;
const noon = 12 * hourLength;
const clock = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', hour: 'numeric', hourCycle: 'h23' });

function atHour(from: number, hour: number): number {
  const time = from + hour * hourLength;
  const shown = Number(clock.format(time));
  return time + (hour - shown) * hourLength;
}

function monthLater(day: string, count: number): string {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}
