import { polygonCommands } from '../tiles/shapes.ts';
import { geometryTypes, LayerWriter } from '../tiles/writer.ts';
import type { MunicipalityShape } from './tile-queries.ts';

export interface MunicipalityEncoding {
  /** Figures to write: where they stand in the shares, and the attribute's name. */
  figures: readonly { index: number; attribute: string }[];
  modelled: boolean;
}

/** Municipalities as polygons; the figures exactly as published, in %. What nobody lives in has none. */
export function encodeMunicipalities(
  municipalities: readonly MunicipalityShape[],
  { figures, modelled }: MunicipalityEncoding,
): Buffer {
  const layer = new LayerWriter('municipalities');
  const agsKey = layer.keyIndex('ags');
  const nameKey = layer.keyIndex('name');
  const common = modelled ? [layer.keyIndex('modelled'), layer.valueIndex(true)] : [];
  const keys = figures.map(({ index, attribute }) => ({ index, key: layer.keyIndex(attribute) }));
  const valueOf = createValueIndex(layer);
  for (const { ags, name, inhabited, shares, shape } of municipalities) {
    const commands = polygonCommands(shape);
    if (commands.length === 0) continue;
    const attributes = [agsKey, layer.valueIndex(ags), nameKey, layer.valueIndex(name), ...common];
    if (!inhabited) attributes.push(layer.keyIndex('inhabited'), layer.valueIndex(false));
    else if (shares !== null) {
      const texts = shares.slice(1, -1).split(',');
      for (const { index, key } of keys) {
        const text = texts[index];
        if (text !== undefined && text !== 'NULL') attributes.push(key, valueOf(text));
      }
    }
    layer.feature(Number(ags), geometryTypes.polygon, attributes, commands);
  }
  return layer.finish();
}

/** Numbers shares by their text, so that half a million of them need not become numbers first. */
function createValueIndex(layer: LayerWriter): (text: string) => number {
  const indexes = new Map<string, number>();
  return (text) => {
    let index = indexes.get(text);
    if (index === undefined) {
      index = layer.valueIndex(Number(text));
      indexes.set(text, index);
    }
    return index;
  };
}
