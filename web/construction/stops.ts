import type { ConstructionWords } from '../messages/construction-de.ts';
import { lastWordOf, type Outlook, outlookOf } from './address.ts';
import { inOrder, type Quota } from './area.ts';
import { daysBetween } from '../days.ts';
import type { AddressRollout, RolloutArea, Stage, StageStatement, Station } from './documents.ts';
import { beginOf, byDay, saidOf, sourceOf } from './wording.ts';

/** What the sign of a stop looks like. */
export type Sign = 'done' | 'now' | 'next' | 'late' | 'missed' | 'unknown' | 'withheld';

/** One stop of the line that leads to an active connection, in words. */
export interface Stop {
  stage: Stage;
  sign: Sign;
  when: string;
  lines: readonly string[];
  sources: readonly { text: string; modelled: boolean }[];
  /** An announced day that has passed, in words. */
  late: { title: string; text: string } | null;
}

/** Words and digits of the page's language. */
export interface Wording {
  c: ConstructionWords;
  exact: (share: number) => string;
}

/** The stops of an address; `quota` is that of its area. */
export function stopsOfAddress(
  wording: Wording,
  rollout: AddressRollout,
  quota: Quota | undefined,
  day: string,
): Stop[] {
  const { c } = wording;
  const outlook = outlookOf(rollout, day);
  const lastWord = lastWordOf(rollout)?.day;
  return rollout.stations.map((station): Stop => {
    const { stage, implied, statement, areaStatement } = station;
    const late = isLateAt(stage, outlook) ? lateText(c, outlook, lastWord) : null;
    const lines = linesOf(wording, station, rollout.area?.name ?? '', quota);
    const nobody = lines.length === 0 && statement === null && late === null && station.state !== 'WITHHELD';
    return {
      stage,
      sign: late ? 'late' : signOf(station),
      when: statement ? beginOf(c, statement) : late && outlook ? c.until(byDay(c, outlook.last)) : whenOf(c, station),
      lines: implied ? [...lines, c.stations.implied] : nobody ? [c.stations.nobody] : lines,
      sources: [areaStatement, statement].filter((said) => said !== null).map((said) => sourceLine(c, said)),
      late,
    };
  });
}

/** The stops of an area: what is said of each stage of it. */
export function stopsOfArea(wording: Wording, area: Pick<RolloutArea, 'rollout'>): Stop[] {
  return inOrder(area).map((statement): Stop => ({
    stage: statement.stage,
    sign: signOfProgress(statement),
    when: beginOf(wording.c, statement),
    lines: linesOfStatement(wording, statement),
    sources: [sourceLine(wording.c, statement)],
    late: null,
  }));
}

/** What a source says of a stage: its own words before ours, and what else is to be said. */
export function linesOfStatement({ c, exact }: Wording, statement: StageStatement): string[] {
  const { stage, note, shareText } = statement;
  if (stage === 'DEMAND') return [demandText(c, exact, statement), ...(note === null ? [] : [note])];
  if (note === null) return [saidOf(c, statement)];
  return shareText === null ? [note] : [saidOf(c, statement), note];
}

function sourceLine(c: ConstructionWords, statement: StageStatement) {
  return { text: sourceOf(c, statement), modelled: statement.source.modelled };
}

function linesOf(
  wording: Wording,
  { stage, statement, areaStatement }: Station,
  area: string,
  quota: Quota | undefined,
): string[] {
  if (stage === 'DEMAND' && quota && statement) return [quotaText(wording, quota)];
  // Of a sample address nobody has said anything: its date and its mark say all there is.
  const published = statement?.source.modelled === false ? [statement] : [];
  const said = areaStatement ? [...published, areaStatement] : published;
  return said.flatMap((one) => {
    const [first = '', ...others] = linesOfStatement(wording, one);
    return [wording.c.stations.inArea(area, first), ...others];
  });
}

/** What a quota came to, and what was required of it. */
export function quotaText({ c, exact }: Wording, quota: Quota): string {
  const share = quota.share === null ? null : exact(quota.share);
  return c.district.quotaText(
    share,
    quota.required.map((percent) => exact(percent)),
  );
}

function demandText(c: ConstructionWords, exact: (share: number) => string, statement: StageStatement): string {
  const { share, quotaRequired } = statement;
  if (quotaRequired === null) return saidOf(c, statement);
  if (share === null) return `${c.progress[statement.progress]}. ${c.stations.required(exact(quotaRequired))}`;
  return c.stations.quota(exact(share), exact(quotaRequired));
}

/** The end of the whole counts as that of the last stop. */
function isLateAt(stage: Stage, outlook: Outlook | null): outlook is Outlook {
  return outlook !== null && outlook.daysPast > 0 && (outlook.stage ?? 'ACTIVE') === stage;
}

function lateText(c: ConstructionWords, outlook: Outlook, lastWord: string | undefined) {
  const silent = lastWord === undefined || daysBetween(outlook.last, lastWord) <= 0;
  const words = outlook.words ?? byDay(c, outlook.last);
  return {
    title: c.stations.overdue(outlook.daysPast, silent),
    text: outlook.stage === null ? c.stations.wholeProject(words) : c.stations.announced(words),
  };
}

function whenOf(c: ConstructionWords, { state, implied }: Station): string {
  if (implied) return c.noDate;
  if (state === 'WITHHELD') return c.states.withheld;
  return state === 'NEXT' ? c.states.next : c.none;
}

function signOf({ state }: Station): Sign {
  switch (state) {
    case 'DONE':
      return 'done';
    case 'NOW':
      return 'now';
    case 'NEXT':
    case 'OPEN':
      return 'next';
    case 'MISSED':
      return 'missed';
    case 'UNKNOWN':
      return 'unknown';
    case 'WITHHELD':
      return 'withheld';
  }
}

function signOfProgress({ progress }: StageStatement): Sign {
  switch (progress) {
    case 'DONE':
      return 'done';
    case 'UNDER_WAY':
    case 'REPAIRS':
      return 'now';
    case 'OPEN':
      return 'next';
    case 'MISSED':
      return 'missed';
  }
}
