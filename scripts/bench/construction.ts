/**
 * The construction record with 100,000 addresses: sums by district and tiles of addresses, each for another day at any
 * moment; and areas with their stages and sources, nested, beside PostGraphile over the same tables.
 */
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { type Database, openDatabase } from '../../server/database/database.ts';
import { migrate } from '../../server/database/migrate.ts';
import { importSource } from '../../server/import-source.ts';
import { compare, type Comparison, type Round } from './compare.ts';
import { addressCount, ags, areaCount, days, makeConstruction } from './construction-data.ts';
import { type Load, startSubject, type Subject } from './load.ts';
import { describeMachine } from './report.ts';

const boundaries = fileURLToPath(new URL('../../geodata/landau/data/VG5000_GEM.zip', import.meta.url));

interface Timing {
  what: string;
  /** Milliseconds. */
  median: number;
  worst: number;
  first: number;
  goal: number;
}

export interface ConstructionBenchOptions extends Round {
  /** Connection string of a database to fill. */
  databaseUrl: string;
  /** Requests of each kind that are timed one by one. */
  asked: number;
}

/** Fills the database, measures, and gives the figures as Markdown. */
export async function measureConstruction({ databaseUrl, asked, ...round }: ConstructionBenchOptions): Promise<string> {
  const database = await openDatabase({ databaseUrl, dataDir: '' });
  try {
    await migrate(database);
    await importSource(database, boundaries, {}, () => {});
    console.log('Writing 100,000 addresses and their histories …');
    await makeConstruction(database);
    await makePeerAreas(database);
    const settings = { DATABASE_URL: databaseUrl, NODE_ENV: 'production', GRAPHILE_ENV: 'production' };
    console.log('Nested query …');
    const nested = await compareNested(settings, round);
    console.log('Sums and tiles …');
    const tiles = await listTiles(database);
    const ours = await startSubject('breitblick.ts', settings);
    const cold = await startSubject('breitblick-tiles.ts', { ...settings, CACHE_BYTES: '0' });
    try {
      return format(nested, [
        await time('sum by district and stage, any `on` and `asOf`', 300, asked, (index) => askSum(ours, index)),
        await time(`tile of addresses z15, cold, ${tiles[0]?.addresses ?? 0} addresses at most`, 30, asked, (index) =>
          askTile(cold, tiles[index % tiles.length], index),
        ),
      ]);
    } finally {
      await ours.close();
      await cold.close();
    }
  } finally {
    await database.close();
  }
}

/** Another day at each question, and every third time what was known shortly after. */
function timesOf(index: number): { on: string; asOf: string | null } {
  const length = Date.parse(days[1]) - Date.parse(days[0]);
  const on = new Date(Date.parse(days[0]) + ((index * 0.618_034) % 1) * length).toISOString().slice(0, 10);
  return { on, asOf: index % 3 === 0 ? '2026-02-01T00:00:00Z' : null };
}

async function askSum(subject: Subject, index: number): Promise<void> {
  const { on, asOf } = timesOf(index);
  const query = `{ rolloutSummary(ags: "${ags}", on: "${on}"${asOf === null ? '' : `, asOf: "${asOf}"`}) {
    districtName addresses households stages { stage addresses } passed { addresses } active { addresses } } }`;
  const answer = await post(subject, query);
  const { rolloutSummary = [] } = (answer.data ?? {}) as { rolloutSummary?: { addresses: number }[] };
  const counted = rolloutSummary.reduce((sum, { addresses }) => sum + addresses, 0);
  if (counted !== addressCount) throw new Error(`${counted} addresses were counted: ${JSON.stringify(answer.errors)}`);
}

interface Tile {
  x: number;
  y: number;
  addresses: number;
}

/** Tiles at zoom 15 that hold addresses, the densest first. */
async function listTiles({ db }: Database): Promise<Tile[]> {
  const { rows } = await sql<Tile>`
    select floor((ST_X(point) + 180) / 360 * 32768)::integer as x,
      floor((1 - asinh(tan(radians(ST_Y(point)))) / pi()) / 2 * 32768)::integer as y, count(*)::integer as addresses
    from address group by 1, 2 order by 3 desc, 1, 2`.execute(db);
  return rows;
}

async function askTile(subject: Subject, tile: Tile | undefined, index: number): Promise<void> {
  const { on, asOf } = timesOf(index);
  const query = new URLSearchParams({ on, ...(asOf !== null && { asOf }) });
  const response = await fetch(`${subject.url}/tiles/addresses/15/${tile?.x}/${tile?.y}.mvt?${query}`);
  const { byteLength } = await response.arrayBuffer();
  if (response.status !== 200 || byteLength === 0) throw new Error(`${response.url} answered ${response.status}`);
}

/** One request after the other; the first one, for which addresses are read or connections opened, is told apart. */
async function time(what: string, goal: number, asked: number, ask: (index: number) => Promise<void>): Promise<Timing> {
  const times: number[] = [];
  for (let index = 0; index <= asked; index++) {
    const began = performance.now();
    await ask(index);
    times.push(performance.now() - began);
  }
  const [first = 0, ...others] = times;
  others.sort((one, other) => one - other);
  return { what, goal, first, median: others[Math.floor(others.length / 2)] ?? 0, worst: others.at(-1) ?? 0 };
}

/** Views and functions in the manner of PostGraphile's handbook; functions are plain SQL, so that they are inlined. */
async function makePeerAreas({ db }: Database): Promise<void> {
  const statements = [
    sql`drop schema if exists bench_api cascade`,
    sql`create schema bench_api`,
    sql`create view bench_api.edition as select id, title, publisher from edition`,
    sql`comment on view bench_api.edition is '@primaryKey id'`,
    sql`create view bench_api.area as select ags, id, name from rollout_area where upper_inf(recorded)`,
    sql`comment on view bench_api.area is '@primaryKey ags,id'`,
    sql`
      create view bench_api.stage as
      select ags, id, subject_id, stage, progress, lower(valid) as valid_from, upper(valid) as valid_until, edition_id
      from stage_statement where subject_kind = 'area' and upper_inf(recorded)`,
    sql`comment on view bench_api.stage is '@primaryKey ags,id'`,
    sql`
      create function bench_api.areas_of(key text) returns setof bench_api.area language sql stable as $$
        select * from bench_api.area where ags = key order by name, id
      $$`,
    sql`comment on function bench_api.areas_of is '@behavior -connection +list'`,
    sql`
      create function bench_api.area_stages(area bench_api.area, on_day date) returns setof bench_api.stage
      language sql stable as $$
        select * from bench_api.stage as s
        where s.ags = area.ags and s.subject_id = area.id and s.valid_from <= on_day
          and (s.valid_until is null or on_day < s.valid_until)
        order by s.stage
      $$`,
    sql`comment on function bench_api.area_stages is '@behavior -connection +list'`,
    sql`
      create function bench_api.stage_source(stage bench_api.stage) returns bench_api.edition language sql stable as $$
        select * from bench_api.edition as e where e.id = stage.edition_id
      $$`,
  ];
  for (const statement of statements) await statement.execute(db);
}

const oursQuery = (on: string) => `{ municipality(ags: "${ags}") { rolloutAreas {
  name stages: rollout(on: "${on}") { stage progress source { title publisher } } } } }`;
const theirQuery = (on: string) => `{ areasOfList(key: "${ags}") {
  name stages: stagesList(onDay: "${on}") { stage progress source { title publisher } } } }`;

/** 20 areas, each with its five stages, each with its source. */
async function compareNested(settings: Record<string, string>, round: Round): Promise<Comparison> {
  const ours = await startSubject('breitblick.ts', settings);
  const peer = await startSubject('postgraphile.ts', settings);
  try {
    const nestedDays = Array.from({ length: 20 }, (_, index) => `2026-0${1 + (index % 9)}-15`);
    const [one, other] = [
      await stagesOf(ours, oursQuery(nestedDays[0] ?? '')),
      await stagesOf(peer, theirQuery(nestedDays[0] ?? '')),
    ];
    if (one.length !== areaCount * 5 || JSON.stringify(one) !== JSON.stringify(other)) {
      throw new Error(`The servers disagree:\n${JSON.stringify(one)}\n${JSON.stringify(other)}`);
    }
    const loads: [Load, Load] = [loadOf(nestedDays.map(oursQuery)), loadOf(nestedDays.map(theirQuery))];
    const [our, their] = await compare(ours, peer, loads, round);
    return {
      name: `nested query, ${areaCount} areas × 5 stages → source`,
      ours: our,
      peer: their,
      peerName: 'PostGraphile 5',
    };
  } finally {
    await ours.close();
    await peer.close();
  }
}

function loadOf(queries: readonly string[]): Load {
  return {
    requests: queries.map((query) => ({ method: 'POST', path: '/graphql', body: JSON.stringify({ query }) })),
    headers: { 'content-type': 'application/json' },
  };
}

interface NestedArea {
  name: string;
  stages: { stage: string; source: { title: string } }[];
}

/** What both say, whatever their order and their spelling of stages. Errors: any answer that is none. */
async function stagesOf(subject: Subject, query: string): Promise<string[]> {
  const { data, errors } = await post(subject, query);
  if (data === undefined || errors !== undefined) throw new Error(`${subject.url} answered ${JSON.stringify(errors)}`);
  const { municipality, ...lists } = data as { municipality?: { rolloutAreas: NestedArea[] } } & Record<
    string,
    unknown
  >;
  const areas = municipality?.rolloutAreas ?? (Object.values(lists)[0] as NestedArea[]);
  return areas
    .flatMap(({ name, stages }) => stages.map(({ stage, source }) => `${name} ${stage.toLowerCase()} ${source.title}`))
    .sort();
}

async function post({ url }: Subject, query: string): Promise<{ data?: unknown; errors?: unknown }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as { data?: unknown; errors?: unknown };
}

function format({ name, peerName, ours, peer }: Comparison, timings: readonly Timing[]): string {
  const ratio = ours.requestsPerSecond / peer.requestsPerSecond;
  const whole = (value: number): string => value.toFixed(0);
  return [
    describeMachine(`${new Intl.NumberFormat('en').format(addressCount)} addresses, ${areaCount} areas.`),
    '',
    '| what | beside | ratio | goal | requests/s | peer | p50 / p99 ms | peer |',
    '|---|---|---:|---:|---:|---:|---:|---:|',
    `| ${name} | ${peerName} | **${ratio.toFixed(2)} ×** | ≥ 2 | ${whole(ours.requestsPerSecond)} | ${whole(peer.requestsPerSecond)} | ` +
      `${ours.p50} / ${ours.p99} | ${peer.p50} / ${peer.p99} |`,
    '',
    '| what | median ms | goal ms | worst ms | first after the start, ms |',
    '|---|---:|---:|---:|---:|',
    ...timings.map(
      ({ what, median, goal, worst, first }) =>
        `| ${what} | **${median.toFixed(1)}** | < ${goal} | ${whole(worst)} | ${whole(first)} |`,
    ),
  ].join('\n');
}
