import type { Map as MapLibreMap } from 'maplibre-gl';
import { addPattern, drawPattern } from '../map/images.ts';
import type { Palette } from '../map/palette.ts';
import { type MapClass, mapClasses, stepOf } from './classes.ts';

/** Round for addresses, square for points of the network. */
export type Shape = 'round' | 'square';

type Sign = MapClass | 'unknown';

/** Name of a sign's image in a theme. */
export function signOf({ theme }: Pick<Palette, 'theme'>, shape: Shape, sign: Sign): string {
  return `rollout-${shape}-${sign}-${theme}`;
}

/** Pattern of areas where the last stage is still under way, and where it was missed. */
export function patternsOf({ theme }: Pick<Palette, 'theme'>): { underWay: string; missed: string } {
  return { underWay: `rollout-under-way-${theme}`, missed: `rollout-missed-${theme}` };
}

/** Name of the image of roadworks. */
export function roadworksSign({ theme }: Pick<Palette, 'theme'>): string {
  return `rollout-roadworks-${theme}`;
}

/** Adds the signs of all stages, once a theme: rings for what is to come, half for works, full for fibre, a tick for active. */
export function addSigns(map: MapLibreMap, palette: Palette): void {
  const patterns = patternsOf(palette);
  if (map.hasImage(patterns.underWay)) return;
  for (const shape of ['round', 'square'] as const)
    for (const sign of [...mapClasses, 'unknown'] as const)
      addPattern(map, signOf(palette, shape, sign), drawSign(palette, shape, sign));
  addPattern(map, roadworksSign(palette), drawTriangle(palette));
  addPattern(map, patterns.underWay, drawStripes(palette));
  addPattern(map, patterns.missed, drawCrosses(palette));
}

/** Width of a sign with the ground around it, px. */
const size = 20;

function drawSign(palette: Palette, shape: Shape, sign: Sign): ImageData {
  const colour = sign === 'unknown' ? palette.lineStrong : (palette.ramps.fibre[stepOf[sign]] ?? palette.ink);
  const outline = (context: CanvasRenderingContext2D, inset: number) => {
    context.beginPath();
    if (shape === 'round') context.arc(size / 2, size / 2, size / 2 - inset, 0, 2 * Math.PI);
    else context.rect(inset, inset, size - 2 * inset, size - 2 * inset);
  };
  return drawPattern(size, (context) => {
    context.fillStyle = palette.casing;
    outline(context, 0.5);
    context.fill();
    context.fillStyle = palette.surface;
    outline(context, 2);
    context.fill();
    context.save();
    outline(context, 2);
    context.clip();
    context.fillStyle = colour;
    if (sign === 'civil_works') context.fillRect(0, 0, size / 2, size);
    else if (sign !== 'unknown' && sign !== 'demand' && sign !== 'planned') context.fillRect(0, 0, size, size);
    context.restore();
    // A pale ring would not be seen: what is to come has a dark edge.
    context.strokeStyle = sign === 'demand' || sign === 'planned' || sign === 'civil_works' ? palette.ink : colour;
    context.lineWidth = 2;
    if (sign === 'unknown' || sign === 'demand') context.setLineDash([3, 2.5]);
    outline(context, 3);
    context.stroke();
    context.setLineDash([]);
    context.strokeStyle = palette.surface;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.beginPath();
    if (sign === 'active') {
      context.moveTo(6, 10.4);
      context.lineTo(9, 13.2);
      context.lineTo(14, 7.2);
    } else if (sign === 'house_connection') {
      context.moveTo(6, 10);
      context.lineTo(14, 10);
    }
    context.stroke();
  });
}

/** A warning triangle, 20 px wide. */
function drawTriangle(palette: Palette): ImageData {
  return drawPattern(size, (context) => {
    context.lineJoin = 'round';
    context.beginPath();
    context.moveTo(10, 2.5);
    context.lineTo(18, 17);
    context.lineTo(2, 17);
    context.closePath();
    context.strokeStyle = palette.casing;
    context.lineWidth = 4;
    context.stroke();
    context.fillStyle = palette.surface;
    context.fill();
    context.strokeStyle = palette.late;
    context.lineWidth = 2;
    context.stroke();
    context.fillStyle = palette.late;
    context.fillRect(9.1, 7.5, 1.8, 4.8);
    context.fillRect(9.1, 13.4, 1.8, 1.8);
  });
}

/** 135° lines, 1.6 px wide, 8 px apart: neither the hatch of missing figures nor the dots of modelled ones. */
function drawStripes(palette: Palette): ImageData {
  const period = 11;
  return drawPattern(period, (context) => {
    context.strokeStyle = palette.surface;
    context.globalAlpha = 0.4;
    context.lineWidth = 1.6;
    context.beginPath();
    for (const offset of [-period, 0, period]) {
      context.moveTo(offset - 2, -2);
      context.lineTo(offset + period + 2, period + 2);
    }
    context.stroke();
  });
}

/** Small crosses, 6 px wide on a 14 px grid. */
function drawCrosses(palette: Palette): ImageData {
  return drawPattern(14, (context) => {
    context.strokeStyle = palette.ink;
    context.globalAlpha = 0.7;
    context.lineWidth = 1.4;
    context.beginPath();
    context.moveTo(4, 4);
    context.lineTo(10, 10);
    context.moveTo(10, 4);
    context.lineTo(4, 10);
    context.stroke();
  });
}
