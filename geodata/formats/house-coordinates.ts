/**
 * Reads official house coordinates (Amtliche Hauskoordinaten, georeferenzierte Adressen): one record per address.
 * Shape: either the 18 fields of HK-DE without a header, `N;DERP…;A;07;3;13;000;0000;00123;12;a;32430123,456;5450123,456;
 * Hauptstraße;76829;Landau;in der Pfalz;Mörzheim`, or the fields of the Länder's open data (`nba;oid;qua;landschl;land;…`)
 * with or without a header. ETRS89/UTM, EPSG:25831 to 25833; the zone stands before the easting or in a field of its own.
 * Errors: an address without street, number or place, one to be deleted, and one given twice yield a Problem and are left
 * out; FormatError `missing-columns`.
 * Source: AdV, Datenformatbeschreibung Hauskoordinaten Deutschland, version 4.2 (2019).
 */
import { parseHouseNumber } from '../addresses/house-number.ts';
import { streetKey } from '../addresses/street.ts';
import { type AddressRecord, FormatError, type Header, type Problem } from '../records.ts';
import { normaliseAgs } from '../states.ts';
import { placeOfUtm, readDecimal } from './address-place.ts';
import { SeenAddresses } from './duplicate-addresses.ts';
import { quote, refused } from './problems.ts';
import { readRecordTable } from './record-table.ts';
import type { Row, RowSource } from './rows.ts';

/** Fields in the order of HK-DE. */
const shortLayout =
  'nba;oid;qua;landschl;regbezschl;kreisschl;gmdschl;ottschl;strschl;hnr;adz;ostwert;nordwert;str;postplz;postonm;postonmzus;postott';
/** Fields in the order of the Länder's open data; some leave out the last ones. */
const longLayout =
  'nba;oid;qua;landschl;land;regbezschl;regbez;kreisschl;kreis;gmdschl;gmd;ottschl;ott;strschl;str;hnr;adz;zone;ostwert;nordwert;postplz;postonm;postonmzus;postott;poststr;aud';

const required = ['landschl', 'regbezschl', 'kreisschl', 'gmdschl', 'str', 'hnr', 'ostwert', 'nordwert'] as const;
type Field =
  | (typeof required)[number]
  | 'nba'
  | 'qua'
  | 'gmd'
  | 'ott'
  | 'ottschl'
  | 'strschl'
  | 'adz'
  | 'zone'
  | 'postplz'
  | 'postonm'
  | 'postonmzus'
  | 'postott';

/** Whether a first row is one of house coordinates: the names of their fields, or a record. */
export function areHouseCoordinates(first: readonly string[]): boolean {
  return isHeader(first) || isRecord(first);
}

function isHeader(cells: readonly string[]): boolean {
  const names = cells.map(fieldName);
  return names.includes('hnr') && names.includes('ostwert') && names.includes('landschl');
}

function isRecord([mark = '', id = '', quality = '', ...others]: readonly string[]): boolean {
  return others.length >= 11 && /^[NAL]?$/.test(mark) && /^DE[A-Z]{2}\w{8,14}$/.test(id) && /^[A-CR]?$/.test(quality);
}

/** One Land spells a name without its last letter. */
function fieldName(cell: string): string {
  return cell
    .trim()
    .toLowerCase()
    .replace(/^kreissch$/, 'kreisschl');
}

/** Addresses from rows. `referenceDate` is an ISO date. */
export function readHouseCoordinates(
  source: RowSource,
  referenceDate: string | null = null,
): AsyncGenerator<Header | AddressRecord | Problem> {
  const seen = new SeenAddresses();
  return readRecordTable(
    { batches: withHeader(source.batches), problems: source.problems },
    { kind: 'addresses', source: 'hauskoordinaten', referenceDate },
    ({ cells, line }) => findFields(cells, line),
    (field, line) => [readAddress(field, line, seen)],
  );
}

/** Names the fields of a file that does not name them itself. */
async function* withHeader(batches: AsyncIterable<Row[]>): AsyncGenerator<Row[]> {
  let first = true;
  for await (const batch of batches) {
    const [row] = batch;
    if (first && row && !isHeader(row.cells)) {
      const layout = row.cells.length < 20 ? shortLayout : longLayout;
      const names = layout.split(';');
      yield [{ type: 'row', line: row.line, cells: row.cells.map((_, index) => names[index] ?? '') }];
    }
    first &&= row === undefined;
    yield batch;
  }
}

function findFields(header: readonly string[], line: number): Map<string, number> {
  const fields = new Map(header.map((name, index) => [fieldName(name), index]));
  const missing = required.filter((name) => !fields.has(name));
  if (missing.length > 0) {
    throw new FormatError('missing-columns', `line ${line} lacks the fields ${missing.join(', ')}; add them`, line, {
      columns: missing,
    });
  }
  return fields;
}

function readAddress(cell: (field: Field) => string, line: number, seen: SeenAddresses): AddressRecord | Problem {
  if (cell('nba') === 'L') {
    return refused(
      line,
      'change-record',
      'the record says that an address was deleted, so this is a file of changes',
      'Import the whole stock instead; what is not in it any more is closed by that',
    );
  }
  const street = cell('str');
  const keys = cell('landschl').padStart(2, '0') + cell('regbezschl') + cell('kreisschl') + cell('gmdschl');
  const ags = normaliseAgs(keys);
  if (ags?.length !== keys.length) {
    return refused(
      line,
      'unusable-ags',
      `${quote(keys)} is no AGS`,
      'It is made of the keys of Land (2 digits), Regierungsbezirk (1), Kreis (2) and Gemeinde (3)',
    );
  }
  if (streetKey(street) === '' || street.length > 200)
    return refused(line, 'missing-street', 'the record has no street', 'Give it the name of its street');
  if (cell('qua') === 'C')
    return refused(
      line,
      'cadastral-number',
      `${quote(`${street} ${cell('hnr')}`)} is a number of the cadastre (quality C), no address`,
      'Nothing is to be done',
    );
  const house = parseHouseNumber(`${cell('hnr')} ${cell('adz')}`);
  if (!house) {
    return refused(
      line,
      'unusable-house-number',
      `${quote(`${cell('hnr')} ${cell('adz')}`)} is no house number`,
      'Write it like 12, 12a, 12 1/2 or 12-14',
    );
  }
  const point = placeOfUtm(
    readDecimal(cell('ostwert')) ?? 0,
    readDecimal(cell('nordwert')) ?? 0,
    readDecimal(cell('zone')) ?? null,
  );
  if (!point) {
    return refused(
      line,
      'unusable-place',
      `easting ${quote(cell('ostwert'))}, northing ${quote(cell('nordwert'))} is no place in Germany`,
      'Give ETRS89/UTM coordinates with their zone: 32430123,456 or a field "zone"',
    );
  }
  const [longitude, latitude] = point;
  const postcode = cell('postplz');
  const district = cell('postott') || cell('ott');
  const record: AddressRecord = {
    type: 'addresses',
    line,
    ags,
    id: null,
    street,
    houseNumber: house.number,
    addition: house.addition || null,
    postcode: /^\d{5}$/.test(postcode) ? postcode : null,
    place: `${cell('postonm')} ${cell('postonmzus')}`.trim() || cell('gmd') || null,
    // Some towns number their districts, which tells nobody where a house is.
    district: /\d/.test(district) || district === cell('gmd') ? null : district || null,
    areaId: null,
    households: null,
    longitude,
    latitude,
  };
  // Two districts may have a street of one name; then only the keys part them.
  return seen.add(record, house, line, `${cell('ottschl')} ${cell('strschl')}`) ?? record;
}
