/** A server that takes observations at a steady rate and answers readers for minutes, and what its memory does meanwhile. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../../server/database/database.ts';
import { migrate } from '../../../server/database/migrate.ts';
import { startSubject, type Subject } from '../load.ts';
import { describeMachine } from '../report.ts';
import { addNetwork, ags, thingCount } from './network.ts';

const token = 'token of the bench for devices';
/** Observations of a message, and milliseconds from one message to the next: 500 observations a second. */
const message = { observations: 100, everyMs: 200 };
/** Pauses between the questions of one reader, milliseconds. */
const pauses = { latest: 500, series: 300, sensorThings: 500, events: 5_000 };
/** Server-sent event streams that are open at once. */
const streams = 5;
const sampleMs = 5_000;

/** Memory at a moment, MB. */
interface Sample {
  minute: number;
  resident: number;
  heap: number;
}

/**
 * Memory is flat if the last third of the minutes has less than this share more than the third before: of resident memory
 * the most of each minute, of the heap the least, for garbage is no leak; each third's median. In the first third caches
 * and the pools of the runtime fill.
 */
const flatShare = 0.1;

/** What was asked of the server, and how often. */
type Counts = Record<'messages' | keyof typeof pauses | 'refused', number>;

/** Runs the soak on an empty database, and gives the result as Markdown. */
export async function measureSoak(databaseUrl: string, minutes: number): Promise<string> {
  const database = await openDatabase({ databaseUrl, dataDir: '' });
  await migrate(database);
  const ids = await addNetwork(database, 'csv');
  await database.close();
  const subject = await startSubject('breitblick.ts', { DATABASE_URL: databaseUrl, INGEST_TOKEN: token });
  try {
    const counts: Counts = { messages: 0, latest: 0, series: 0, sensorThings: 0, events: 0, refused: 0 };
    const samples = await soak(subject, ids, minutes, counts);
    return formatSoak(samples, minutes, counts);
  } finally {
    await subject.close();
  }
}

async function soak(subject: Subject, ids: readonly number[], minutes: number, counts: Counts): Promise<Sample[]> {
  const { url } = subject;
  const until = performance.now() + minutes * 60_000;
  const goesOn = (): boolean => performance.now() < until;
  const repeat = async (what: keyof typeof pauses, work: () => Promise<void>): Promise<void> => {
    while (goesOn()) {
      await work();
      counts[what]++;
      await sleep(pauses[what]);
    }
  };
  const someId = (): number => ids[Math.floor(Math.random() * ids.length)] ?? 0;
  const ask = (query: string): Promise<void> => get(`${url}/graphql?query=${encodeURIComponent(query)}`);
  const day = 86_400_000;
  const samples: Sample[] = [];
  const sample = async (): Promise<void> => {
    const began = performance.now();
    while (goesOn()) {
      const one = { minute: (performance.now() - began) / 60_000, ...(await memoryOf(subject)) };
      const isNewMinute = Math.floor(one.minute) !== Math.floor(samples.at(-1)?.minute ?? -1);
      if (isNewMinute)
        console.log(`minute ${Math.floor(one.minute)}: ${one.resident.toFixed(0)} MB, heap ${one.heap.toFixed(0)} MB`);
      samples.push(one);
      await sleep(sampleMs);
    }
  };
  await Promise.all([
    sample(),
    sendAll(url, goesOn, counts),
    repeat('latest', () => ask(`{ latestValues(ags: "${ags}") { datastreamIds times values flags } }`)),
    repeat('series', () => {
      const range = `from: "${new Date(Date.now() - 7 * day).toISOString()}", to: "${new Date().toISOString()}"`;
      return ask(
        `{ datastreams(ags: "${ags}", ids: [${someId()}]) { series(${range}, bucket: HOUR) { means counts } } }`,
      );
    }),
    repeat('sensorThings', () =>
      get(`${url}/sensorthings/v1.1/Datastreams(${someId()})/Observations?$top=100&$count=true&$filter=result gt 5`),
    ),
    ...Array.from({ length: streams }, () => repeat('events', () => listenFor(url, pauses.events))),
  ]);
  return samples;
}

/** All datastreams in turn, one message after the other. */
async function sendAll(url: string, goesOn: () => boolean, counts: Counts): Promise<void> {
  const fields = ['air_temperature', 'relative_humidity', 'pm10', 'pm2_5', 'no2'];
  let next = performance.now();
  for (let index = 0; goesOn();) {
    const rows = ['device;time;field;value'];
    for (; rows.length <= message.observations; index++) {
      const device = `thing-${Math.floor(index / fields.length) % thingCount}`;
      rows.push(`${device};${new Date().toISOString()};${fields[index % fields.length]};${10 + (index % 97) / 10}`);
    }
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${url}/ingest/csv`, { method: 'POST', headers, body: rows.join('\n') });
    await response.arrayBuffer();
    if (response.ok) counts.messages++;
    else counts.refused++;
    next += message.everyMs;
    await sleep(Math.max(0, next - performance.now()));
  }
}

async function get(address: string): Promise<void> {
  const response = await fetch(address);
  const body = await response.text();
  if (!response.ok) throw new Error(`${address} answered ${response.status}: ${body.slice(0, 200)}`);
}

/** Listens to new values for a while, and goes away in the midst of it, as a closed browser does. */
async function listenFor(url: string, milliseconds: number): Promise<void> {
  const query = encodeURIComponent(`subscription { latestValues(ags: "${ags}") { datastreamIds values } }`);
  const signal = AbortSignal.timeout(milliseconds);
  try {
    const response = await fetch(`${url}/graphql?query=${query}`, { headers: { accept: 'text/event-stream' }, signal });
    await response.body?.pipeTo(new WritableStream());
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function memoryOf(subject: Subject): Promise<Pick<Sample, 'resident' | 'heap'>> {
  const text = await (await fetch(`${subject.url}/metrics`)).text();
  const heap = Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(text)?.[1] ?? NaN) / 2 ** 20;
  return { resident: await subject.memory(), heap };
}

/** By how much the last third is above the one before, as a share. */
function rise(minutes: readonly number[]): number {
  const third = minutes.length / 3;
  const [before, after] = [minutes.slice(third, 2 * third), minutes.slice(2 * third)].map((values) => {
    const sorted = values.toSorted((one, other) => one - other);
    return sorted[sorted.length >> 1] ?? NaN;
  });
  return (after ?? NaN) / (before ?? NaN) - 1;
}

function formatSoak(samples: readonly Sample[], minutes: number, counts: Counts): string {
  const byMinute = [...Map.groupBy(samples, ({ minute }) => Math.floor(minute)).values()];
  const most = byMinute.map((own) => Math.max(...own.map((one) => one.resident)));
  const least = byMinute.map((own) => Math.min(...own.map((one) => one.heap)));
  const [resident, heap] = [rise(most), rise(least)];
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  const isFlat = resident < flatShare && heap < flatShare;
  return [
    describeMachine(
      `${minutes} minutes of ${(message.observations * 1000) / message.everyMs} observations/s by HTTP, and readers beside.`,
    ),
    '',
    `**${isFlat ? 'Flat' : 'Not flat'}**: in the last third resident memory was ${percent(resident)} and the heap ` +
      `${percent(heap)} above the third before; flat is less than ${percent(flatShare)}. Messages of ${message.observations} ` +
      `observations taken: ${counts.messages}, refused: ${counts.refused}; asked meanwhile: latest values ${counts.latest}, ` +
      `series ${counts.series}, SensorThings ${counts.sensorThings}, event streams opened and left ${counts.events}.`,
    '',
    '| minute | resident MB, most | heap MB, least |',
    '|---:|---:|---:|',
    ...byMinute.map((_, minute) => `| ${minute} | ${most[minute]?.toFixed(0)} | ${least[minute]?.toFixed(0)} |`),
  ].join('\n');
}
