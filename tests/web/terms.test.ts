import { expect, test } from 'vitest';
import { easyWords } from '../../web/messages/easy.ts';
import { termsWords } from '../../web/messages/terms.ts';

const anchorsOf = ({ chapters }: typeof termsWords.de) =>
  chapters.flatMap(({ id, terms }) => [id, ...terms.map((term) => term.id)]);
const easyLines = [...easyWords.chapters, ...easyWords.technologies].flatMap(({ text }) => [...text]);

test('a link to a term holds in both languages, and no anchor is given twice', () => {
  const anchors = anchorsOf(termsWords.de);
  expect(anchorsOf(termsWords.en)).toEqual(anchors);
  expect(new Set(anchors).size).toBe(anchors.length);
});

test('the parts of the example make 100 %, and what is both follows from the published figures', () => {
  const makeUp = termsWords.de.chapters.flatMap(({ terms }) => terms).find(({ id }) => id === 'make-up');
  const [cable = 0, fibre = 0, all = 0, both = 0] = [
    ...(makeUp?.text.join(' ').matchAll(/(\d+,\d)(?= [+−=]| %)/g) ?? []),
  ].map(([, number]) => Number(number?.replace(',', '.')));
  expect(cable + fibre - all).toBeCloseTo(both, 5);
  const parts = [...termsWords.de.strip.matchAll(/(\d+,\d) %/g)].map(([, number]) => Number(number?.replace(',', '.')));
  expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(100, 5);
});

test('Leichte Sprache says one thing a line, in at most twelve words and without subordinate asides', () => {
  for (const line of easyLines) {
    expect(line.split(' ').length, line).toBeLessThanOrEqual(12);
    expect(line.match(/[.?:]/g)?.length, line).toBeLessThanOrEqual(2);
    expect(line, line).not.toMatch(/[();–]/);
  }
});

test('Leichte Sprache parts its long words', () => {
  const words = easyLines.flatMap((line) => line.split(/[^\p{L}·]+/u));
  expect(words.filter((word) => word.length > 13 && !word.includes('·'))).toEqual([]);
});
