import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Palette } from './palette.ts';

/** Patterns are drawn at double density, so that they stay sharp on every screen. */
const pixelRatio = 2;

/** Names of the images that a theme's map style may use; an image belongs to one theme and never changes. */
export function imagesOf(palette: Pick<Palette, 'theme'>) {
  return {
    missing: `missing-${palette.theme}`,
    modelled: `modelled-${palette.theme}`,
    modelledDeep: `modelled-deep-${palette.theme}`,
    worse: `worse-${palette.theme}`,
  };
}

/** Adds the hatch for missing figures, the dots for modelled ones and the dashes for what got worse, once a theme. */
export function addImages(map: MapLibreMap, palette: Palette): void {
  const names = imagesOf(palette);
  if (map.hasImage(names.missing)) return;
  addPattern(map, names.missing, drawHatch(palette));
  addPattern(map, names.modelled, drawDots(palette.modelDot));
  addPattern(map, names.modelledDeep, drawDots(palette.missingGround));
  addPattern(map, names.worse, drawDashes(palette.label));
}

/** Adds what `drawPattern` has drawn. */
export function addPattern(map: MapLibreMap, name: string, image: ImageData): void {
  map.addImage(name, image, { pixelRatio });
}

/** A square of `size` px, painted at double density. Errors: where the browser has no canvas. */
export function drawPattern(size: number, paint: (context: CanvasRenderingContext2D) => void): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size * pixelRatio;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('No canvas to draw patterns on');
  context.scale(pixelRatio, pixelRatio);
  paint(context);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** 45° lines, 1.6 px wide. Their distance is 6 px, so along an axis they repeat after 6 × √2, rounded to whole pixels. */
function drawHatch(palette: Palette): ImageData {
  const size = 8.5;
  return drawPattern(size, (context) => {
    context.strokeStyle = palette.missingLine;
    context.lineWidth = 1.6;
    context.beginPath();
    for (const offset of [-size, 0, size]) {
      context.moveTo(offset - 2, size + 2);
      context.lineTo(offset + size + 2, -2);
    }
    context.stroke();
  });
}

/** Dots of 0.9 px on a 6 px grid, at 55 % so that the class below stays readable. */
function drawDots(colour: string): ImageData {
  return drawPattern(6, (context) => {
    context.globalAlpha = 0.55;
    context.fillStyle = colour;
    context.beginPath();
    context.arc(3, 3, 0.9, 0, 2 * Math.PI);
    context.fill();
  });
}

/** Minus signs, 5 px long on an 11 px grid: better and worse are told apart without their colours too. */
function drawDashes(colour: string): ImageData {
  return drawPattern(11, (context) => {
    context.strokeStyle = colour;
    context.lineWidth = 1.2;
    context.beginPath();
    context.moveTo(3, 5.5);
    context.lineTo(8, 5.5);
    context.stroke();
  });
}
