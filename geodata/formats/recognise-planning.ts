/** Forms of tables beside the stages: surface defects, roadworks, plan and spending. */
import { type ConstructionContent, type PlanningContent, planningContents } from '../construction/contents.ts';
import { findPlanningColumns, planningContentOf } from './planning-columns.ts';
import { type PlanningOptions, readPlanningTable } from './planning-tables.ts';
import type { Form } from './recognise.ts';
import { readCsvRows } from './rows.ts';
import { hasSheet, readSheetTable } from './sheet-table.ts';
import { hashBytes, readBytes, type SourceFile } from './source-file.ts';
import type { Bytes } from './text.ts';

const names: Record<PlanningContent, string> = {
  defects: 'surface defects of the rollout',
  roadworks: 'roadworks of the rollout',
  plan: 'plan of the rollout',
  spending: 'spending on the rollout',
};

/** The form of a text with this header; undefined if it is none of the four. What is named as one says itself what it lacks. */
export function planningTableForm(
  {
    size,
    open,
    holds,
    ...options
  }: PlanningOptions & {
    size: number;
    open: (onBytes?: (bytesRead: number) => void) => Bytes;
    holds: ConstructionContent | undefined;
  },
  header: readonly string[],
): Form | undefined {
  const content = holds === undefined ? planningContentOf(header) : namedBy(holds);
  return (
    content && {
      kind: 'rollout',
      content,
      description: `${names[content]} (CSV)`,
      size,
      read: (onBytes) => readPlanningTable(readCsvRows(open(onBytes)), content, options),
      sha256: () => hashBytes(open()),
    }
  );
}

/** The form of a workbook with a sheet of one of the four; undefined if it has none. */
export async function planningSheetForm(
  file: SourceFile,
  holds: ConstructionContent | undefined,
  options: PlanningOptions,
): Promise<Form | undefined> {
  let content = namedBy(holds);
  if (holds !== undefined && content === undefined) return undefined;
  const isNamed = content !== undefined;
  const isHeader = (header: readonly string[]): boolean => {
    // Above the head there may be a title.
    if (isNamed) return findPlanningColumns(header).size > 1;
    content = planningContentOf(header);
    return content !== undefined;
  };
  if (!(await hasSheet(file.path, isHeader)) || content === undefined) return undefined;
  const found = content;
  return {
    kind: 'rollout',
    content: found,
    description: `${names[found]} (XLSX)`,
    size: file.size,
    read: (onBytes) => readPlanningTable(readSheetTable(file.path, isHeader, onBytes), found, options),
    sha256: () => hashBytes(readBytes(file.path)),
  };
}

function namedBy(holds: ConstructionContent | undefined): PlanningContent | undefined {
  return planningContents.find((content) => content === holds);
}
