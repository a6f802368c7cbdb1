import { describe, expect, test } from 'vitest';
import { normaliseAgs, stateNameOf, states } from '../../geodata/states.ts';
import { figureOf, parseFigure, speedClasses, technologies } from '../../geodata/technologies.ts';

describe('technologies and classes', () => {
  test('every figure is read back into the technology and the class that it was made of', () => {
    for (const { id } of technologies) {
      for (const downstreamMbits of speedClasses) {
        expect(parseFigure(figureOf(id, downstreamMbits))).toEqual({ technology: id, downstreamMbits });
      }
    }
  });

  test.each(['', 'FTTH_B', 'FTTH_B_25', 'VDSL_30', 'ftth_b_1000', 'toString', 'ALL_030'])('%j is no figure', (name) => {
    expect(parseFigure(name)).toBeUndefined();
  });

  test('classes ascend', () => {
    expect([...speedClasses]).toEqual([...speedClasses].sort((a, b) => a - b));
  });
});

describe('keys', () => {
  test.each([
    ['07313000', '07313000'],
    ['7313000', '07313000'],
    [' 7313000 ', '07313000'],
    ['16077055', '16077055'],
  ])('%j is the municipality %s', (text, ags) => {
    expect(normaliseAgs(text)).toBe(ags);
  });

  test.each(['', '0', '731300', '073130000', '17313000', '00313000', '0x313000', '７313000', '7.313e6'])(
    '%j is none',
    (text) => {
      expect(normaliseAgs(text)).toBeUndefined();
    },
  );

  test('counties have five digits', () => {
    expect(normaliseAgs('7313', 5)).toBe('07313');
    expect(normaliseAgs('07313000', 5)).toBeUndefined();
  });

  test('there are sixteen Länder, Landau lies in Rheinland-Pfalz', () => {
    expect(Object.keys(states)).toHaveLength(16);
    expect(stateNameOf('07313000')).toBe('Rheinland-Pfalz');
  });
});
