import { cpus, loadavg, totalmem, type } from 'node:os';
import type { PageScores } from './lighthouse.ts';
import type { Growth, UseMeasurements } from './use.ts';

export interface PageResults {
  browser: string;
  runs: number;
  scores: readonly PageScores[];
  use: UseMeasurements;
}

/** The results as Markdown, each figure with its goal. */
export function formatPage({ browser, runs, scores, use }: PageResults): string {
  const ms = (value: number): string => `${Math.round(value)} ms`;
  const growth = ({ first, last, perMinute }: Growth): string =>
    `${Math.round(first)} → ${Math.round(last)} MB, ${perMinute.toFixed(1)} MB a minute`;
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ` +
      `${Math.round(totalmem() / 2 ** 30)} GB, ${type()}, ${browser}, WebGL in software; medians of ${runs} visits. ` +
      `Load of the last 15 minutes: ${(loadavg()[2] ?? 0).toFixed(1)}; on a machine that does nothing else it is about 2.`,
    '',
    '| page | profile | performance | accessibility | best practices | SEO | first paint | largest paint | blocking | shift |',
    '|---|---|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...scores.map(
      (page) =>
        `| \`${page.path}\` | ${page.profile} | **${page.performance}** (≥ ${page.profile === 'mobile' ? 95 : 90}) | ` +
        `${page.accessibility} | ${page.bestPractices} | ${page.seo} | ${ms(page.firstPaint)} | ` +
        `${ms(page.largestPaint)} (< 1800) | ${ms(page.blocking)} | ${page.layoutShift.toFixed(3)} (< 0.02) |`,
    ),
    '',
    '| in use | measured | goal |',
    '|---|---:|---:|',
    `| first map, as a picture | ${ms(use.firstMap)} | < 2500 ms |`,
    `| from turning to it to the map that moves, all tiles drawn | ${ms(use.livingMap)} | |`,
    `| another technology, press to new picture (slowest) | ${ms(use.repaint)} (${ms(use.slowestRepaint)}) | < 100 ms |`,
    `| tiles fetched by that | ${use.repaintTiles} | 0 |`,
    `| rests of a pan over Germany with a tile missing | ${use.incompleteRests} of ${use.rests} | 0 |`,
    `| failed requests | ${use.failedRequests} | 0 |`,
    `| JavaScript heap over ${use.minutes} min | ${growth(use.heap)} | flat |`,
    `| memory of the browser over ${use.minutes} min | ${growth(use.memory)} | flat |`,
  ].join('\n');
}
