import type { Spread } from './groups.ts';

/** Where in its district a cluster lies. */
export type Direction =
  'NORTH' | 'NORTH_EAST' | 'EAST' | 'SOUTH_EAST' | 'SOUTH' | 'SOUTH_WEST' | 'WEST' | 'NORTH_WEST' | 'CENTRE';

/** Counter-clockwise from the east. */
const eighths: readonly Direction[] = [
  'EAST',
  'NORTH_EAST',
  'NORTH',
  'NORTH_WEST',
  'WEST',
  'SOUTH_WEST',
  'SOUTH',
  'SOUTH_EAST',
];

const german: Record<Direction, string> = {
  NORTH: 'Nord',
  NORTH_EAST: 'Nordost',
  EAST: 'Ost',
  SOUTH_EAST: 'Südost',
  SOUTH: 'Süd',
  SOUTH_WEST: 'Südwest',
  WEST: 'West',
  NORTH_WEST: 'Nordwest',
  CENTRE: 'Mitte',
};

/** Part of the district's spread within which a cluster lies in the centre. */
const centre = 0.35;

/** Direction of a cluster from the middle of all cells of its district. */
export function directionFrom(district: Spread, cluster: Spread): Direction {
  const [north, east] = [cluster.row - district.row, cluster.column - district.column];
  if (Math.hypot(north, east) <= centre * district.radius) return 'CENTRE';
  const eighth = Math.round(Math.atan2(north, east) / (Math.PI / 4));
  return eighths[(eighth + 8) % 8] ?? 'CENTRE';
}

/** A cluster's name in parts, so that it can be said in other languages. */
export interface ClusterName {
  /** District, or the municipality where no district is known. */
  place: string;
  /** null = it takes up most of the place. */
  direction: Direction | null;
  /** Tells clusters apart that would have the same name: 1, 2, 3, …, most households first. */
  ordinal: number;
}

/** The name in German: "Kernstadt Süd", and the second one of them "Kernstadt Süd 2". */
export function germanName({ place, direction, ordinal }: ClusterName): string {
  return [place, direction && german[direction], ordinal > 1 && ordinal].filter(Boolean).join(' ');
}
