import type { ExpressionSpecification, SymbolLayerSpecification } from 'maplibre-gl';
import type { Palette } from './palette.ts';

/** A name ends before these on the map: "Landau", not "Landau in der Pfalz". The panel has the full name. */
const cuts = [', ', ' (', ' in ', ' an der ', ' am ', ' im ', ' auf ', ' bei ', ' ob ', ' vor der ', ' a.', ' i.', '/'];

/** The same in words, for charts and cards that have no room for more. */
export function shortNameOf(name: string): string {
  return cuts.reduce((short, cut) => {
    const end = short.indexOf(cut);
    return end > 3 ? short.slice(0, end) : short;
  }, name);
}

/** Bound to a variable at every cut: an expression written in twice would double with each of them. */
const shortName = cuts.reduce<ExpressionSpecification>(
  (name, cut) => [
    'let',
    'name',
    name,
    [
      'let',
      'end',
      ['index-of', cut, ['var', 'name']],
      ['case', ['>', ['var', 'end'], 3], ['slice', ['var', 'name'], 0, ['var', 'end']], ['var', 'name']],
    ],
  ],
  ['get', 'name'],
);

/** A name without room between the cards and the edges is left out; Labels.svelte looks after every move. */
export const roomOrNothing: ExpressionSpecification = ['case', ['boolean', ['feature-state', 'hidden'], false], 0, 1];

export interface LabelKind {
  id: string;
  /** As in the layer `places`. */
  rank: 1 | 2 | 3;
  size: number;
  font: string;
  minzoom: number;
}

/** Cities without a county first, then towns, then the rest; where two labels meet, the later one gives way. */
export const labelKinds: readonly LabelKind[] = [
  { id: 'labels-3', rank: 3, size: 12, font: 'Fira Sans', minzoom: 10.5 },
  { id: 'labels-2', rank: 2, size: 12, font: 'Fira Sans', minzoom: 8.4 },
  { id: 'labels-1', rank: 1, size: 15, font: 'Fira Sans Medium', minzoom: 4 },
];

/** Names of places; that of the page's city is larger and comes first. MapLibre draws them with the page's own fonts. */
export function labelLayers(palette: Palette, chosenAgs: string): SymbolLayerSpecification[] {
  const paint = {
    'text-color': palette.label,
    'text-halo-color': palette.halo,
    'text-halo-width': 1.75,
    'text-opacity': roomOrNothing,
  };
  const others = labelKinds.map((kind): SymbolLayerSpecification => ({
    id: kind.id,
    type: 'symbol',
    source: 'places',
    'source-layer': 'places',
    minzoom: kind.minzoom,
    filter: ['all', ['==', ['get', 'rank'], kind.rank], ['!=', ['get', 'ags'], chosenAgs]],
    layout: {
      'symbol-sort-key': ['get', 'order'],
      'text-field': shortName,
      'text-font': [kind.font],
      'text-size': kind.size,
      'text-padding': 6,
      'text-max-width': 9,
    },
    paint,
  }));
  return [
    ...others,
    {
      id: 'labels-chosen',
      type: 'symbol',
      source: 'places',
      'source-layer': 'places',
      filter: ['==', ['get', 'ags'], chosenAgs],
      layout: {
        'text-field': shortName,
        'text-font': ['Fira Sans SemiBold'],
        'text-size': 17,
        'text-padding': 6,
        'text-max-width': 9,
      },
      paint,
    },
  ];
}
