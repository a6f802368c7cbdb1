import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import type { Palette } from '../palette.ts';

/** Names of its sources and layers begin so. */
export const prefix = 'background-';

export interface Background {
  sources: Record<string, SourceSpecification>;
  layers: (palette: Palette) => LayerSpecification[];
  /** Plain text; undefined if its style says none. */
  attribution: string | undefined;
}

/** How much of our own ground lies over a foreign style: it was not drawn to lie under data, least of all in the dark. */
const veil = { light: 0.25, dark: 0.7 } as const;

/**
 * A foreign style as a ground for our data: areas, lines, pictures, and the names along streets and rivers, in the page's
 * own font. Names of places are ours; signs and patterns would need a second sheet of signs and are left out.
 */
export function fromStyle(style: StyleSpecification, url: string): Background {
  const sources = Object.entries(style.sources).map(([id, source]): [string, SourceSpecification] => [
    prefix + id,
    withWholeAddresses(source, url),
  ]);
  const layers = style.layers.flatMap((layer) => {
    const ground = asGround(layer);
    return ground
      ? [{ ...ground, id: prefix + layer.id, ...('source' in ground && { source: prefix + ground.source }) }]
      : [];
  }) as LayerSpecification[];
  return {
    sources: Object.fromEntries(sources),
    layers: ({ theme, outside }) => [
      ...layers,
      {
        id: `${prefix}veil`,
        type: 'background',
        paint: { 'background-color': outside, 'background-opacity': veil[theme] },
      },
    ],
    attribution: attributionOf(style),
  };
}

function asGround(layer: LayerSpecification): LayerSpecification | undefined {
  switch (layer.type) {
    case 'background':
    case 'fill':
    case 'line':
      return Object.keys(layer.paint ?? {}).some((name) => name.endsWith('-pattern')) ? undefined : layer;
    case 'raster':
      return layer;
    case 'symbol': {
      const { layout = {} } = layer;
      const along = layout['symbol-placement'];
      if (layout['text-field'] === undefined || (along !== 'line' && along !== 'line-center')) return undefined;
      const text = Object.entries(layout).filter(([name]) => !name.startsWith('icon-'));
      return { ...layer, layout: { ...Object.fromEntries(text), 'text-font': ['Fira Sans'] } };
    }
    default:
      return undefined;
  }
}

/** Addresses in a style are relative to it. */
function withWholeAddresses(source: SourceSpecification, base: string): SourceSpecification {
  const whole = (address: string): string =>
    /^[a-z]+:/i.test(address) ? address : decodeURI(new URL(address, base).href); // {z} is no part of an address
  return {
    ...source,
    ...('url' in source && { url: whole(source.url) }),
    ...('tiles' in source && { tiles: source.tiles.map(whole) }),
  };
}

function attributionOf({ sources }: StyleSpecification): string | undefined {
  const texts = Object.values(sources).flatMap((source) =>
    'attribution' in source && source.attribution ? [textOf(source.attribution)] : [],
  );
  return texts.length === 0 ? undefined : [...new Set(texts)].join(' · ');
}

/** The text of an attribution, which may be written as HTML. */
export function textOf(html: string): string {
  return new DOMParser().parseFromString(html, 'text/html').body.textContent.trim();
}

/** Widths of streets by zoom, as shares of the widest; narrower ones come later. */
const streets = [
  { id: 'paths', kinds: ['path', 'track', 'service', 'other'], from: 13, width: 0.35 },
  { id: 'streets', kinds: ['minor_road', 'minor', 'residential', 'street'], from: 12, width: 0.6 },
  {
    id: 'roads',
    kinds: ['medium_road', 'major_road', 'primary', 'secondary', 'tertiary', 'trunk'],
    from: 8,
    width: 0.8,
  },
  { id: 'motorways', kinds: ['highway', 'motorway'], from: 5, width: 1 },
] as const;

/**
 * Our own quiet style for PMTiles of the usual two schemas, Protomaps and OpenMapTiles: water, green, buildings, streets and
 * rails, all in shades of the map's own lines, so that the data stay the only colour.
 */
export function fromTiles(url: string, layerIds: readonly string[], attribution: string | undefined): Background {
  const source = `${prefix}tiles`;
  const has = (layer: { 'source-layer': string }) => layerIds.includes(layer['source-layer']);
  return {
    sources: { [source]: { type: 'vector', url: `pmtiles://${url}` } },
    attribution,
    layers: ({ lineCounty, lineMunicipality }) => {
      const area = (name: string, opacity: number, minzoom = 0) => ({
        id: `${prefix}${name}`,
        type: 'fill' as const,
        source,
        'source-layer': name,
        minzoom,
        filter: ['==', ['geometry-type'], 'Polygon'] as const,
        paint: { 'fill-color': lineCounty, 'fill-opacity': opacity },
      });
      const street = (name: string, { id, kinds, from, width }: (typeof streets)[number]) => ({
        id: `${prefix}${name}-${id}`,
        type: 'line' as const,
        source,
        'source-layer': name,
        minzoom: from,
        filter: ['in', ['coalesce', ['get', 'kind'], ['get', 'class']], ['literal', [...kinds]]] as const,
        layout: { 'line-cap': 'round' as const, 'line-join': 'round' as const },
        paint: {
          'line-color': lineCounty,
          'line-opacity': 0.45,
          'line-width': [
            'interpolate',
            ['exponential', 1.5],
            ['zoom'],
            from,
            0.5 * width,
            15,
            3 * width,
            18,
            16 * width,
          ] as const,
        },
      });
      const names = (name: string) => ({
        id: `${prefix}${name}-names`,
        type: 'symbol' as const,
        source,
        'source-layer': name,
        minzoom: 14,
        layout: {
          'symbol-placement': 'line' as const,
          'text-field': ['get', 'name'] as const,
          'text-font': ['Fira Sans'],
          'text-size': 11,
        },
        paint: { 'text-color': lineCounty, 'text-halo-color': lineMunicipality, 'text-halo-width': 1.2 },
      });
      const drawn = [
        area('landuse', 0.06, 9),
        area('landcover', 0.06, 9),
        area('water', 0.22),
        area('building', 0.3, 13),
        area('buildings', 0.3, 13),
        ...['roads', 'transportation'].flatMap((name) => streets.map((kind) => street(name, kind))),
        names('roads'),
        names('transportation_name'),
      ];
      return drawn.filter(has) as unknown as LayerSpecification[];
    },
  };
}
