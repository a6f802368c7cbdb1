/** An address in one text, as people type it or as a list has it. */
import { type HouseNumber, parseHouseNumber } from './house-number.ts';

export interface ParsedAddress {
  /** Street as written, without the number; empty if there is none. */
  street: string;
  /** Null = there is none (yet). */
  house: HouseNumber | null;
  /** Five digits; null = there is none. */
  postcode: string | null;
  /** Town or district as written; null = there is none. */
  place: string | null;
}

const postcodePattern = /(?:^|[\s,])(?:d-?\s?)?(\d{5})(?=$|[\s,])/i;
/** A number with all that may belong to it: a letter, a half, a building behind, a second number. */
const number = String.raw`\d{1,4}(?:\s?[a-z](?![\p{Letter}\p{Mark}.]))?(?:\s?1/2|\s?½)?(?:\s?(?:[-–/+&]|bis)\s?(?:\d{1,4}(?![\d.])(?:\s?[a-z](?![\p{Letter}\p{Mark}.]))?|[a-z](?![\p{Letter}\p{Mark}])))?`;
const atEnd = new RegExp(String.raw`^(.*?)(?<=^|[\s.,\p{Letter}])(${number})$`, 'iu');
/** "Hauptstr. 12 Mörzheim": behind the number follows at least a word, and no dot ("Straße des 17. Juni"). */
const beforePlace = new RegExp(
  String.raw`^(.*\p{Letter}.*?)(?<=[\s.,\p{Letter}])(${number})\s+(\p{Letter}[\p{Letter}\p{Mark}]+.*)$`,
  'iu',
);

/**
 * Street, number, postcode and place of a text, in any usual order: "Hauptstr. 12 a, 76829 Landau", "76829 Landau,
 * Hauptstraße 12a", "Hauptstraße 12a Mörzheim", or what somebody has typed of it so far.
 */
export function parseAddress(text: string): ParsedAddress {
  let rest = text.replaceAll(/\s+/g, ' ').trim();
  let postcode: string | null = null;
  let place = '';
  const found = postcodePattern.exec(rest);
  if (found) {
    postcode = found[1] ?? null;
    const before = rest.slice(0, found.index);
    const [placeBehind = '', ...behind] = rest.slice(found.index + found[0].length).split(',');
    // What stands behind the place only counts where no street stands before the postcode.
    const hasStreet = /\p{Letter}/u.test(before);
    place = [placeBehind, ...(hasStreet ? behind : [])].join(' ');
    rest = hasStreet ? before : behind.join(',');
  }
  const parts = rest
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  // A part that is the number alone belongs to the part before it: "Q 7, 24".
  const apart = parts.findIndex((part, index) => index > 0 && parseHouseNumber(part) !== undefined);
  if (apart > 0) parts.splice(apart - 1, 2, `${parts[apart - 1]} ${parts[apart]}`);
  // "Mörzheim, Hauptstr. 12": the street is where the number is.
  const numbered = parts.findIndex((part) => splitNumber(part).house !== null);
  const [streetPart = ''] = parts.splice(Math.max(numbered, 0), 1);
  const split = splitNumber(streetPart);
  const places = [split.place, ...parts, place];
  return {
    street: split.street,
    house: split.house,
    postcode,
    place:
      places
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .join(', ') || null,
  };
}

/** Street and number of a text that has no postcode; what follows the number is a place. */
export function splitNumber(text: string): { street: string; house: HouseNumber | null; place: string } {
  const plain = text.trim();
  const [, street = '', numberText = '', place = ''] = atEnd.exec(plain) ?? beforePlace.exec(plain) ?? [];
  const house = parseHouseNumber(numberText);
  if (!house) return { street: plain, house: null, place: '' };
  return { street: street.replace(/[\s,]+(nr\.?|nummer)?\s*$/i, '').trim(), house, place: place.trim() };
}
