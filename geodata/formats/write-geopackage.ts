import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { Column, ColumnType, Row, Table, Value } from '../table.ts';
import { baseTables, pragmas, quoted, spatialIndex, spatialIndexTriggers } from './geopackage-schema.ts';
import { type Envelope, toGeoPackageGeometry } from './wkb.ts';

const srsId = 4326;

const sqlTypes: Record<ColumnType, string> = {
  text: 'text',
  integer: 'integer',
  real: 'double',
  boolean: 'boolean',
  date: 'date',
};

/**
 * Writes a table into a new GeoPackage file, with licence and source as its metadata, what every column means, and a
 * spatial index. Errors: whatever `rows` throws; the file is then unfinished and has to be removed.
 * Source: OGC 12-128r17 (GeoPackage 1.3).
 */
export async function writeGeoPackage(path: string, table: Table, rows: AsyncIterable<Row>): Promise<void> {
  const database = new DatabaseSync(path);
  try {
    // Nobody else has the file, and what is unfinished is thrown away: no journal is needed.
    database.exec(`pragma journal_mode = off; pragma synchronous = off; ${pragmas} begin;`);
    database.exec(baseTables);
    describe(database, table);
    const insert = openTable(database, table);
    const extent = { minX: Infinity, maxX: -Infinity, minY: Infinity, maxY: -Infinity };
    for await (const row of rows) {
      const envelope = insert(row);
      if (!envelope) continue;
      const [minX, maxX, minY, maxY] = envelope;
      extent.minX = Math.min(extent.minX, minX);
      extent.maxX = Math.max(extent.maxX, maxX);
      extent.minY = Math.min(extent.minY, minY);
      extent.maxY = Math.max(extent.maxY, maxY);
    }
    if (table.geometryType !== null) database.exec(spatialIndexTriggers(table.name));
    if (extent.minX <= extent.maxX) {
      database
        .prepare('update gpkg_contents set min_x = ?, max_x = ?, min_y = ?, max_y = ?')
        .run(extent.minX, extent.maxX, extent.minY, extent.maxY);
    }
    database.exec('commit');
  } finally {
    database.close();
  }
}

/** Makes the table; what it returns takes a row in and gives its envelope. */
function openTable(database: DatabaseSync, { name, columns, geometryType }: Table): (row: Row) => Envelope | undefined {
  const definitions = columns.map((column) => `${quoted(column.name)} ${sqlTypes[column.type]}`);
  const geometry = geometryType === null ? [] : [`geom ${geometryType.toUpperCase()}`];
  const all = ['fid integer primary key autoincrement not null', ...geometry, ...definitions];
  database.exec(`create table ${quoted(name)} (${all.join(', ')})`);
  const insert = database.prepare(
    `insert into ${quoted(name)} values (null${', ?'.repeat(columns.length + geometry.length)})`,
  );
  if (geometryType === null) {
    return ({ values }) => {
      insert.run(...values.map(toSql));
      return undefined;
    };
  }
  database.exec(spatialIndex(name));
  const index = database.prepare(`insert into ${quoted(`rtree_${name}_geom`)} values (?, ?, ?, ?, ?)`);
  return ({ values, geometry: place }) => {
    const encoded = place && toGeoPackageGeometry(place, srsId);
    const { lastInsertRowid } = insert.run(encoded?.bytes ?? null, ...values.map(toSql));
    if (encoded) index.run(lastInsertRowid, ...encoded.envelope);
    return encoded?.envelope;
  };
}

function describe(database: DatabaseSync, table: Table): void {
  const { name, title, columns, geometryType, provenance } = table;
  const changed = provenance.recordedAt.toISOString();
  database
    .prepare(
      'insert into gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) values (?, ?, ?, ?, ?, ?)',
    )
    .run(
      name,
      geometryType === null ? 'attributes' : 'features',
      title,
      `${provenance.attribution}. ${provenance.licence}. ${provenance.changes}`,
      changed,
      geometryType === null ? null : srsId,
    );
  if (geometryType !== null) {
    database
      .prepare("insert into gpkg_geometry_columns values (?, 'geom', ?, ?, 0, 0)")
      .run(name, geometryType.toUpperCase(), srsId);
  }
  const describeColumn = database.prepare('insert into gpkg_data_columns values (?, ?, ?, ?, ?, null, null)');
  for (const column of columns) describeColumn.run(name, column.name, column.name, titleOf(column), column.description);
  database
    .prepare("insert into gpkg_metadata values (1, 'dataset', 'http://www.w3.org/ns/dcat#', 'application/json', ?)")
    .run(JSON.stringify(catalogueEntry(table)));
  database
    .prepare("insert into gpkg_metadata_reference values ('table', ?, null, null, ?, 1, null)")
    .run(name, changed);
}

function titleOf({ title, unit }: Column): string {
  return unit === null ? title : `${title} (${unit})`;
}

/** The table as a catalogue describes it. Source: DCAT 3. */
function catalogueEntry({ title, provenance }: Table): Record<string, unknown> {
  const { edition, referenceDate, source, licence, licenceUrl, attribution, modelled, changes } = provenance;
  return {
    '@context': { dcat: 'http://www.w3.org/ns/dcat#', dct: 'http://purl.org/dc/terms/' },
    '@type': 'dcat:Dataset',
    'dct:title': title,
    'dct:identifier': edition,
    'dct:temporal': referenceDate,
    'dct:source': source,
    'dct:license': licenceUrl ?? licence,
    'dct:rights': licence,
    'dct:bibliographicCitation': attribution,
    'dct:provenance': changes,
    modelled,
  };
}

function toSql(value: Value): SQLInputValue {
  return typeof value === 'boolean' ? Number(value) : value;
}
