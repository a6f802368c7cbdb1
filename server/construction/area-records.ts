import { LRUCache } from 'lru-cache';
import { allHaveAsked } from '../batch.ts';
import type { Reader } from '../database/database.ts';
import type { EditionRegister } from '../editions/register.ts';
import {
  type Announcement,
  listAreaAnnouncements,
  listAreas,
  listAreaStatements,
  type Recorded,
  type RolloutArea,
  type Statement,
  type Times,
} from './queries.ts';
import { inOrder } from './stage-order.ts';

/** The rollout areas of a municipality and all that was ever said of them. */
export class AreaRecord {
  readonly #areas: readonly Recorded<RolloutArea>[];
  readonly #statements: ReadonlyMap<string, readonly Recorded<Statement>[]>;
  readonly #announcements: ReadonlyMap<string, readonly Recorded<Announcement>[]>;
  /** Number of rows. */
  readonly size: number;

  constructor(
    areas: readonly Recorded<RolloutArea>[] = [],
    statements: readonly Recorded<Statement>[] = [],
    announcements: readonly Recorded<Announcement>[] = [],
  ) {
    this.#areas = areas;
    this.#statements = Map.groupBy(inOrder(statements), ({ subjectId }) => subjectId);
    this.#announcements = Map.groupBy(announcements, ({ subjectId }) => subjectId);
    this.size = areas.length + statements.length + announcements.length;
  }

  /** Areas as known at a time, by name. */
  areas(asOf: Date | null): RolloutArea[] {
    return this.#areas.filter(isKnown(asOf));
  }

  /** The area of this id as known at a time. */
  area(id: string, asOf: Date | null): RolloutArea | undefined {
    const isIt = isKnown(asOf);
    return this.#areas.find((area) => area.id === id && isIt(area));
  }

  /** What was said of an area: true on a day, known at a time; in the order of the stages, within one by first day. */
  statements(areaId: string, { on, asOf }: Times): Statement[] {
    const said = this.#statements.get(areaId)?.filter(isKnown(asOf)) ?? [];
    return on === null ? said : said.filter(({ from, until }) => from <= on && (until === null || on < until));
  }

  /** What was announced for an area, known at a time, oldest announcement first. */
  announcements(areaId: string, asOf: Date | null): Announcement[] {
    return this.#announcements.get(areaId)?.filter(isKnown(asOf)) ?? [];
  }
}

function isKnown(asOf: Date | null): (said: Recorded<unknown>) => boolean {
  if (asOf === null) return ({ knownUntil }) => knownUntil === null;
  const time = asOf.getTime();
  return ({ knownFrom, knownUntil }) => knownFrom <= time && (knownUntil === null || time < knownUntil);
}

/** Rows that are kept at most, some half a kilobyte each. */
const mostRows = 60_000;

/**
 * Records of areas in memory: the same tens of rows are asked for by everybody who looks at a rollout, for any day and as
 * known at any time. Read when asked for, and anew after whatever is imported or recorded.
 */
export class AreaRecords {
  readonly #db: Reader;
  readonly #kept = new LRUCache<string, AreaRecord>({ maxSize: mostRows, sizeCalculation: ({ size }) => 1 + size });
  readonly #reading = new Map<string, Promise<AreaRecord>>();
  /** Takes one municipality more for the next reading. */
  #join: ((ags: string) => Promise<AreaRecord>) | undefined;
  #forgotten = 0;

  constructor(db: Reader, register: EditionRegister) {
    this.#db = db;
    register.watch(() => this.forget());
  }

  /** What `tell` says of a municipality's record; at once if that is known. Those asked for together are read together. */
  tell<Told>(ags: string, tell: (record: AreaRecord) => Told): Told | Promise<Told> {
    const kept = this.#kept.get(ags);
    return kept ? tell(kept) : this.#read(ags).then(tell);
  }

  /** Lets go of everything: something else holds now. */
  forget(): void {
    this.#forgotten++;
    this.#kept.clear();
    this.#reading.clear();
  }

  #read(ags: string): Promise<AreaRecord> {
    let reading = this.#reading.get(ags);
    if (!reading) {
      this.#join ??= this.#openReading();
      reading = this.#join(ags);
      this.#reading.set(ags, reading);
    }
    return reading;
  }

  #openReading(): (ags: string) => Promise<AreaRecord> {
    const keys = new Set<string>();
    const records = allHaveAsked().then(async () => {
      this.#join = undefined;
      const forgotten = this.#forgotten;
      try {
        const found = await readRecords(this.#db, [...keys]);
        // What was read before something was forgotten may be older than that.
        if (forgotten === this.#forgotten) for (const [ags, record] of found) this.#kept.set(ags, record);
        return found;
      } finally {
        for (const ags of keys) this.#reading.delete(ags);
      }
    });
    return (ags) => {
      keys.add(ags);
      return records.then((found) => found.get(ags) ?? new AreaRecord());
    };
  }
}

/** Three statements, however many municipalities there are. */
async function readRecords(db: Reader, agsKeys: readonly string[]): Promise<Map<string, AreaRecord>> {
  const [areas, statements, announcements] = await Promise.all([
    listAreas(db, agsKeys),
    listAreaStatements(db, agsKeys),
    listAreaAnnouncements(db, agsKeys),
  ]);
  const byMunicipality = <Row extends { ags: string }>(rows: readonly Row[]) => Map.groupBy(rows, ({ ags }) => ags);
  const [areasOf, statementsOf, announcementsOf] = [
    byMunicipality(areas),
    byMunicipality(statements),
    byMunicipality(announcements),
  ];
  return new Map(
    agsKeys.map((ags) => [ags, new AreaRecord(areasOf.get(ags), statementsOf.get(ags), announcementsOf.get(ags))]),
  );
}
