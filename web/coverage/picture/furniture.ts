import { familyOf } from '../../families.ts';
import type { Palette } from '../../map/palette.ts';
import { classBounds, classCount, classOf } from '../classes.ts';
import { type Frame, metresPerPixel } from './frame.ts';
import type { PictureRequest } from './request.ts';
import { element, escapeXml } from './svg.ts';
import { areaOf, shareOf, wordsOf } from './titles.ts';

/** Px between the edge and what is written. */
const edge = 20;

/** Mean width of a letter of small print, as a share of its size. */
const letter = 0.52;

interface Furniture {
  above: string;
  below: string;
  /** Px that each takes. */
  heightAbove: number;
  heightBelow: number;
}

const text = (x: number, y: number, size: number, fill: string, content: string, rest = {}) =>
  element('text', { x, y, 'font-size': size, fill, ...rest }, escapeXml(content));

/** Title and place above the map, legend and source below: what a picture has to say once it has left the page. */
export function furnitureOf(request: PictureRequest, palette: Palette): Furniture {
  const { w, p } = wordsOf(request);
  const { technology, speed, edition, width } = request;
  const about = [areaOf(request), p.unit, w.place.asOf(edition.referenceDate), ...shareOf(request)].join(' · ');
  const above = [
    text(edge, 32, 20, palette.ink, w.figure(technology, speed), { 'font-weight': 600 }),
    text(edge, 54, 14, palette.quietInk, about),
  ].join('');
  const legend = drawLegend(request, palette, edge, 14);
  const notes = [p.source(edition.attribution), `${p.boundaries} ${p.edition(edition.editionId)}`];
  const lines = notes.flatMap((note) => wrap(note, (width - 2 * edge) / (11 * letter)));
  const below =
    legend.drawn +
    lines.map((line, index) => text(edge, legend.height + 34 + index * 16, 11, palette.quietInk, line)).join('');
  return { above, below, heightAbove: 70, heightBelow: legend.height + 34 + lines.length * 16 };
}

/** The classes with their bounds, the chosen place's class ringed, hatch and dots. Height: px from its top. */
function drawLegend(
  { id, technology, place, width, ...request }: PictureRequest,
  palette: Palette,
  left: number,
  top: number,
): { drawn: string; height: number } {
  const { w, p } = wordsOf(request);
  const family = familyOf(technology);
  const step = Math.min(48, (width - 2 * left) / classCount);
  const own = place?.sharePercent == null ? undefined : classOf(place.sharePercent);
  const box = (index: number, rest: object) =>
    element('rect', { x: left + index * step, y: top, width: step, height: 15, ...rest });
  const boxes = Array.from({ length: classCount }, (_, index) =>
    box(index, { fill: palette.ramps[family][index], stroke: palette.lineStrong, 'stroke-width': 0.5 }),
  );
  const ring = own === undefined ? '' : box(own, { fill: 'none', stroke: palette.ink, 'stroke-width': 2 });
  const ticks = [...classBounds, 100].map((bound, index) =>
    text(left + (index + 2) * step, top + 30, 12, palette.quietInk, String(bound), { 'text-anchor': 'middle' }),
  );
  const zero = text(left + step / 2, top + 30, 12, palette.quietInk, '0', { 'text-anchor': 'middle' });
  const beside = width - left - (left + classCount * step) > 330;
  const [signsLeft, signsTop] = beside ? [left + classCount * step + 40, top + 1] : [left, top + 44];
  const sign = (x: number, fills: readonly string[], label: string) =>
    fills
      .map((fill) =>
        element('rect', { x, y: signsTop, width: 13, height: 13, fill, stroke: palette.lineStrong, 'stroke-width': 1 }),
      )
      .join('') + text(x + 20, signsTop + 11, 12, palette.quietInk, label);
  const missing = sign(signsLeft, [palette.missingGround, `url(#${id}-missing)`], w.legend.missing);
  const modelled = sign(signsLeft + 130, [palette.surface, `url(#${id}-modelled)`], w.legend.modelled);
  const unit = text(signsLeft + 240, signsTop + 11, 12, palette.quietInk, p.unit);
  return {
    drawn: [...boxes, ring, zero, ...ticks, missing, modelled, unit].join(''),
    height: (beside ? top + 30 : signsTop + 13) + 4,
  };
}

/** A bar that says how long something is, in round metres. */
export function drawScale(request: PictureRequest, frame: Frame, palette: Palette): string {
  const { p } = wordsOf(request);
  const metre = 1 / metresPerPixel(frame, request.position.latitude);
  const most = Math.min(140, frame.width / 4) / metre;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = ([5, 2, 1].find((factor) => factor * power <= most) ?? 1) * power;
  const [left, bottom, length] = [edge, frame.height - 14, metres * metre];
  const label = metres >= 1000 ? p.kilometres(metres / 1000) : p.metres(metres);
  const d = `M${left} ${bottom - 5}v5h${Math.round(length * 10) / 10}v-5`;
  const line = (stroke: string, width: number) => element('path', { d, fill: 'none', stroke, 'stroke-width': width });
  const halo = { stroke: palette.halo, 'stroke-width': 3, 'paint-order': 'stroke' };
  return (
    line(palette.halo, 4) +
    line(palette.label, 1.5) +
    text(left + length / 2, bottom - 6, 11, palette.label, label, { 'text-anchor': 'middle', ...halo })
  );
}

/** Words in lines of so many letters at most; a longer word has a line of its own. */
function wrap(words: string, letters: number): string[] {
  return words.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
    return lines;
  }, []);
}
