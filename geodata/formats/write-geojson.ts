import type { Position } from 'geojson';
import type { Place, Row, Table } from '../table.ts';

/** Characters of a piece: some tens of kilobytes, so that neither memory nor the number of pieces is large. */
const pieceLength = 64 * 1024;

/**
 * Writes a table as a FeatureCollection, as pieces of text, a feature a line. What has to be said of the figures, and
 * the columns with their units, are foreign members before the features. Degrees have at most seven decimals.
 * Source: RFC 7946.
 */
export async function* writeGeoJson(
  { name, title, columns, provenance }: Table,
  rows: AsyncIterable<Row>,
): AsyncGenerator<string> {
  const { recordedAt, ...said } = provenance;
  const head = JSON.stringify({
    type: 'FeatureCollection',
    name,
    title,
    ...said,
    recordedAt: recordedAt.toISOString(),
    columns,
  });
  let piece = `${head.slice(0, -1)},"features":[`;
  let separator = '\n';
  for await (const { id, values, geometry } of rows) {
    const properties = Object.fromEntries(columns.map((column, index) => [column.name, values[index] ?? null]));
    piece += `${separator}${JSON.stringify({ type: 'Feature', id, properties, geometry: geometry && shortened(geometry) })}`;
    separator = ',\n';
    if (piece.length >= pieceLength) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}\n]}\n`;
}

/** Seven decimals of a degree are a centimetre. */
function shortened(geometry: Place): Place {
  const place = ([x = 0, y = 0]: Position): Position => [Math.round(x * 1e7) / 1e7, Math.round(y * 1e7) / 1e7];
  const line = (positions: readonly Position[]): Position[] => positions.map(place);
  switch (geometry.type) {
    case 'Point':
      return { type: 'Point', coordinates: place(geometry.coordinates) };
    case 'LineString':
      return { type: 'LineString', coordinates: line(geometry.coordinates) };
    case 'Polygon':
      return { type: 'Polygon', coordinates: geometry.coordinates.map(line) };
    case 'MultiPolygon':
      return { type: 'MultiPolygon', coordinates: geometry.coordinates.map((polygon) => polygon.map(line)) };
  }
}
