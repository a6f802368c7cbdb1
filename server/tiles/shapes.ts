/**
 * Polygons and lines that the database has clipped and brought to a tile's units, as a tile wants them.
 * Sources: TWKB specification; Mapbox Vector Tile specification 2.1, sections 4.3.2 to 4.3.4.
 */
import { type RawBuilder, sql } from 'kysely';
import { mercatorBounds, type TileFrame } from './address.ts';
import { commands } from './writer.ts';

/** Units around a tile that shapes are cut at: outlines end outside of what is seen. */
const buffer = 64;

/** SQL: whether a geometry in EPSG:3857 touches the tile. */
export function touches(geometry: RawBuilder<unknown>, frame: TileFrame): RawBuilder<boolean> {
  return sql`${geometry} && ${envelope(frame)}`;
}

/** SQL: a geometry in EPSG:3857, cut by the tile and in its units, as TWKB in base64. Whole numbers are all that it keeps. */
export function clip(geometry: RawBuilder<unknown>, frame: TileFrame): RawBuilder<string> {
  const { west, north, scale } = frame;
  return sql`encode(ST_AsTWKB(ST_TransScale(ST_ClipByBox2D(${geometry}, ${envelope(frame)}),
    ${-west}::float8, ${-north}::float8, ${scale}::float8, ${-scale}::float8), 0), 'base64')`;
}

function envelope(frame: TileFrame): RawBuilder<unknown> {
  const [west, south, east, north] = mercatorBounds(frame, buffer);
  return sql`ST_MakeEnvelope(${west}::float8, ${south}::float8, ${east}::float8, ${north}::float8, 3857)`;
}

/** Points as x, y, x, y, … */
type Path = number[];

/** What is left of a polygon in a tile, as commands and parameters; empty if it is smaller than the tile can show. */
export function polygonCommands(twkb: string): number[] {
  const geometry = new TwkbReader(Buffer.from(twkb, 'base64'));
  const pen = new Pen();
  for (const rings of geometry.readPolygons()) {
    for (const [index, ring] of rings.entries()) {
      const open = withoutRepeats(ring, true);
      const area = open.length < 6 ? 0 : areaOf(open);
      if (area === 0 && index === 0) break; // holes go with their polygon
      if (area === 0) continue;
      // Outer rings clockwise with y down, holes the other way (4.3.4.4).
      pen.ring(area > 0 === (index === 0) ? open : reversed(open));
    }
  }
  return pen.commands;
}

/** What is left of a line in a tile, as commands and parameters; empty if it is shorter than the tile can show. */
export function lineCommands(twkb: string): number[] {
  const pen = new Pen();
  for (const line of new TwkbReader(Buffer.from(twkb, 'base64')).readLines()) {
    const path = withoutRepeats(line, false);
    if (path.length >= 4) pen.line(path);
  }
  return pen.commands;
}

/** A point, as commands and parameters. */
export function pointCommands(x: number, y: number): number[] {
  return [(1 << 3) | commands.moveTo, zigzag(x), zigzag(y)];
}

/** Draws relative to where it was last (4.3.2). */
class Pen {
  readonly commands: number[] = [];
  #x = 0;
  #y = 0;

  line(path: Path): void {
    this.commands.push((1 << 3) | commands.moveTo);
    this.#to(path, 0);
    this.commands.push(((path.length / 2 - 1) << 3) | commands.lineTo);
    for (let index = 2; index < path.length; index += 2) this.#to(path, index);
  }

  ring(path: Path): void {
    this.line(path);
    this.commands.push((1 << 3) | commands.closePath);
  }

  #to(path: Path, index: number): void {
    const [x = 0, y = 0] = [path[index], path[index + 1]];
    this.commands.push(zigzag(x - this.#x), zigzag(y - this.#y));
    this.#x = x;
    this.#y = y;
  }
}

function zigzag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0;
}

function withoutRepeats(path: Path, closed: boolean): Path {
  const kept: Path = [];
  for (let index = 0; index < path.length; index += 2) {
    const [x = 0, y = 0] = [path[index], path[index + 1]];
    if (kept.length === 0 || x !== kept.at(-2) || y !== kept.at(-1)) kept.push(x, y);
  }
  // A ring is closed by a command, not by its first point once more.
  if (closed && kept.length > 2 && kept[0] === kept.at(-2) && kept[1] === kept.at(-1)) kept.length -= 2;
  return kept;
}

/** Twice the area by the surveyor's formula; above 0 for a ring that is clockwise with y down. */
function areaOf(ring: Path): number {
  let area = 0;
  for (let index = 0; index < ring.length; index += 2) {
    const next = (index + 2) % ring.length;
    area += (ring[index] ?? 0) * (ring[next + 1] ?? 0) - (ring[next] ?? 0) * (ring[index + 1] ?? 0);
  }
  return area;
}

function reversed(ring: Path): Path {
  const backwards: Path = [];
  for (let index = ring.length - 2; index >= 0; index -= 2) backwards.push(ring[index] ?? 0, ring[index + 1] ?? 0);
  return backwards;
}

const twkbTypes = { line: 2, polygon: 3, lines: 5, polygons: 6, collection: 7 } as const;

/** Reads TWKB of whole numbers in two dimensions, without boxes and ids, as `ST_AsTWKB(…, 0)` writes it. */
class TwkbReader {
  readonly #bytes: Buffer;
  #position = 0;
  #x = 0;
  #y = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Each as its rings, the outer one first; what is no polygon is left out. */
  *readPolygons(): Generator<Path[]> {
    yield* this.#read<Path[]>(twkbTypes.polygon, twkbTypes.polygons, () =>
      Array.from({ length: this.#varint() }, () => this.#path()),
    );
  }

  /** What is no line is left out. */
  *readLines(): Generator<Path> {
    yield* this.#read<Path>(twkbTypes.line, twkbTypes.lines, () => this.#path());
  }

  *#read<Part>(single: number, multiple: number, readPart: () => Part): Generator<Part> {
    const type = (this.#bytes[this.#position++] ?? 0) & 0x0f;
    const empty = ((this.#bytes[this.#position++] ?? 0) & 0x10) !== 0;
    this.#x = 0;
    this.#y = 0;
    if (empty) return;
    if (type === single) yield readPart();
    else if (type === multiple) for (let count = this.#varint(); count > 0; count--) yield readPart();
    else if (type === twkbTypes.collection) {
      for (let count = this.#varint(); count > 0; count--) yield* this.#read(single, multiple, readPart);
    }
  }

  #path(): Path {
    const path: Path = [];
    for (let count = this.#varint(); count > 0; count--) {
      this.#x += this.#zigzag();
      this.#y += this.#zigzag();
      path.push(this.#x, this.#y);
    }
    return path;
  }

  #varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#bytes[this.#position++];
      if (byte === undefined) throw new RangeError('A geometry is cut off');
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }

  #zigzag(): number {
    const value = this.#varint();
    return (value >>> 1) ^ -(value & 1);
  }
}
