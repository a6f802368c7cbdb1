import type { View } from '../view.ts';
import type { Question } from './gaps.svelte.ts';

/** What the download `gaps` is asked with for the list of a view. */
export function parametersOf(
  view: View,
  { figures, technology }: Pick<Question, 'figures' | 'technology'>,
): Record<string, string> {
  const municipal = view.level === 'municipalities';
  return {
    level: view.level,
    ...(municipal ? view.state && { state: view.state } : { ags: view.place, households: String(view.minHouseholds) }),
    edition: figures.editionId,
    technology,
    speed: String(view.speed),
    below: String(view.below),
    order: view.order,
    lang: view.language,
  };
}

/** Address of the list on the screen as a file. */
export function downloadUrl(format: 'csv' | 'geojson' | 'gpkg', view: View, question: Question): string {
  return `/downloads/gaps.${format}?${new URLSearchParams(parametersOf(view, question))}`;
}
