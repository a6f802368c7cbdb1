import { describe, expect, test } from 'vitest';
import { sensorWords } from '../../web/messages/sensors.ts';
import { de } from '../../web/messages/de.ts';
import { seriesVariables, windowOf } from '../../web/sensors/chart/window.ts';
import { current, itemOfTile, type SensorItem, withNews } from '../../web/sensors/items.ts';
import { bucketStart, itemsAt, momentBucket, momentWords } from '../../web/sensors/moments.ts';
import { labelled, marksOf } from '../../web/sensors/placing.ts';
import { slidesOf } from '../../web/sensors/rotation.ts';
import { dayWords, decimalsOf, digitsOf, labelOf, overviewOf, sentenceOf } from '../../web/sensors/wording.ts';
import { defaultView, formatView, parseView } from '../../web/view.ts';

const minute = 60_000;
const noon = Date.parse('2026-02-15T11:00:00Z');

function anItem(item: Partial<SensorItem> = {}): SensorItem {
  return {
    ...{ id: 1, thingId: 1, thingName: 'Kernstadt', property: 'Lufttemperatur', theme: 'weather', modelled: false },
    ...{ longitude: 8.117, latitude: 49.199, propertyKey: 'air_temperature', unit: '°C', summed: false },
    ...{ places: null, intervalSeconds: 600, staleAfterSeconds: 1800, leads: true, state: 'current' },
    latest: { value: 3.4, time: noon, flags: 0 },
    alarm: undefined,
    ...item,
  };
}

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('latest values', () => {
  test('news replace what is older, never what is newer', () => {
    const columns = (time: number, value: number) => ({
      datastreamIds: [1],
      times: [time],
      values: [value],
      flags: [0],
    });
    const known = withNews(new Map(), columns(2000, 5));
    expect(withNews(known, columns(1000, 4)).get(1)?.value).toBe(5);
    expect(withNews(known, columns(3000, 6)).get(1)).toEqual({ value: 6, time: 3_000_000, flags: 0 });
  });

  test('a value grows stale while the page is open, and a doubtful one is not counted', () => {
    const item = anItem();
    expect(current(item, undefined, noon + 29 * minute).state).toBe('current');
    expect(current(item, undefined, noon + 31 * minute).state).toBe('stale');
    expect(current(item, { value: 104, time: noon, flags: 8 }, noon).state).toBe('not_counted');
    expect(current(anItem({ state: 'stale' }), undefined, undefined).state).toBe('stale');
  });

  test('the sentence says value, age and whether that is usual at this hour', () => {
    const usual = { lows: new Array<number>(24).fill(1), highs: new Array<number>(24).fill(3) };
    const say = (item: SensorItem, now = noon + 6 * minute) =>
      plain(sentenceOf(sensorWords.de, de.format, item, now, usual));
    expect(say(anItem())).toBe(
      'Lufttemperatur, Kernstadt: {{strong|3,4 °C}}, gemessen {{strong|vor 6 Minuten}}. Das ist mehr als sonst zu dieser Stunde im Februar.',
    );
    expect(say(anItem({ state: 'stale' }), noon + 192 * minute)).toBe(
      'Lufttemperatur, Kernstadt: zuletzt 3,4 °C, gemessen {{late|vor 3 Std. 12 Min.}} Der alte Wert zählt nicht mehr. Erwartet wird alle 10 Minuten ein Wert.',
    );
    expect(say(anItem({ state: 'none', latest: undefined }))).toBe('Lufttemperatur, Kernstadt: noch kein Wert.');
    expect(plain(overviewOf(sensorWords.de, [anItem(), anItem({ id: 2 })], 'Landau', { partly: true }))).toBe(
      'In Landau melden {{strong|alle 2 aufgelisteten Messstellen}} aktuelle Werte.',
    );
    expect(plain(overviewOf(sensorWords.de, [anItem(), anItem({ id: 2, state: 'stale' })], 'Landau'))).toBe(
      'In Landau melden {{strong|1 von 2 Messstellen}} aktuelle Werte. {{late|1 schweigt}} länger als sonst.',
    );
  });

  test('each station is current, or it is said why it is not', () => {
    const items = (['current', 'stale', 'not_counted', 'none', 'none'] as const).map((state, id) =>
      anItem({ id, state }),
    );
    expect(plain(overviewOf(sensorWords.de, items, 'Landau'))).toBe(
      'In Landau melden {{strong|1 von 5 Messstellen}} aktuelle Werte. {{late|1 schweigt}} länger als sonst, 1 wird nicht gewertet, 2 haben noch keinen Wert.',
    );
    expect(overviewOf(sensorWords.en, items, 'Landau')).toContain('2 have no value yet.');
  });

  test('where there is nothing it is said of what: the town, the topic, or what is listed', () => {
    const say = (how: Parameters<typeof overviewOf>[3]) => overviewOf(sensorWords.de, [], 'Mainz', how);
    expect(say({})).toBe('Aus Mainz sind noch keine Sensoren angeschlossen.');
    expect(say({ topic: 'Luft' })).toBe('Zu „Luft“ gibt es hier keine Sensoren.');
    expect(say({ topic: 'Luft', partly: true })).toBe('Unter den aufgelisteten Messstellen ist keine zu „Luft“.');
  });

  test('free places are told of how many, and a count of how much time it is', () => {
    const free = { propertyKey: 'parking_free', unit: '', latest: { value: 212, time: noon, flags: 0 } };
    const say = (item: Partial<SensorItem>) =>
      plain(sentenceOf(sensorWords.de, de.format, anItem({ property: 'P', ...item }), noon, undefined));
    expect(say({ ...free, places: 330 })).toContain('{{strong|212 von 330 frei}}');
    expect(say(free)).toContain('{{strong|212 frei}}');
    expect(say({ ...free, propertyKey: 'bicycles', summed: true })).toContain('{{strong|212 in 10 Minuten}}');
  });

  test('a number keeps the digits that tell something, and nothing has no sign', () => {
    const digits = (value: number, unit: string | null, propertyKey: string | null = null) =>
      digitsOf(de.format, value, { unit, propertyKey });
    expect([digits(7.4, null), digits(7, ''), digits(7.4, '', 'bicycles')]).toEqual(['7,4', '7', '7']);
    expect([digits(0.25, 'mm'), digits(-0.04, '°C'), digits(-0.25, '°C')]).toEqual(['0,25', '0', '−0,3']);
    expect([digits(1013.25, 'hPa'), digits(99.96, '%')]).toEqual(['1013', '100']);
    expect([decimalsOf([3.4, 7, 5.25], 3), decimalsOf([3, 7.0004], 3), decimalsOf([], 3)]).toEqual([2, 0, 0]);
  });

  test('a label is the value, in the words of what is measured', () => {
    const label = (item: Partial<SensorItem>) =>
      plain(labelOf(sensorWords.de, de.format, anItem(item), noon + 180 * minute));
    expect(label({})).toBe('3,4 °C');
    expect(label({ latest: { value: -0.5, time: noon, flags: 0 } })).toBe('−0,5 °C');
    expect(label({ propertyKey: 'parking_free', unit: '', latest: { value: 212, time: noon, flags: 0 } })).toBe(
      '212 frei',
    );
    expect(label({ propertyKey: 'parking_occupied', latest: { value: 1, time: noon, flags: 0 } })).toBe('belegt');
    expect(sensorWords.de.ago(12)).toBe('gerade eben');
    expect(label({ state: 'stale' })).toBe('veraltet, 3 Std.');
    expect(label({ state: 'stale', latest: { value: 1, time: noon + 140 * minute, flags: 0 } })).toBe(
      'veraltet, 40 Min.',
    );
    expect(label({ propertyKey: 'pm2_5', unit: 'µg/m³', latest: { value: 18, time: noon, flags: 0 } })).toBe(
      '18 µg/m³ PM2,5',
    );
    expect(label({ propertyKey: 'bicycles', unit: '', summed: true, latest: { value: 0, time: noon, flags: 0 } })).toBe(
      '0 in 10 Min.',
    );
    expect(label({ state: 'not_counted' })).toBe('nicht gewertet');
    expect(label({ latest: { value: null, time: noon, flags: 0 } })).toBe('keine Angabe');
  });
});

describe('at a moment', () => {
  const hours = {
    start: '2026-02-15T10:00:00Z',
    values: [3, 4.5, null],
    plausibleMeans: [3, null, null],
    doubtful: [0, 1, 0],
  };
  const answered = [1, 2].map((datastreamId) => ({ datastreamId, series: hours }));
  const at = (time: number, items: SensorItem[], read?: number) =>
    itemsAt(
      items,
      ({ id }) =>
        id === 2 && read !== undefined ? { value: read, time: noon, doubtful: false, kind: 'single' } : undefined,
      answered,
      { bucket: 'HOUR', start: bucketStart('HOUR', time), meansOf: () => 'plausible' },
    );

  test('map and list say what the hour said, what a chart shows as the chart reads it, and nothing of a gap', () => {
    const items = [anItem(), anItem({ id: 2 }), anItem({ id: 3 })];
    const then = at(noon + 25 * minute, items, 7);
    expect(then.map(({ latest, state, moment }) => [latest?.value, state, moment])).toEqual([
      [4.5, 'not_counted', 'mean'],
      [7, 'current', 'single'],
      [undefined, 'none', 'nothing'],
    ]);
    expect(then.map((item) => momentWords(sensorWords.de, item, 'HOUR'))).toEqual([
      'Stundenmittel',
      'Wert von 12:00',
      '–',
    ]);
    const [gap] = at(noon + 70 * minute, [anItem()]);
    expect(gap && labelOf(sensorWords.de, de.format, gap, noon)).toBe('kein Wert');
  });

  test('a month is told by the day, as long as people in Germany have it', () => {
    expect(momentBucket(windowOf('week', '2026-02-15'))).toBe('HOUR');
    expect(momentBucket(windowOf('month', '2026-02-15'))).toBe('DAY');
    const start = bucketStart('DAY', Date.parse('2026-03-29T21:59:00Z'));
    expect(new Date(start).toISOString()).toBe('2026-03-28T23:00:00.000Z');
    const days = { start: '2026-03-27T23:00:00Z', values: [1, 2, 3], plausibleMeans: [1, 2, 3], doubtful: [0, 0, 0] };
    const moment = { bucket: 'DAY' as const, start, meansOf: () => 'plausible' as const };
    const [item] = itemsAt([anItem()], () => undefined, [{ datastreamId: 1, series: days }], moment);
    expect(item?.latest?.value).toBe(2);
  });
});

describe('on the map', () => {
  const project = ([longitude, latitude]: [number, number]) => ({ x: longitude * 100, y: latitude * 100 });
  const size = { width: 1000, height: 1000 };
  const at = (thingId: number, longitude: number, latitude: number) =>
    anItem({ id: thingId, thingId, longitude, latitude });

  test('of thousands each is in one sign', () => {
    const items = Array.from({ length: 5000 }, (_, index) =>
      at(index, ((index * 7919) % 1000) / 100, ((index * 104729) % 997) / 100),
    );
    const marks = marksOf(items, project, size, undefined);
    expect(marks.flatMap(({ items: own }) => own.map(({ id }) => id)).toSorted((one, other) => one - other)).toEqual(
      items.map(({ id }) => id),
    );
    expect(marks.length).toBeLessThan(1500);
  });

  test('what lies together is one sign, but never the chosen one, and what is elsewhere is none', () => {
    const items = [at(1, 1, 1), at(2, 1.1, 1), at(3, 5, 5), at(4, 40, 1), at(5, 1.05, 1), anItem({ longitude: null })];
    const marks = marksOf(items, project, size, 5);
    expect(marks.map(({ items: own }) => own.map(({ id }) => id))).toEqual([[1, 2], [3], [5]]);
    // What would lie below it stands beside it.
    expect(marks[0]).toMatchObject({ x: 105, y: 70 });
  });

  test('labels do not cover each other, and the chosen one has its own', () => {
    const marks = marksOf([at(1, 1, 1), at(2, 1.5, 1), at(3, 5, 5)], project, size, 1);
    const shown = labelled(marks, () => '3,4 °C', size.width);
    expect(marks.filter((mark) => shown.has(mark)).map(({ items: [item] }) => item?.id)).toEqual([2, 3, 1]);
    const side = (places: [number, number][], width = size.width) => {
      const many = marksOf(
        places.map(([x, y], index) => at(index, x, y)),
        project,
        size,
        undefined,
      );
      const from = labelled(many, () => '3,4 °C', width);
      return many.map((mark) => Math.sign(from.get(mark)?.x ?? 0));
    };
    // At the right, else at the left, and nowhere where neither has room.
    expect(side([[1, 1]])).toEqual([1]);
    expect(side([[1, 1]], 120)).toEqual([-1]);
    expect(
      side([
        [1, 1],
        [1.5, 1],
      ]),
    ).toEqual([-1, 1]);
    expect(
      side([
        [0.3, 1],
        [0.8, 1],
      ]),
    ).toEqual([0, 1]);
    // The chosen one goes above rather than on others.
    const around = marksOf([at(1, 3, 1), at(2, 2.4, 1), at(3, 3.6, 1)], project, size, 1);
    const places = [...labelled(around, () => '3,4 °C', size.width)].filter(([mark]) => mark.alone);
    expect(places.map(([, place]) => Math.sign(place.y))).toEqual([-1]);
    // Where no side is free it lies on as little as can be.
    const crowd = marksOf(
      [at(1, 3, 1), at(2, 2.4, 1), at(3, 3.6, 1), at(4, 3.95, 1), at(5, 2.85, 0.69), at(6, 3, 1.31)],
      project,
      size,
      1,
    );
    const [crowded] = [...labelled(crowd, () => '3,4 °C und mehr', size.width)].filter(([mark]) => mark.alone);
    expect(crowded?.[1].x).toBeLessThan(0);
    // A number of several has none, and takes no room from others.
    expect(
      side([
        [2, 1],
        [2.05, 1],
        [1.5, 1],
      ]),
    ).toEqual([0, -1]);
  });
});

test('a thing that is not listed has its sign from the tile, and none where it observes nothing', () => {
  const tile = { ags: '07313000', thing_id: 7, name: 'Baum 7', state: 'current' as const };
  expect(itemOfTile(tile, [8.1, 49.2], 'de')).toBeUndefined();
  const said = { datastream_id: 9, theme: 'soil', property: 'soil_moisture', value: 31, unit: '%' };
  const item = itemOfTile({ ...tile, ...said, time: '2026-02-15T11:00:00Z' }, [8.1, 49.2], 'de');
  expect(item).toMatchObject({ id: 9, thingId: 7, theme: 'soil', longitude: 8.1, latitude: 49.2, leads: true });
  expect(item && plain(labelOf(sensorWords.de, de.format, item, noon))).toBe('31 %');
});

test('a screen shows one theme after the other, at most six values at once, current ones first', () => {
  const weather = Array.from({ length: 7 }, (_, index) =>
    anItem({ id: index, state: index === 0 ? 'stale' : 'current' }),
  );
  const slides = slidesOf([...weather, anItem({ id: 9, theme: 'water' }), anItem({ id: 10, leads: false })]);
  expect(slides.map(({ theme, part, parts, items }) => [theme, part, parts, items.map(({ id }) => id)])).toEqual([
    ['weather', 1, 2, [1, 2, 3, 4, 5, 6]],
    ['weather', 2, 2, [0]],
    ['water', 1, 1, [9]],
  ]);
});

test('a screen says what the day came to, and nothing where that is doubtful', () => {
  const day = {
    values: [3, null, 5],
    plausibleMinima: [2, null, 4.5],
    plausibleMaxima: [3.5, null, 6],
    doubtful: [0, 0, 0],
  };
  const said = (item: Partial<SensorItem>, series: typeof day = day) => {
    const text = dayWords(sensorWords.de, de.format, anItem(item), series);
    return text === undefined ? undefined : plain(text);
  };
  expect(said({})).toBe('heute 2 bis 6 °C');
  expect(said({}, { ...day, plausibleMinima: [5.98], plausibleMaxima: [6.02] })).toBe('heute bisher 6 °C');
  expect(said({ summed: true, unit: null, propertyKey: 'bicycles' })).toBe('seit 0 Uhr 8');
  const doubtful = { ...day, doubtful: [0, 0, 1] };
  expect(said({ summed: true, unit: null, propertyKey: 'bicycles' }, doubtful)).toBeUndefined();
  expect(said({}, doubtful)).toBe('heute 2 bis 6 °C');
  expect(said({}, { ...day, plausibleMinima: [null], plausibleMaxima: [null] })).toBeUndefined();
});

test('a link keeps sensors, theme, time and screen, and says what means nothing', () => {
  const view = {
    ...defaultView,
    show: 'sensors' as const,
    on: '2026-02-15',
    sensors: {
      ...{ ids: [3, 7], topic: 'water' as const, range: 'week' as const, screen: true, alarms: 'lasting' as const },
      ...{ part: undefined, all: true, availability: 90 as const },
    },
  };
  expect(formatView(view)).toContain('values=all');
  expect(parseView(formatView(view))).toEqual({ view, problems: [] });
  const nearer = { ...view, sensors: { ...view.sensors, part: { from: noon, to: noon + 60 * minute } } };
  expect(formatView(nearer)).toContain('part=20260215T1100Z,20260215T1200Z');
  expect(parseView(formatView(nearer)).view).toEqual(nearer);
  expect(parseView('?view=sensors&part=20260215T1200Z,20260215T1100Z').problems).toHaveLength(1);
  expect(
    parseView('?view=sensors&sensor=1,x&topic=tea&range=age&screen=no').problems.map(({ parameter }) => parameter),
  ).toEqual(['sensor', 'topic', 'range', 'screen']);
  expect(parseView('?view=sensors&sensor=1,2,3,4,5').view.sensors.ids).toEqual([1, 2, 3, 4]);
  expect(seriesVariables(view)).toMatchObject({
    ...{ ids: [3, 7], bucket: 'HOUR', from: '2026-02-08T23:00:00.000Z', to: '2026-02-15T23:00:00.000Z' },
  });
  // A page that stays open over midnight goes on with the next day.
  const today = { ...view, on: undefined, sensors: { ...view.sensors, range: 'day' as const } };
  expect(seriesVariables(today, '2026-02-16')).toMatchObject({ from: '2026-02-15T23:00:00.000Z', on: '2026-02-16' });
  expect(seriesVariables(defaultView)).toBeUndefined();
});
