/**
 * Cells as tiles want them: a byte a figure, eight by eight cells a block, so that a tile reads tens of rows and not
 * thousands. The exact figures stay in cell_coverage and coarse_cell; this form is derived from them at import.
 *
 * Block: northing and easting of its lower-left corner (metres, EPSG:3035, int32), number of cells (int16), then a
 * record a cell; all big endian. Record: place in the block (byte, row × 8 + column, from the lower left), households
 * (uint24), a step a figure in the order of `edition.figures` (byte). Zeros at the end fill a block up to `blockUnit`.
 */
import type { Corner } from '../../geodata/grid.ts';

/** Metres of a cell's side, finest first. */
export const cellSizes = [100, 1000, 5000] as const;

export type CellSize = (typeof cellSizes)[number];

/** Cells along the side of a block. */
export const blockSide = 8;

/** Bytes before the first record of a block. */
export const blockHeaderLength = 10;

/** A block's length is a multiple of this, so that the base64 of blocks can be strung together: it has no padding then. */
export const blockUnit = 3;

/** Where the block ends that starts at `position` and has a number of records. */
export function blockEnd(position: number, records: number, bytesOfRecord: number): number {
  return position + Math.ceil((blockHeaderLength + records * bytesOfRecord) / blockUnit) * blockUnit;
}

/** Bytes of a record before its first figure. */
export const recordHeaderLength = 4;

/** Step that stands for a figure that is not stated. */
export const missingStep = 255;

/** Households of a record that are not stated. */
export const missingHouseholds = 0xff_ffff;

const mostHouseholds = missingHouseholds - 1;

/**
 * A share in % as half percents, 0 to 200. Rounded down so that its class (0, above 0, from 2, 10, 25, 50, 75, 95) never
 * changes: only an exact 0 is 0, only an exact 100 is 200.
 */
export function packShare(share: number | null): number {
  if (share === null) return missingStep;
  // The exact figure is kept as real; what rounds to 95 there must not be less here.
  const exact = Math.fround(share);
  if (exact <= 0) return 0;
  if (exact >= 100) return 200;
  return Math.max(1, Math.floor(exact * 2));
}

/** Households as they fit three bytes; null = not stated. */
export function packHouseholds(households: number | null): number {
  return households === null ? missingHouseholds : Math.min(households, mostHouseholds);
}

/** Corner of the block that a cell of `size` metres lies in. */
export function blockCorner(corner: Corner, size: number): Corner {
  const side = blockSide * size;
  return {
    northing: Math.floor(corner.northing / side) * side,
    easting: Math.floor(corner.easting / side) * side,
  };
}

/** Bytes of a record with a number of figures. */
export function recordLength(figureCount: number): number {
  return recordHeaderLength + figureCount;
}

/** Some of a block's cells, without the block's header. */
export interface BlockPart extends Corner {
  cells: number;
  records: Buffer;
}

/**
 * Packs cells of one size as they come, in any order, and gives them back sorted into the blocks that they lie in. Bytes
 * instead of objects, so that millions of cells leave nothing behind.
 */
export class CellPacker {
  readonly #size: number;
  readonly #figureCount: number;
  readonly #recordLength: number;
  #records: Buffer;
  #blocks: number[] = [];

  constructor(size: number, figureCount: number, capacity: number) {
    this.#size = size;
    this.#figureCount = figureCount;
    this.#recordLength = recordLength(figureCount);
    this.#records = Buffer.alloc(this.#recordLength * capacity);
  }

  add({ northing, easting }: Corner, households: number | null, shares: readonly (number | null)[]): void {
    const size = this.#size;
    const corner = blockCorner({ northing, easting }, size);
    let position = this.#blocks.length * this.#recordLength;
    if (position + this.#recordLength > this.#records.length) {
      this.#records = Buffer.concat([this.#records, Buffer.alloc(this.#records.length + this.#recordLength)]);
    }
    const records = this.#records;
    const count = packHouseholds(households);
    records[position++] = ((northing - corner.northing) / size) * blockSide + (easting - corner.easting) / size;
    records[position++] = count >> 16;
    records[position++] = (count >> 8) & 0xff;
    records[position++] = count & 0xff;
    for (let index = 0; index < this.#figureCount; index++) records[position++] = packShare(shares[index] ?? null);
    const side = blockSide * size;
    this.#blocks.push((corner.northing / side) * 0x10000 + corner.easting / side);
  }

  /** All cells since the last call; `keeps` says for each, in the order they came, whether it is to stay. */
  take(keeps: (index: number) => boolean = () => true): BlockPart[] {
    const side = blockSide * this.#size;
    const members = new Map<number, number[]>();
    for (const [index, block] of this.#blocks.entries()) {
      if (!keeps(index)) continue;
      const others = members.get(block);
      if (others) others.push(index);
      else members.set(block, [index]);
    }
    this.#blocks = [];
    const length = this.#recordLength;
    return Array.from(members, ([block, indexes]) => {
      const records = Buffer.allocUnsafe(length * indexes.length);
      for (const [place, index] of indexes.entries()) {
        this.#records.copy(records, place * length, index * length, (index + 1) * length);
      }
      const northing = Math.floor(block / 0x10000) * side;
      return { northing, easting: (block % 0x10000) * side, cells: indexes.length, records };
    });
  }
}
