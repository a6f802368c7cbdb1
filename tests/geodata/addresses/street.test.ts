import { assert, constantFrom, property, array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowedSlips, findDistance } from '../../../geodata/addresses/distance.ts';
import { compareSpelling, streetKey, typedStreetWords } from '../../../geodata/addresses/street.ts';

describe('ways to write one street', () => {
  test.each([
    ['Hauptstraße', ['Hauptstr.', 'Hauptstr', 'HAUPTSTRASSE', 'Haupt-Straße', 'Haupt Str.', ' hauptstrasse ']],
    ['Ludwigsplatz', ['Ludwigspl.', 'Ludwigs-Platz', 'LUDWIGSPLATZ', 'Ludwigs Pl.']],
    ['Dr.-Müller-Straße', ['Dr. Müller Str.', 'Doktor-Mueller-Straße', 'Dr.Muller-Str', 'dr müller strasse']],
    ['Sankt-Anna-Weg', ['St.-Anna-Weg', 'St. Anna Weg', 'Sankt Annaweg']],
    ['An der Kirche', ['A. d. Kirche', 'a.d. Kirche', 'An d. Kirche']],
    ['Straße von der Tann', ['Str. v.d. Tann', 'Strasse von der Tann']],
    ['Große Greifengasse', ['Gr. Greifengasse', 'Grosse Greifengasse', 'Gr. Greifeng.']],
    ['Godramsteiner Straße', ['Godramsteiner Str.', 'Godramsteinerstraße']],
    ['Obere Hauptstraße', ['Ob. Hauptstr.', 'obere Haupt-Str.']],
    ['Goethestraße', ['Göthestr.', 'Gothestraße']],
    ['Straße des 17. Juni', ['Strasse des 17.Juni', 'Str. des 17. Juni']],
    ['Bürgermeister-Frank-Straße', ['Bgm.-Frank-Str.', 'Buergermeister Frank Strasse']],
    ['Lindenweg', ['Lindenw.', 'Linden-Weg']],
  ])('%s', (name, others) => {
    for (const other of others) expect([other, streetKey(other)]).toEqual([other, streetKey(name)]);
  });

  test.each([
    ['Hauptstraße', 'Hauptplatz'],
    ['Hauptstraße', 'Hauptgasse'],
    ['Obere Hauptstraße', 'Untere Hauptstraße'],
    ['Am Bach', 'An der Bach'],
    ['Neue Straße', 'Alte Straße'],
    ['Weststraße', 'Westring'],
    ['Große Gasse', 'Kleine Gasse'],
    ['Römerweg', 'Romanweg'],
  ])('%s is not %s', (one, other) => {
    expect(streetKey(one)).not.toBe(streetKey(other));
  });

  test('a text without letters or digits is no street', () => {
    expect(streetKey(' -. ')).toBe('');
  });

  const name = array(constantFrom('Müller', 'Groß', 'Sankt', 'an', 'der', 'Linden', 'von', 'Goethe', 'Ludwig'), {
    minLength: 1,
    maxLength: 4,
  });
  const end = constantFrom('straße', 'platz', 'weg', 'gasse', 'ring');

  test('case, separators, umlauts written out and short ends never part two spellings', () => {
    assert(
      property(name, end, constantFrom(' ', '-'), (words, kind, separator) => {
        const written = [...words, kind].join('-');
        const key = streetKey(written);
        expect(streetKey([...words, kind].join(separator))).toBe(key);
        expect(streetKey(written.toUpperCase())).toBe(key);
        expect(streetKey(written.replaceAll('ü', 'ue').replaceAll('ß', 'ss'))).toBe(key);
        expect(streetKey(written.replaceAll('ü', 'u'))).toBe(key);
        expect(streetKey(written.replace(/straße$/, 'Str.').replace(/platz$/, 'Pl.'))).toBe(key);
      }),
    );
  });

  test('a name on its way is on the way to its key', () => {
    for (const typed of [
      'Haupt',
      'Hauptst',
      'Hauptstr',
      'Hauptstr.',
      'Hauptstra',
      'Hauptstraß',
      'Hauptstrass',
      'Hauptstraße',
    ])
      expect(streetKey('Hauptstraße').startsWith(typedStreetWords(typed).join(''))).toBe(true);
  });

  test.each([
    ['Hauptstraße', 'Hauptstraße', undefined],
    ['hauptstraße', 'Hauptstraße', 'case'],
    ['Haupt-Straße', 'Hauptstraße', 'separators'],
    ['Hauptstrasse', 'Hauptstraße', 'umlauts'],
    ['Hauptstr.', 'Hauptstraße', 'abbreviation'],
  ])('%s differs from %s by %s', (one, other, spelling) => {
    expect(compareSpelling(one, other)).toBe(spelling);
  });
});

describe('slips of the pen', () => {
  test.each([
    ['hauptstr', 'hauptstr', 0],
    ['haupstr', 'hauptstr', 1],
    ['hauptsrt', 'hauptstr', 1],
    ['haaptstr', 'hauptstr', 1],
    ['hauupts', 'hauptstr', 1],
    ['haup', 'hauptstr', 0],
    ['xyz', 'hauptstr', undefined],
  ])('from %s to the beginning of %s: %s', (typed, known, slips) => {
    expect(findDistance(typed, known, 2)).toBe(slips);
  });

  const word = array(constantFrom('a', 'b', 'c', 'd'), { maxLength: 10 }).map((letters) => letters.join(''));

  test('are none to itself, as many in both directions, and never fewer for the whole than for its beginning', () => {
    assert(
      property(word, word, (one, other) => {
        expect(findDistance(one, one, 3, true)).toBe(0);
        const whole = findDistance(one, other, 20, true);
        expect(findDistance(other, one, 20, true)).toBe(whole);
        expect(findDistance(one, other, 20) ?? Infinity).toBeLessThanOrEqual(whole ?? Infinity);
        expect(whole).toBeLessThanOrEqual(Math.max(one.length, other.length));
        expect(whole).toBeGreaterThanOrEqual(Math.abs(one.length - other.length));
        // A limit only leaves out, it never changes.
        const limited = findDistance(one, other, 2, true);
        expect(limited).toBe((whole ?? Infinity) <= 2 ? whole : undefined);
      }),
    );
  });

  test('a short word allows none', () => {
    expect(allowedSlips(3)).toBe(0);
    expect(allowedSlips(8)).toBe(2);
  });
});
