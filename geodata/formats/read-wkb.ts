/**
 * Geometries of a GeoPackage: its header, then WKB of any byte order, heights and measures left out.
 * Source: OGC 12-128r17 (GeoPackage 1.3), 2.1.3; OGC 06-103r4, WKB.
 */
import type { Geometry, Position } from 'geojson';

const names = ['Point', 'LineString', 'Polygon', 'MultiPoint', 'MultiLineString', 'MultiPolygon'] as const;
/** Bytes of the envelope by its code in the header's flags. */
const envelopeBytes = [0, 32, 48, 48, 64];

/** A geometry; null = it is empty. Errors: Error if the bytes are none. */
export function readGeoPackageGeometry(bytes: Uint8Array): Geometry | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 8 || view.getUint16(0) !== 0x4750) throw new Error('it is no geometry of a GeoPackage');
  const flags = view.getUint8(3);
  if ((flags & 0b1_0000) !== 0) return null;
  return new WkbReader(view, 8 + (envelopeBytes[(flags >> 1) & 0b111] ?? 0)).read();
}

class WkbReader {
  readonly #view: DataView;
  #at: number;

  constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
  }

  read(): Geometry {
    const little = this.#view.getUint8(this.#at) === 1;
    const code = this.#view.getUint32(this.#at + 1, little);
    this.#at += 5;
    // ISO adds thousands, EWKB sets the two highest bits.
    const [base, extra] = [code & 0x0fff_ffff, Math.floor((code & 0x0fff_ffff) / 1000)];
    const hasHeight = extra === 1 || extra === 3 || (code & 0x8000_0000) !== 0;
    const hasMeasure = extra === 2 || extra === 3 || (code & 0x4000_0000) !== 0;
    const dimensions = 2 + Number(hasHeight) + Number(hasMeasure);
    const name = names[(base % 1000) - 1];
    const point = (): Position => {
      const position = [0, 1].map((axis) => this.#view.getFloat64(this.#at + axis * 8, little));
      this.#at += dimensions * 8;
      return position;
    };
    const listOf = <T>(one: () => T): T[] => {
      const count = this.#view.getUint32(this.#at, little);
      this.#at += 4;
      // A count that the bytes can't hold would take all memory.
      if (count > this.#view.byteLength) throw new Error('it is cut off');
      return Array.from({ length: count }, one);
    };
    const part = (): { coordinates: never } => this.read() as never;
    switch (name) {
      case 'Point':
        return { type: name, coordinates: point() };
      case 'LineString':
        return { type: name, coordinates: listOf(point) };
      case 'Polygon':
        return { type: name, coordinates: listOf(() => listOf(point)) };
      case 'MultiPoint':
      case 'MultiLineString':
      case 'MultiPolygon':
        return { type: name, coordinates: listOf(() => part().coordinates) };
      default:
        throw new Error('its type is neither point, line nor polygon');
    }
  }
}
