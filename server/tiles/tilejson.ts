import type { TileChoice, TileLayer } from './layer.ts';

/** Germany, degrees: west, south, east, north. */
const bounds = [5.86, 47.27, 15.05, 55.06] as const;

/**
 * A layer's description. `origin` is scheme and host that the client used, `query` its query, which the tiles repeat.
 * Source: TileJSON 3.0.0.
 */
export function tileJson(
  { name, description, minzoom, maxzoom }: TileLayer,
  { edition, fields, attributions }: TileChoice,
  origin: string,
  query: string,
): Record<string, unknown> {
  return {
    tilejson: '3.0.0',
    name: edition ? `${name}: ${edition.title}` : name,
    description,
    scheme: 'xyz',
    tiles: [`${origin}/tiles/${name}/{z}/{x}/{y}.mvt${query === '' ? '' : `?${query}`}`],
    minzoom,
    maxzoom,
    bounds,
    center: [8.1166, 49.1988, Math.min(maxzoom, Math.max(minzoom, 9))],
    attribution: attributions.join('; '),
    vector_layers: [{ id: name, description, minzoom, maxzoom, fields }],
    // Not of the standard: where the figures are from.
    ...(edition && {
      edition: {
        id: edition.id,
        title: edition.title,
        referenceDate: edition.referenceDate,
        publisher: edition.publisher,
        licence: edition.licence,
        licenceUrl: edition.licenceUrl,
        modelled: edition.modelled,
      },
    }),
  };
}
