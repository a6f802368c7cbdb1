import type { MultiPolygon } from 'geojson';
import type { ResultOf } from 'gql.tada';
import { type MakeUp, makeUpOf } from '../../geodata/make-up.ts';
import type { StateCode } from '../../geodata/states.ts';
import type { GapLevel } from '../view.ts';
import type { ClusterGapsDocument, DistrictGapsDocument, MunicipalityGapsDocument } from './documents.ts';

type Cluster = ResultOf<typeof ClusterGapsDocument>['gaps']['edges'][number]['node'];
type District = ResultOf<typeof DistrictGapsDocument>['gaps']['edges'][number]['node'];
type Municipality = ResultOf<typeof MunicipalityGapsDocument>['gaps']['edges'][number]['node'];

export type Direction = NonNullable<Cluster['direction']>;

/** A gap as list, map and details show it, whatever it is a gap of. */
export interface GapItem {
  /** As the address names it. */
  key: string;
  level: GapLevel;
  /** Place, and for clusters where in it. */
  place: string;
  direction: Direction | null;
  ordinal: number;
  sharePercent: number;
  /** null = nobody states them. */
  households: number | null;
  without: number | null;
  areaKm2: number;
  cells: number | undefined;
  protectedCells: number;
  state: StateCode | undefined;
  designation: string | undefined;
  /** What the class is made of there; null = nobody lives there, or the edition does not know it. */
  makeUp: MakeUp | null;
  modelled: boolean;
  longitude: number;
  latitude: number;
  bounds: readonly number[];
  outline: MultiPolygon | undefined;
}

export function fromCluster(node: Cluster, speed: number): GapItem {
  return {
    ...figuresOf(node),
    key: node.clusterId,
    level: 'clusters',
    place: node.place,
    direction: node.direction,
    ordinal: node.ordinal,
    cells: node.cellCount,
    makeUp: makeUpIn(node, speed),
    longitude: node.longitude,
    latitude: node.latitude,
    bounds: node.bounds,
    outline: node.outline,
  };
}

export function fromDistrict(node: District, speed: number): GapItem {
  const { name, longitude, latitude, bounds, boundary } = node.district;
  return {
    ...figuresOf(node),
    key: name,
    level: 'districts',
    place: name,
    cells: node.cellCount,
    protectedCells: node.protectedCellCount,
    makeUp: makeUpIn(node, speed),
    longitude,
    latitude,
    bounds,
    outline: boundary ?? undefined,
  };
}

export function fromMunicipality(node: Municipality): GapItem {
  const { ags, name, designation, stateCode, areaKm2, longitude, latitude, bounds, makeUp } = node.municipality;
  return {
    ...figuresOf({ ...node, areaKm2 }),
    key: ags,
    level: 'municipalities',
    place: name,
    state: stateCode as StateCode,
    designation,
    makeUp,
    longitude,
    latitude,
    bounds,
  };
}

interface Figures {
  sharePercent: number;
  households: number | null;
  householdsWithout: number | null;
  areaKm2: number;
  modelled: boolean;
}

/** What all have, and what only some have as absent. */
function figuresOf({ sharePercent, households, householdsWithout, areaKm2, modelled }: Figures) {
  return {
    sharePercent,
    households,
    without: householdsWithout,
    areaKm2,
    modelled,
    direction: null,
    ordinal: 1,
    cells: undefined,
    protectedCells: 0,
    state: undefined,
    designation: undefined,
    outline: undefined,
  };
}

function makeUpIn(
  { allPercent, fibrePercent, cablePercent }: Pick<Cluster, 'allPercent' | 'fibrePercent' | 'cablePercent'>,
  speed: number,
): MakeUp {
  return makeUpOf({ all: allPercent, fibre: fibrePercent, cable: cablePercent }, speed);
}
