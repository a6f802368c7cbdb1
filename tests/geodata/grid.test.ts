import { property, assert, double, integer } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellId, cornerAt, parseCellId, toLonLat, toMetres } from '../../geodata/grid.ts';

describe('the grid', () => {
  test('49.1988 N, 8.1166 E lies in 100mN29001E41837', () => {
    expect(cellId(cornerAt(8.1166, 49.1988))).toBe('100mN29001E41837');
  });

  test('the atlas and the census spell one cell in two ways', () => {
    const corner = { northing: 2900100, easting: 4183700 };
    expect(parseCellId('100mN29001E41837')).toEqual(corner);
    expect(parseCellId('CRS3035RES100mN2900100E4183700')).toEqual(corner);
  });

  test.each([
    '',
    '100mN29001E4183',
    '1kmN2900E4183',
    'CRS3035RES1000mN2900000E4183000',
    'CRS3035RES100mN2900150E4183700',
    '100mE41837N29001',
    ' 100mN29001E41837',
  ])('%j names no cell', (id) => {
    expect(parseCellId(id)).toBeUndefined();
  });

  // Germany with some room, in hundreds of metres.
  const northing = integer({ min: 26_000, max: 35_999 }).map((hundreds) => hundreds * 100);
  const easting = integer({ min: 40_000, max: 46_999 }).map((hundreds) => hundreds * 100);

  test('id and corner are two names of one thing', () => {
    assert(
      property(northing, easting, (n, e) => {
        expect(parseCellId(cellId({ northing: n, easting: e }))).toEqual({ northing: n, easting: e });
      }),
    );
  });

  test('every point within a cell finds its corner, also the corner itself', () => {
    const within = double({ min: 0, max: 99.99, noNaN: true });
    assert(
      property(northing, easting, within, within, (n, e, up, right) => {
        expect(cornerAt(...toLonLat(e + right, n + up))).toEqual({ northing: n, easting: e });
      }),
    );
  });

  test('a point on the common edge of two cells belongs to the one north-east of it', () => {
    assert(
      property(northing, easting, (n, e) => {
        expect(cornerAt(...toLonLat(e, n + 50))).toEqual({ northing: n, easting: e });
        expect(cornerAt(...toLonLat(e + 50, n))).toEqual({ northing: n, easting: e });
      }),
    );
  });

  test('metres and degrees lead back to each other within a millimetre', () => {
    assert(
      property(northing, easting, (n, e) => {
        const [x, y] = toMetres(...toLonLat(e, n));
        expect(Math.hypot(x - e, y - n)).toBeLessThan(0.001);
      }),
    );
  });

  test('a coarser cell holds the finer ones', () => {
    assert(
      property(northing, easting, (n, e) => {
        const coarse = cornerAt(...toLonLat(e + 50, n + 50), 1000);
        expect(coarse).toEqual({ northing: Math.floor(n / 1000) * 1000, easting: Math.floor(e / 1000) * 1000 });
      }),
    );
  });
});
