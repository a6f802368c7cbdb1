import type { Bound } from '../alarms/bounds.ts';
import type { Frame } from './frame.ts';

/** Words of a bound in a chart; px. */
export interface Note {
  id: number;
  text: string;
  x: number;
  y: number;
  anchor: 'start' | 'end';
}

/** Of a line of words, px. */
const lineHeight = 14;
const letterWidth = 6.4;

/**
 * Where the words of bounds stand: at the line, on the side where it raises, or at the edge behind which it lies. Where
 * others stand there already they go to the other side of the line, to the chart's other end, or into the next row.
 */
export function notesOf(
  bounds: readonly Bound[],
  { y, top, bottom, left, right }: Pick<Frame, 'y' | 'top' | 'bottom' | 'left' | 'right'>,
): Note[] {
  const notes: Note[] = [];
  for (const { id, text: words, direction, raiseAt } of bounds) {
    const at = y(raiseAt);
    const text = `${at < top ? '↑ ' : at > bottom ? '↓ ' : ''}${words}`;
    const rows = rowsOf(at, direction, { top, bottom });
    const places = [
      ...rows.map((row) => ({ x: left + 4, y: row, anchor: 'start' as const })),
      ...rows.map((row) => ({ x: right - 4, y: row, anchor: 'end' as const })),
    ].map((place) => ({ id, text, ...place }));
    const free = places.find((place) => !notes.some((note) => overlap(note, place)));
    const note = free ?? places[0];
    if (note) notes.push(note);
  }
  return notes;
}

function rowsOf(at: number, direction: Bound['direction'], { top, bottom }: Pick<Frame, 'top' | 'bottom'>): number[] {
  if (at < top) return [top + 10, top + 10 + lineHeight];
  if (at > bottom) return [bottom - 4, bottom - 4 - lineHeight];
  const [above, below] = [at - 4, at + 13];
  const rows = direction === 'ABOVE' ? [above, below] : [below, above];
  return rows.filter((row) => row - 10 >= top && row + 2 <= bottom);
}

function overlap(one: Note, other: Note): boolean {
  const [ends, others] = [one, other].map(({ x, text, anchor }) => {
    const from = anchor === 'start' ? x : x - text.length * letterWidth;
    return [from, from + text.length * letterWidth] as const;
  });
  if (!ends || !others || Math.abs(one.y - other.y) >= lineHeight - 1) return false;
  return ends[0] < others[1] && ends[1] > others[0];
}
