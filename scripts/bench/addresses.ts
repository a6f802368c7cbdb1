/** Address search over 100,000 addresses, on both engines: the time from a letter to the first suggestion. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../server/database/database.ts';
import { migrate } from '../../server/database/migrate.ts';
import { importSource } from '../../server/import-source.ts';
import { startSubject, type Subject } from './load.ts';
import { describeMachine } from './report.ts';

const streetCount = 3000;
const numbersInStreet = 34;
/** What has to be reached, milliseconds. */
const goal = 50;

// prettier-ignore
const firstParts = [
  'Linden', 'Buchen', 'Eichen', 'Ahorn', 'Birken', 'Rosen', 'Nelken', 'Tulpen', 'Goethe', 'Schiller', 'Mozart', 'Bach',
  'Beethoven', 'Luther', 'Bismarck', 'Kaiser', 'König', 'Fürsten', 'Grafen', 'Bürger', 'Müller', 'Schäfer', 'Weber',
  'Schmied', 'Bäcker', 'Fischer', 'Winzer', 'Trauben', 'Wein', 'Reben', 'Burg', 'Schloss', 'Kirchen', 'Kloster', 'Markt',
  'Brunnen', 'Mühlen', 'Bahnhof', 'Hafen', 'Brücken', 'Wiesen', 'Feld', 'Wald', 'Berg', 'Tal', 'Sonnen', 'Stern', 'Adler',
  'Falken', 'Amsel',
];
const middles = ['', 'hof', 'garten', 'acker', 'bach', 'hain', 'grund', 'höhe', 'wiesen', 'stein'];
const ends = ['straße', 'weg', 'platz', 'gasse', 'ring', 'allee'];

export interface AddressBenchOptions {
  /** Connection string of a database to fill. */
  databaseUrl: string;
  /** Addresses that are typed, letter by letter, in each of four ways. */
  typed: number;
}

interface Timing {
  engine: string;
  requests: number;
  found: number;
  importSeconds: number;
  median: number;
  p95: number;
  /** Requests that took longer than the goal. */
  late: number;
  /** The very first one after the start. */
  first: number;
  memory: number;
}

/** Fills both engines through the import, types addresses, and gives the times as Markdown. */
export async function measureAddresses({ databaseUrl, typed }: AddressBenchOptions): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'breitblick-addresses-'));
  try {
    const file = join(folder, 'hk_2026-01-01.txt');
    await writeFile(file, [...generateHouseCoordinates()].join('\n'));
    const timings: Timing[] = [];
    for (const [engine, url] of [
      ['PostgreSQL', databaseUrl],
      ['embedded', ''],
    ] as const) {
      const settings = { DATABASE_URL: url, DATA_DIR: join(folder, 'data') };
      console.log(`Importing addresses, ${engine} …`);
      const importSeconds = await fill(settings, file);
      console.log(`Typing addresses, ${engine} …`);
      const subject = await startSubject('breitblick.ts', settings);
      try {
        timings.push({ engine, importSeconds, ...(await typeAddresses(subject, typed)) });
      } finally {
        await subject.close();
      }
    }
    return formatTimings(timings);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function nameOf(street: number): string {
  const first = firstParts[street % firstParts.length] ?? '';
  const rest = Math.floor(street / firstParts.length);
  return first + (middles[rest % middles.length] ?? '') + (ends[Math.floor(rest / middles.length)] ?? '');
}

/** Houses of one town in the text format of the surveying authorities. */
function* generateHouseCoordinates(): Generator<string> {
  for (let street = 0; street < streetCount; street++) {
    const [east, north] = [430_000 + (street % 60) * 200, 5_445_000 + Math.floor(street / 60) * 200];
    for (let index = 0; index < numbersInStreet; index++) {
      const place = `32${east + index * 5},5;${north},5`;
      yield `N;DERPLP0000000001;A;07;3;13;000;0000;${street};${index + 1};${index % 11 === 10 ? 'a' : ''};${place};${nameOf(street)};76829;Landau;in der Pfalz;Ortsteil ${'ABCDEFGHI'[street % 9]}`;
    }
  }
}

async function fill({ DATABASE_URL, DATA_DIR }: Record<'DATABASE_URL' | 'DATA_DIR', string>, file: string) {
  const database = await openDatabase({
    databaseUrl: DATABASE_URL === '' ? undefined : DATABASE_URL,
    dataDir: DATA_DIR,
  });
  try {
    await migrate(database);
    const began = performance.now();
    await importSource(database, file, {}, () => {});
    return (performance.now() - began) / 1000;
  } finally {
    await database.close();
  }
}

/** One letter after the other, from the second on, one request each, as a page asks. */
async function typeAddresses(subject: Subject, typed: number): Promise<Omit<Timing, 'engine' | 'importSeconds'>> {
  const times: number[] = [];
  let found = 0;
  let wanted = 0;
  for (const text of textsToType(typed)) {
    let suggestions: string[] = [];
    for (let length = 2; length <= text.typed.length; length++) {
      const began = performance.now();
      suggestions = await search(subject, text.typed.slice(0, length));
      times.push(performance.now() - began);
    }
    wanted++;
    if (suggestions.includes(text.meant)) found++;
  }
  if (found < wanted * 0.95)
    throw new Error(`Only ${found} of ${wanted} addresses were found; their times mean nothing`);
  const [first = 0] = times;
  times.sort((one, other) => one - other);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return {
    requests: times.length,
    found: (100 * found) / wanted,
    median: at(0.5),
    p95: at(0.95),
    late: times.filter((time) => time > goal).length,
    first,
    memory: await subject.memory(),
  };
}

/** Addresses as written, shortened, with umlauts written out, and with two letters exchanged. */
function* textsToType(typed: number): Generator<{ typed: string; meant: string }> {
  for (let index = 0; index < typed; index++) {
    const name = nameOf((index * 977) % streetCount);
    const number = 1 + ((index * 7) % 10);
    const meant = `${name} ${number}`;
    yield { typed: meant, meant };
    yield { typed: `${name.replace(/straße$/, 'str.').replace(/platz$/, 'pl.')} ${number}`, meant };
    yield {
      typed: `${name.toLowerCase().replaceAll('ü', 'ue').replaceAll('ö', 'oe').replaceAll('ß', 'ss')} ${number}`,
      meant,
    };
    yield { typed: `${name.slice(0, 3)}${name[4]}${name[3]}${name.slice(5)} ${number}`, meant };
  }
}

async function search({ url }: Subject, query: string): Promise<string[]> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: `query ($query: String!) {
        searchAddresses(query: $query) { text districtName numberFits address { addressId text latitude longitude } }
      }`,
      variables: { query },
    }),
  });
  const { data } = (await response.json()) as { data?: { searchAddresses: { address: { text: string } | null }[] } };
  if (!data) throw new Error(`${url} answered ${response.status} to "${query}"`);
  return data.searchAddresses.map(({ address }) => address?.text ?? '');
}

function formatTimings(timings: readonly Timing[]): string {
  const number = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
  return [
    describeMachine(
      `${number.format(streetCount * numbersInStreet)} addresses in ${number.format(streetCount)} streets.`,
    ),
    '',
    '| engine | median ms | p95 ms | goal ms | over the goal | first after the start, ms | found % | import s | memory MB |',
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...timings.map(
      ({ engine, median, p95, late, first, requests, found, importSeconds, memory }) =>
        `| ${engine} | **${median.toFixed(1)}** | ${p95.toFixed(1)} | < ${goal} | ` +
        `${late} of ${number.format(requests)} | ${first.toFixed(0)} | ${found.toFixed(1)} | ${importSeconds.toFixed(1)} | ${number.format(memory)} |`,
    ),
  ].join('\n');
}
