import fc from 'fast-check';
import { expect, test } from 'vitest';
import { speedClasses, technologies } from '../../geodata/technologies.ts';
import { defaultView, formatView, languages, parseView, tableSorts } from '../../web/view.ts';

test('an empty link opens on Landau, fibre from 1000 Mbit/s', () => {
  expect(parseView('')).toEqual({ view: defaultView, problems: [] });
});

test('whatever view a link was made of comes back from it', () => {
  const view = fc.record({
    place: fc.constantFrom('07313000', '01001000', '11000000'),
    district: fc.option(fc.constantFrom('Nußdorf', 'Queichheim & mehr'), { nil: undefined }),
    cell: fc.option(fc.constantFrom('100mN29001E41837'), { nil: undefined }),
    technology: fc.constantFrom(...technologies.map(({ id }) => id)),
    speed: fc.constantFrom(...speedClasses),
    edition: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
    show: fc.constantFrom('map' as const, 'table' as const),
    map: fc.option(fc.constantFrom({ zoom: 9.25, latitude: 49.1985, longitude: 8.117 }), { nil: undefined }),
    sort: fc.constant(defaultView.sort),
    state: fc.constant(undefined),
    name: fc.constant(''),
    language: fc.constantFrom(...languages),
    theme: fc.option(fc.constantFrom('light' as const, 'dark' as const), { nil: undefined }),
  });
  fc.assert(
    fc.property(view, (made) => {
      expect(parseView(formatView(made))).toEqual({ view: made, problems: [] });
    }),
  );
});

test('a table keeps its order and filters in the link', () => {
  for (const sort of tableSorts) {
    const view = { ...defaultView, show: 'table' as const, sort, state: '07' as const, name: 'landau' };
    expect(parseView(formatView(view)).view).toEqual(view);
  }
});

test('what a link says wrong gets its default, and is told', () => {
  const { view, problems } = parseView('?place=999&technology=5g&speed=77&lang=fr&map=1/2&cell=x&edition=gone');
  expect(view).toEqual({ ...defaultView, edition: 'gone' });
  expect(problems).toEqual([
    { parameter: 'technology', value: '5g' },
    { parameter: 'speed', value: '77' },
    { parameter: 'place', value: '999' },
    { parameter: 'lang', value: 'fr' },
  ]);
});

test('a key that lost its leading zero still finds its place', () => {
  expect(parseView('?place=7313000').view.place).toBe('07313000');
});
