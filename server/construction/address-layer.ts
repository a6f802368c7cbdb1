import { mainStages, orderedStages, type Stage } from '../../geodata/construction/stages.ts';
import type { Reader } from '../database/database.ts';
import { extent, frameOf, mercatorBounds, type TileFrame } from '../tiles/address.ts';
import type { TileLayer } from '../tiles/layer.ts';
import { type Feature, pointFeature, rolloutLayer, standingFields, standingOf } from './layer.ts';
import { meaningOf, type ProgressDirectory } from './progress.ts';
import { listAddressPoints, listBuiltMunicipalities, type TileTimes } from './tile-queries.ts';

/** Metres of the side of the largest tile that tells addresses one by one, at zoom 15; farther out one holds thousands. */
const largestOneByOne = frameOf({ z: 15, x: 0, y: 0 }).side;

/** Units of the squares in which addresses are counted together: 8 px. */
const square = 64;

/** Addresses: one by one where they are told apart, farther out counted together in small squares. */
export function addressesLayer(progress: ProgressDirectory): TileLayer {
  return rolloutLayer({
    name: 'addresses',
    description:
      'Addresses, by stage; what follows from an order is told to planners alone. Below zoom 15 those that lie together are one point.',
    minzoom: 11,
    planners: true,
    fields: {
      ...standingFields,
      id: `${standingFields.id.slice(0, -1)}; absent where a point stands for several addresses.`,
      stage: `${standingFields.stage} Below zoom 15: last stage that is done, of several addresses that of most.`,
      orderable: 'True if a connection can be ordered; absent = not known. From zoom 15 on.',
      addresses: 'Number of addresses that the point stands for; absent = one.',
    },
    async list(db, times, frame, toPlanners) {
      if (frame.side > largestOneByOne) return listSquares(db, progress, times, frame, toPlanners);
      return (await listAddressPoints(db, times, frame, toPlanners)).map((point) => ({
        ...pointFeature(point, frame),
        attributes: { ...standingOf(point), orderable: point.orderable || null },
      }));
    },
  });
}

/** Bits of the stages that follow from an order. */
const orderedBits = orderedStages.reduce((bits, stage) => bits | (1 << mainStages.indexOf(stage)), 0);

interface Square {
  ags: string;
  /** Of the only address; null = there are several. */
  id: string | null;
  x: number;
  y: number;
  addresses: number;
  /** How many have which stage behind them; null = nothing is known. */
  counts: Map<Stage | null, number>;
}

/** From memory: in the database each address would be a look into its history. */
async function listSquares(
  db: Reader,
  progress: ProgressDirectory,
  times: TileTimes,
  frame: TileFrame,
  toPlanners: boolean,
): Promise<Feature[]> {
  const squares = new Map<string, Square>();
  const side = extent / square;
  for (const ags of await listBuiltMunicipalities(db, frame)) {
    for (const { address, bits } of (await progress.get(ags)).within(mercatorBounds(frame, 0), times)) {
      const { id, x, y } = address;
      const [column, row] = [(x - frame.west) * frame.scale, (frame.north - y) * frame.scale].map((units) =>
        Math.floor(units / square),
      ) as [number, number];
      const key = `${ags} ${row * side + column}`;
      let found = squares.get(key);
      if (found) found.id = null;
      else {
        found = { ags, id, x: 0, y: 0, addresses: 0, counts: new Map() };
        squares.set(key, found);
      }
      found.x += x;
      found.y += y;
      found.addresses++;
      const { stage } = meaningOf(toPlanners ? bits : bits & ~orderedBits);
      found.counts.set(stage, (found.counts.get(stage) ?? 0) + 1);
    }
  }
  return [...squares.values()].map(({ ags, id, x, y, addresses, counts }) => {
    const stage = mostOf(counts);
    return {
      ...pointFeature({ x: x / addresses, y: y / addresses }, frame),
      attributes: {
        ags,
        id,
        stage,
        progress: stage && 'done',
        addresses: addresses === 1 ? null : addresses,
      },
    };
  });
}

/** Where most stand; where as many have come less far, that. */
function mostOf(counts: ReadonlyMap<Stage | null, number>): Stage | null {
  const order = (stage: Stage | null) => (stage === null ? -1 : mainStages.indexOf(stage));
  const [most] = [...counts].sort(([one, first], [other, second]) => second - first || order(one) - order(other));
  return most?.[0] ?? null;
}
