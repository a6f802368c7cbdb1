import type { PlanningRowRecord, PlanRecord } from '../construction/records.ts';
import type { Problem } from '../records.ts';
import { quote, warning } from './problems.ts';

type Figure = 'addresses' | 'metres' | 'eur';
const words: Record<Figure, string> = { addresses: 'addresses', metres: 'metres', eur: 'euros' };

/** Notices plans that fall from one day to a later one: sums can't, and who gives each month's own figures means no sums. */
export class PlanFalls {
  readonly #plans = new Map<string, PlanRecord[]>();

  add({ ags, area, says }: PlanningRowRecord): void {
    if (says.record !== 'plan') return;
    const key = `${ags} ${area}`;
    this.#plans.set(key, [...(this.#plans.get(key) ?? []), says]);
  }

  /** One warning an area, at the first row that falls. */
  *problems(): Generator<Problem> {
    for (const [key, plans] of this.#plans) {
      const fall = firstFall(plans);
      if (!fall) continue;
      const { line, figure, from, to } = fall;
      yield warning(
        line,
        'plan-falls',
        `${quote(key.slice(9))}: ${to} planned ${words[figure]} are fewer than the ${from} of the row before; they are taken as sums since the beginning`,
        'If they are those of one month each, add them up from month to month',
      );
    }
  }
}

function firstFall(
  plans: readonly PlanRecord[],
): { line: number; figure: Figure; from: number; to: number } | undefined {
  const highest: Partial<Record<Figure, number>> = {};
  for (const plan of plans.toSorted((one, other) => (one.day < other.day ? -1 : 1))) {
    for (const figure of ['addresses', 'metres', 'eur'] as const) {
      const [to, from] = [plan[figure], highest[figure]];
      if (to === null) continue;
      if (from !== undefined && to < from) return { line: plan.line, figure, from, to };
      highest[figure] = to;
    }
  }
  return undefined;
}
