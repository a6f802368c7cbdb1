import { sql } from 'kysely';
import { refused } from '../../geodata/formats/problems.ts';
import type {
  AreaRecord,
  NetworkPointRecord,
  StatementRecord,
  TrenchRecord,
} from '../../geodata/construction/records.ts';
import type { SubjectKind } from '../../geodata/construction/stages.ts';
import type { Transaction } from '../database/database.ts';
import type { Recording } from './import.ts';

/** Where the subjects of each kind are kept. */
const tables = {
  area: 'rollout_area',
  trench: 'trench',
  network_point: 'network_point',
  address: 'address',
} as const satisfies Record<SubjectKind, string>;

/** Writes areas in place of those of the same id. */
export async function replaceAreas(recording: Recording, batch: readonly AreaRecord[]): Promise<void> {
  const areas = await closeCurrent(recording, 'area', batch);
  const { ids, column, geometry } = columnsOf(areas);
  await sql`
    insert into rollout_area (ags, id, edition_id, name, district_name, operator, funding, households, boundary, recorded)
    select ags, id, ${recording.editionId}, name, district, operator, funding, households,
      ST_Multi(ST_CollectionExtract(ST_MakeValid(ST_SetSRID(ST_GeomFromGeoJSON(geometry), 4326)), 3)),
      tstzrange(recorded_at, null)
    from unnest(${ids}, ${column(({ name }) => name)}::text[], ${column(({ district }) => district)}::text[],
      ${column(({ operator }) => operator)}::text[], ${column(({ funding }) => funding)}::text[],
      ${column(({ households }) => households)}::integer[], ${geometry})
      as s (ags, id, recorded_at, name, district, operator, funding, households, geometry)`.execute(
    recording.transaction,
  );
}

/** Writes trenches in place of those of the same id; their length is measured in EPSG:25832, as those who fund them do. */
export async function replaceTrenches(recording: Recording, batch: readonly TrenchRecord[]): Promise<void> {
  const trenches = await closeCurrent(recording, 'trench', await recording.samples.makeWay('trench', batch));
  const { ids, column, geometry } = columnsOf(trenches);
  await sql`
    insert into trench (ags, id, edition_id, area_id, surface, length_m, line, recorded)
    select ags, id, ${recording.editionId}, area_id, surface, ST_Length(ST_Transform(line, 25832)), line, tstzrange(recorded_at, null)
    from (
      select s.*, ST_SetSRID(ST_GeomFromGeoJSON(geometry), 4326) as line
      from unnest(${ids}, ${column(({ areaId }) => areaId)}::text[], ${column(({ surface }) => surface)}::text[],
        ${geometry}) as s (ags, id, recorded_at, area_id, surface, geometry)
      offset 0
    ) as s`.execute(recording.transaction);
}

/** Writes network points in place of those of the same id. */
export async function replaceNetworkPoints(recording: Recording, batch: readonly NetworkPointRecord[]): Promise<void> {
  const points = await closeCurrent(
    recording,
    'network_point',
    await recording.samples.makeWay('network_point', batch),
  );
  const { ids, column, geometry } = columnsOf(points);
  await sql`
    insert into network_point (ags, id, edition_id, area_id, kind, point, recorded)
    select ags, id, ${recording.editionId}, area_id, kind, ST_SetSRID(ST_GeomFromGeoJSON(geometry), 4326),
      tstzrange(recorded_at, null)
    from unnest(${ids}, ${column(({ areaId }) => areaId)}::text[], ${column(({ kind }) => kind)}::text[], ${geometry})
      as s (ags, id, recorded_at, area_id, kind, geometry)`.execute(recording.transaction);
}

/** Which subjects of statements or announcements are known, as `keyOfSubject` names them; one statement a kind. */
export async function findKnownSubjects(
  transaction: Transaction,
  records: readonly Pick<StatementRecord, 'ags' | 'subject'>[],
): Promise<Set<string>> {
  const known = new Set<string>();
  for (const [kind, ofKind] of Map.groupBy(records, ({ subject }) => subject.kind)) {
    const { rows } = await sql<{ ags: string; id: string }>`
      select distinct k.ags, k.id
      from unnest(${ofKind.map(({ ags }) => ags)}::text[], ${ofKind.map(({ subject }) => subject.id)}::text[]) as k (ags, id)
      cross join lateral (
        select from ${sql.table(tables[kind])} as s where s.ags = k.ags and s.id = k.id and upper_inf(s.recorded) limit 1
      ) as s`.execute(transaction);
    for (const { ags, id } of rows) known.add(keyOfSubject({ ags, subject: { kind, id } }));
  }
  return known;
}

/** One text for a subject. */
export function keyOfSubject({ ags, subject: { kind, id } }: Pick<StatementRecord, 'ags' | 'subject'>): string {
  return `${ags} ${kind} ${id}`;
}

interface TimedSubject {
  ags: string;
  id: string;
  recordedAt: Date;
}

/** Ends what is current under the ids of a batch, and leaves out ids that come twice in it. */
async function closeCurrent<R extends { ags: string; id: string; line: number }>(
  recording: Recording,
  kind: SubjectKind,
  batch: readonly R[],
): Promise<(R & TimedSubject)[]> {
  const { transaction, report } = recording;
  const taken = new Map<string, R & TimedSubject>();
  for (const record of batch) {
    const key = `${record.ags} ${record.id}`;
    const earlier = taken.get(key);
    if (earlier) {
      report(
        refused(
          record.line,
          'duplicate-subject',
          `${record.id} was already in line ${earlier.line}`,
          'Give each area, trench and point an id of its own',
        ),
      );
    } else taken.set(key, { ...record, recordedAt: await recording.timeOf(record.ags) });
  }
  const subjects = [...taken.values()];
  await sql`
    update ${sql.table(tables[kind])} as s
    set recorded = tstzrange(lower(s.recorded), greatest(k.recorded_at, lower(s.recorded) + interval '1 millisecond'))
    from unnest(${columnsOf(subjects).ids}) as k (ags, id, recorded_at)
    where s.ags = k.ags and s.id = k.id and upper_inf(s.recorded)`.execute(transaction);
  return subjects;
}

function columnsOf<R extends TimedSubject>(records: readonly R[]) {
  const column = <T>(valueOf: (record: R) => T): T[] => records.map(valueOf);
  return {
    column,
    ids: sql`${column(({ ags }) => ags)}::text[], ${column(({ id }) => id)}::text[],
      ${column(({ recordedAt }) => recordedAt)}::timestamptz[]`,
    geometry: sql`${column((record) => JSON.stringify((record as { geometry?: unknown }).geometry))}::text[]`,
  };
}
