/** Cuts rings along a straight line, so that a concave ring may fall into several parts. */
import type { Position } from 'geojson';

/** What lies on the side where `a · x + b · y ≤ c`. */
export interface HalfPlane {
  a: number;
  b: number;
  c: number;
}

/** A run of the ring on the right side, from the point where it comes in to the point where it leaves. */
interface Chain {
  points: Position[];
  entry: number;
  exit: number;
}

/** Parts of a closed simple ring that lie in a half-plane, as closed rings that run the same way round. */
export function cutRing(ring: readonly Position[], { a, b, c }: HalfPlane): Position[][] {
  const height = ([x = 0, y = 0]: Position): number => a * x + b * y - c;
  const along = ([x = 0, y = 0]: Position): number => a * y - b * x;
  const corners = ring.slice(0, -1).map((point) => ({ point, height: height(point) }));
  if (corners.every((corner) => corner.height <= 0)) return [[...ring]];
  // To start outside means that no chain runs over the ring's end.
  const start = corners.findIndex((corner) => corner.height > 0);
  let previous = corners[start];
  const chains: Chain[] = [];
  let chain: Chain | undefined;
  for (const corner of [...corners.slice(start + 1), ...corners.slice(0, start + 1)]) {
    if (previous && previous.height <= 0 !== corner.height <= 0) {
      const crossing = between(previous, corner);
      if (chain) {
        chain.points.push(crossing);
        chain.exit = along(crossing);
        chain = undefined;
      } else {
        chain = { points: [crossing], entry: along(crossing), exit: 0 };
        chains.push(chain);
      }
    }
    chain?.points.push(corner.point);
    previous = corner;
  }
  return joinChains(chains);
}

interface Corner {
  point: Position;
  height: number;
}

function between(one: Corner, other: Corner): Position {
  const t = one.height / (one.height - other.height);
  const [x1 = 0, y1 = 0] = one.point;
  const [x2 = 0, y2 = 0] = other.point;
  return [x1 + (x2 - x1) * t, y1 + (y2 - y1) * t];
}

/** Along the line, every first and second crossing have the ring's inside between them: there the new edges lie. */
function joinChains(chains: readonly Chain[]): Position[][] {
  const crossings = chains
    .flatMap((chain) => [
      { chain, place: chain.entry, comesIn: true },
      { chain, place: chain.exit, comesIn: false },
    ])
    .sort((one, other) => one.place - other.place);
  const next = new Map<Chain, Chain>();
  for (let index = 0; index < crossings.length; index += 2) {
    const pair = crossings.slice(index, index + 2);
    const entry = pair.find(({ comesIn }) => comesIn);
    const exit = pair.find(({ comesIn }) => !comesIn);
    if (!entry || !exit) throw new Error('A ring that crosses itself cannot be cut');
    next.set(exit.chain, entry.chain);
  }
  const rings: Position[][] = [];
  const used = new Set<Chain>();
  for (const first of chains) {
    if (used.has(first)) continue;
    const ring: Position[] = [];
    for (let chain: Chain | undefined = first; chain && !used.has(chain); chain = next.get(chain)) {
      used.add(chain);
      ring.push(...chain.points);
    }
    rings.push(closed(ring));
  }
  return rings;
}

/** Without corners that repeat the one before (a corner that lies on the line itself is a crossing too). */
function closed(points: readonly Position[]): Position[] {
  const ring = points.filter(([x, y], index) => {
    const [beforeX, beforeY] = points.at(index - 1) ?? [];
    return x !== beforeX || y !== beforeY;
  });
  return [...ring, ...ring.slice(0, 1)];
}
