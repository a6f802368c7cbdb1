/** Views whose code comes when they are wanted. */
import { loadAhead } from './frame/loaded.ts';
import type { View } from './view.ts';

export const views = {
  gaps: () => import('./gaps/GapsView.svelte'),
  compare: () => import('./coverage/compare/CompareView.svelte'),
  rollout: () => import('./construction/RolloutView.svelte'),
  progress: () => import('./progress/ProgressView.svelte'),
  record: () => import('./construction/recording/RecordView.svelte'),
  sensors: () => import('./sensors/SensorsView.svelte'),
  terms: () => import('./terms/TermsView.svelte'),
  easy: () => import('./terms/EasyView.svelte'),
  report: () => import('./coverage/print/ReportView.svelte'),
};

/**
 * Before the page is drawn: the code of a view that is text alone, and so can be drawn by the server too. Returns the
 * files that it came from.
 */
export async function prepare(show: View['show']): Promise<string[]> {
  try {
    if (show === 'terms') {
      await loadAhead(views.terms);
      return ['terms/TermsView.svelte'];
    }
    if (show === 'rollout') {
      await loadAhead(views.rollout);
      return ['construction/RolloutView.svelte'];
    }
    if (show === 'progress') {
      await loadAhead(views.progress);
      return ['progress/ProgressView.svelte'];
    }
    if (show === 'sensors') {
      await loadAhead(views.sensors);
      return ['sensors/SensorsView.svelte'];
    }
    if (show === 'easy') {
      await loadAhead(views.easy);
      return ['terms/EasyView.svelte'];
    }
  } catch {
    // The view itself says so, and offers another attempt.
  }
  return [];
}
