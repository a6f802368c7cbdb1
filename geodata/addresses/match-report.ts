/** What became of a list's addresses beside those that are known. */
import { quote, refused, warning } from '../formats/problems.ts';
import type { Problem } from '../records.ts';
import { formatHouseNumber } from './house-number.ts';
import type { AddressMatch, AddressName, Difference, UnmatchedReason } from './match.ts';

type Unmatched = Extract<AddressMatch<AddressName>, { kind: 'unmatched' }>;

const differences: Record<Difference, string> = {
  case: 'capitals',
  separators: 'blanks, hyphens or dots',
  umlauts: 'umlauts or ß',
  abbreviation: 'abbreviations',
  number: 'the spelling of the number',
  range: 'ranges of numbers',
};

const reasons: Record<UnmatchedReason, { message: string; nearest: string; fix: string }> = {
  'unknown-street': {
    message: 'no street of this name is known there',
    nearest: 'nearest in spelling',
    fix: 'Correct the name of the street; if it is new, give the place in "lat" and "lon"',
  },
  'unknown-number': {
    message: 'the street is known, the number is not',
    nearest: 'nearest numbers',
    fix: 'Correct the number; if the house is new, give the place in "lat" and "lon"',
  },
  'wrong-postcode': {
    message: 'the address is known with another postcode',
    nearest: 'known',
    fix: 'Correct the postcode',
  },
  'wrong-place': {
    message: 'the address is known in another district',
    nearest: 'known',
    fix: 'Correct the district',
  },
};

/** Why an address of a list is none of the known ones, and which come nearest. `taken`: it was taken as a new one. */
export function unmatchedProblem(line: number, address: AddressName, match: Unmatched, taken: boolean): Problem {
  const { message, nearest, fix } = reasons[match.reason];
  const text = `${quote(textOf(address), 80)}: ${message}${match.nearest.length > 0 ? ` (${nearest}: ${match.nearest.join(', ')})` : ''}`;
  return taken
    ? warning(line, match.reason, `${text}; it was taken as a new address at the place that the list gives`, fix)
    : refused(line, match.reason, text, fix);
}

/** An address that may be one of several. */
export function ambiguousProblem(line: number, address: AddressName, candidates: readonly AddressName[]): Problem {
  const places = candidates.map(
    ({ districtName, postcode, place }) => districtName ?? postcode ?? place ?? 'no district',
  );
  return refused(
    line,
    'ambiguous-address',
    `${quote(textOf(address), 80)} may be one of ${candidates.length} known addresses (${[...new Set(places)].join(', ')})`,
    'Name the district in a column "ortsteil", or the postcode',
  );
}

/** Counts how a list's addresses were matched. */
export class MatchReport {
  readonly #differences = new Map<Difference, { count: number; example: string }>();
  #exact = 0;
  #normalised = 0;
  #ambiguous = 0;
  #unmatched = 0;

  /** `line`: where the list has it. */
  add(line: number, address: AddressName, match: AddressMatch<AddressName>): void {
    if (match.kind === 'exact') this.#exact++;
    else if (match.kind === 'ambiguous') this.#ambiguous++;
    else if (match.kind === 'unmatched') this.#unmatched++;
    else {
      this.#normalised++;
      for (const difference of match.differences) {
        const [first] = match.addresses;
        const known = this.#differences.get(difference);
        if (known) known.count++;
        else {
          const example = `line ${line}: ${quote(textOf(address))} is ${quote(first ? textOf(first) : '')}`;
          this.#differences.set(difference, { count: 1, example });
        }
      }
    }
  }

  /** The counts in one sentence; undefined where every address was known letter by letter. */
  summary(): Problem | undefined {
    if (this.#normalised + this.#ambiguous + this.#unmatched === 0) return undefined;
    const ways = [...this.#differences].map(
      ([difference, { count, example }]) => `${count} by ${differences[difference]} (${example})`,
    );
    return warning(
      0,
      'matched',
      `of the list's addresses, ${this.#exact} are known as written, ${this.#normalised} after normalising` +
        `${ways.length > 0 ? `: ${ways.join(', ')}` : ''}; ${this.#ambiguous} are ambiguous and ${this.#unmatched} unknown`,
      'Look at the examples; what is ambiguous or unknown is listed line by line',
    );
  }
}

function textOf(address: AddressName): string {
  return `${address.street} ${formatHouseNumber(address)}`;
}
