/**
 * Writes a layer of a vector tile straight into bytes.
 * Source: Mapbox Vector Tile specification 2.1; Protocol Buffers wire format.
 */
import { extent } from './address.ts';

/** Geometry types of section 4.3.4. */
export const geometryTypes = { point: 1, line: 2, polygon: 3 } as const;

/** Commands of section 4.3.1 in the low three bits, their number of repeats above. */
export const commands = { moveTo: 1, lineTo: 2, closePath: 7 } as const;

export type TileValue = number | string | boolean;

/** Field numbers (section 4 and appendix A) with their wire type, as they stand in the bytes. */
const tags = {
  layer: (3 << 3) | 2,
  version: 15 << 3,
  name: (1 << 3) | 2,
  feature: (2 << 3) | 2,
  key: (3 << 3) | 2,
  value: (4 << 3) | 2,
  extent: 5 << 3,
  featureId: 1 << 3,
  featureTags: (2 << 3) | 2,
  featureType: 3 << 3,
  featureGeometry: (4 << 3) | 2,
  stringValue: (1 << 3) | 2,
  doubleValue: (3 << 3) | 1,
  uintValue: 5 << 3,
  booleanValue: 7 << 3,
} as const;

/** Room before the layer for its own tag and length, which are known at the end. */
const layerHeader = 6;

const encoder = new TextEncoder();

/** The bytes of the last layer, for the next one: fresh memory for every tile costs as much as writing it. */
let spare: Uint8Array | undefined;

const largestSpare = 1 << 22;

/**
 * One layer. Keys and values are numbered when they are first used (section 4.4). `bytes` and `position` are open to
 * encoders that write their features themselves; they call `reserve` before.
 */
export class LayerWriter {
  bytes: Uint8Array;
  position = layerHeader;
  readonly #view: DataView;
  readonly #keys = new Map<string, number>();
  readonly #values = new Map<TileValue, number>();
  #features = 0;

  constructor(name: string, capacity = 1 << 14) {
    this.bytes = spare !== undefined && spare.length >= capacity ? spare : new Uint8Array(capacity);
    spare = undefined;
    this.#view = new DataView(new ArrayBuffer(8));
    this.bytes[this.position++] = tags.version;
    this.bytes[this.position++] = 2;
    this.#string(tags.name, name);
  }

  /** Makes room for a number of bytes; `bytes` may be another array afterwards. */
  reserve(length: number): void {
    if (this.position + length <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.position + length));
    larger.set(this.bytes.subarray(0, this.position));
    this.bytes = larger;
  }

  keyIndex(key: string): number {
    let index = this.#keys.get(key);
    if (index === undefined) {
      index = this.#keys.size;
      this.#keys.set(key, index);
    }
    return index;
  }

  valueIndex(value: TileValue): number {
    let index = this.#values.get(value);
    if (index === undefined) {
      index = this.#values.size;
      this.#values.set(value, index);
    }
    return index;
  }

  /** Counts a feature that was written from outside. */
  countFeature(): void {
    this.#features++;
  }

  /** Writes a feature: `attributes` are pairs of key and value indexes, `geometry` is commands and zigzag parameters. */
  feature(id: number, type: number, attributes: readonly number[], geometry: readonly number[]): void {
    const attributeBytes = byteLength(attributes);
    const geometryBytes = byteLength(geometry);
    const length =
      1 +
      varintLength(id) +
      (attributes.length === 0 ? 0 : 1 + varintLength(attributeBytes) + attributeBytes) +
      2 +
      1 +
      varintLength(geometryBytes) +
      geometryBytes;
    this.reserve(length + 8);
    this.#varint(tags.feature);
    this.#varint(length);
    this.#varint(tags.featureId);
    this.#varint(id);
    if (attributes.length > 0) {
      this.#varint(tags.featureTags);
      this.#varint(attributeBytes);
      for (const number of attributes) this.#varint(number);
    }
    this.#varint(tags.featureType);
    this.#varint(type);
    this.#varint(tags.featureGeometry);
    this.#varint(geometryBytes);
    for (const number of geometry) this.#varint(number);
    this.#features++;
  }

  /** The tile with this layer; no bytes at all if it has no features. */
  finish(): Buffer {
    if (this.#features === 0) return Buffer.alloc(0);
    for (const key of this.#keys.keys()) this.#bytes(tags.key, encodeKey(key));
    for (const value of this.#values.keys()) this.#value(value);
    this.reserve(8);
    this.#varint(tags.extent);
    this.#varint(extent);
    const length = this.position - layerHeader;
    const start = layerHeader - 1 - varintLength(length);
    const end = this.position;
    this.position = start;
    this.#varint(tags.layer);
    this.#varint(length);
    this.position = end;
    const tile = Buffer.allocUnsafeSlow(end - start);
    tile.set(this.bytes.subarray(start, end));
    if (this.bytes.length <= largestSpare) spare = this.bytes;
    return tile;
  }

  #varint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.bytes[this.position++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.bytes[this.position++] = rest;
  }

  #string(tag: number, text: string): void {
    this.#bytes(tag, encoder.encode(text));
  }

  #bytes(tag: number, encoded: Uint8Array): void {
    this.reserve(encoded.length + 8);
    this.#varint(tag);
    this.#varint(encoded.length);
    this.bytes.set(encoded, this.position);
    this.position += encoded.length;
  }

  #value(value: TileValue): void {
    this.reserve(24);
    if (typeof value === 'string') {
      const length = encoder.encode(value).length;
      this.#varint(tags.value);
      this.#varint(1 + varintLength(length) + length);
      this.#string(tags.stringValue, value);
    } else if (typeof value === 'boolean') {
      this.#varint(tags.value);
      this.#varint(2);
      this.#varint(tags.booleanValue);
      this.#varint(value ? 1 : 0);
    } else {
      // Always as double, so that a figure has one type in all tiles, whole or not.
      this.#varint(tags.value);
      this.#varint(9);
      this.#varint(tags.doubleValue);
      this.#view.setFloat64(0, value, true);
      for (let index = 0; index < 8; index++) this.bytes[this.position++] = this.#view.getUint8(index);
    }
  }
}

/** Keys are few, the same in all tiles, and a good part of encoding a small one. */
const encodedKeys = new Map<string, Uint8Array>();

function encodeKey(key: string): Uint8Array {
  let encoded = encodedKeys.get(key);
  if (!encoded) {
    encoded = encoder.encode(key);
    encodedKeys.set(key, encoded);
  }
  return encoded;
}

/** Bytes of a whole number from 0 as a varint. */
export function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) length++;
  return length;
}

function byteLength(numbers: readonly number[]): number {
  let length = 0;
  for (const number of numbers) length += varintLength(number);
  return length;
}
