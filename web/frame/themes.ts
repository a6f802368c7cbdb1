import type { IconName } from '../icons/paths.ts';
import type { Words } from '../messages/de.ts';
import type { View } from '../view.ts';

/** What the page is about, in the order of the bar. */
export interface Theme {
  show: View['show'];
  icon: IconName;
  name: (words: Words) => string;
  /** Views that belong to it: it is the current one there too. */
  views: readonly View['show'][];
}

export const themes: readonly Theme[] = [
  { show: 'map', icon: 'map', name: (w) => w.page.coverage, views: ['map', 'table', 'report'] },
  { show: 'gaps', icon: 'gap', name: (w) => w.page.gaps, views: ['gaps'] },
  { show: 'rollout', icon: 'rollout', name: (w) => w.page.rollout, views: ['rollout', 'progress', 'record'] },
  { show: 'sensors', icon: 'sensors', name: (w) => w.page.sensors, views: ['sensors'] },
  { show: 'compare', icon: 'compare', name: (w) => w.page.compare, views: ['compare'] },
];
