import type { PlanningRecord, PlanningRowRecord, WithdrawalRecord } from '../../../geodata/construction/records.ts';
import { positionsOf } from '../../../geodata/formats/network-geometry.ts';
import { quote, refused, warning } from '../../../geodata/formats/problems.ts';
import { findMunicipalitiesAt } from '../../places/locate.ts';
import type { Recording } from '../import.ts';
import { KnownAreas } from '../recording/known-areas.ts';
import { findKnownSubjects, keyOfSubject } from '../subjects-import.ts';

/** Finds the area that a row names, and says what is not known or lies elsewhere. */
export class PlanningRows {
  readonly #recording: Recording;
  readonly #areas: KnownAreas;

  constructor(recording: Recording) {
    this.#recording = recording;
    this.#areas = new KnownAreas(recording.transaction);
  }

  /** What rows say, each of the area that it names; a row whose area is not found is left out. */
  async resolve(batch: readonly PlanningRowRecord[]): Promise<(PlanningRecord | WithdrawalRecord)[]> {
    await this.#areas.open(batch.map(({ ags }) => ags));
    const found = batch.flatMap((row) => {
      const areaId = this.#areaOf(row);
      return areaId === undefined ? [] : [inArea(row.says, areaId)];
    });
    await this.#checkPlaces(found);
    return this.#checkTrenches(found);
  }

  /** Null = it names none; undefined = it was refused. */
  #areaOf({ ags, area, line }: PlanningRowRecord): string | null | undefined {
    if (area === null) return null;
    const [first, ...others] = this.#areas.find(ags, area);
    if (!first) {
      this.#recording.report(this.#areas.unknown(line, ags, area));
      return undefined;
    }
    if (others.length === 0) return first.id;
    const ids = [first, ...others].map(({ id }) => id).join(', ');
    const problem = refused(
      line,
      'several-areas',
      `${quote(area)} has several rollout areas (${ids})`,
      'Name the one that is meant',
    );
    this.#recording.report({ ...problem, read: area });
    return undefined;
  }

  async #checkPlaces(records: readonly (PlanningRecord | WithdrawalRecord)[]): Promise<void> {
    const placed = records.filter((record) => 'geometry' in record);
    const places = placed.map(({ geometry }): [number, number] => {
      const [longitude = 0, latitude = 0] = positionsOf(geometry)[0] ?? [];
      return [longitude, latitude];
    });
    if (places.length === 0) return;
    const municipalities = await findMunicipalitiesAt(this.#recording.transaction, places);
    for (const [index, { line, ags, id }] of placed.entries()) {
      const there = municipalities[index] ?? null;
      if (there === ags) continue;
      const where = there === null ? 'in no known municipality' : `in ${there}`;
      const message = `${quote(id)} is said to be of ${ags}, but lies ${where}`;
      this.#recording.report(warning(line, 'outside-municipality', message, 'Check the key, or the place'));
    }
  }

  /** What names a section of trench that nobody knows is taken without it. */
  async #checkTrenches(
    records: readonly (PlanningRecord | WithdrawalRecord)[],
  ): Promise<(PlanningRecord | WithdrawalRecord)[]> {
    const trenchOf = (record: PlanningRecord | WithdrawalRecord) =>
      record.record !== 'surface_defect' || record.trenchId === null
        ? undefined
        : { ags: record.ags, subject: { kind: 'trench' as const, id: record.trenchId } };
    const known = await findKnownSubjects(
      this.#recording.transaction,
      records.flatMap((record) => trenchOf(record) ?? []),
    );
    return records.map((record) => {
      const trench = trenchOf(record);
      if (!trench || known.has(keyOfSubject(trench))) return record;
      const { id } = trench.subject;
      const message = `${quote(id)} in column "trasse": no section of trench is known under this id; taken without it`;
      const problem = warning(record.line, 'unknown-trench', message, 'Correct the id, or import the trench first');
      this.#recording.report({ ...problem, read: id });
      return { ...record, trenchId: null } as PlanningRecord;
    });
  }
}

function inArea(says: PlanningRowRecord['says'], areaId: string | null): PlanningRecord | WithdrawalRecord {
  const isPlanOfDay = says.record === 'withdrawal' && says.of === 'plan';
  return { ...says, areaId, ...(isPlanOfDay && { id: `${areaId} ${says.id}` }) } as typeof says;
}
