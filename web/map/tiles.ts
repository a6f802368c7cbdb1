/** The server's tile layers. Their attributes are public: see /tiles/{layer}.json. */
export type TileLayer =
  | 'municipalities'
  | 'cells'
  | 'borders'
  | 'places'
  | 'rollout-areas'
  | 'trenches'
  | 'network-points'
  | 'addresses'
  | 'roadworks'
  | 'things';

/** First zoom that is worth asking for, as the layer's TileJSON says. */
export const firstZoom: Record<TileLayer, number> = {
  municipalities: 0,
  cells: 0,
  borders: 0,
  places: 0,
  'rollout-areas': 6,
  trenches: 10,
  'network-points': 11,
  addresses: 11,
  roadworks: 9,
  things: 8,
};

/** Deepest zoom that has tiles of its own; beyond it the last one is enlarged. */
export const deepestZoom: Record<TileLayer, number> = {
  municipalities: 14,
  cells: 16,
  borders: 14,
  places: 14,
  'rollout-areas': 16,
  trenches: 16,
  'network-points': 16,
  addresses: 16,
  roadworks: 16,
  things: 16,
};

/** What a layer's tiles are asked for: an edition where it has editions, a day and a time where it has a history. */
export interface TileParameters {
  edition?: string | undefined;
  /** ISO date. */
  on?: string | undefined;
  /** ISO time with zone. */
  asOf?: string | undefined;
  /** Answered to those alone who send the planners' token. */
  view?: 'planners' | undefined;
}

/** Address of a layer's tiles. */
export function tileUrl(layer: TileLayer, { edition, on, asOf, view }: TileParameters = {}): string {
  const query = Object.entries({ edition, on, asOf, view })
    .flatMap(([name, value]) => (value === undefined ? [] : `${name}=${encodeURIComponent(value)}`))
    .join('&');
  return `${location.origin}/tiles/${layer}/{z}/{x}/{y}.mvt${query === '' ? '' : `?${query}`}`;
}

/** Whether an address is one of tiles that only planners get, from our own server. */
export function isForPlanners(address: string): boolean {
  return address.startsWith(`${location.origin}/tiles/`) && new URL(address).searchParams.get('view') === 'planners';
}
