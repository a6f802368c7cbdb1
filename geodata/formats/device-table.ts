/**
 * Reads which stations a town has, what they measure and which devices say it: CSV or a sheet, a row for each device and
 * property; columns in `device-columns.ts`.
 * Shape: rows of one station (`kennung`, else its name) and one property are one series, fed by one device after the other
 * (`von`, `bis`). Place and topic stand in the first row of a station at least.
 * Errors: FormatError `missing-columns`; a row of which anything can't be understood yields a Problem and is left out.
 */
import { isRefusal, readPeriod } from '../construction/periods.ts';
import { foldName } from '../names.ts';
import { FormatError, type Header, type Problem } from '../records.ts';
import { startOfDay } from '../sensors/days.ts';
import { observedProperties } from '../sensors/properties.ts';
import { deviceProfiles } from '../sensors/profiles.ts';
import type { DatastreamRecord, FeedingDevice, SensorsRecord, ThingRecord } from '../sensors/records.ts';
import { themes } from '../sensors/themes.ts';
import { normaliseAgs } from '../states.ts';
import { exampleRow } from './address-list.ts';
import { inGermany, type LonLat, placeOfUtm, readDecimal } from './address-place.ts';
import { type DeviceColumn, findDeviceColumns, missingDeviceColumns, nameOf } from './device-columns.ts';
import { quote, refused } from './problems.ts';
import { type CellOf, readRecordTable } from './record-table.ts';
import type { RowSource } from './rows.ts';
import { uplinkFormats } from './uplinks/formats.ts';

/** What the one who imports says of such a table. */
export interface DeviceTableOptions {
  /** ISO date for which it holds. */
  referenceDate: string | null;
  /** Municipality of rows that name none. */
  ags?: string | undefined;
}

/** A row that was understood. */
interface Said {
  line: number;
  ags: string;
  station: string;
  name: string;
  thing: Pick<ThingRecord, 'theme' | 'properties'>;
  place: LonLat | null;
  datastream: Pick<DatastreamRecord, 'property' | 'intervalSeconds' | 'counter'>;
  device: FeedingDevice;
}

/** Things and their series, after the last row. Errors: FormatError `missing-columns`. */
export async function* readDeviceTable(
  source: RowSource,
  { referenceDate, ags }: DeviceTableOptions,
): AsyncGenerator<Header | SensorsRecord | Problem> {
  const stations = new Map<string, Said[]>();
  yield* readRecordTable<DeviceColumn, SensorsRecord>(
    source,
    { kind: 'sensors', source: 'sensornetz', referenceDate },
    ({ cells, line }) => {
      const missing = missingDeviceColumns(cells);
      if (missing.length > 0) {
        const message = `line ${line} lacks the columns ${missing.join(', ')}; add them, or fill in the template`;
        throw new FormatError('missing-columns', message, line, { columns: missing });
      }
      return findDeviceColumns(cells);
    },
    (cell, line) => {
      const example = exampleRow(cell, line);
      if (example) return [example];
      const row = new DeviceRow(cell, line);
      const said = row.read(ags);
      if (!said) return row.problems.slice(0, 1);
      const key = `${said.ags} ${said.station}`;
      stations.set(key, [...(stations.get(key) ?? []), said]);
      return [];
    },
  );
  for (const rows of stations.values()) yield* stationOf(rows);
}

function* stationOf(rows: readonly Said[]): Generator<SensorsRecord | Problem> {
  const [first] = rows;
  if (!first) return;
  const { ags, station: key, name, line } = first;
  const place = rows.find(({ place: one }) => one !== null)?.place;
  if (!place) {
    const fix = 'Give degrees in "lat" and "lon", or metres of ETRS89/UTM in "ostwert" and "nordwert"';
    yield refused(line, 'missing-place', `${quote(name)}: the place is missing`, fix);
    return;
  }
  const item = { type: 'sensors', ags } as const;
  const [longitude, latitude] = place;
  const theme = rows.find(({ thing }) => thing.theme !== null)?.thing.theme ?? null;
  const properties = Object.assign({}, ...rows.map(({ thing }) => thing.properties)) as ThingRecord['properties'];
  yield { ...item, record: 'thing', line, key, name, description: name, theme, longitude, latitude, properties };
  for (const own of Map.groupBy(rows, ({ datastream }) => datastream.property).values()) {
    const devices = own.toSorted((one, other) => (one.device.from ?? '').localeCompare(other.device.from ?? ''));
    const [said] = devices;
    if (!said) continue;
    const fed: FeedingDevice[] = [];
    for (const { device, line: at } of devices) {
      const before = fed.at(-1);
      // Who takes over ends the time of the one before.
      if (before?.until === null && device.from !== null) before.until = device.from;
      if (before && (device.from === null || (before.until ?? '9') > device.from)) {
        const message = `${quote(device.key)} and ${quote(before.key)} feed the same series at the same time`;
        yield refused(at, 'overlapping-devices', message, 'Say in "von" since when the new device measures');
      } else fed.push({ ...device });
    }
    const { property, intervalSeconds, counter } = said.datastream;
    const words = observedProperties.find(({ id }) => id === property)?.name.de ?? property;
    const series = { thing: key, key: property, name: words, property, intervalSeconds, counter, devices: fed };
    yield { ...item, record: 'datastream', line: said.line, ...series };
  }
}

class DeviceRow {
  readonly problems: Problem[] = [];
  readonly #cell: CellOf<DeviceColumn>;
  readonly #line: number;

  constructor(cell: CellOf<DeviceColumn>, line: number) {
    this.#cell = cell;
    this.#line = line;
  }

  /** Undefined = something of it can't be understood; the problems say what. */
  read(statedAgs: string | undefined): Said | undefined {
    const ags = normaliseAgs(this.#cell('ags') || (statedAgs ?? ''));
    if (ags === undefined) {
      const fix = 'Write the eight digits of the AGS, 07313000 for Landau in der Pfalz, or import with --ags';
      this.#refuse('ags', 'unusable-ags', 'it is no key of a municipality', fix);
    }
    const [name, key] = [this.#needed('station'), this.#needed('device')];
    const property = this.#choice('property', observedProperties, true);
    const source = this.#choice('protocol', protocols, true);
    const theme = this.#choice('theme', themes, false);
    const profile = this.#choice('profile', profiles, false);
    const [from, until] = [this.#start('from'), this.#start('until')];
    const minutes = this.#number('intervalMinutes', (value) => value > 0 && value <= 525_600);
    const spaces = this.#number('places', (value) => Number.isInteger(value) && value >= 0);
    const place = this.#place();
    if (this.problems.length > 0 || ags === undefined || property === null || source === null) return undefined;
    return {
      ...{ line: this.#line, ags, station: this.#cell('id') || name, name, place },
      thing: { theme, properties: spaces === null ? {} : { spaces } },
      datastream: {
        property,
        intervalSeconds: minutes === null ? null : Math.round(minutes * 60),
        counter: this.#cell('counter') !== '',
      },
      // Networks write the EUI of a device in capitals.
      device: {
        ...{ source, key: /^[\da-f]{16}$/i.test(key) ? key.toUpperCase() : key, name: key, profile },
        ...{ field: this.#cell('field') || property, from, until },
      },
    };
  }

  #needed(column: DeviceColumn): string {
    const text = this.#cell(column).slice(0, 300);
    if (text === '') this.#refuse(column, 'missing-text', 'it is missing', `Fill in "${nameOf(column)}"`);
    return text;
  }

  #choice<Id extends string>(column: DeviceColumn, choices: readonly Choice<Id>[], needed: boolean): Id | null {
    const text = this.#cell(column);
    if (text === '' && !needed) return null;
    const folded = foldName(text);
    const found = choices.find(({ id, name }) => [id, name.de, name.en].some((one) => foldName(one) === folded));
    if (!found) {
      const fix = `Write one of ${choices.map(({ id }) => id).join(', ')}`;
      this.#refuse(column, 'unknown-choice', text === '' ? 'it is missing' : 'it is none of those that are known', fix);
    }
    return found?.id ?? null;
  }

  /** First moment of a day; null = none is named, or it was refused. */
  #start(column: 'from' | 'until'): string | null {
    const text = this.#cell(column);
    if (text === '') return null;
    const period = readPeriod(text);
    if (!isRefusal(period) && period.first !== null && period.first === period.last)
      return startOfDay(period.first).toISOString();
    this.#refuse(column, 'no-single-day', 'it is no single day', 'Write a day as in 30.06.2026 or 2026-06-30');
    return null;
  }

  #number(column: 'intervalMinutes' | 'places', fits: (value: number) => boolean): number | null {
    const text = this.#cell(column);
    if (text === '') return null;
    const value = readDecimal(text);
    if (value !== undefined && fits(value)) return value;
    this.#refuse(column, 'not-an-amount', 'it is no such number', 'Write a number like 10, or leave it empty');
    return null;
  }

  #place(): LonLat | null {
    const texts = [this.#cell('longitude') || this.#cell('easting'), this.#cell('latitude') || this.#cell('northing')];
    if (texts.every((text) => text === '')) return null;
    const [x, y] = texts.map(readDecimal);
    const place =
      x !== undefined && y !== undefined ? (x < 1000 ? inGermany([x, y]) : placeOfUtm(x, y, 32)) : undefined;
    if (place) return place;
    const fix = 'Give degrees in "lat" and "lon"; check that the two are not exchanged';
    this.#refuse('latitude', 'unusable-point', 'it is no place in Germany', fix);
    return null;
  }

  #refuse(column: DeviceColumn, rule: string, why: string, fix: string): void {
    const read = this.#cell(column);
    const what = `${read === '' ? '' : `${quote(read)} in `}column "${nameOf(column)}"`;
    this.problems.push({ ...refused(this.#line, rule, `${what}: ${why}`, fix), ...(read !== '' && { read }) });
  }
}

interface Choice<Id extends string> {
  id: Id;
  name: { de: string; en: string };
}

const protocols = uplinkFormats.map((id) => ({ id, name: { de: id, en: id } }));
const profiles = deviceProfiles.map(({ id, name }) => ({ id, name: { de: name, en: name } }));
