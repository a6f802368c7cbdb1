/** Streets by what somebody types: half a name, a short form, a slip of the pen, a district beside it. */
import { allowedSlips, findDistance } from './distance.ts';
import { type ParsedAddress, parseAddress } from './parse.ts';
import { beginWords, foldLoosely, streetKey, streetWords, typedStreetWords } from './street.ts';

/** A street, or the part of one that lies in one district and postcode. */
export interface Street {
  name: string;
  postcode: string | null;
  place: string | null;
  districtName: string | null;
}

export interface FoundStreet<S extends Street> {
  street: S;
  /** 0 = the very name; the lower the better. Equal scores fit equally well. */
  score: number;
  /** What was taken for a house number may as well be a part of the name: "Straße des 13" of "Straße des 13. Juni". */
  holdsNumber: boolean;
}

interface Entry<S> {
  street: S;
  key: string;
  words: readonly string[];
  /** Of district and town. */
  placeWords: readonly string[];
}

/** One way to understand what was typed. */
interface Question {
  key: string;
  words: readonly string[];
  placeWords: readonly string[];
}

/** Made once: to order by language is dear, and a letter or two fit many streets. */
const { compare } = new Intl.Collator('de');

/** Added where a street lies in another place than the one typed. */
const elsewhere = 20;
/** What fits so much worse than the best is not meant: a slip where another street fits letter by letter. */
const widestSpread = 8;

/** Streets in memory: some thousand names, compared one by one. */
export class StreetSearch<S extends Street> {
  readonly #entries: readonly Entry<S>[];
  readonly #placeWords: ReadonlySet<string>;

  constructor(streets: readonly S[]) {
    this.#entries = streets.map((street) => ({
      street,
      key: streetKey(street.name),
      words: streetWords(street.name),
      placeWords: wordsOf([street.districtName, street.place].join(' ')),
    }));
    this.#placeWords = new Set(this.#entries.flatMap(({ placeWords }) => placeWords));
  }

  /** Streets that a text means, best first, and what else it says. `accept`: which of them count. */
  search(
    text: string,
    first: number,
    accept: (street: S) => boolean = () => true,
  ): { parsed: ParsedAddress; found: FoundStreet<S>[] } {
    const parsed = parseAddress(text);
    const questions = this.#questions(parsed);
    const wholeKey = parsed.house === null ? undefined : typedStreetWords(text).join('');
    const found: FoundStreet<S>[] = [];
    for (const entry of this.#entries) {
      if (!accept(entry.street)) continue;
      let best: number | undefined;
      for (const question of questions) {
        const fit = fitOf(entry, question);
        if (fit === undefined) continue;
        const score = fit + placePenalty(entry, question, parsed.postcode);
        if (best === undefined || score < best) best = score;
      }
      if (best !== undefined) {
        const holdsNumber = wholeKey !== undefined && entry.key.startsWith(wholeKey);
        found.push({ street: entry.street, score: best, holdsNumber });
      }
    }
    found.sort(
      (one, other) =>
        one.score - other.score ||
        one.street.name.length - other.street.name.length ||
        compare(one.street.name, other.street.name) ||
        compare(one.street.districtName ?? '', other.street.districtName ?? ''),
    );
    const worst = (found[0]?.score ?? 0) + widestSpread;
    return { parsed, found: found.filter(({ score }) => score <= worst).slice(0, first) };
  }

  /** A word may be a district before or behind the street: "Mörzheim Hauptstr", "Hauptstr Mörzheim". */
  #questions({ street, place }: ParsedAddress): Question[] {
    const questions: Question[] = [];
    const ask = (words: readonly string[], placeWords: readonly string[]): void => {
      if (words.length > 0) questions.push({ key: words.join(''), words, placeWords });
    };
    const placeWords = wordsOf(place ?? '');
    ask(typedStreetWords(street), placeWords);
    const parts = street.split(/[\s,]+/);
    for (let count = 1; count < parts.length; count++) {
      const [front, back] = [parts.slice(0, count), parts.slice(-count)];
      const rest = [parts.slice(count), parts.slice(0, -count)];
      for (const [index, part] of [front, back].entries()) {
        const words = wordsOf(part.join(' '));
        if (words.length === 0 || !words.every((word) => this.#placeWords.has(word))) continue;
        ask(typedStreetWords((rest[index] ?? []).join(' ')), [...words, ...placeWords]);
      }
    }
    return questions;
  }
}

/** How well a street's name fits, 0 = best; undefined = not at all. */
function fitOf({ key, words }: Entry<Street>, question: Question): number | undefined {
  if (key === question.key) return 0;
  if (key.startsWith(question.key)) return 1;
  if (beginWords(words, question.words)) return 2;
  const most = allowedSlips(question.key.length);
  if (most === 0) return undefined;
  const slips = findDistance(question.key, key, most);
  if (slips !== undefined) {
    // Of two that begin alike, the one that is as long as what was typed is meant.
    return 3 + 2 * slips + (findDistance(question.key, key, most, true) === undefined ? 1 : 0);
  }
  if (question.key.length > 4 && key.includes(question.key)) return 4;
  return wordSlips(words, question.words);
}

/** "Adenaur" in "Konrad-Adenauer-Straße": each word is there, if with slips. */
function wordSlips(nameWords: readonly string[], words: readonly string[]): number | undefined {
  let sum = 0;
  for (const word of words) {
    const most = allowedSlips(word.length);
    let least: number | undefined;
    for (const name of nameWords) {
      const slips = findDistance(word, name, least === undefined ? most : least - 1);
      if (slips !== undefined) least = slips;
      if (least === 0) break;
    }
    if (least === undefined) return undefined;
    sum += least;
  }
  return 10 + 2 * sum;
}

/** Nothing where place and postcode fit or are not typed. */
function placePenalty({ street, placeWords }: Entry<Street>, question: Question, postcode: string | null): number {
  let penalty = 0;
  if (postcode !== null && street.postcode !== postcode) penalty += street.postcode === null ? 1 : elsewhere;
  if (question.placeWords.length === 0) return penalty;
  const missing = question.placeWords.filter((word) => !placeWords.some((known) => known.startsWith(word)));
  if (missing.length === question.placeWords.length) return penalty + elsewhere;
  // "Landau Mörzheim": the town fits all of its districts, the district one.
  return penalty + missing.length / (question.placeWords.length + 1);
}

function wordsOf(place: string): string[] {
  return foldLoosely(place)
    .split(' ')
    .filter((word) => word.length > 2);
}
