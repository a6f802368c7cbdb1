import type { FillLayerSpecification } from 'maplibre-gl';

/** Coloured fills that streets and buildings below are seen through; patterns, and fills with an opacity of their own, stay. */
export function seenThrough(layers: readonly FillLayerSpecification[], opacity: number): FillLayerSpecification[] {
  return layers.map((layer) => {
    const { paint = {} } = layer;
    const own = 'fill-pattern' in paint || 'fill-opacity' in paint;
    return own ? layer : { ...layer, paint: { ...paint, 'fill-opacity': opacity } };
  });
}
