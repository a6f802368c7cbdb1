import type { View } from '../view.ts';
import type { Question } from './gaps.svelte.ts';

/** Address of the list on the screen as a file. */
export function downloadUrl(format: 'csv' | 'geojson' | 'gpkg', view: View, { figures, technology }: Question): string {
  const municipal = view.level === 'municipalities';
  const parameters = new URLSearchParams({
    level: view.level,
    ...(municipal ? view.state && { state: view.state } : { ags: view.place, households: String(view.minHouseholds) }),
    edition: figures.editionId,
    technology,
    speed: String(view.speed),
    below: String(view.below),
    order: view.order,
    lang: view.language,
  });
  return `/downloads/gaps.${format}?${parameters}`;
}
