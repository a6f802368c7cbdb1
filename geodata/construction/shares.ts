/** Shares as people write them: 90, "rund 90 %", "70 bis über 80 %", "mindestens 70 %". */
import type { SourceText, StageClaim } from './records.ts';

/** What a text says of a share, %, and the same in both languages. */
export interface Share extends Pick<StageClaim, 'shareLow' | 'shareHigh' | 'shareHighOpen'> {
  about: boolean;
  text: SourceText;
}

export interface ShareRefusal {
  rule: 'unusable-share' | 'share-out-of-range' | 'share-or-fraction' | 'range-reversed';
  why: string;
  fix: string;
}

const number = String.raw`(\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|prozent|percent)?`;
const over = '(über|ueber|mehr als|over|more than|>)';
const patterns = {
  range: new RegExp(`^${number}\\s?(?:-|–|bis|to)\\s?(?:${over}\\s?)?${number}$`),
  over: new RegExp(`^${over}\\s?${number}$`),
  least: new RegExp(`^(?:mindestens|mind\\.?|min\\.?|at least|≥|>=)\\s?${number}$`),
  most: new RegExp(`^(?:bis|bis zu|höchstens|max\\.?|up to|at most|≤|<=)\\s?${number}$`),
  about: new RegExp(`^(?:ca\\.?|circa|etwa|rund|ungefähr|about|around|~)\\s?${number}$`),
  exact: new RegExp(`^${number}$`),
};

/** What a text says of a share. Capitals and blanks don't matter. */
export function readShare(text: string): Share | ShareRefusal {
  const plain = text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  const match = Object.entries(patterns)
    .map(([form, pattern]) => ({ form: form as keyof typeof patterns, found: pattern.exec(plain) }))
    .find(({ found }) => found !== null);
  if (!match?.found) {
    return {
      rule: 'unusable-share',
      why: 'it is no share',
      fix: 'Write it like 90, "rund 90 %", "70 bis 80 %", "mindestens 70 %" or "über 80 %"',
    };
  }
  const numbers = match.found.slice(1).filter((part) => /^\d/.test(part || ''));
  const [first = NaN, second = first] = numbers.map((part) => Number(part.replace(',', '.')));
  const refusal = refusalOf(first, second, /%|prozent|percent/.test(plain));
  if (refusal) return refusal;
  const [one, other] = [format(first), format(second)];
  const isOver = match.found.some(
    (part) => /^(über|ueber|mehr|over|more|>)/.test(part || '') && part !== match.found?.[0],
  );
  switch (match.form) {
    case 'range':
      return {
        shareLow: first,
        shareHigh: second,
        shareHighOpen: isOver,
        about: false,
        text: {
          de: `${one.de} bis ${isOver ? 'über ' : ''}${other.de} %`,
          en: `${one.en} to ${isOver ? 'over ' : ''}${other.en}%`,
        },
      };
    case 'over':
      return exactly(first, { shareHighOpen: true, text: { de: `über ${one.de} %`, en: `over ${one.en}%` } });
    case 'least':
      return exactly(first, { shareHigh: null, text: { de: `mindestens ${one.de} %`, en: `at least ${one.en}%` } });
    case 'most':
      return exactly(first, { shareLow: null, text: { de: `bis ${one.de} %`, en: `up to ${one.en}%` } });
    case 'about':
      return exactly(first, { about: true, text: { de: `rund ${one.de} %`, en: `about ${one.en}%` } });
    case 'exact':
      return exactly(first, { text: { de: `${one.de} %`, en: `${one.en}%` } });
  }
}

function exactly(share: number, said: Partial<Share> & Pick<Share, 'text'>): Share {
  return { shareLow: share, shareHigh: share, shareHighOpen: false, about: false, ...said };
}

function refusalOf(first: number, second: number, isPercent: boolean): ShareRefusal | undefined {
  if (first > 100 || second > 100) {
    return { rule: 'share-out-of-range', why: 'a share has at most 100%', fix: 'Give 0 to 100' };
  }
  if (first > second)
    return { rule: 'range-reversed', why: `${first} is more than ${second}`, fix: 'Exchange the two' };
  if (second > 0 && second < 1 && !isPercent) {
    return {
      rule: 'share-or-fraction',
      why: 'it may be a share of less than one percent, or a part of one',
      fix: `Write ${Math.round(second * 100)}% or ${second}%, with the sign; format the column as text`,
    };
  }
  return undefined;
}

function format(share: number): SourceText {
  return { de: String(share).replace('.', ','), en: String(share) };
}
