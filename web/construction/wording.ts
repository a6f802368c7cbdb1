import type { ConstructionWords } from '../messages/construction-de.ts';
import { statementOf } from './area.ts';
import type { Announcement, RolloutArea, StageStatement } from './documents.ts';
import type { Outlook, Standing } from './address.ts';
import { lastOf } from '../days.ts';

/** A day by which something was so: where only month or year is known, that. */
export function byDay(c: ConstructionWords, day: string): string {
  return c.by(day, lastOf(day));
}

/** When a stage began, as exactly as its source says and no more. */
export function beginOf(c: ConstructionWords, { beginEarliest, beginLatest, progress }: StageStatement): string {
  if (beginLatest === null) return beginEarliest === null ? c.noDate : c.since(byDay(c, beginEarliest));
  if (beginEarliest === beginLatest) return c.by(beginLatest, undefined);
  const latest = byDay(c, beginLatest);
  if (beginEarliest !== null) return c.between(byDay(c, beginEarliest), latest);
  return progress === 'DONE' ? c.until(latest) : c.since(latest);
}

/** What a source says of a stage: the share in its own words, or how far it is. */
export function saidOf(c: ConstructionWords, { shareText, shareOf, progress, certainty }: StageStatement): string {
  if (shareText === null) return c.progress[progress];
  const share = shareText.replaceAll(' %', '\u00a0%');
  // "Finished everywhere" and "partly served" say all of it; a share says of what it is one.
  const whose = shareOf === null || certainty === 'PARTLY' ? '' : c.shareOf[shareOf];
  return whose === '' ? share : `${share} ${whose}`;
}

/** Who said it, and when. What was recorded without a time of day may be of any day up to then. */
export function sourceOf(
  c: ConstructionWords,
  { source, recordedAt }: Pick<StageStatement, 'source' | 'recordedAt'>,
): string {
  const day = recordedAt.slice(0, 10);
  return c.source(source.publisher, /T00:00:00(\.000)?Z$/.test(recordedAt) ? byDay(c, day) : c.by(day, undefined));
}

/** Words of an announcement, as they were said. */
export function wordsOf(c: ConstructionWords, { expected }: Pick<Announcement, 'expected'>): string {
  return expected ?? c.ledger.noWords;
}

/** The answer: where an address stands, and what was announced for what comes next. */
export function sentenceOf(c: ConstructionWords, standing: Standing, outlook: Outlook | null): string {
  const now = c.standing[standing];
  if (outlook) {
    const says = outlook.daysPast > 0 ? c.outlook.passed : c.outlook.coming;
    return `${now} ${says(outlook.stage, byDay(c, outlook.last))}`;
  }
  return moves.has(standing) ? `${now} ${c.outlook.none}` : now;
}

/** Where more is to come, and no date is known. */
const moves: ReadonlySet<Standing> = new Set(['connected', 'passed', 'dug', 'digging', 'planned']);

/** What is said of an area, in one sentence. */
export function areaSentenceOf(c: ConstructionWords, area: Pick<RolloutArea, 'name' | 'rollout'>): string {
  // What was planned or asked before says nothing more once something is built.
  const built = statementOf(area, 'CIVIL_WORKS') ?? statementOf(area, 'ACTIVE');
  const parts = (built ? builtStages : earlyStages).flatMap(({ stage, say }) => {
    const statement = statementOf(area, stage);
    return statement ? [c.district[say](saidOf(c, statement))] : [];
  });
  return parts.length > 0 ? c.district.sentence(area.name, parts) : c.district.nothing;
}

const builtStages = [
  { stage: 'CIVIL_WORKS', say: 'works' },
  { stage: 'SURFACE_ACCEPTED', say: 'surface' },
  { stage: 'ACTIVE', say: 'active' },
] as const;
const earlyStages = [
  { stage: 'PLANNED', say: 'planned' },
  { stage: 'DEMAND', say: 'demand' },
] as const;
