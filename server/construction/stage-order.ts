import { type Stage, stages } from '../../geodata/construction/stages.ts';
import type { Statement } from './queries.ts';

const order = new Map<Stage, number>(stages.map(({ id }, index) => [id, index]));

/** Statements of each subject in the order of the stages; as they were within a stage. */
export function inOrder<Said extends Statement>(statements: readonly Said[]): Said[] {
  return statements.toSorted(
    (one, other) =>
      compare(one.subjectId, other.subjectId) || (order.get(one.stage) ?? 0) - (order.get(other.stage) ?? 0),
  );
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
