import { url } from '../../url.svelte.ts';
import type { CoverageState } from '../coverage.svelte.ts';
import { aroundPlace, type PictureRequest } from './request.ts';

/** Size of a picture that is taken along, px: fits a slide and half a page. */
const [width, height] = [1200, 900];

/**
 * The picture of what is on the screen, to save or to draw; undefined while nothing is known. What is taken along is
 * light and framed unless `change` says otherwise.
 */
export function currentPicture(
  coverage: CoverageState,
  change: Partial<PictureRequest> = {},
): PictureRequest | undefined {
  const { choice, municipality, answered } = coverage;
  if (!choice) return undefined;
  const known = answered?.technology === choice.technology && answered.speed === choice.speed;
  const size = { width: change.width ?? width, height: change.height ?? height };
  return {
    ...size,
    position: url.view.map ?? aroundPlace(municipality?.bounds, size.width, size.height),
    edition: choice.edition,
    technology: choice.technology,
    speed: choice.speed,
    place: municipality
      ? {
          ags: municipality.ags,
          name: municipality.name,
          longitude: municipality.longitude,
          latitude: municipality.latitude,
          sharePercent:
            known && answered.edition === choice.edition ? (municipality.chosen[0]?.sharePercent ?? null) : null,
        }
      : undefined,
    agsWithCells: coverage.agsWithCells,
    theme: 'light',
    language: url.view.language,
    framed: true,
    keyed: false,
    cards: [],
    id: 'picture',
    ...change,
  };
}
