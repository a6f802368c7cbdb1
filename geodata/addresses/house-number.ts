/** House numbers as Germans write them: 12, 12a, 12 A, 12 1/2, 12/1, 12-14, 12a-c. */

export interface HouseNumber {
  number: number;
  /**
   * What follows the number, always written in one way: empty, `a`, `1/2`, `/1` (a building behind), `-14` or `a-c` (one
   * address for several numbers), `+14` (two numbers).
   */
  addition: string;
}

/** A range that holds more numbers than this is a slip of the pen, 12-1400 say. */
const mostInRange = 50;

const pattern = /^0*(\d{1,4}) ?(1\/2|[a-z]{1,2}(?:\d(?!\d))?)?(?:([-/+])(?:0*(\d{1,4}))? ?([a-z]{1,2})?)?$/;

/** A house number from its text, undefined if it can't be one. */
export function parseHouseNumber(text: string): HouseNumber | undefined {
  const plain = text
    .toLowerCase()
    .replaceAll('½', ' 1/2')
    .replaceAll(/[–—−]| bis /g, '-')
    .replaceAll(/ (u\.|und) |[&,]/g, '+')
    .replace(/^\s*(haus-?)?(nr\.?|nummer)/, '')
    .replaceAll(/\s*([-/+])\s*/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const [, digits, own = '', separator, otherDigits, otherLetters = ''] = pattern.exec(plain) ?? [];
  if (digits === undefined || Number(digits) === 0) return undefined;
  const number = Number(digits);
  if (separator === undefined) return { number, addition: own };
  if (otherDigits === undefined) {
    if (otherLetters === '') return undefined;
    // 12/a is 12a; 12a/b are two.
    if (separator === '/') return { number, addition: own === '' ? otherLetters : `${own}+${otherLetters}` };
    return { number, addition: `${own}${separator}${otherLetters}` };
  }
  const other = Number(otherDigits);
  if (other === 0 || (separator === '+' && other === number)) return undefined;
  // Nothing goes from 12 back to 1: this is the first building behind.
  const isRange = separator === '/' || other > number;
  return { number, addition: `${own}${isRange ? separator : '/'}${other}${otherLetters}` };
}

/** As people write it: 12a, 12 1/2, 12/1, 12-14. */
export function formatHouseNumber({ number, addition }: HouseNumber): string {
  return addition.startsWith('1/2') ? `${number} ${addition}` : `${number}${addition}`;
}

/** Order along a street: 2, 2a, 10. */
export function compareHouseNumbers(one: HouseNumber, other: HouseNumber): number {
  if (one.number !== other.number) return one.number - other.number;
  if (one.addition === other.addition) return 0;
  return one.addition < other.addition ? -1 : 1;
}

/**
 * The single numbers that an address stands for: 12-16 is 12, 14 and 16, for the two sides of a street are even and odd;
 * 12-15 is all four, 12a-c is 12a, 12b and 12c. Itself alone if it is no range.
 */
export function expandHouseNumber(house: HouseNumber): HouseNumber[] {
  const { number, addition } = house;
  const [, own = '', separator, otherDigits, letters = ''] =
    /^(1\/2|[a-z]{1,2}\d?)?([-/+])(\d+)?([a-z]+)?$/.exec(addition) ?? [];
  if (separator === undefined) return [house];
  const first = { number, addition: own };
  if (otherDigits === undefined) {
    if (separator === '+') return [first, { number, addition: letters }];
    return [...new Set([own, ...lettersUpTo(letters, own)])].map((letter) => ({ number, addition: letter }));
  }
  const last = Number(otherDigits);
  if (last <= number) return [house];
  if (separator !== '-') return [first, { number: last, addition: letters }];
  const step = (last - number) % 2 === 0 ? 2 : 1;
  if ((last - number) / step > mostInRange) return [house];
  const between = Array.from({ length: (last - number) / step - 1 }, (_, index) => number + (index + 1) * step);
  return [
    first,
    ...between.map((one) => ({ number: one, addition: '' })),
    ...['', ...lettersUpTo(letters, '')].map((letter) => ({ number: last, addition: letter })),
  ];
}

/** Letters after `from` (or from a on) up to the last one; the last alone where they are no single letters. */
function lettersUpTo(last: string, from: string): string[] {
  if (last.length !== 1 || from.length > 1) return last === '' ? [] : [last];
  const begin = from === '' ? 97 : from.charCodeAt(0) + 1;
  const count = last.charCodeAt(0) - begin + 1;
  return count < 1 ? [last] : Array.from({ length: count }, (_, index) => String.fromCharCode(begin + index));
}

/** True for what a spreadsheet makes of 10-12 when it takes it for a day: 10.12.2026, 2026-12-10, 10. Dez, Dez 14. */
export function isHouseNumberTakenForDate(text: string): boolean {
  const plain = text.trim().toLowerCase();
  const month = '(jan|feb|mär|mrz|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec)[a-zä]*';
  return (
    /^\d{4}-\d\d-\d\d([t ]|$)/.test(plain) ||
    /^\d{1,2}\.\d{1,2}\.(\d\d|\d{4})?$/.test(plain) ||
    new RegExp(`^(\\d{1,2}[. -]*${month}|${month}[. -]*\\d{2})\\.?$`).test(plain)
  );
}
