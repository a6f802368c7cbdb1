import { readFile } from 'node:fs/promises';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * An order in which no core waits: one test that makes the filled database first, and beside it those that need none;
 * then those in a browser, which are the longest, and one that began last would keep a single core busy at the end.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const ranks = new Map(await Promise.all(sorted.map(async (file) => [file, await rank(file)] as const)));
    const rankOf = (file: TestSpecification) => ranks.get(file) ?? 0;
    const first = sorted.find((file) => rankOf(file) > 0);
    const others = sorted.filter((file) => file !== first).sort((one, other) => rankOf(one) - rankOf(other));
    return first ? [first, ...others] : others;
  }
}

/** 0: needs no filled database, 1: in a browser, 2: all else. */
async function rank({ moduleId }: TestSpecification): Promise<number> {
  if (!/\b(openFilledDatabase|startApp|openSharedApp)\b/.test(await readFile(moduleId, 'utf8'))) return 0;
  return moduleId.includes('/tests/e2e/') ? 1 : 2;
}
