import { type Kysely, sql } from 'kysely';

/**
 * Editions, places and coverage. Rows of an edition are never updated: a correction is a new edition that supersedes.
 * Shares lie as one array a place, in the order of `edition.figures`: 11,000 municipalities × 40 editions × 50 figures
 * are 440,000 rows instead of 22 million, and a municipality and a cell are read in the same way.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create extension if not exists postgis`.execute(db);

  await sql`
    create table edition (
      id text primary key,
      kind text not null check (kind in ('boundaries', 'districts', 'municipal_coverage', 'cell_coverage', 'business_parks', 'mobile_coverage')),
      population text not null default 'households' check (population in ('households', 'business_parks')),
      title text not null,
      source text not null,
      publisher text not null,
      reference_date date not null,
      licence text not null,
      licence_url text,
      attribution text not null,
      url text,
      file_name text,
      sha256 text not null unique check (sha256 ~ '^[0-9a-f]{64}$'),
      figures text[] not null default '{}',
      read_count integer not null default 0,
      written_count integer not null default 0,
      refused_count integer not null default 0,
      warning_count integer not null default 0,
      method text,
      modelled boolean not null default false,
      supersedes text references edition (id),
      recorded_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index edition_kind_reference_date on edition (kind, reference_date desc, recorded_at desc)`.execute(
    db,
  );

  await sql`
    create table municipality (
      edition_id text not null references edition (id) on delete cascade,
      ags text not null check (ags ~ '^[0-9]{8}$'),
      ars text not null,
      name text not null,
      name_folded text not null,
      designation text not null,
      independent boolean not null,
      inhabited boolean not null,
      area_km2 real not null,
      centre geometry(Point, 4326) not null,
      boundary geometry(MultiPolygon, 4326) not null,
      primary key (edition_id, ags)
    )`.execute(db);
  await sql`create index municipality_boundary on municipality using gist (boundary)`.execute(db);
  await sql`create index municipality_name on municipality (edition_id, name, ags)`.execute(db);

  await sql`
    create table municipality_shape (
      edition_id text not null references edition (id) on delete cascade,
      level smallint not null,
      ags text not null,
      shape geometry(MultiPolygon, 3857) not null,
      primary key (edition_id, level, ags)
    )`.execute(db);
  await sql`create index municipality_shape_shape on municipality_shape using gist (shape)`.execute(db);

  await sql`
    create table border (
      edition_id text not null references edition (id) on delete cascade,
      level smallint not null,
      rank text not null check (rank in ('municipality', 'county', 'state', 'country')),
      part integer not null,
      line geometry(LineString, 3857) not null,
      primary key (edition_id, level, rank, part)
    )`.execute(db);
  await sql`create index border_line on border using gist (line)`.execute(db);

  await sql`
    create table district (
      edition_id text not null references edition (id) on delete cascade,
      ags text not null check (ags ~ '^[0-9]{8}$'),
      name text not null,
      inhabitants integer check (inhabitants >= 0),
      boundary geometry(MultiPolygon, 4326) not null,
      primary key (edition_id, ags, name)
    )`.execute(db);
  await sql`create index district_boundary on district using gist (boundary)`.execute(db);

  await sql`
    create table coverage (
      edition_id text not null references edition (id) on delete cascade,
      ags text not null check (ags ~ '^[0-9]{8}$'),
      shares real[] not null,
      primary key (edition_id, ags)
    )`.execute(db);
  await sql`create index coverage_ags on coverage (ags)`.execute(db);

  await sql`
    create table business_park (
      edition_id text not null references edition (id) on delete cascade,
      ags text not null check (ags ~ '^[0-9]{8}$'),
      companies integer,
      connected integer,
      connectable integer,
      unconnected integer,
      primary key (edition_id, ags)
    )`.execute(db);

  await sql`
    create table mobile_coverage (
      edition_id text not null references edition (id) on delete cascade,
      county_ags text not null check (county_ags ~ '^[0-9]{5}$'),
      technology text not null,
      area_group text not null,
      area_type text not null,
      share real check (share between 0 and 100),
      primary key (edition_id, county_ags, technology, area_group, area_type)
    )`.execute(db);

  // One partition an edition: 14 editions of 3.1 million cells stay 14 small indexes, and reading one never meets another.
  await sql`
    create table cell_coverage (
      edition_id text not null references edition (id) on delete cascade,
      ags text not null check (ags ~ '^[0-9]{8}$'),
      northing integer not null check (northing % 100 = 0),
      easting integer not null check (easting % 100 = 0),
      households integer check (households >= 0),
      shares real[] not null,
      primary key (edition_id, ags, northing, easting)
    ) partition by list (edition_id)`.execute(db);
  await sql`create index cell_coverage_corner on cell_coverage (northing, easting)`.execute(db);

  await sql`
    create table coarse_cell (
      edition_id text not null references edition (id) on delete cascade,
      size smallint not null check (size in (1000, 5000)),
      northing integer not null,
      easting integer not null,
      households integer,
      cells integer not null,
      shares real[] not null,
      primary key (edition_id, size, northing, easting)
    )`.execute(db);

  await sql`
    create table cell_block (
      edition_id text not null references edition (id) on delete cascade,
      size smallint not null check (size in (100, 1000, 5000)),
      northing integer not null,
      easting integer not null,
      cells bytea not null,
      primary key (edition_id, size, northing, easting)
    ) with (toast_tuple_target = 8160)`.execute(db);
  // Eight by eight cells fit a page; kept in the row and uncompressed, a tile's blocks are read without a detour.
  await sql`alter table cell_block alter column cells set storage main`.execute(db);

  for (const [object, text] of comments) {
    await sql`comment on ${sql.raw(object)} is ${sql.lit(text)}`.execute(db);
  }
}

const comments: [object: string, text: string][] = [
  [
    'table edition',
    'What one publication of one source says, and where it is from. Immutable; a correction supersedes.',
  ],
  [
    'column edition.id',
    'Stable name: kind, reference date and the start of the checksum; the same file has the same id everywhere.',
  ],
  ['column edition.population', 'Whose shares these are: households, or companies in business parks.'],
  ['column edition.reference_date', 'Day that the figures hold for.'],
  ['column edition.sha256', 'SHA-256 of the source file, hexadecimal; recognises a file that was imported before.'],
  [
    'column edition.figures',
    'Figures surveyed, e.g. FTTH_B_1000 (technology, Mbit/s downstream), in the order of the shares arrays.',
  ],
  ['column edition.method', 'How the figures came about, and what to mind when reading them.'],
  ['column edition.modelled', 'True if computed by a model and not published by anybody.'],
  ['column edition.supersedes', 'Edition that this one corrects.'],
  ['column edition.recorded_at', 'When it became known here; "asOf" looks at this.'],
  ['table municipality', 'Municipalities and their boundaries, edition by edition of the boundaries.'],
  ['column municipality.ags', 'Amtlicher Gemeindeschlüssel, eight digits.'],
  ['column municipality.ars', 'Amtlicher Regionalschlüssel, twelve digits.'],
  ['column municipality.name_folded', 'Name in small letters with umlauts and ß written out, for searching.'],
  ['column municipality.independent', 'Belongs to no county (kreisfrei).'],
  ['column municipality.inhabited', 'False for gemeindefreie Gebiete: a share of nobody means nothing.'],
  ['column municipality.area_km2', 'Area on the ellipsoid, km².'],
  ['column municipality.centre', 'A point inside, EPSG:4326.'],
  ['table municipality_shape', 'Boundaries simplified with topology kept, EPSG:3857; level 0 is the coarsest.'],
  ['table border', 'Borders drawn once between two neighbours, by the highest rank that they part, EPSG:3857.'],
  ['table district', 'Parts of a municipality that people know by name.'],
  ['column district.inhabitants', 'Number of people, approximate; null = not stated.'],
  ['table coverage', 'Coverage of municipalities as published.'],
  ['column coverage.shares', '% of the population, 0-100, in the order of edition.figures; null = not stated.'],
  ['table business_park', 'Companies in business parks, counts; null = not stated.'],
  ['table mobile_coverage', 'Mobile coverage of counties by kind of area.'],
  ['column mobile_coverage.share', '% of the area, 0-100; null = not stated.'],
  [
    'table cell_coverage',
    'Coverage of 100 m cells of the INSPIRE grid, EPSG:3035. Households below five are never shown one by one.',
  ],
  ['column cell_coverage.northing', 'Metres, lower-left corner, EPSG:3035.'],
  ['column cell_coverage.easting', 'Metres, lower-left corner, EPSG:3035.'],
  ['column cell_coverage.households', 'Number of households; null = not stated.'],
  ['column cell_coverage.shares', '% of households, 0-100, in the order of edition.figures; null = not stated.'],
  [
    'table coarse_cell',
    'Cells of 1 km and 5 km, means of the 100 m cells weighted by households; for small map scales.',
  ],
  ['column coarse_cell.size', 'Metres.'],
  ['column coarse_cell.cells', 'Number of 100 m cells in it.'],
  ['table cell_block', 'Derived from cell_coverage and coarse_cell at import: eight by eight cells packed for tiles.'],
  ['column cell_block.cells', 'A record a cell; see server/coverage/packing.ts.'],
];
