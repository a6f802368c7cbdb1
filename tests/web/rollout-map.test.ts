import { createExpression } from '@maplibre/maplibre-gl-style-spec';
import { expect, test } from 'vitest';
import { stages } from '../../geodata/construction/stages.ts';
import { classOf, mapClasses, standingStatementOf, stepOf } from '../../web/construction/classes.ts';
import type { StageStatement } from '../../web/construction/documents.ts';
import { nameOf, standingOfFeature, wordsOfArea } from '../../web/construction/mapWords.ts';
import { boundsAround, pathOf, projectionOf } from '../../web/construction/shapes.ts';
import { stepsOf, yearsOf } from '../../web/construction/steps.ts';
import { areaLayers, type RolloutStyle, signLayers, trenchLayers } from '../../web/construction/style.ts';
import { constructionDe as de } from '../../web/messages/construction-de.ts';
import { rolloutMapWords } from '../../web/messages/rollout-map.ts';
import { defaultView, formatView, parseView } from '../../web/view.ts';
import { aPalette } from './palette.ts';

const style: RolloutStyle = { palette: aPalette(), without: [], place: '07313000', chosenAreas: [], fillOpacity: 1 };

/** What an expression of the style says of a feature with these attributes. */
function evaluate(expression: unknown, name: string, properties: Record<string, unknown>, zoom = 11): unknown {
  const parsed = createExpression(expression, name);
  if (parsed.result === 'error') throw new Error(parsed.value.map(({ message }) => message).join());
  return parsed.value.evaluate({ zoom }, { type: 'Polygon', properties } as never);
}

function aStatement(said: Partial<StageStatement>): StageStatement {
  return {
    stage: 'CIVIL_WORKS',
    progress: 'DONE',
    share: null,
    shareText: null,
    shareOf: null,
    ...said,
  } as StageStatement;
}

test('every stage of the main track has a class of its own or shares that of planning, and further means more', () => {
  const main = stages.filter(({ track }) => track === 'main').map(({ id }) => classOf(id));
  expect(main).toEqual(['demand', 'planned', 'planned', 'civil_works', 'cable_laid', 'house_connection', 'active']);
  expect(classOf(undefined)).toBeUndefined();
  expect(mapClasses.map((one) => stepOf[one])).toEqual(mapClasses.map((one) => stepOf[one]).toSorted((a, b) => a - b));
});

test('an area has the colour of its stage, stripes while that is under way, crosses if missed, hatch if nobody spoke', () => {
  const [fill, underWay, missed, missing] = areaLayers(style);
  const ramp = style.palette.ramps.fibre;
  const colour = (stage?: string) =>
    String(evaluate(fill?.paint?.['fill-color'], 'fill-color', stage ? { stage } : {}));
  expect(colour('active')).toBe(ramp[7]);
  expect(colour('permitted')).toBe(colour('planned'));
  expect(colour()).toBe(style.palette.missingGround);
  const seen = (properties: Record<string, unknown>) =>
    [underWay, missed, missing].map((layer) => evaluate(layer?.paint?.['fill-opacity'], 'fill-opacity', properties));
  expect(seen({ stage: 'active', progress: 'under_way' })).toEqual([1, 0, 0]);
  expect(seen({ stage: 'demand', progress: 'missed' })).toEqual([0, 1, 0]);
  expect(seen({})).toEqual([0, 0, 1]);
  expect(seen({ stage: 'civil_works', progress: 'done' })).toEqual([0, 0, 0]);
});

test('a trench is drawn as one of dotted, dashed or whole, at every stage', () => {
  const lines = trenchLayers(style).slice(1);
  for (const stage of [undefined, ...stages.map(({ id }) => id)]) {
    const drawn = lines.filter(
      ({ filter }) => evaluate(filter, 'filter', stage === undefined ? {} : { stage }) === true,
    );
    expect(drawn, stage).toHaveLength(1);
  }
});

test('a layer that is switched off stays in the link and off the map', () => {
  const view = { ...defaultView, show: 'rollout' as const, without: ['trenches', 'addresses'] as const };
  expect(parseView(formatView(view))).toEqual({ view, problems: [] });
  expect(parseView('?view=rollout&without=trenches,rails').problems).toEqual([
    { parameter: 'without', value: 'trenches,rails' },
  ]);
  expect(trenchLayers({ ...style, ...view }).every(({ layout }) => layout?.visibility === 'none')).toBe(true);
  expect(signLayers({ ...style, ...view }).map(({ layout }) => layout?.visibility)).toEqual(['none', 'visible']);
});

test('the slider stops at the ends of quarters between the first word and the day of the question, and where a link says', () => {
  const steps = stepsOf('2021-08-31', '2022-02-10', '2021-11-11');
  expect(steps).toEqual(['2021-08-31', '2021-09-30', '2021-11-11', '2021-12-31', '2022-02-10']);
  expect(yearsOf(steps)).toEqual([null, null, null, null, '2022']);
  expect(stepsOf('2024-03-31', '2024-03-31')).toEqual(['2024-03-31']);
});

test('an area says where it stands in the words of its source, and what is only open has not begun', () => {
  const words = rolloutMapWords.de;
  const rollout = [
    aStatement({}),
    aStatement({ stage: 'ACTIVE', progress: 'UNDER_WAY', shareText: 'rund 90 %', shareOf: 'CONNECTIONS' }),
    aStatement({ stage: 'HOUSE_CONNECTION', progress: 'OPEN' }),
  ];
  expect(wordsOfArea(de, words, { rollout })).toBe('Aktiv: rund 90\u00a0%');
  expect(standingStatementOf({ rollout: [aStatement({ progress: 'OPEN' })] })).toBeUndefined();
  expect(wordsOfArea(de, words, { rollout: [] })).toBe('Dazu liegt keine Auskunft vor.');
});

test('what a tile tells is told in words', () => {
  const words = rolloutMapWords.de;
  expect(standingOfFeature(de, words, { stage: 'civil_works', progress: 'under_way' })).toBe('Tiefbau: läuft');
  expect(standingOfFeature(de, words, {})).toBe('Dazu liegt keine Auskunft vor.');
  expect(nameOf(words, { source: 'trenches', properties: { length_m: 1460 } })).toMatch(/^Trasse, 1.?460.m$/);
  expect(nameOf(words, { source: 'network-points', properties: { kind: 'distributor' } })).toBe('Verteiler');
});

test('bounds reach around all parts of all areas, and a picture has its middle where the map has', () => {
  const square = (west: number, south: number) => [
    [
      [west, south],
      [west + 1, south],
      [west + 1, south + 1],
      [west, south],
    ],
  ];
  const boundary = { type: 'MultiPolygon' as const, coordinates: [square(8, 49), square(6, 50)] };
  expect(boundsAround([{ boundary }, { boundary: null }])).toEqual([6, 49, 9, 51]);
  expect(boundsAround([{ boundary: null }])).toBeUndefined();
  const project = projectionOf({ width: 400, height: 300, position: { zoom: 9, latitude: 49, longitude: 8 } });
  expect(project([8, 49])).toEqual([200, 150]);
  expect(pathOf({ boundary }, project).match(/M/g)).toHaveLength(2);
});
