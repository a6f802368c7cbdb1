import { order } from './area.ts';
import type { RolloutArea, Stage } from './documents.ts';
import { linesOfStatement, type Wording } from './stops.ts';
import { byDay, sourceOf, wordsOf } from './wording.ts';

/** One thing that was said of an area, beside what had been said of the same before. */
export interface Entry {
  stage: Stage | null;
  /** What was said, in words. */
  text: string;
  /** What was said before and how a date moved since; null = nobody had spoken of it. */
  change: string | null;
  /** Who said it, and when. */
  source: string;
  modelled: boolean;
}

/** All that was said of an area and all that was announced for it, in the order in which it was said. Nothing is left out. */
export function chronicleOf(
  wording: Wording,
  { history, announcements }: Pick<RolloutArea, 'history' | 'announcements'>,
): Entry[] {
  const { c } = wording;
  const states = history.map((said) => ({
    day: said.recordedAt.slice(0, 10),
    kind: 'state',
    stage: said.stage,
    words: linesOfStatement(wording, said).join(' '),
    slip: null,
    source: sourceOf(c, said),
    modelled: said.source.modelled,
  }));
  const promises = announcements.map((said) => ({
    day: said.announcedAt,
    kind: 'promise',
    stage: said.stage,
    words: c.chronicle.promise(said.expectedLast === null ? null : wordsOf(c, said)),
    slip: said.slipDays,
    source: c.source(said.source.publisher, byDay(c, said.announcedAt)),
    modelled: said.source.modelled,
  }));
  const before = new Map<string, string>();
  return [...states, ...promises]
    .sort((one, other) => one.day.localeCompare(other.day) || order.indexOf(one.stage) - order.indexOf(other.stage))
    .map(({ kind, stage, words, slip, source, modelled }): Entry => {
      const key = `${kind} ${stage}`;
      const earlier = before.get(key);
      before.set(key, words);
      const moved = slip === null || slip === 0 ? '' : c.chronicle.moved(slip);
      const change = earlier === undefined ? null : c.chronicle.change(earlier === words ? null : earlier, moved);
      return { stage, text: c.chronicle.said(c.stageOf(stage), words), change, source, modelled };
    });
}
