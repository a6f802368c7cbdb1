import type { Position } from 'geojson';
import type { Place } from '../table.ts';

/** West, east, south, north, in the order of a GeoPackage's envelope. */
export type Envelope = readonly [minX: number, maxX: number, minY: number, maxY: number];

const headerLength = 8 + 4 * 8;

/**
 * A geometry as GeoPackage keeps it: a header with the envelope, then WKB, all little-endian.
 * Source: OGC 12-128r17 (GeoPackage 1.3), 2.1.3; OGC 06-103r4, WKB.
 */
export function toGeoPackageGeometry(geometry: Place, srsId: number): { bytes: Uint8Array; envelope: Envelope } {
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

const types = { Point: 1, LineString: 2, Polygon: 3, MultiPolygon: 6 };

function writeGeometry(view: DataView, start: number, geometry: Place): number {
  switch (geometry.type) {
    case 'Point':
      // The only kind that does not say how many parts it has.
      return writePositions(view, writeHead(view, start, types.Point, 0) - 4, [geometry.coordinates]);
    case 'LineString':
      return writePositions(
        view,
        writeHead(view, start, types.LineString, geometry.coordinates.length),
        geometry.coordinates,
      );
    case 'Polygon':
      return writePolygon(view, start, geometry.coordinates);
    case 'MultiPolygon': {
      let at = writeHead(view, start, types.MultiPolygon, geometry.coordinates.length);
      for (const polygon of geometry.coordinates) at = writePolygon(view, at, polygon);
      return at;
    }
  }
}

function writePolygon(view: DataView, start: number, rings: readonly (readonly Position[])[]): number {
  let at = writeHead(view, start, types.Polygon, rings.length);
  for (const ring of rings) {
    view.setUint32(at, ring.length, true);
    at = writePositions(view, at + 4, ring);
  }
  return at;
}

function writePositions(view: DataView, start: number, positions: readonly Position[]): number {
  for (const [index, [x = 0, y = 0]] of positions.entries()) {
    view.setFloat64(start + index * 16, x, true);
    view.setFloat64(start + index * 16 + 8, y, true);
  }
  return start + positions.length * 16;
}

/** Byte order, type and number of parts. */
function writeHead(view: DataView, at: number, type: number, parts: number): number {
  view.setUint8(at, 1);
  view.setUint32(at + 1, type, true);
  view.setUint32(at + 5, parts, true);
  return at + 9;
}

function wkbLength(geometry: Place): number {
  const polygonLength = (rings: readonly (readonly Position[])[]): number =>
    rings.reduce((length, ring) => length + 4 + ring.length * 16, 9);
  switch (geometry.type) {
    case 'Point':
      return 5 + 16;
    case 'LineString':
      return 9 + geometry.coordinates.length * 16;
    case 'Polygon':
      return polygonLength(geometry.coordinates);
    case 'MultiPolygon':
      return geometry.coordinates.reduce((length, polygon) => length + polygonLength(polygon), 9);
  }
}

function envelopeOf(geometry: Place): Envelope {
  let [minX, maxX, minY, maxY] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x = 0, y = 0] of outerPositions(geometry)) {
    minX = Math.min(minX, x);
    maxX = Math.max(maxX, x);
    minY = Math.min(minY, y);
    maxY = Math.max(maxY, y);
  }
  return [minX, maxX, minY, maxY];
}

/** All that lies outermost: holes reach no farther. */
function outerPositions(geometry: Place): Position[] {
  switch (geometry.type) {
    case 'Point':
      return [geometry.coordinates];
    case 'LineString':
      return geometry.coordinates;
    case 'Polygon':
      return geometry.coordinates[0] ?? [];
    case 'MultiPolygon':
      return geometry.coordinates.flatMap(([outer = []]) => outer);
  }
}
