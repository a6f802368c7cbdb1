/**
 * Reads an operator's list of addresses, CSV or a sheet: one record per row.
 * Shape: columns `strasse`, `hnr` (or both in one, `adresse`), and if known `hnr_zusatz`, `plz`, `ort`, `ortsteil`, `ags`,
 * `lat` and `lon` in degrees or `ostwert` and `nordwert` in metres (ETRS89/UTM), `wohneinheiten`; other
 * spellings in `address-columns.ts`. An empty cell is null.
 * Columns of a stage (`status`, `datum`; see `saying-columns.ts`) say beside how far the connection is.
 * Errors: a row without street or number, and one given twice, yield a Problem and are left out; one whose place can't
 * be read is taken without it.
 */
import {
  formatHouseNumber,
  type HouseNumber,
  isHouseNumberTakenForDate,
  parseHouseNumber,
} from '../addresses/house-number.ts';
import { parseAddress, splitNumber } from '../addresses/parse.ts';
import { streetKey } from '../addresses/street.ts';
import type { AddressRecord, Header, Problem } from '../records.ts';
import { normaliseAgs } from '../states.ts';
import { readSaying } from '../construction/sayings.ts';
import { findAddressColumns, type AddressColumn } from './address-columns.ts';
import { inGermany, type LonLat, placeOfUtm, readDecimal } from './address-place.ts';
import { readCount } from './business-parks-2019.ts';
import { SeenAddresses } from './duplicate-addresses.ts';
import { quote, refused, warning } from './problems.ts';
import { type CellOf, readRecordTable } from './record-table.ts';
import type { RowSource } from './rows.ts';
import { findSayingColumns, problemOf, type SayingColumn } from './saying-columns.ts';

type Cell = CellOf<AddressColumn>;

/** What is remembered from row to row. */
export interface AddressMemory {
  /** It was said that a zone is missing. */
  zoneAssumed: boolean;
}

/** No street has a longer name. */
const longestText = 200;

/** Addresses from rows whose first one is the header. `referenceDate` is an ISO date. */
export function readAddressList(
  source: RowSource,
  referenceDate: string | null = null,
): AsyncGenerator<Header | AddressRecord | Problem> {
  const seen = new SeenAddresses();
  const memory: AddressMemory = { zoneAssumed: false };
  let says = false;
  return readRecordTable<AddressColumn | SayingColumn, AddressRecord>(
    source,
    { kind: 'addresses', source: 'adressliste', referenceDate },
    ({ cells }) => {
      const sayings = findSayingColumns(cells);
      says = sayings.has('status') || sayings.has('stage');
      return new Map<AddressColumn | SayingColumn, number>([...sayings, ...findAddressColumns(cells)]);
    },
    (cell, line) => {
      const example = exampleRow(cell, line);
      if (example) return [example];
      const problems: Problem[] = [];
      const record = readAddress(cell, line, memory, problems);
      if (!record) return problems;
      const duplicate = seen.add(record, { number: record.houseNumber, addition: record.addition ?? '' }, line);
      if (duplicate) return [...problems, duplicate];
      if (says) addSaying(record, cell, referenceDate, problems);
      return [record, ...problems];
    },
  );
}

/** What a row says of the connection; a row that says it in words nobody understands is still an address. */
function addSaying(
  record: AddressRecord,
  cell: CellOf<SayingColumn>,
  referenceDate: string | null,
  problems: Problem[],
): void {
  if (cell('status') === '' && cell('stage') === '') return;
  const { saying, findings } = readSaying(cell, cell('reportedOn') || (referenceDate ?? ''));
  problems.push(...findings.map((finding) => ({ ...problemOf(finding, record.line), severity: 'warning' as const })));
  if (saying) record.says = saying;
}

/** A problem where a row of a template is still what the template shows. */
export function exampleRow(cell: CellOf<'example'>, line: number): Problem | undefined {
  if (cell('example') === '') return undefined;
  return refused(
    line,
    'example-row',
    'the row is an example of the template',
    'Remove it, or empty its column "beispiel" if it is meant',
  );
}

/** One address of a row; undefined where it has none, which is then among the problems. */
export function readAddress(
  cell: Cell,
  line: number,
  memory: AddressMemory,
  problems: Problem[],
): AddressRecord | undefined {
  const name = readName(cell, line);
  if ('type' in name) {
    problems.push(name);
    return undefined;
  }
  const { house, written, ...rest } = name;
  const ags = normaliseAgs(cell('ags')) ?? null;
  if (ags === null && cell('ags') !== '') {
    problems.push(
      warning(
        line,
        'unusable-ags',
        `${quote(cell('ags'))} is no AGS; the municipality is taken from place and postcode`,
        'An AGS has 8 digits and starts with 01 to 16 for the Land',
      ),
    );
  }
  const [longitude, latitude] = readPlace(cell, line, memory, problems) ?? [null, null];
  return {
    type: 'addresses',
    line,
    ags,
    id: null,
    ...rest,
    houseNumber: house.number,
    addition: house.addition || null,
    ...(written !== '' && written !== formatHouseNumber(house) && { writtenNumber: written }),
    areaId: null,
    households: readCount(cell('households'), line, 'households', problems),
    longitude,
    latitude,
  };
}

type Name = Pick<AddressRecord, 'street' | 'postcode' | 'place' | 'district'> & {
  house: HouseNumber;
  /** Empty where the number stands in the text of the street. */
  written: string;
};

/** Street, number, postcode and place of a row, wherever they stand. */
function readName(cell: Cell, line: number): Name | Problem {
  const whole =
    cell('address') !== '' && cell('street') === '' ? parseAddress(cell('address').slice(0, longestText)) : null;
  const streetText = whole?.street ?? cell('street').slice(0, longestText);
  // Beside a whole address, a column "nr" only counts the rows.
  const numberText = whole?.house ? '' : `${cell('houseNumber')} ${cell('addition')}`.trim();
  const inStreet = whole === null && numberText === '' ? splitNumber(streetText) : null;
  const street = inStreet?.street ?? streetText;
  if (streetKey(street) === '') {
    return refused(
      line,
      'missing-street',
      'the row has no street',
      'Name the street in the column "strasse", and in no merged cell',
    );
  }
  const house = numberText === '' ? (whole ?? inStreet)?.house : parseHouseNumber(numberText);
  if (!house) return unusableNumber(numberText, street, line);
  const postcode = cell('postcode') === '' ? (whole?.postcode ?? '') : cell('postcode');
  return {
    street,
    house,
    written: numberText === '' ? '' : cell('houseNumber') + cell('addition'),
    // A spreadsheet takes the zero from 04103.
    postcode: /^\d{4,5}$/.test(postcode) ? postcode.padStart(5, '0') : null,
    place: cell('place') === '' ? (whole?.place ?? null) : cell('place'),
    district: cell('district') || null,
  };
}

function unusableNumber(text: string, street: string, line: number): Problem {
  if (text === '') {
    return refused(line, 'missing-house-number', `${quote(street)} has no house number`, 'Add it in the column "hnr"');
  }
  if (isHouseNumberTakenForDate(text)) {
    return refused(
      line,
      'house-number-is-date',
      `the house number ${quote(text)} of ${quote(street)} is a date`,
      'A spreadsheet made it of a number like 10-12; format the column as text and enter it again',
    );
  }
  return refused(
    line,
    'unusable-house-number',
    `${quote(text)} of ${quote(street)} is no house number`,
    'Write it like 12, 12a, 12 1/2 or 12-14',
  );
}

/** Longitude and latitude; null where the row states none, or none that can be right. */
function readPlace(cell: Cell, line: number, memory: AddressMemory, problems: Problem[]): LonLat | null {
  const texts = [cell('longitude') || cell('easting'), cell('latitude') || cell('northing')] as const;
  if (texts[0] === '' && texts[1] === '') return null;
  const [x, y] = [readDecimal(texts[0]), readDecimal(texts[1])];
  if (x !== undefined && y !== undefined) {
    const zone = readDecimal(cell('zone'));
    const place = x < 1000 ? inGermany([x, y]) : placeOfUtm(x, y, zone ?? 32);
    const assumed = zone === undefined && x > 1000 && x < 1_000_000;
    if (assumed && !memory.zoneAssumed) problems.push(zoneAssumed(line));
    memory.zoneAssumed ||= assumed;
    if (place) return place;
  }
  problems.push(
    warning(
      line,
      'unusable-place',
      `${quote(texts.join(', '))} is no place in Germany; the address was taken without it`,
      'Give degrees in "lat" and "lon", or metres of ETRS89/UTM in "ostwert" and "nordwert"; check that the two are not exchanged',
    ),
  );
  return null;
}

function zoneAssumed(line: number): Problem {
  return warning(
    line,
    'zone-assumed',
    'coordinates in metres without a zone were read as UTM zone 32 (EPSG:25832)',
    'Write the zone before the easting (33412345,6) or into a column "zone" if it is another one',
  );
}
