import { familyOf } from '../../families.ts';
import { type Palette, readPalette } from '../../map/palette.ts';
import { deepestZoom } from '../../map/tiles.ts';
import { attributeOf } from '../../editions/figures.ts';
import { drawAreas, patterns } from './areas.ts';
import { type Frame, frameOf } from './frame.ts';
import { drawScale, furnitureOf } from './furniture.ts';
import { drawBorders, drawCellGaps, drawOutline } from './lines.ts';
import { drawNames, listNames } from './names.ts';
import { fetchTile, readShapes, type Shape, type TileReader } from './read.ts';
import type { PictureRequest } from './request.ts';
import { element, escapeXml } from './svg.ts';
import { describe, wordsOf } from './titles.ts';

/** Zoom from which cells stand in place of their municipality; the map fades from one to the other around it. */
const cellsFrom = 11;

interface Shapes {
  municipalities: Shape[];
  cells: Shape[];
  borders: Shape[];
  places: Shape[];
}

async function readAll({ edition }: PictureRequest, frame: Frame, readTile: TileReader): Promise<Shapes> {
  const zoom = Math.max(0, Math.floor(frame.zoom));
  const cellsHere = frame.zoom >= cellsFrom ? edition.cells : undefined;
  const read = (layer: keyof Shapes, of?: string) =>
    readShapes(layer, of, frame, Math.min(zoom, deepestZoom[layer]), readTile);
  const [municipalities, cells, borders, places] = await Promise.all([
    read('municipalities', edition.editionId),
    cellsHere ? read('cells', cellsHere.editionId) : [],
    read('borders'),
    read('places'),
  ]);
  return { municipalities, cells, borders, places };
}

/**
 * Draws the map as an SVG document that needs nothing beside it: the same tiles, classes, patterns and names as the map
 * that moves, without WebGL. Errors: a tile that the server did not give; half a picture is none.
 */
export async function drawPicture(
  request: PictureRequest,
  palette: Palette = readPalette(request.theme),
  readTile: TileReader = fetchTile,
): Promise<string> {
  const { width, height, position, framed, id } = request;
  const frame = frameOf(position, width, height);
  const drawn = drawMap(request, frame, palette, await readAll(request, frame, readTile));
  const { title, description } = describe(request);
  const furniture = framed ? furnitureOf(request, palette) : undefined;
  const above = furniture?.heightAbove ?? 0;
  const whole = above + height + (furniture?.heightBelow ?? 0);
  const rect = { width, height };
  const defs = element(
    'defs',
    {},
    patterns({ palette, id }) + element('clipPath', { id: `${id}-frame` }, element('rect', rect)),
  );
  const map = element(
    'g',
    { transform: above === 0 ? undefined : `translate(0 ${above})`, 'clip-path': `url(#${id}-frame)` },
    element('rect', { ...rect, fill: palette.outside }) + drawn + (framed ? drawScale(request, frame, palette) : ''),
  );
  const page = furniture
    ? element('rect', { width, height: whole, fill: palette.surface }) +
      furniture.above +
      map +
      element('g', { transform: `translate(0 ${above + height})` }, furniture.below)
    : map;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      'xml:lang': request.language,
      lang: request.language,
      width,
      height: whole,
      viewBox: `0 0 ${width} ${whole}`,
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-description`,
      'font-family': "'Fira Sans', sans-serif",
    },
    element('title', { id: `${id}-title` }, escapeXml(title)) +
      element('desc', { id: `${id}-description` }, escapeXml(description)) +
      defs +
      page,
  );
}

function drawMap(request: PictureRequest, frame: Frame, palette: Palette, shapes: Shapes): string {
  const { technology, speed, place, agsWithCells, keyed, cards, id } = request;
  const style = { palette, family: familyOf(technology), attribute: attributeOf(technology, speed), id };
  const inCells = shapes.cells.length > 0 ? agsWithCells : [];
  const own = shapes.municipalities.filter(({ properties }) => properties.ags === place?.ags);
  // What has cells shows them, and ground where nobody lives between them.
  const whole = shapes.municipalities.map((shape) =>
    inCells.includes(String(shape.properties.ags)) ? withoutFigures(shape) : shape,
  );
  return [
    drawAreas(whole, style, keyed),
    element('g', { 'pointer-events': 'none' }, drawAreas(shapes.cells, style, false)),
    drawCellGaps(shapes.cells, frame.zoom, palette),
    drawBorders(shapes.borders, frame.zoom, palette),
    drawOutline(own, frame.zoom, palette),
    element(
      'g',
      { 'stroke-width': 3.5, 'stroke-linejoin': 'round', 'paint-order': 'stroke', 'pointer-events': 'none' },
      drawNames(listNames(shapes.places, frame, place, wordsOf(request).w.map.outside), frame, palette, cards),
    ),
  ].join('');
}

function withoutFigures(shape: Shape): Shape {
  return { ...shape, properties: { ags: shape.properties.ags ?? '', inhabited: false } };
}
