import fc from 'fast-check';
import { expect, test } from 'vitest';
import { speedClasses, technologies } from '../../geodata/technologies.ts';
import { tableSorts } from '../../geodata/municipal-table.ts';
import {
  changeView,
  compareLists,
  compareModes,
  defaultView,
  formatView,
  gapLevels,
  gapOrders,
  languages,
  papers,
  parseView,
  placeKinds,
  type View,
} from '../../web/view.ts';

test('an empty link opens on Landau, fibre from 1000 Mbit/s', () => {
  expect(parseView('')).toEqual({ view: defaultView, problems: [] });
});

/** What only the comparing views keep in their links. */
const notComparing = {
  mode: fc.constant(defaultView.mode),
  from: fc.constant(undefined),
  to: fc.constant(undefined),
  places: fc.constant(defaultView.places),
  list: fc.constant(defaultView.list),
  kind: fc.constant(defaultView.kind),
  divider: fc.constant(defaultView.divider),
  after: fc.constant(undefined),
  before: fc.constant(undefined),
};

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
    ...notComparing,
    level: fc.constant(defaultView.level),
    below: fc.constant(defaultView.below),
    minHouseholds: fc.constant(defaultView.minHouseholds),
    order: fc.constant(defaultView.order),
    gap: fc.constant(undefined),
    page: fc.constant(1),
    paper: fc.constant(defaultView.paper),
    address: fc.constant(undefined),
    on: fc.constant(undefined),
    asOf: fc.constant(undefined),
    without: fc.constant(defaultView.without),
    sensors: fc.constant(defaultView.sensors),
    language: fc.constantFrom(...languages),
    theme: fc.option(fc.constantFrom('light' as const, 'dark' as const), { nil: undefined }),
    called: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(view, (made) => {
      expect(parseView(formatView(made))).toEqual({ view: made, problems: [] });
    }),
  );
});

test('a table keeps its order and filters in the link', () => {
  for (const sort of tableSorts) {
    const view = { ...defaultView, show: 'table' as const, sort, state: '07' as const, name: 'landau', page: 3 };
    expect(parseView(formatView(view)).view).toEqual(view);
  }
});

test('a comparison keeps all of itself in the link', () => {
  const comparing = fc.record({
    mode: fc.constantFrom(...compareModes),
    from: fc.option(fc.constantFrom('municipal-coverage-2018-12-31-7595359e'), { nil: undefined }),
    to: fc.option(fc.constantFrom('municipal-coverage-2021-06-30-2c245be2'), { nil: undefined }),
    places: fc.uniqueArray(fc.constantFrom('07313000', '01001000', '11000000', '09162000', '05315000'), {
      maxLength: 4,
    }),
    list: fc.constantFrom(...compareLists),
    kind: fc.constantFrom(...placeKinds),
    state: fc.option(fc.constantFrom('07' as const), { nil: undefined }),
    divider: fc.integer({ min: 0, max: 100 }),
    page: fc.integer({ min: 1, max: 10_000 }),
    after: fc.option(fc.constantFrom('WyJ4Il0='), { nil: undefined }),
    before: fc.option(fc.constantFrom('WyJ4Il0='), { nil: undefined }),
  });
  fc.assert(
    fc.property(comparing, (made) => {
      const view = { ...defaultView, show: 'compare' as const, ...made };
      expect(parseView(formatView(view))).toEqual({ view, problems: [] });
    }),
  );
});

test('a report keeps its paper in the link', () => {
  for (const paper of papers) {
    const view = { ...defaultView, show: 'report' as const, paper };
    expect(parseView(formatView(view)).view).toEqual(view);
  }
  expect(parseView('?view=report&paper=a5').problems).toEqual([{ parameter: 'paper', value: 'a5' }]);
});

test('a link to the rollout keeps address and both days, and a day that the calendar does not have is told', () => {
  const rollout = fc.record({
    address: fc.option(fc.constantFrom('sample-2287', 'Haus 12 a/ß'), { nil: undefined }),
    on: fc.option(fc.constantFrom('2026-01-31', '2024-02-29'), { nil: undefined }),
    asOf: fc.option(fc.constantFrom('2021-12-31'), { nil: undefined }),
  });
  fc.assert(
    fc.property(rollout, (times) => {
      const view = { ...defaultView, show: 'rollout' as const, ...times };
      expect(parseView(formatView(view))).toEqual({ view, problems: [] });
    }),
  );
  const { view, problems } = parseView('?view=rollout&on=2026-02-31&asOf=Ende+Q2&address=');
  expect(view).toEqual({ ...defaultView, show: 'rollout' });
  expect(problems).toEqual([
    { parameter: 'address', value: '' },
    { parameter: 'on', value: '2026-02-31' },
    { parameter: 'asOf', value: 'Ende Q2' },
  ]);
  expect(changeView({ ...view, address: 'sample-2287' }, { place: '07314000' }).address).toBeUndefined();
});

test('a choice of another list begins with its first page, one beside the list does not', () => {
  const view: View = { ...defaultView, show: 'compare', mode: 'lists', page: 3, after: 'x', called: 'Landau' };
  expect(changeView(view, { list: 'best' })).toMatchObject({ page: 1, after: undefined });
  expect(changeView(view, { language: 'en' })).toMatchObject({ page: 3, after: 'x' });
  expect(changeView(view, { list: view.list })).toMatchObject({ page: 3, after: 'x' });
  expect(changeView(view, { page: 4, after: 'y' })).toMatchObject({ page: 4, after: 'y', called: 'Landau' });
  expect(changeView(view, { place: '07314000' })).toMatchObject({ page: 3, called: undefined });
});

test('places in a link are each once and four at most; one that is no key leaves none, and is told', () => {
  const five = '07313000,7313000,01001000,11000000,09162000,05315000';
  expect(parseView(`?view=compare&places=${five}`)).toMatchObject({
    view: { places: ['07313000', '01001000', '11000000', '09162000'] },
    problems: [],
  });
  expect(parseView('?view=compare&places=07313000,landau&mode=guess&list=x&kind=y')).toMatchObject({
    view: { places: [], mode: 'difference', list: 'rose', kind: 'all' },
    problems: [
      { parameter: 'mode', value: 'guess' },
      { parameter: 'places', value: '07313000,landau' },
      { parameter: 'list', value: 'x' },
      { parameter: 'kind', value: 'y' },
    ],
  });
});

test('a question about gaps keeps all its words in the link, those that are usual too', () => {
  const words = fc.record({
    level: fc.constantFrom(...gapLevels),
    below: fc.integer({ min: 1, max: 100 }),
    minHouseholds: fc.nat(100_000),
    order: fc.constantFrom(...gapOrders),
    gap: fc.option(fc.constantFrom('07313000', 'Nußdorf', '100mN29001E41837'), { nil: undefined }),
    state: fc.option(fc.constantFrom('07' as const, '11' as const), { nil: undefined }),
  });
  fc.assert(
    fc.property(words, (question) => {
      const view = { ...defaultView, show: 'gaps' as const, ...question };
      expect(parseView(formatView(view))).toEqual({ view, problems: [] });
    }),
  );
  expect(formatView({ ...defaultView, show: 'gaps' })).toContain(
    'level=clusters&below=50&households=10&order=households',
  );
});

test('a wrong word of the question gets its default, and is told', () => {
  const { view, problems } = parseView('?view=gaps&level=streets&below=0&households=-1&order=size');
  expect(view).toEqual({ ...defaultView, show: 'gaps' });
  expect(problems.map(({ parameter }) => parameter)).toEqual(['level', 'below', 'households', 'order']);
});

test('what a link says wrong gets its default, and is told', () => {
  const { view, problems } = parseView('?place=999&technology=5g&speed=77&lang=fr&map=1/2&cell=x&edition=gone');
  expect(view).toEqual({ ...defaultView, edition: 'gone' });
  expect(problems).toEqual([
    { parameter: 'technology', value: '5g' },
    { parameter: 'speed', value: '77' },
    { parameter: 'place', value: '999' },
    { parameter: 'cell', value: 'x' },
    { parameter: 'map', value: '1/2' },
    { parameter: 'lang', value: 'fr' },
  ]);
});

test('what an older or foreign link adds is passed over, and a long value is told by its beginning', () => {
  expect(parseView('?utm_source=post&layer=fibre')).toEqual({ view: defaultView, problems: [] });
  expect(parseView(`?view=${'x'.repeat(5000)}`).problems).toEqual([{ parameter: 'view', value: 'x'.repeat(40) }]);
});

test('a key that lost its leading zero still finds its place', () => {
  expect(parseView('?place=7313000').view.place).toBe('07313000');
});
