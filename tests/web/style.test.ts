import { createExpression } from '@maplibre/maplibre-gl-style-spec';
import { expect, test } from 'vitest';
import { classOf } from '../../web/coverage/classes.ts';
import { colourOf, type CoverageStyle, fillLayers } from '../../web/coverage/style.ts';
import { aPalette } from './palette.ts';

const style: CoverageStyle = {
  palette: aPalette(),
  family: 'fibre',
  attribute: 'ftth_b_1000',
  agsWithCells: ['07313000'],
  cellsShown: true,
  fillOpacity: 1,
};

/** What the map paints for a feature with these attributes. */
function paint(properties: Record<string, unknown>): string {
  const parsed = createExpression(colourOf(style), 'fill-color');
  if (parsed.result === 'error') throw new Error(parsed.value.map(({ message }) => message).join());
  return String(parsed.value.evaluate({ zoom: 9 }, { type: 'Polygon', properties } as never));
}

const ramp = style.palette.ramps.fibre;
test.each([0, 0.01, 1.9, 2, 9.99, 10, 24, 25, 50, 74.99, 75, 95, 100])('%d%% has the colour of its class', (share) => {
  expect(paint({ ftth_b_1000: share })).toBe(ramp[classOf(share)]);
});

test('a missing figure is not painted like a zero', () => {
  expect(paint({ hfc_1000: 80 })).toBe(style.palette.missingGround);
  expect(paint({ hfc_1000: 80 })).not.toBe(paint({ ftth_b_1000: 0 }));
});

test('where nobody lives nothing is painted, even if a zero was reported', () => {
  expect(paint({ inhabited: false, ftth_b_1000: 0 })).toBe('rgba(0,0,0,0)');
});

test('another technology or class changes paint only, so that no tile is read again', () => {
  const shape = (of: CoverageStyle) => fillLayers(of).map((layer) => ({ ...layer, paint: undefined }));
  expect(shape({ ...style, family: 'cable', attribute: 'hfc_400' })).toEqual(shape(style));
});

test('draws ground, municipalities, their hatch and dots, then cells with theirs', () => {
  expect(fillLayers(style).map(({ id }) => id)).toEqual([
    'municipalities-ground',
    'municipalities',
    'municipalities-missing',
    'municipalities-modelled',
    'municipalities-modelled-deep',
    'cells',
    'cells-missing',
    'cells-modelled',
    'cells-modelled-deep',
  ]);
});
