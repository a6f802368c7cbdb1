import type { MultiPolygon, Polygon, Position } from 'geojson';

/** West, east, south, north, in the order of a GeoPackage's envelope. */
export type Envelope = readonly [minX: number, maxX: number, minY: number, maxY: number];

const headerLength = 8 + 4 * 8;

/**
 * A geometry as GeoPackage keeps it: a header with the envelope, then WKB, all little-endian.
 * Source: OGC 12-128r17 (GeoPackage 1.3), 2.1.3; OGC 06-103r4, WKB.
 */
export function toGeoPackageGeometry(
  geometry: Polygon | MultiPolygon,
  srsId: number,
): { bytes: Uint8Array; envelope: Envelope } {
  const envelope = envelopeOf(geometry);
  const view = new DataView(new ArrayBuffer(headerLength + wkbLength(geometry)));
  view.setUint16(0, 0x4750); // "GP"
  view.setUint8(2, 0); // version 1
  view.setUint8(3, 0b0000_0011); // little-endian, envelope of two dimensions
  view.setInt32(4, srsId, true);
  envelope.forEach((degrees, index) => view.setFloat64(8 + index * 8, degrees, true));
  writeGeometry(view, headerLength, geometry);
  return { bytes: new Uint8Array(view.buffer), envelope };
}

const types = { Polygon: 3, MultiPolygon: 6 };

function writeGeometry(view: DataView, start: number, geometry: Polygon | MultiPolygon): number {
  if (geometry.type === 'Polygon') return writePolygon(view, start, geometry.coordinates);
  let at = writeHead(view, start, types.MultiPolygon, geometry.coordinates.length);
  for (const polygon of geometry.coordinates) at = writePolygon(view, at, polygon);
  return at;
}

function writePolygon(view: DataView, start: number, rings: readonly (readonly Position[])[]): number {
  let at = writeHead(view, start, types.Polygon, rings.length);
  for (const ring of rings) {
    view.setUint32(at, ring.length, true);
    at += 4;
    for (const [x = 0, y = 0] of ring) {
      view.setFloat64(at, x, true);
      view.setFloat64(at + 8, y, true);
      at += 16;
    }
  }
  return at;
}

/** Byte order, type and number of parts. */
function writeHead(view: DataView, at: number, type: number, parts: number): number {
  view.setUint8(at, 1);
  view.setUint32(at + 1, type, true);
  view.setUint32(at + 5, parts, true);
  return at + 9;
}

function wkbLength(geometry: Polygon | MultiPolygon): number {
  const polygonLength = (rings: readonly (readonly Position[])[]): number =>
    rings.reduce((length, ring) => length + 4 + ring.length * 16, 9);
  return geometry.type === 'Polygon'
    ? polygonLength(geometry.coordinates)
    : geometry.coordinates.reduce((length, polygon) => length + polygonLength(polygon), 9);
}

function envelopeOf(geometry: Polygon | MultiPolygon): Envelope {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  let [minX, maxX, minY, maxY] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [outer = []] of polygons) {
    for (const [x = 0, y = 0] of outer) {
      minX = Math.min(minX, x);
      maxX = Math.max(maxX, x);
      minY = Math.min(minY, y);
      maxY = Math.max(maxY, y);
    }
  }
  return [minX, maxX, minY, maxY];
}
