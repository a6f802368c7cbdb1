/**
 * Packed cells to a vector tile. Thousands of cells with fifty figures each are the hot path of the map, so features are
 * written straight into the layer's bytes. Source: Mapbox Vector Tile specification 2.1, sections 4.2 to 4.4.
 */
import { type TileFrame, extent } from '../tiles/address.ts';
import { commands, geometryTypes, LayerWriter } from '../tiles/writer.ts';
import { blockCorners, cellBuffer, cornersAside } from './cell-geometry.ts';
import {
  blockEnd,
  blockHeaderLength,
  missingHouseholds,
  missingStep,
  recordHeaderLength,
  recordLength,
} from './packing.ts';

export interface CellEncoding {
  size: number;
  /** Number of figures in a record. */
  figureCount: number;
  /** Figures to write: where they stand in a record, and the attribute's name. */
  figures: readonly { index: number; attribute: string }[];
  modelled: boolean;
  /** Cells with fewer households carry `protected` and no figures. */
  kAnonymity: number;
}

/** Most bytes of a feature beside its figures: lengths, id, four attributes, geometry of four corners. */
const otherBytes = 128;

/** Exact sums would tell a protected cell's households, less those of its neighbours. */
const coarseHouseholdUnit = 10;

/** Most bytes of a figure: key and value index. */
const figureBytes = 3;

/** More keys than these would need two bytes. Germany's atlas has 48. */
const mostFigures = 120;

const corners = new Int32Array(2 * cornersAside * cornersAside);

/** Of a step's attribute: bytes of its key and value together, and the two bytes of the value's index. */
const attributeLength = new Uint8Array(256);
const firstByte = new Uint8Array(256);
const secondByte = new Uint8Array(256);

/** Value index, plus one, of a number of households as 100 m cells have it; 0 = not numbered yet. */
const indexOfHouseholds = new Uint16Array(1024);

/** What is the same for all cells of a tile. */
interface Sheet {
  layer: LayerWriter;
  blocks: Buffer;
  recordLength: number;
  kAnonymity: number;
  /** Households are told in multiples of this. */
  householdUnit: number;
  /** Places of the figures in a record, and the indexes of their keys. */
  offsets: Uint16Array;
  keys: Uint8Array;
  /** Keys and values that all cells have. */
  common: readonly number[];
  /** Key of `households`, and key and value of `protected`. */
  households: number;
  guarded: readonly [key: number, value: number];
  /** Bytes that the lengths of a feature and of its attributes took in the last one. */
  featureLengthBytes: number;
  tagLengthBytes: number;
}

/**
 * `packed` is blocks in base64. Cells as polygons with the attributes `size`, `households`, `protected`, `modelled` and the figures in %.
 * Errors: RangeError for a block that is cut off, or for more figures than keys of one byte.
 */
export function encodeCells(packed: string, frame: TileFrame, encoding: CellEncoding): Buffer {
  const { size, figureCount, figures, modelled, kAnonymity } = encoding;
  if (figures.length > mostFigures) throw new RangeError(`A tile has at most ${mostFigures} figures`);
  const blocks = decode(packed);
  const layer = new LayerWriter('cells', Math.min(1 << 20, (1 << 14) + blocks.length * 4));
  const common = [layer.keyIndex('size'), layer.valueIndex(size)];
  if (modelled) common.push(layer.keyIndex('modelled'), layer.valueIndex(true));
  const sheet: Sheet = {
    layer,
    blocks,
    recordLength: recordLength(figureCount),
    kAnonymity,
    householdUnit: size > 100 ? coarseHouseholdUnit : 1,
    offsets: Uint16Array.from(figures, ({ index }) => recordHeaderLength + index),
    keys: Uint8Array.from(figures, ({ attribute }) => layer.keyIndex(attribute)),
    common,
    households: layer.keyIndex('households'),
    guarded: [layer.keyIndex('protected'), layer.valueIndex(true)],
    featureLengthBytes: 2,
    tagLengthBytes: 2,
  };
  numberSteps(sheet);
  indexOfHouseholds.fill(0);
  let position = 0;
  while (position < blocks.length) position = writeBlock(sheet, position, frame, size);
  return layer.finish();
}

/** Blocks of the tile that is being encoded; kept, for fresh memory for every tile would soon have to be collected. */
let decoded = Buffer.alloc(1 << 16);

function decode(packed: string): Buffer {
  const most = Math.ceil(packed.length / 4) * 3;
  if (decoded.length < most) decoded = Buffer.allocUnsafeSlow(most * 2);
  return decoded.subarray(0, decoded.write(packed, 'base64'));
}

/**
 * Numbers the values of all steps in use before any household count, so that most take one byte. A pass of its own, for
 * a call in the loop that writes would make that several times slower.
 */
function numberSteps({ layer, blocks, offsets, kAnonymity, recordLength: length }: Sheet): void {
  const used = new Uint8Array(256);
  let position = 0;
  while (position < blocks.length) {
    const records = blocks.readInt16BE(position + 8);
    const start = position + blockHeaderLength;
    const end = start + records * length;
    position = blockEnd(position, records, length);
    for (let record = start; record < end; record += length) {
      if (householdsOf(blocks, record) < kAnonymity) continue; // not even in the dictionary
      let index = offsets.length;
      while (index-- > 0) used[blocks[record + (offsets[index] ?? 0)] ?? missingStep] = 1;
    }
  }
  attributeLength.fill(0); // a missing figure is written, and then written over
  for (let step = 0; step < missingStep; step++) {
    if (used[step] === 0) continue;
    const value = layer.valueIndex(step / 2);
    attributeLength[step] = value < 0x80 ? 2 : 3;
    firstByte[step] = value < 0x80 ? value : (value & 0x7f) | 0x80;
    secondByte[step] = value >> 7;
  }
}

function householdsOf(blocks: Buffer, record: number): number {
  return ((blocks[record + 1] ?? 0) << 16) | ((blocks[record + 2] ?? 0) << 8) | (blocks[record + 3] ?? 0);
}

/** Writes the block that starts at `position`; returns where it ends. */
function writeBlock(sheet: Sheet, position: number, frame: TileFrame, size: number): number {
  const { layer, blocks, offsets, recordLength: length } = sheet;
  const northing = blocks.readInt32BE(position);
  const easting = blocks.readInt32BE(position + 4);
  const start = position + blockHeaderLength;
  const records = blocks.readInt16BE(position + 8);
  const end = start + records * length;
  if (end > blocks.length) throw new RangeError(`The block at N ${northing} E ${easting} is cut off`);
  const inside = blockCorners(northing, easting, size, frame, corners) === 'inside';
  layer.reserve(records * (otherBytes + offsets.length * figureBytes));
  const { bytes } = layer;
  for (let record = start; record < end; record += length) {
    const place = blocks[record] ?? 0;
    const row = place >> 3;
    const column = place & 7;
    const corner = (row * cornersAside + column) * 2;
    if (!inside && !touchesTile(corner)) continue;
    if (areaOf(corner) <= 0) continue; // smaller than a tile can show, and section 4.3.4.4 wants an area
    const feature = layer.position;
    // Lengths are known afterwards. Room is kept for as many bytes as the last cell's took, for cells are much alike.
    let at = feature + 1 + sheet.featureLengthBytes;
    bytes[at++] = 0x08; // id
    at = writeVarint(bytes, at, ((northing + row * size) / 100) * 100_000 + (easting + column * size) / 100);
    bytes[at++] = 0x12; // tags
    const attributes = at + sheet.tagLengthBytes;
    const attributesEnd = writeAttributes(sheet, bytes, attributes, record);
    sheet.tagLengthBytes = attributesEnd - attributes < 0x80 ? 1 : 2;
    at = writeLength(bytes, at, attributes, attributesEnd);
    bytes[at++] = 0x18; // type
    bytes[at++] = geometryTypes.polygon;
    bytes[at++] = 0x22; // geometry, far less than 128 bytes
    const geometryEnd = writeGeometry(bytes, at + 1, corner);
    bytes[at] = geometryEnd - at - 1;
    bytes[feature] = 0x12;
    const body = feature + 1 + sheet.featureLengthBytes;
    sheet.featureLengthBytes = geometryEnd - body < 0x80 ? 1 : 2;
    layer.position = writeLength(bytes, feature + 1, body, geometryEnd);
    layer.countFeature();
  }
  return blockEnd(position, records, length);
}

/** Keys and values of a record; returns where they end. */
function writeAttributes(sheet: Sheet, bytes: Uint8Array, start: number, record: number): number {
  const { blocks, offsets, keys, common, layer } = sheet;
  let at = start;
  for (const number of common) bytes[at++] = number;
  const exact = householdsOf(blocks, record);
  if (exact < sheet.kAnonymity) {
    bytes[at++] = sheet.guarded[0];
    bytes[at++] = sheet.guarded[1];
    return at;
  }
  if (exact !== missingHouseholds) {
    const households = Math.round(exact / sheet.householdUnit) * sheet.householdUnit;
    bytes[at++] = sheet.households;
    const known = indexOfHouseholds[households] ?? 0;
    const value = known === 0 ? layer.valueIndex(households) : known - 1;
    if (known === 0 && households < indexOfHouseholds.length) indexOfHouseholds[households] = value + 1;
    at = writeVarint(bytes, at, value);
  }
  for (let index = 0; index < offsets.length; index++) {
    const step = blocks[record + (offsets[index] ?? 0)] ?? missingStep;
    // No branch on the figure: a processor would guess it wrong half of the time. What is too much is written over.
    bytes[at] = keys[index] ?? 0;
    bytes[at + 1] = firstByte[step] ?? 0;
    bytes[at + 2] = secondByte[step] ?? 0;
    at += attributeLength[step] ?? 0;
  }
  return at;
}

/** Numbers of the corners of the cell whose south-western corner's x is at `corner`. */
const east = 2;
const northwards = 2 * cornersAside;

function touchesTile(corner: number): boolean {
  const opposite = corner + east + northwards;
  const most = extent + cellBuffer;
  return (
    Math.max(at(corner + east), at(opposite)) >= -cellBuffer &&
    Math.min(at(corner), at(corner + northwards)) <= most &&
    Math.max(at(corner + 1), at(corner + east + 1)) >= -cellBuffer &&
    Math.min(at(corner + northwards + 1), at(opposite + 1)) <= most
  );
}

/** Half the cross product of the diagonals, twice. */
function areaOf(corner: number): number {
  const northWest = corner + northwards;
  const northEast = northWest + east;
  const southEast = corner + east;
  return (
    (at(southEast) - at(northWest)) * (at(corner + 1) - at(northEast + 1)) -
    (at(corner) - at(northEast)) * (at(southEast + 1) - at(northWest + 1))
  );
}

/** North-west, north-east, south-east, south-west: clockwise with y down, as an outer ring is to be (4.3.4.4). */
function writeGeometry(bytes: Uint8Array, start: number, corner: number): number {
  const northWest = corner + northwards;
  const northEast = northWest + east;
  const southEast = corner + east;
  let position = start;
  bytes[position++] = (1 << 3) | commands.moveTo;
  position = writeZigzag(bytes, position, at(northWest));
  position = writeZigzag(bytes, position, at(northWest + 1));
  bytes[position++] = (3 << 3) | commands.lineTo;
  position = writeZigzag(bytes, position, at(northEast) - at(northWest));
  position = writeZigzag(bytes, position, at(northEast + 1) - at(northWest + 1));
  position = writeZigzag(bytes, position, at(southEast) - at(northEast));
  position = writeZigzag(bytes, position, at(southEast + 1) - at(northEast + 1));
  position = writeZigzag(bytes, position, at(corner) - at(southEast));
  position = writeZigzag(bytes, position, at(corner + 1) - at(southEast + 1));
  bytes[position++] = (1 << 3) | commands.closePath;
  return position;
}

function at(index: number): number {
  return corners[index] ?? 0;
}

function writeZigzag(bytes: Uint8Array, position: number, value: number): number {
  return writeVarint(bytes, position, (value << 1) ^ (value >> 31));
}

/** Writes a whole number below 2³²; returns where it ends. */
function writeVarint(bytes: Uint8Array, position: number, value: number): number {
  let end = position;
  let rest = value >>> 0;
  while (rest >= 0x80) {
    bytes[end++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  bytes[end++] = rest;
  return end;
}

/**
 * Writes at `position` the length of what lies from `start` to `end`, and moves that if the length takes more or less
 * room than there is before it. Returns where it ends then.
 */
function writeLength(bytes: Uint8Array, position: number, start: number, end: number): number {
  const length = end - start;
  const lengthBytes = length < 0x80 ? 1 : 2;
  if (position + lengthBytes !== start) bytes.copyWithin(position + lengthBytes, start, end);
  if (lengthBytes === 1) {
    bytes[position] = length;
  } else {
    bytes[position] = (length & 0x7f) | 0x80;
    bytes[position + 1] = length >> 7;
  }
  return position + lengthBytes + length;
}
