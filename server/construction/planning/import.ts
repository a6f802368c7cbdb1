import { type RawBuilder, sql } from 'kysely';
import type {
  DefectRecord,
  PlanningRecord,
  PlanRecord,
  RoadworksRecord,
  SpendingRecord,
  WithdrawalRecord,
} from '../../../geodata/construction/records.ts';
import { quote, refused } from '../../../geodata/formats/problems.ts';
import type { Problem } from '../../../geodata/records.ts';
import type { Transaction } from '../../database/database.ts';
import { Batch } from '../../editions/writer.ts';
import type { Recording } from '../import.ts';

type Table = 'surface_defect' | 'roadworks' | 'rollout_plan' | 'spending';

/** Takes what goes beside the stages, and records it in batches; each record closes the current one of the same id. */
export class PlanningRecorder {
  readonly #defects: Batch<DefectRecord>;
  readonly #roadworks: Batch<RoadworksRecord>;
  readonly #plan: Batch<PlanRecord>;
  readonly #spending: Batch<SpendingRecord>;
  readonly #withdrawals: Batch<WithdrawalRecord>;

  constructor(recording: Recording) {
    this.#defects = new Batch((batch) => recordDefects(recording, batch));
    this.#roadworks = new Batch((batch) => recordRoadworks(recording, batch));
    this.#plan = new Batch((batch) => recordPlan(recording, batch));
    this.#spending = new Batch((batch) => recordSpending(recording, batch));
    this.#withdrawals = new Batch((batch) => withdraw(recording, batch));
  }

  add(record: PlanningRecord | WithdrawalRecord): Promise<void> {
    switch (record.record) {
      case 'surface_defect':
        return this.#defects.add(record);
      case 'roadworks':
        return this.#roadworks.add(record);
      case 'plan':
        return this.#plan.add(record);
      case 'spending':
        return this.#spending.add(record);
      case 'withdrawal':
        return this.#withdrawals.add(record);
    }
  }

  async flush(): Promise<void> {
    for (const batch of [this.#defects, this.#roadworks, this.#plan, this.#spending, this.#withdrawals])
      await batch.flush();
  }
}

async function recordDefects(recording: Recording, batch: readonly DefectRecord[]): Promise<void> {
  const { keys, column } = await supersede(recording, 'surface_defect', batch, unusableDefect);
  await sql`
    insert into surface_defect (ags, id, edition_id, recorded, area_id, trench_id, kind, found_at, repaired_at,
      accepted_at, warranty_until, point)
    select ags, id, ${recording.editionId}, tstzrange(recorded_at, null), area_id, trench_id, kind, found_at, repaired_at,
      accepted_at, warranty_until, ST_SetSRID(ST_GeomFromGeoJSON(point), 4326)
    from unnest(${keys}, ${column(({ areaId }) => areaId)}::text[], ${column(({ trenchId }) => trenchId)}::text[],
      ${column(({ kind }) => kind)}::text[], ${column(({ foundAt }) => foundAt)}::date[],
      ${column(({ repairedAt }) => repairedAt)}::date[], ${column(({ acceptedAt }) => acceptedAt)}::date[],
      ${column(({ warrantyUntil }) => warrantyUntil)}::date[],
      ${column(({ geometry }) => JSON.stringify(geometry))}::text[])
      as n (ags, id, recorded_at, area_id, trench_id, kind, found_at, repaired_at, accepted_at, warranty_until, point)`.execute(
    recording.transaction,
  );
}

async function recordRoadworks(recording: Recording, batch: readonly RoadworksRecord[]): Promise<void> {
  const { keys, column } = await supersede(recording, 'roadworks', batch, ({ line, first, last }) =>
    inOrder(line, { first, last }),
  );
  await sql`
    insert into roadworks (ags, id, edition_id, recorded, area_id, street, valid, traffic_effect, reason_de, reason_en,
      detour_de, detour_en, geometry)
    select ags, id, ${recording.editionId}, tstzrange(recorded_at, null), area_id, street, daterange(first, last, '[]'),
      traffic_effect, reason_de, reason_en, detour_de, detour_en, ${shape(sql`geometry`)}
    from unnest(${keys}, ${column(({ areaId }) => areaId)}::text[], ${column(({ street }) => street)}::text[],
      ${column(({ first }) => first)}::date[], ${column(({ last }) => last)}::date[],
      ${column(({ trafficEffect }) => trafficEffect)}::text[], ${column(({ reason }) => reason?.de ?? null)}::text[],
      ${column(({ reason }) => reason?.en ?? null)}::text[], ${column(({ detour }) => detour?.de ?? null)}::text[],
      ${column(({ detour }) => detour?.en ?? null)}::text[],
      ${column(({ geometry }) => JSON.stringify(geometry))}::text[])
      as n (ags, id, recorded_at, area_id, street, first, last, traffic_effect, reason_de, reason_en, detour_de, detour_en,
        geometry)`.execute(recording.transaction);
}

/** Areas whose outline crosses itself are parted there, as those of the rollout are. */
function shape(geojson: RawBuilder<unknown>): RawBuilder<unknown> {
  const drawn = sql`ST_SetSRID(ST_GeomFromGeoJSON(${geojson}), 4326)`;
  return sql`case when ST_Dimension(${drawn}) = 2 then ST_CollectionExtract(ST_MakeValid(${drawn}), 3) else ${drawn} end`;
}

async function recordPlan(recording: Recording, batch: readonly PlanRecord[]): Promise<void> {
  const named = batch.map((record) => ({ ...record, id: `${record.areaId} ${record.day}` }));
  const { keys, column } = await supersede(recording, 'rollout_plan', named, ({ line, addresses, metres, eur }) =>
    [addresses, metres, eur].some((figure) => figure !== null && figure < 0)
      ? refused(line, 'plan-below-zero', 'a planned figure is below zero', 'Give 0 or more, or leave it out')
      : undefined,
  );
  await sql`
    insert into rollout_plan (ags, edition_id, recorded, area_id, day, addresses_planned, metres_planned, eur_planned,
      eur_federal, eur_state, eur_own, eur_other)
    select ags, ${recording.editionId}, tstzrange(recorded_at, null), area_id, day, addresses, metres, eur, federal, state,
      own, other
    from unnest(${keys}, ${column(({ areaId }) => areaId)}::text[], ${column(({ day }) => day)}::date[],
      ${column(({ addresses }) => addresses)}::integer[], ${column(({ metres }) => metres)}::real[],
      ${column(({ eur }) => eur)}::numeric[], ${column(({ eurBy }) => eurBy.federal)}::numeric[],
      ${column(({ eurBy }) => eurBy.state)}::numeric[], ${column(({ eurBy }) => eurBy.own)}::numeric[],
      ${column(({ eurBy }) => eurBy.other)}::numeric[])
      as n (ags, id, recorded_at, area_id, day, addresses, metres, eur, federal, state, own, other)`.execute(
    recording.transaction,
  );
}

async function recordSpending(recording: Recording, batch: readonly SpendingRecord[]): Promise<void> {
  const { keys, column } = await supersede(recording, 'spending', batch, () => undefined);
  await sql`
    insert into spending (ags, id, edition_id, recorded, area_id, day, eur, funded_by)
    select ags, id, ${recording.editionId}, tstzrange(recorded_at, null), area_id, day, eur, funded_by
    from unnest(${keys}, ${column(({ areaId }) => areaId)}::text[], ${column(({ day }) => day)}::date[],
      ${column(({ eur }) => eur)}::numeric[], ${column(({ fundedBy }) => fundedBy)}::text[])
      as n (ags, id, recorded_at, area_id, day, eur, funded_by)`.execute(recording.transaction);
}

interface Keyed {
  ags: string;
  id: string;
  line: number;
}

/** Ends what is current under the ids of a batch, and leaves out what can't be or comes twice in it. */
async function supersede<R extends Keyed>(
  recording: Recording,
  table: Table,
  batch: readonly R[],
  problemOf: (record: R) => Problem | undefined,
): Promise<{ keys: RawBuilder<unknown>; column: <T>(valueOf: (record: R) => T) => T[] }> {
  const { transaction, report } = recording;
  const taken = new Map<string, R & { recordedAt: Date }>();
  for (const record of await recording.samples.makeWay(table, batch)) {
    const { ags, id, line } = record;
    const earlier = taken.get(`${ags} ${id}`);
    const problem = earlier
      ? refused(line, 'duplicate-id', `${id} was already in line ${earlier.line}`, 'Give each an id of its own')
      : problemOf(record);
    if (problem) report(problem);
    else taken.set(`${ags} ${id}`, { ...record, recordedAt: await recording.timeOf(ags) });
  }
  const records = [...taken.values()];
  const keys = sql`${records.map(({ ags }) => ags)}::text[], ${records.map(({ id }) => id)}::text[],
    ${records.map(({ recordedAt }) => recordedAt)}::timestamptz[]`;
  await end(transaction, table, keys);
  return { keys, column: (valueOf) => records.map(valueOf) };
}

/** Ends what is current under keys, and says which ids that were. */
async function end(transaction: Transaction, table: Table, keys: RawBuilder<unknown>): Promise<Set<string>> {
  const idOf = table === 'rollout_plan' ? sql`(t.area_id || ' ' || to_char(t.day, 'YYYY-MM-DD'))` : sql`t.id`;
  const { rows } = await sql<{ ags: string; id: string }>`
    update ${sql.table(table)} as t
    set recorded = tstzrange(lower(t.recorded), greatest(k.recorded_at, lower(t.recorded) + interval '1 millisecond'))
    from unnest(${keys}) as k (ags, id, recorded_at)
    where t.ags = k.ags and ${idOf} = k.id and upper_inf(t.recorded)
    returning k.ags, k.id`.execute(transaction);
  return new Set(rows.map(({ ags, id }) => `${ags} ${id}`));
}

const tableOf = {
  surface_defect: 'surface_defect',
  roadworks: 'roadworks',
  plan: 'rollout_plan',
  spending: 'spending',
} as const satisfies Record<PlanningRecord['record'], Table>;

/** Ends what was recorded by mistake; it stays known of the time before. */
async function withdraw(recording: Recording, batch: readonly WithdrawalRecord[]): Promise<void> {
  const { transaction, report } = recording;
  for (const [of, withdrawals] of Map.groupBy(batch, (withdrawal) => withdrawal.of)) {
    const times = await Promise.all(withdrawals.map(({ ags }) => recording.timeOf(ags)));
    const keys = sql`${withdrawals.map(({ ags }) => ags)}::text[], ${withdrawals.map(({ id }) => id)}::text[],
      ${times}::timestamptz[]`;
    const ended = await end(transaction, tableOf[of], keys);
    for (const { ags, id, line } of withdrawals) {
      if (ended.has(`${ags} ${id}`)) continue;
      report(
        refused(
          line,
          'nothing-to-withdraw',
          `nothing is recorded under ${quote(id)}`,
          'Correct the id, or remove the row',
        ),
      );
    }
  }
}

function unusableDefect({ line, foundAt, repairedAt, acceptedAt, warrantyUntil }: DefectRecord): Problem | undefined {
  if (warrantyUntil !== null && acceptedAt === null) {
    return refused(
      line,
      'warranty-without-acceptance',
      `its warranty ends on ${warrantyUntil}, but it was never accepted`,
      'Say when it was accepted, or leave the warranty out',
    );
  }
  return inOrder(line, { found: foundAt, repaired: repairedAt, accepted: acceptedAt, 'warranty ends': warrantyUntil });
}

/** Days that must not come before each other; null = none. */
function inOrder(line: number, days: Record<string, string | null>): Problem | undefined {
  const stated = Object.entries(days).filter((entry): entry is [string, string] => entry[1] !== null);
  for (const [index, [name, day]] of stated.entries()) {
    const [before, earlier] = stated[index - 1] ?? [name, day];
    if (day < earlier) {
      return refused(
        line,
        'days-reversed',
        `${name}: ${day} comes before ${before}: ${earlier}`,
        'Correct one of them',
      );
    }
  }
  return undefined;
}
