import type { AddressName } from '../../../geodata/addresses/match.ts';
import { ambiguousProblem, MatchReport, unmatchedProblem } from '../../../geodata/addresses/match-report.ts';
import type {
  AnnouncementRecord,
  StageEventRecord,
  StageSaying,
  StatementRecord,
} from '../../../geodata/construction/records.ts';
import { quote, refused, warning } from '../../../geodata/formats/problems.ts';
import type { AddressRecord } from '../../../geodata/records.ts';
import { findMunicipalitiesOf } from '../../places/address-municipality.ts';
import { type KnownAddresses, readKnownAddresses } from '../../places/known-addresses.ts';
import type { Recording } from '../import.ts';
import { KnownAreas } from './known-areas.ts';

type Subject = StatementRecord['subject'];

/** Finds what events are about, and makes statements and announcements of them. What is not found is reported. */
export class EventResolver {
  readonly #recording: Recording;
  readonly #addresses = new Map<string, KnownAddresses>();
  readonly #areas: KnownAreas;
  readonly #report = new MatchReport();
  readonly #samples = new Set<string>();

  constructor(recording: Recording) {
    this.#recording = recording;
    this.#areas = new KnownAreas(recording.transaction);
  }

  async resolve(
    batch: readonly StageEventRecord[],
  ): Promise<{ statements: StatementRecord[]; announcements: AnnouncementRecord[] }> {
    const found = await this.#findAll(batch);
    const all = batch.flatMap((event, index) => {
      const { ags, subjects } = found[index] ?? { ags: null, subjects: [] };
      return ags === null ? [] : subjects.map((subject) => ({ event, ags, subject }));
    });
    return {
      statements: all.flatMap(({ event, ags, subject }) => statementOf(event, event.line, ags, subject) ?? []),
      announcements: all.flatMap(({ event, ags, subject }) => announcementOf(event, event.line, ags, subject) ?? []),
    };
  }

  /** Says how addresses were matched, if there were any. */
  finish(): void {
    const summary = this.#report.summary();
    if (summary) this.#recording.report(summary);
  }

  async #findAll(batch: readonly StageEventRecord[]): Promise<({ ags: string; subjects: Subject[] } | undefined)[]> {
    const addressed = batch.flatMap(({ about, ags }) => (about.by === 'address' ? [{ ...about.address, ags }] : []));
    const agsOfAddresses = await findMunicipalitiesOf(this.#recording.transaction, addressed);
    let position = 0;
    const keys = batch.map(({ about, ags }) => (about.by === 'address' ? (agsOfAddresses[position++] ?? null) : ags));
    await this.#openAddresses(
      keys.filter((ags, index): ags is string => ags !== null && batch[index]?.about.by === 'address'),
    );
    await this.#areas.open(
      keys.filter((ags, index): ags is string => ags !== null && batch[index]?.about.by === 'name'),
    );
    return batch.map((event, index) => {
      const ags = keys[index] ?? null;
      if (ags === null) {
        this.#recording.report(unknownMunicipality(event));
        return undefined;
      }
      return { ags, subjects: this.#find(event, ags) };
    });
  }

  #find({ about, line }: StageEventRecord, ags: string): Subject[] {
    if (about.by === 'id') return [{ kind: about.kind, id: about.id }];
    return about.by === 'name' ? this.#findAreas(about.name, line, ags) : this.#findAddress(about.address, line, ags);
  }

  #findAreas(name: string, line: number, ags: string): Subject[] {
    const found = this.#areas.find(ags, name);
    if (found.length === 0) this.#recording.report(this.#areas.unknown(line, ags, name));
    return found.map(({ id }) => ({ kind: 'area', id }));
  }

  #findAddress(record: AddressRecord, line: number, ags: string): Subject[] {
    const known = this.#addresses.get(ags);
    const name: AddressName = {
      street: record.street,
      number: record.houseNumber,
      addition: record.addition ?? '',
      postcode: record.postcode,
      place: record.place,
      districtName: known?.districtOf(record.district, record.place) ?? record.district,
    };
    if (!known || known.book.isEmpty) {
      this.#recording.report(
        refused(
          line,
          'no-addresses',
          `no addresses of ${ags} are known to look ${quote(record.street)} up among`,
          'Import the official house coordinates first',
        ),
      );
      return [];
    }
    const match = known.book.match(name, record.writtenNumber);
    this.#report.add(line, name, match);
    if (match.kind === 'ambiguous') {
      this.#recording.report(ambiguousProblem(line, name, match.addresses));
      return [];
    }
    if (match.kind === 'unmatched') {
      this.#recording.report(unmatchedProblem(line, name, match, false));
      return [];
    }
    return match.addresses.map(({ id }) => ({ kind: 'address', id }));
  }

  async #openAddresses(agsKeys: readonly string[]): Promise<void> {
    const fresh = [...new Set(agsKeys)].filter((ags) => !this.#addresses.has(ags));
    if (fresh.length === 0) return;
    const { transaction, report } = this.#recording;
    for (const [ags, known] of await readKnownAddresses(transaction, fresh)) this.#addresses.set(ags, known);
    const without = fresh.filter((ags) => this.#addresses.get(ags)?.book.isEmpty !== false);
    for (const [ags, known] of await readKnownAddresses(transaction, without, { modelled: true })) {
      if (known.book.isEmpty || this.#samples.has(ags)) continue;
      this.#samples.add(ags);
      this.#addresses.set(ags, known);
      report(
        warning(
          0,
          'sample-addresses',
          `of ${ags} only sample addresses are known; what is said of them goes with them once real ones are imported`,
          'Import the official house coordinates first',
        ),
      );
    }
  }
}

/** What is said of a subject as the record of an edition; undefined = nothing of its state. */
export function statementOf(
  { statement }: StageSaying,
  line: number,
  ags: string,
  subject: Subject,
): StatementRecord | undefined {
  return statement === null ? undefined : { type: 'rollout', record: 'statement', line, ags, subject, ...statement };
}

/** What is announced of a subject as the record of an edition; undefined = nothing. */
export function announcementOf(
  { announcement }: StageSaying,
  line: number,
  ags: string,
  subject: Subject,
): AnnouncementRecord | undefined {
  if (announcement === null) return undefined;
  return { type: 'rollout', record: 'announcement', line, ags, subject, ...announcement };
}

function unknownMunicipality({ line, about }: StageEventRecord) {
  const what = about.by === 'address' ? about.address.street : 'the row';
  return refused(
    line,
    'unknown-municipality',
    `${quote(what)} can't be assigned to one municipality`,
    'Add a column "ags" with its eight-digit key',
  );
}
