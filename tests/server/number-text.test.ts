import { expect, test } from 'vitest';
import { NumberText, stringify } from '../../server/number-text.ts';

const column = new NumberText('[1.50,null,1e+300]');

test('numbers that are text already are in the answer as they were written', () => {
  expect(stringify({ data: { name: 'Queich "$&"', columns: [column, new NumberText('[]')], more: [1, null] } })).toBe(
    '{"data":{"name":"Queich \\"$&\\"","columns":[[1.50,null,1e+300],[]],"more":[1,null]}}',
  );
});

test('whoever knows nothing of that gets the same numbers', () => {
  expect(JSON.stringify({ column })).toBe('{"column":[1.5,null,1e+300]}');
});

test('an answer that can’t be written leaves nothing behind', () => {
  const endless: Record<string, unknown> = { column };
  endless.self = endless;
  expect(() => stringify(endless)).toThrow();
  expect(JSON.stringify(column)).toBe('[1.5,null,1e+300]');
  expect(stringify(column)).toBe(column.text);
});
