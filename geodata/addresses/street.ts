/** Names of streets in the many ways that they are written, brought to one. */
import { foldName } from '../names.ts';

/**
 * Words that are often shortened, by their short form. Both sides are folded, ae, oe and ue are a, o and u there; a short
 * form counts with its dot only where it is a word of its own without one.
 */
const shortForms: Record<string, readonly string[]> = {
  bgm: ['burgermeister', 'bgm', 'burgerm', 'bgmstr', 'bm.'],
  dr: ['doktor', 'dr'],
  frhr: ['freiherr', 'frhr', 'frh'],
  friedr: ['friedrich', 'friedr'],
  geb: ['gebruder', 'gebr'],
  gesch: ['geschwister', 'geschw'],
  gr: ['grosse', 'grosser', 'gr.'],
  heinr: ['heinrich', 'heinr'],
  kard: ['kardinal', 'kard'],
  kl: ['kleine', 'kleiner', 'kl.'],
  konr: ['konrad', 'konr'],
  nordl: ['nordliche', 'nordl'],
  ob: ['obere', 'oberer', 'oberes', 'ob.'],
  ostl: ['ostliche', 'ostl'],
  pfr: ['pfarrer', 'pfr'],
  pl: ['platz', 'pl'],
  prof: ['professor', 'prof'],
  st: ['sankt', 'st', 'skt'],
  str: ['strasse', 'str'],
  sudl: ['sudliche', 'sudl'],
  u: ['und', 'u.'],
  unt: ['untere', 'unterer', 'unteres', 'unt.'],
  weg: ['weg', 'w.'],
  westl: ['westliche', 'westl'],
  wilh: ['wilhelm', 'wilh'],
};

const shortened = new Map(Object.entries(shortForms).flatMap(([short, forms]) => forms.map((form) => [form, short])));

const prepositions = new Map([
  ['a.', 'a'],
  ['an', 'a'],
  ['i.', 'i'],
  ['in', 'i'],
  ['v.', 'v'],
  ['von', 'v'],
]);

/** Ends of words that are often shortened; a single letter counts with its dot only. */
const ends: readonly [RegExp, string][] = [
  [/(strasse|str\.?)$/, 'str'],
  [/(platz|pl\.)$/, 'pl'],
  [/w\.$/, 'weg'],
  [/g\.$/, 'gasse'],
];

/** Small letters, ß as ss; ä, ae and a are the same, for people write any of them. */
export function foldLoosely(text: string): string {
  return foldName(text).replaceAll(/([aou])e/g, '$1');
}

/**
 * The words of a street's name, folded and in their short forms: "Dr.-Müller-Straße", "Doktor Mueller Str." and
 * "dr muller strasse" are all `dr muller str`.
 */
export function streetWords(street: string): string[] {
  const words = street
    .toLowerCase()
    .replaceAll(/\.(?=[\p{Letter}\p{Number}])/gu, '. ')
    .split(/[^\p{Letter}\p{Number}\p{Mark}.]+/u)
    .filter((word) => foldName(word) !== '');
  let afterPreposition = false;
  return words.map((word) => {
    const dot = word.endsWith('.') ? '.' : '';
    const plain = foldLoosely(word).replaceAll(' ', '');
    const isArticle = afterPreposition && /^d(e[rmn])?$/.test(plain);
    const preposition = prepositions.get(plain + dot);
    afterPreposition = preposition !== undefined;
    if (isArticle) return 'd';
    return preposition ?? shortened.get(plain + dot) ?? shortened.get(plain) ?? shortenEnd(plain, dot);
  });
}

function shortenEnd(plain: string, dot: string): string {
  const word = plain + dot;
  for (const [end, short] of ends) {
    // An end is no word of its own: something stands before it.
    if (end.test(word) && word.search(end) > 1) return word.replace(end, short);
  }
  return plain;
}

/** What the ways to write one street have in common; to compare, not to show. Empty if the text has no letter or digit. */
export function streetKey(street: string): string {
  return streetWords(street).join('');
}

/** As `streetWords` of a name that somebody is still typing: "Hauptstra" is on its way to "Hauptstraße". */
export function typedStreetWords(text: string): string[] {
  const words = streetWords(text);
  const last = words.at(-1);
  if (last === undefined || !/\p{Letter}$/u.test(text)) return words;
  return [...words.slice(0, -1), last.replace(/(?<=^|.)stra(s{1,2}e?)?$/, 'str')];
}

/** In what two ways to write one street differ; undefined = in nothing. The farthest-reaching difference counts. */
export type Spelling = 'case' | 'separators' | 'umlauts' | 'abbreviation';

/** How one spelling of a street became another one of the same key. */
export function compareSpelling(one: string, other: string): Spelling | undefined {
  const steps: [Spelling, (text: string) => string][] = [
    ['case', (text) => text.toLowerCase()],
    ['separators', (text) => text.toLowerCase().replaceAll(/[^\p{Letter}\p{Number}\p{Mark}]/gu, '')],
    ['umlauts', (text) => foldLoosely(text.normalize('NFC')).replaceAll(' ', '')],
  ];
  if (one === other) return undefined;
  return steps.find(([, fold]) => fold(one) === fold(other))?.[0] ?? 'abbreviation';
}

/** True if each wanted word begins a word of the name, in the same order: "k adenauer" begins those of "konrad adenauer str". */
export function beginWords(nameWords: readonly string[], words: readonly string[]): boolean {
  let at = 0;
  return words.every((word) => {
    while (at < nameWords.length && nameWords[at]?.startsWith(word) !== true) at++;
    return at++ < nameWords.length;
  });
}
