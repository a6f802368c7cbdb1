import { foldName } from '../../geodata/names.ts';
import { normaliseAgs } from '../../geodata/states.ts';
import type { Municipalities } from './directory.ts';
import type { Municipality } from './queries.ts';

/**
 * The municipalities that a text means, best match first: the key (also without its leading zero), the whole name, the
 * beginning of the name, the beginnings of its words ("landau pfalz", "landau a d"), a part of the name. Among equals
 * the ones without a county come first, then the shorter names.
 */
export function searchMunicipalities(municipalities: Municipalities, text: string, first: number): Municipality[] {
  const words = foldName(text).split(' ');
  const wanted = words.join(' ');
  if (wanted === '') return [];
  if (/^\d+$/.test(wanted)) return searchByKey(municipalities, wanted, first);
  const found: { municipality: Municipality; score: number }[] = [];
  // Whatever fits contains the first word.
  for (const municipality of municipalities.list({ nameContains: words[0] })) {
    const score = scoreOf(municipality.nameFolded, wanted, words);
    if (score !== undefined) found.push({ municipality, score });
  }
  return found
    .sort(
      (one, other) =>
        one.score - other.score ||
        Number(other.municipality.independent) - Number(one.municipality.independent) ||
        one.municipality.name.length - other.municipality.name.length,
    )
    .slice(0, first)
    .map(({ municipality }) => municipality);
}

function searchByKey(municipalities: Municipalities, digits: string, first: number): Municipality[] {
  const ags = normaliseAgs(digits);
  const exact = ags === undefined ? undefined : municipalities.find(ags);
  if (exact) return [exact].slice(0, first);
  if (digits.length > 8) return [];
  const starting = municipalities.list({ agsPrefix: digits }, 'AGS');
  return (starting.length > 0 ? starting : municipalities.list({ agsPrefix: `0${digits}`.slice(0, 8) }, 'AGS')).slice(
    0,
    first,
  );
}

/** How well a folded name fits, 0 = best; undefined = not at all. */
function scoreOf(name: string, wanted: string, words: readonly string[]): number | undefined {
  if (name === wanted) return 0;
  if (name.startsWith(`${wanted} `)) return 1;
  if (name.startsWith(wanted)) return 2;
  if (beginWords(name.split(' '), words)) return 3;
  return name.includes(wanted) ? 4 : undefined;
}

/** True if the wanted words begin words of the name, in the same order. */
function beginWords(nameWords: readonly string[], words: readonly string[]): boolean {
  let at = 0;
  return words.every((word) => {
    while (at < nameWords.length && nameWords[at]?.startsWith(word) !== true) at++;
    return at++ < nameWords.length;
  });
}
