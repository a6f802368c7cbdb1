import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import type { Comparison } from './compare.ts';
import type { ImportMeasurement } from './imports.ts';
import type { Measurement } from './load.ts';

/** What has to be reached at least, by the start of a comparison's name. */
const goals: [name: string, peer: string, ratio: number][] = [
  ['cold tile z12', '', 4],
  ['cold tile z14', '', 2.5],
  ['cold tile z10', '', 30],
  ['warm tile', '', 0.4],
  ['list query', 'PostGraphile', 1.5],
  ['latest value', 'PostGraphile', 4],
  ['hourly means', 'PostGraphile', 15],
];

export interface Results {
  comparisons: readonly Comparison[];
  imports: readonly ImportMeasurement[];
  /** Of PostgreSQL and PostGIS. */
  versions: string;
  cells: number;
  figures: number;
  rounds: number;
  seconds: number;
}

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** The results as Markdown. */
export function formatResults(results: Results): string {
  const { comparisons, imports, versions, cells, figures, rounds, seconds } = results;
  const [cpu] = cpus();
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${cpu?.model ?? 'unknown processor'}, ${cpus().length} cores, ` +
      `${Math.round(totalmem() / 2 ** 30)} GB, ${type()} ${release()}, Node ${process.versions.node}, ${versions}. ` +
      `${number.format(cells)} cells with ${figures} figures; median of ${rounds} rounds of ${seconds} s, p99 of the worst round.`,
    '',
    ...formatComparisons(comparisons),
    '',
    '| import | seconds | peak memory MB |',
    '|---|---:|---:|',
    ...imports.map((one) => `| ${one.name} | ${one.seconds.toFixed(1)} | ${number.format(one.memory)} |`),
  ].join('\n');
}

/** Lines of a table of comparisons. */
export function formatComparisons(comparisons: readonly Comparison[]): string[] {
  return [
    '| what | beside | ratio | goal | requests/s | peer | p50 / p99 ms | peer | memory MB | peer | body kB | peer |',
    '|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...comparisons.map(({ name, peerName, ours, peer }) => {
      const columns = (of: (measurement: Measurement) => string): string => `${of(ours)} | ${of(peer)}`;
      const goal = goals.find(([start, who]) => name.startsWith(start) && peerName.startsWith(who))?.[2];
      return `| ${name} | ${peerName} | **${formatRatio(ours, peer)}** | ${goal === undefined ? '' : `≥ ${goal}`} | ${[
        columns(({ requestsPerSecond }) =>
          requestsPerSecond < 10 ? requestsPerSecond.toFixed(1) : number.format(requestsPerSecond),
        ),
        columns(({ p50, p99 }) => `${number.format(p50)} / ${number.format(p99)}`),
        columns(({ memory }) => number.format(memory)),
        columns(({ bytes }) => (bytes / 1000).toFixed(1)),
      ].join(' | ')} |`;
    }),
  ];
}

/** When, on what and with what, and how busy the machine was besides. */
export function describeMachine(what: string): string {
  return (
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ` +
    `${Math.round(totalmem() / 2 ** 30)} GB, ${type()}, Node ${process.versions.node}; ${what} ` +
    `Load of the last 5 minutes: ${(loadavg()[1] ?? 0).toFixed(1)}.`
  );
}

function formatRatio(ours: Measurement, peer: Measurement): string {
  const ratio = ours.requestsPerSecond / peer.requestsPerSecond;
  return `${ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(2)} ×`;
}

const readme = new URL('README.md', import.meta.url);

/** Puts a part's results into README.md in place of the last ones. */
export async function writeResults(
  part: 'server' | 'addresses' | 'construction' | 'sensors' | 'soak' | 'page',
  markdown: string,
): Promise<void> {
  const begin = `<!-- results: ${part} -->`;
  const end = `<!-- end of results: ${part} -->`;
  const text = await readFile(readme, 'utf8');
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`README.md has lost its marks ${begin} and ${end}`);
  await writeFile(readme, `${before}${begin}\n\n${markdown}\n\n${end}${after}`);
}
