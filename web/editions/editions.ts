import type { ResultOf } from 'gql.tada';
import type { EditionsDocument } from './documents.ts';

type Answer = ResultOf<typeof EditionsDocument>;
export type CellEdition = Answer['cells']['edges'][number]['node'];
export type Edition = Answer['municipal']['edges'][number]['node'] & { cells: CellEdition | undefined };

/** Two reference dates between which figures can't be compared. */
export interface SeriesBreak {
  earlier: string;
  later: string;
  reason: 'METHOD' | 'CLASSES' | 'KEYS';
}

/** One edition a reference date, oldest first: the one recorded last, for a correction supersedes. Cells of the same date go with it. */
export function listEditions(answer: Answer): Edition[] {
  const cells = new Map<string, CellEdition>();
  for (const { node } of answer.cells.edges) {
    const known = cells.get(node.referenceDate);
    if (!known || known.recordedAt <= node.recordedAt) cells.set(node.referenceDate, node);
  }
  return answer.municipal.edges
    .map(({ node }) => ({ ...node, cells: cells.get(node.referenceDate) }))
    .sort((one, other) => orderOf(one, other));
}

/** By day, then by when it became known. Both are ISO 8601; a collator would take a slow phone's fifth of a second to load. */
function orderOf(
  one: { referenceDate: string; recordedAt: string },
  other: { referenceDate: string; recordedAt: string },
): number {
  const [earlier, later] = [one, other].map(({ referenceDate, recordedAt }) => `${referenceDate} ${recordedAt}`);
  return (earlier ?? '') < (later ?? '') ? -1 : 1;
}

/** The last edition of every reference date: what a slider offers. A superseded one is reached by its pinned link alone. */
export function listCurrent(editions: readonly Edition[]): Edition[] {
  return editions.filter((edition, index) => editions[index + 1]?.referenceDate !== edition.referenceDate);
}

/** What is shown unless a link says otherwise: the newest of the whole country, for one of a single town would leave it empty. */
export function findDefault(editions: readonly Edition[]): Edition | undefined {
  const current = listCurrent(editions);
  return current.findLast(({ partial }) => !partial) ?? current.at(-1);
}
