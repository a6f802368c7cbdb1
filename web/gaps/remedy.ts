import type { gapWords } from '../messages/gaps.ts';
import { fastestSpeed } from '../editions/figures.ts';
import { url } from '../url.svelte.ts';
import type { View } from '../view.ts';
import type { GapsState } from './gaps.svelte.ts';
import { thresholds } from './question.ts';

/** Why there is no gap, and the one change of the question that helps. */
export interface Remedy {
  text?: string;
  name?: string;
  change?: Partial<View>;
}

/** The one change that most likely finds gaps: what is missing first, then a smaller size, then a looser threshold. */
export function remedyOf(gaps: GapsState, g: (typeof gapWords)['de']): Remedy {
  const { view } = url;
  const { question, edition } = gaps;
  const municipalities = {
    name: g.empty.allMunicipalities,
    change: { level: 'municipalities' as const, gap: undefined },
  };
  if (!question) return edition ? { text: g.empty.noCellsOfEdition, ...municipalities } : {};
  if (gaps.noCells) return { text: g.empty.noCells(gaps.placeName), ...municipalities };
  if (!gaps.surveyed) {
    const slower = fastestSpeed(question.figures, question.technology);
    return slower !== undefined && slower < view.speed
      ? { text: g.empty.notSurveyed, name: g.empty.slower(slower), change: { speed: slower } }
      : { text: g.empty.notSurveyed, name: g.empty.anyMeans, change: { technology: 'ALL' } };
  }
  if (gaps.apart.smaller > 0)
    return { text: g.empty.smaller(gaps.apart.smaller), name: g.empty.showSmaller, change: { minHouseholds: 0 } };
  const looser = thresholds.find((threshold) => threshold > view.below);
  if (looser !== undefined) return { name: g.empty.raise(looser), change: { below: looser } };
  return view.speed < 1000 ? { name: g.empty.faster(1000), change: { speed: 1000 } } : municipalities;
}
