import { sql } from 'kysely';
import type { AddressMatch, AddressName } from '../../geodata/addresses/match.ts';
import { ambiguousProblem, MatchReport, unmatchedProblem } from '../../geodata/addresses/match-report.ts';
import { quote, refused } from '../../geodata/formats/problems.ts';
import type { AddressRecord, Problem } from '../../geodata/records.ts';
import { advanceClock } from '../editions/clock.ts';
import { Batch, type RecordWriter, type WriterContext } from '../editions/writer.ts';
import { findDistrictsAt, findMunicipalitiesOf } from './address-municipality.ts';
import { AddressTable, type AddressRow } from './address-table-import.ts';
import { type KnownAddress, KnownAddresses, readKnownAddresses } from './known-addresses.ts';

/** What an edition says about addresses, by where it is from. */
type Role =
  /** Official house coordinates: all addresses of a municipality. */
  | 'official'
  /** A list of somebody who builds: some addresses, each known already or with its place. */
  | 'list'
  /** Sample addresses, until real ones are imported. */
  | 'sample';

/** Takes what a list says of its addresses beside; what that is, another room knows. */
export interface AddressFollower {
  /** A record and the ids of the known addresses that it means, or of the new one that it has become. */
  follow(record: AddressRecord, ags: string, ids: readonly string[]): void;
  /** Writes what was taken, once the addresses themselves are written. */
  flush(): Promise<void>;
}

/**
 * Writes addresses. An address keeps its id from edition to edition. Official house coordinates replace those of before
 * in their municipalities; a list adds what is new to the known ones, among which its addresses are looked up; both
 * replace the samples. What is replaced is closed, and is still found by its id and an earlier `asOf`.
 * Problems: what could not be matched, and why; `unknown-municipality`, `no-place`, `older-than-known`.
 */
export async function writeAddresses(
  context: WriterContext,
  follower?: AddressFollower,
): Promise<RecordWriter<AddressRecord>> {
  const edition = await context.transaction
    .selectFrom('edition')
    .select(['source', 'modelled', 'supersedes', 'reference_date as referenceDate'])
    .where('id', '=', context.editionId)
    .executeTakeFirstOrThrow();
  const role: Role = edition.modelled ? 'sample' : edition.source === 'hauskoordinaten' ? 'official' : 'list';
  const writer = new AddressWriter(context, role, edition, follower);
  const batch = new Batch<AddressRecord>((records) => writer.write(records));
  return {
    write: (record) => batch.add(record),
    async finish() {
      await batch.flush();
      await writer.finish();
    },
  };
}

class AddressWriter {
  readonly #context: WriterContext;
  readonly #role: Role;
  readonly #referenceDate: string;
  readonly #supersedes: string | null;
  readonly #table: AddressTable;
  readonly #known = new Map<string, KnownAddresses>();
  readonly #report = new MatchReport();
  readonly #follower: AddressFollower | undefined;

  constructor(
    context: WriterContext,
    role: Role,
    { referenceDate, supersedes }: { referenceDate: string; supersedes: string | null },
    follower: AddressFollower | undefined,
  ) {
    this.#context = context;
    this.#role = role;
    this.#referenceDate = referenceDate;
    this.#supersedes = supersedes;
    this.#table = new AddressTable(context);
    this.#follower = follower;
  }

  async write(records: readonly AddressRecord[]): Promise<void> {
    const { transaction, report } = this.#context;
    const agsKeys = await findMunicipalitiesOf(transaction, records);
    await this.#open(new Set(agsKeys.filter((ags) => ags !== null)));
    const districts = await this.#districtsOf(records, agsKeys);
    const rows: AddressRow[] = [];
    for (const [index, record] of records.entries()) {
      const ags = agsKeys[index] ?? null;
      const known = ags === null ? undefined : this.#known.get(ags);
      if (ags === null || !known) report(unknownMunicipality(record));
      else rows.push(...this.#rowsOf(record, ags, known, districts.get(record) ?? null));
    }
    await this.#table.insert(rows);
    await this.#follower?.flush();
  }

  async finish(): Promise<void> {
    const summary = this.#report.summary();
    if (summary) this.#context.report(summary);
    const replaced = {
      sample: sql<boolean>`true`,
      official: sql<boolean>`e.modelled or e.source = 'hauskoordinaten'`,
      list: sql<boolean>`e.modelled`,
    }[this.#role];
    // Where a list names addresses and none could be taken, the samples stay.
    const touched = [...this.#known].filter(([ags, { book }]) => !book.isEmpty || this.#table.hasWritten(ags));
    await this.#table.finish(
      touched.map(([ags]) => ags),
      sql<boolean>`(${replaced} or e.id = ${this.#supersedes})`,
    );
  }

  /** Reads what is known of municipalities that come up for the first time. */
  async #open(agsKeys: ReadonlySet<string>): Promise<void> {
    const { transaction, recordedAt } = this.#context;
    const fresh = [...agsKeys].filter((ags) => !this.#known.has(ags));
    if (fresh.length === 0) return;
    for (const [ags, known] of await readKnownAddresses(transaction, fresh)) this.#known.set(ags, known);
    for (const ags of fresh) this.#table.setTime(ags, await advanceClock(transaction, ags, recordedAt));
  }

  /** Where addresses lie that name no district. */
  async #districtsOf(
    records: readonly AddressRecord[],
    agsKeys: readonly (string | null)[],
  ): Promise<Map<AddressRecord, string | null>> {
    const placed = records.flatMap((record, index) => {
      const ags = agsKeys[index] ?? null;
      const { district, longitude, latitude } = record;
      return ags === null || district !== null || longitude === null || latitude === null
        ? []
        : { record, ags, longitude, latitude };
    });
    const found = await findDistrictsAt(this.#context.transaction, placed);
    return new Map(placed.map(({ record }, index) => [record, found[index] ?? null]));
  }

  /** `districtAt`: the district that its place lies in; null = none is known there, or it names one itself. */
  #rowsOf(record: AddressRecord, ags: string, known: KnownAddresses, districtAt: string | null): AddressRow[] {
    const { report } = this.#context;
    const name: AddressName = {
      street: record.street,
      number: record.houseNumber,
      addition: record.addition ?? '',
      postcode: record.postcode,
      place: record.place,
      districtName: known.districtOf(record.district, record.place),
    };
    const placed: AddressName = { ...name, districtName: name.districtName ?? districtAt };
    if (this.#role === 'sample') {
      if (known.book.isEmpty) return rowOf(record, ags, placed, known.identify(placed, record.id));
      report(realAddressesKnown(record, ags));
      return [];
    }
    if (this.#role === 'list') return this.#rowsOfList(record, ags, known, name, placed);
    if (known.officialDate !== null && known.officialDate > this.#referenceDate && this.#supersedes === null) {
      report(olderThanKnown(record, ags, known.officialDate));
      return [];
    }
    const same = sameAddress(known.book.match(placed), record);
    return rowOf(record, ags, placed, known.identify(placed, same?.id ?? record.id));
  }

  #rowsOfList(
    record: AddressRecord,
    ags: string,
    known: KnownAddresses,
    name: AddressName,
    placed: AddressName,
  ): AddressRow[] {
    const { report } = this.#context;
    const hasPlace = record.longitude !== null;
    if (known.book.isEmpty) {
      if (hasPlace) return this.#newRowsOf(record, ags, known, placed);
      report(noPlace(record, ags));
      return [];
    }
    // What the list itself says decides; where it lies is only filled in.
    const match = known.book.match(name, record.writtenNumber);
    this.#report.add(record.line, name, match);
    if (match.kind === 'ambiguous') {
      report(ambiguousProblem(record.line, name, match.addresses));
      return [];
    }
    if (match.kind === 'unmatched') {
      report(unmatchedProblem(record.line, name, match, hasPlace));
      return hasPlace ? this.#newRowsOf(record, ags, known, placed) : [];
    }
    this.#follower?.follow(
      record,
      ags,
      match.addresses.map(({ id }) => id),
    );
    const same = sameAddress(match, record);
    return match.addresses.flatMap((address) => this.#additionsOf(record, known, address, address === same));
  }

  #newRowsOf(record: AddressRecord, ags: string, known: KnownAddresses, placed: AddressName): AddressRow[] {
    const id = known.identify(placed, record.id);
    this.#follower?.follow(record, ags, [id]);
    return rowOf(record, ags, placed, id);
  }

  /** A known address with what the list alone knows of it; nothing if that is nothing. What is official stays where it is. */
  #additionsOf(record: AddressRecord, known: KnownAddresses, address: KnownAddress, isSame: boolean): AddressRow[] {
    if (known.isTaken(address.id)) return [];
    const households = isSame ? (record.households ?? address.households) : address.households;
    let { longitude, latitude } = address;
    if (isSame && address.source !== 'hauskoordinaten' && record.longitude !== null && record.latitude !== null)
      ({ longitude, latitude } = record as { longitude: number; latitude: number });
    const isNew =
      households !== address.households ||
      longitude !== address.longitude ||
      latitude !== address.latitude ||
      address.editionId === this.#supersedes;
    return isNew ? [{ ...address, id: known.identify(address, address.id), households, longitude, latitude }] : [];
  }
}

/** The one known address that is the same, and not only one of a range; of several of one name the one that stands there. */
function sameAddress(
  match: AddressMatch<KnownAddress>,
  { longitude, latitude }: AddressRecord,
): KnownAddress | undefined {
  if (match.kind === 'unmatched') return undefined;
  if (match.kind === 'ambiguous') {
    if (longitude === null || latitude === null) return undefined;
    const apart = (one: KnownAddress): number =>
      Math.max(Math.abs(one.longitude - longitude), Math.abs(one.latitude - latitude));
    return match.addresses
      .filter((one) => apart(one) < sameHouse)
      .toSorted((one, other) => apart(one) - apart(other))[0];
  }
  const isRange = match.kind === 'normalised' && match.differences.includes('range');
  return match.addresses.length > 1 || isRange ? undefined : match.addresses[0];
}

/** About a hundred metres, degrees: a house that was surveyed anew is not farther away. */
const sameHouse = 0.001;

function rowOf(record: AddressRecord, ags: string, name: AddressName, id: string): AddressRow[] {
  const { areaId, households, longitude, latitude } = record;
  if (longitude === null || latitude === null) return [];
  return [{ ...name, ags, id, areaId, households, longitude, latitude }];
}

function unknownMunicipality({ line, street, place, postcode }: AddressRecord): Problem {
  const where = [postcode, place].filter((part) => part !== null).join(' ');
  return refused(
    line,
    'unknown-municipality',
    `${quote(street)}${where === '' ? '' : ` in ${quote(where)}`} can't be assigned to one municipality`,
    'Add a column "ags" with its eight-digit key, or the place in "lat" and "lon"',
  );
}

function noPlace({ line, street, houseNumber }: AddressRecord, ags: string): Problem {
  return refused(
    line,
    'no-place',
    `${quote(`${street} ${houseNumber}`)} has no place, and no real addresses of ${ags} are known to look it up among`,
    'Import the official house coordinates first, or add the columns "lat" and "lon"',
  );
}

function olderThanKnown({ line }: AddressRecord, ags: string, date: string): Problem {
  return refused(
    line,
    'older-than-known',
    `the house coordinates of ${ags} that are known are newer, of ${date}`,
    'Import the newest file; to take this one all the same, name the edition that it corrects with --supersedes',
  );
}

function realAddressesKnown({ line }: AddressRecord, ags: string): Problem {
  return refused(line, 'real-addresses-known', `real addresses of ${ags} are known`, 'No sample is needed there');
}
