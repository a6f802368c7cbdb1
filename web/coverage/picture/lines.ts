import {
  borderOpacities,
  type BorderRank,
  borderWidths,
  municipalBordersFrom,
  type Widths,
  widthAt,
} from '../../map/borders.ts';
import type { Palette } from '../../map/palette.ts';
import type { Shape } from './read.ts';
import { element, pathOf } from './svg.ts';

const ranks: readonly BorderRank[] = ['municipality', 'county', 'state', 'country'];

const selectedWidths: Widths = [2, 2.5, 3, 3, 3];

const round = { fill: 'none', 'stroke-linejoin': 'round', 'stroke-linecap': 'round', 'pointer-events': 'none' };

const allLines = (shapes: readonly Shape[]) =>
  shapes.flatMap(({ lines }) => lines.map((line) => pathOf(line, false))).join('');

/** Borders by rank, each rank one path. */
export function drawBorders(shapes: readonly Shape[], zoom: number, palette: Palette): string {
  return ranks
    .map((rank) => {
      const d = allLines(shapes.filter(({ properties }) => properties.rank === rank));
      if (d === '' || (rank === 'municipality' && zoom < municipalBordersFrom)) return '';
      const stroke =
        rank === 'municipality' ? palette.lineMunicipality : rank === 'county' ? palette.lineCounty : palette.lineState;
      const width = widthAt(borderWidths[rank], zoom);
      return element('path', {
        class: rank,
        ...round,
        stroke,
        'stroke-width': width,
        'stroke-opacity': borderOpacities[rank],
        d,
      });
    })
    .join('');
}

/** The chosen place's outline with its casing; exclaves have it too. */
export function drawOutline(shapes: readonly Shape[], zoom: number, palette: Palette): string {
  const d = allLines(shapes);
  if (d === '') return '';
  const width = widthAt(selectedWidths, zoom);
  return (
    element('path', { ...round, stroke: palette.casing, 'stroke-width': width + 4, d }) +
    element('path', { class: 'chosen', ...round, stroke: palette.selected, 'stroke-width': width, d })
  );
}

/** Gap between cells, where they are wide enough for one. */
export function drawCellGaps(shapes: readonly Shape[], zoom: number, palette: Palette): string {
  const width = Math.min(1, (zoom - 11.3) / 0.9);
  if (width <= 0) return '';
  return element('path', { ...round, stroke: palette.ground, 'stroke-width': width, d: allLines(shapes) });
}
