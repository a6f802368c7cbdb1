/** What the columns of a table of stations and devices are called, in our template and by others. */
import { foldName } from '../names.ts';

const names = {
  example: ['beispiel', 'example'],
  ags: ['ags', 'gemeindeschluessel'],
  id: ['kennung', 'id'],
  station: ['messstelle', 'station', 'standort', 'thing'],
  theme: ['thema', 'theme', 'topic'],
  latitude: ['lat', 'latitude', 'breite', 'breitengrad'],
  longitude: ['lon', 'lng', 'longitude', 'laenge', 'laengengrad'],
  easting: ['ostwert', 'easting', 'rechtswert'],
  northing: ['nordwert', 'northing', 'hochwert'],
  property: ['messgroesse', 'property', 'observedproperty'],
  protocol: ['protokoll', 'protocol'],
  device: ['geraet', 'device', 'deveui', 'deviceid'],
  field: ['feld', 'field'],
  profile: ['profil', 'profile'],
  intervalMinutes: ['taktminuten', 'takt', 'intervalminutes'],
  counter: ['zaehlerstand', 'zaehler', 'counter'],
  from: ['von', 'from', 'seit'],
  until: ['bis', 'until'],
  places: ['plaetze', 'stellplaetze', 'spaces', 'places'],
} as const satisfies Record<string, readonly string[]>;

export type DeviceColumn = keyof typeof names;

const columnOf = new Map<string, DeviceColumn>(
  Object.entries(names).flatMap(([column, spellings]) =>
    spellings.map((spelling) => [spelling, column as DeviceColumn] as const),
  ),
);

/** How our template calls a column, for messages. */
export function nameOf(column: DeviceColumn): string {
  return column === 'intervalMinutes' ? 'takt_minuten' : names[column][0];
}

/** Position of each known column; of two with one meaning the first counts. */
export function findDeviceColumns(header: readonly string[]): Map<DeviceColumn, number> {
  const found = new Map<DeviceColumn, number>();
  for (const [index, name] of header.entries()) {
    const column = columnOf.get(foldName(name).replaceAll(' ', ''));
    if (column && !found.has(column)) found.set(column, index);
  }
  return found;
}

/** Without these nothing can be heard; places may stand in metres instead. */
const needed = ['station', 'property', 'protocol', 'device'] as const;

/** The columns that such a table lacks, as the template calls them. */
export function missingDeviceColumns(header: readonly string[]): string[] {
  const found = findDeviceColumns(header);
  const missing = needed.filter((column) => !found.has(column)).map(nameOf);
  return found.has('latitude') || found.has('northing') ? missing : [...missing, 'lat'];
}

/** True if it is the head of such a table: devices of a protocol and what they measure. */
export function isDeviceHeader(header: readonly string[]): boolean {
  const found = findDeviceColumns(header);
  return (['property', 'protocol', 'device'] as const).every((column) => found.has(column));
}
