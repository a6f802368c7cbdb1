import type { Point } from './frame.ts';

/** Text or an attribute's value as XML has it; what XML has no sign for is left out. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

type Attributes = Record<string, string | number | undefined>;

/** An element; `content` is markup already, so text goes through escapeXml first. */
export function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(typeof value === 'number' ? digits(value) : (value ?? ''))}"`)
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** Tenths of a px are finer than any screen or printer shows at this size. */
function digits(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** A number of tenths, written as short as a path may have it. */
function tenths(value: number): string {
  return String(value / 10).replace(/^(-?)0\./, '$1.');
}

/** Points as a part of a path, with every step relative to the last and rounded to a tenth of a px; empty if nothing is left. */
export function pathOf(points: readonly Point[], closed: boolean): string {
  let [x, y] = [0, 0];
  let path = '';
  let count = 0;
  for (const point of points) {
    const [nextX, nextY] = [Math.round(point[0] * 10), Math.round(point[1] * 10)];
    if (count > 0 && nextX === x && nextY === y) continue;
    const [across, down] = [tenths(nextX - x), tenths(nextY - y)];
    path += `${count === 0 ? 'M' : count === 1 ? 'l' : across.startsWith('-') ? '' : ' '}${across}${down.startsWith('-') ? '' : ' '}${down}`;
    [x, y] = [nextX, nextY];
    count++;
  }
  if (count < (closed ? 3 : 2)) return '';
  return closed ? `${path}z` : path;
}
