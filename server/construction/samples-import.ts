import { sql } from 'kysely';
import { warning } from '../../geodata/formats/problems.ts';
import type { Recording } from './import.ts';

/** Tables in which real rows stand in for the modelled ones. */
type SampleTable = 'trench' | 'network_point' | 'surface_defect' | 'roadworks' | 'rollout_plan' | 'spending';

const words: Record<SampleTable, string> = {
  trench: 'sections of trench',
  network_point: 'network points',
  surface_defect: 'surface defects',
  roadworks: 'roadworks',
  rollout_plan: 'rows of the plan',
  spending: 'payments',
};

/**
 * Keeps what is modelled and what somebody states apart: the first real row of a table ends all modelled ones of its
 * municipality, for no figure may be a sum of both. They are still found by an earlier `asOf`.
 */
export class Samples {
  readonly #recording: Omit<Recording, 'samples'>;
  readonly #done = new Map<string, Promise<boolean>>();
  #modelled: Promise<boolean> | undefined;

  constructor(recording: Omit<Recording, 'samples'>) {
    this.#recording = recording;
  }

  /** The records that may be written: all of a real edition; of a modelled one those where nothing real stands. */
  async makeWay<R extends { ags: string }>(table: SampleTable, records: readonly R[]): Promise<R[]> {
    const may = new Map<string, boolean>();
    for (const ags of new Set(records.map((record) => record.ags))) may.set(ags, await this.#mayWrite(table, ags));
    return records.filter(({ ags }) => may.get(ags) === true);
  }

  async #mayWrite(table: SampleTable, ags: string): Promise<boolean> {
    this.#modelled ??= this.#isModelled();
    if (await this.#modelled) return !(await this.#hasReal(table, ags));
    let done = this.#done.get(`${table} ${ags}`);
    if (!done) {
      done = this.#end(table, ags);
      this.#done.set(`${table} ${ags}`, done);
    }
    return done;
  }

  async #isModelled(): Promise<boolean> {
    const { transaction, editionId } = this.#recording;
    const edition = await transaction
      .selectFrom('edition')
      .select('modelled')
      .where('id', '=', editionId)
      .executeTakeFirstOrThrow();
    return edition.modelled;
  }

  async #hasReal(table: SampleTable, ags: string): Promise<boolean> {
    const { rows } = await sql<{ real: boolean }>`
      select exists (
        select from ${sql.table(table)} as t join edition as e on e.id = t.edition_id
        where t.ags = ${ags} and upper_inf(t.recorded) and not e.modelled
      ) as real`.execute(this.#recording.transaction);
    return rows[0]?.real === true;
  }

  async #end(table: SampleTable, ags: string): Promise<true> {
    const now = await this.#recording.timeOf(ags);
    const { rows } = await sql<{ count: number }>`
      with ended as (
        update ${sql.table(table)} as t
        set recorded = tstzrange(lower(t.recorded), greatest(${now}::timestamptz, lower(t.recorded) + interval '1 millisecond'))
        from edition as e
        where e.id = t.edition_id and e.modelled and t.ags = ${ags} and upper_inf(t.recorded)
        returning 1
      )
      select count(*) as count from ended`.execute(this.#recording.transaction);
    const count = rows[0]?.count ?? 0;
    if (count > 0) {
      this.#recording.report(
        warning(
          0,
          'samples-replaced',
          `${count} modelled ${words[table]} of ${ags} are shown no longer, now that real ones are there`,
          'Nothing is to be done; whatever the file leaves out counts as not known',
        ),
      );
    }
    return true;
  }
}
