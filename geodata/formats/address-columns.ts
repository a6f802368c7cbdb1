/** What the columns of an operator's list of addresses are called. */
import { foldName } from '../names.ts';

const names = {
  street: ['strasse', 'str', 'strassenname', 'street', 'streetname'],
  houseNumber: ['hnr', 'hausnummer', 'hausnr', 'hsnr', 'nr', 'housenumber', 'number'],
  addition: [
    'hnrzusatz',
    'hausnummernzusatz',
    'hausnrzusatz',
    'hausnummerzusatz',
    'hnrzus',
    'zusatz',
    'adz',
    'adresszusatz',
    'addition',
  ],
  /** Street and number in one, and perhaps postcode and place. */
  address: [
    'adresse',
    'anschrift',
    'address',
    'strassehausnummer',
    'strasseundhausnummer',
    'strassehnr',
    'strassenr',
    'strasseundnr',
  ],
  postcode: ['plz', 'postleitzahl', 'postcode', 'zip', 'zipcode'],
  place: ['ort', 'ortsname', 'wohnort', 'stadt', 'gemeinde', 'gemeindename', 'place', 'city', 'town'],
  district: ['ortsteil', 'stadtteil', 'ortsbezirk', 'stadtdorf', 'teilort', 'district'],
  ags: ['ags', 'gemeindeschluessel', 'amtlichergemeindeschluessel'],
  latitude: ['lat', 'latitude', 'breite', 'breitengrad', 'geobreite'],
  longitude: ['lon', 'lng', 'long', 'longitude', 'laenge', 'laengengrad', 'geolaenge'],
  easting: ['ostwert', 'rechtswert', 'easting', 'east', 'utme', 'x', 'xkoordinate', 'koordx'],
  northing: ['nordwert', 'hochwert', 'northing', 'north', 'utmn', 'y', 'ykoordinate', 'koordy'],
  zone: ['zone', 'utmzone'],
  /** Marks a row that only shows how to fill the others in. */
  example: ['beispiel', 'example'],
  households: ['haushalte', 'hh', 'we', 'wohneinheiten', 'anzahlwe', 'households', 'units'],
} as const satisfies Record<string, readonly string[]>;

export type AddressColumn = keyof typeof names;

const columnOf = new Map<string, AddressColumn>(
  Object.entries(names).flatMap(([column, spellings]) =>
    spellings.map((spelling) => [spelling, column as AddressColumn] as const),
  ),
);

/** Position of each known column; of two with one meaning the first counts. */
export function findAddressColumns(header: readonly string[]): Map<AddressColumn, number> {
  const found = new Map<AddressColumn, number>();
  for (const [index, name] of header.entries()) {
    const column = columnOf.get(foldName(name).replaceAll(' ', ''));
    if (column && !found.has(column)) found.set(column, index);
  }
  return found;
}

/** Whether a header is one of addresses: a street and a number, or both in one. */
export function isAddressHeader(header: readonly string[]): boolean {
  const found = findAddressColumns(header);
  return found.has('address') || (found.has('street') && (found.has('houseNumber') || found.size > 1));
}
