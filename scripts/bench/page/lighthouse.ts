/** Lighthouse over the pages, several times each, as medians. */
import { openBrowser } from './browser.ts';

type Profile = 'mobile' | 'desktop';

export interface PageScores {
  path: string;
  profile: Profile;
  /** 0 to 100. */
  performance: number;
  accessibility: number;
  bestPractices: number;
  seo: number;
  /** Milliseconds. */
  firstPaint: number;
  largestPaint: number;
  blocking: number;
  layoutShift: number;
}

/** What is measured: pages of text and table as on a phone with a slow network, the map as on a desk. */
export const pages: readonly { path: string; profile: Profile }[] = [
  { path: '/?view=table', profile: 'mobile' },
  { path: '/?view=table&lang=en', profile: 'mobile' },
  { path: '/?view=terms', profile: 'mobile' },
  { path: '/', profile: 'desktop' },
];

interface Result {
  lhr: {
    categories: Record<string, { score: number | null }>;
    audits: Record<string, { numericValue?: number }>;
    runtimeError?: { message: string };
  };
}

/** By name, so that types also hold where the bench's own packages are not installed. */
async function load(name: string): Promise<Record<string, unknown>> {
  return (await import(name)) as Record<string, unknown>;
}

/** The medians of `runs` visits, each with a browser of its own and nothing in its cache. */
export async function measureScores(origin: string, runs: number): Promise<PageScores[]> {
  const { default: lighthouse } = (await load('lighthouse')) as {
    default: (url: string, flags: object, config?: unknown) => Promise<Result>;
  };
  const { default: desktop } = await load('lighthouse/core/config/desktop-config.js');
  const scores: PageScores[] = [];
  for (const { path, profile } of pages) {
    console.log(`Lighthouse, ${profile}: ${path} …`);
    const results: Result['lhr'][] = [];
    let failed = 0;
    while (results.length < runs) {
      const browser = await openBrowser();
      try {
        const flags = { port: browser.port, logLevel: 'error', output: 'json' };
        const { lhr } = await lighthouse(origin + path, flags, profile === 'desktop' ? desktop : undefined);
        // On a busy machine a browser now and then starts too late for its own trace.
        if (!lhr.runtimeError) results.push(lhr);
        else if (++failed > runs) throw new Error(`${path}: ${lhr.runtimeError.message}`);
      } finally {
        await browser.close();
      }
    }
    scores.push({ path, profile, ...mediansOf(results) });
  }
  return scores;
}

function mediansOf(results: readonly Result['lhr'][]): Omit<PageScores, 'path' | 'profile'> {
  const score = (category: string): number =>
    Math.round(median(results.map(({ categories }) => categories[category]?.score ?? 0)) * 100);
  const audit = (id: string): number => median(results.map(({ audits }) => audits[id]?.numericValue ?? NaN));
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    bestPractices: score('best-practices'),
    seo: score('seo'),
    firstPaint: audit('first-contentful-paint'),
    largestPaint: audit('largest-contentful-paint'),
    blocking: audit('total-blocking-time'),
    layoutShift: audit('cumulative-layout-shift'),
  };
}

/** The value in the middle; of an even number the lower one. */
export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor((values.length - 1) / 2)] ?? NaN;
}
