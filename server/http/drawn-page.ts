import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Opening } from './opening.ts';

/** What the build made of source files and of what they import. */
type Manifest = Partial<Record<string, { file: string; css?: string[]; imports?: string[] }>>;

/** What the content security policy has to know of style and script that stand in the page, as `'sha256-…'`. */
export interface PageHashes {
  style: string;
  script: string;
}

export interface DrawnPage {
  html: string;
  hashes: PageHashes;
}

const script =
  / *<(?:script type="module"|link rel="modulepreload") crossorigin (?:src|href)="([^"]+)">(?:<\/script>)?\n?/g;
const sheet = / *<link rel="stylesheet" crossorigin href="([^"]+)">\n?/g;

/**
 * The built page as drawn: with its language, its styles and `start.js` within (on a slow network each file of its own
 * is two more journeys), and the answers it stands on, which are data that the content security policy does not run. Its
 * scripts are for `start.js` to load once it has been seen.
 * Errors: those of reading the built folder.
 */
export async function fillPage(folder: string, html: string, opening: Opening): Promise<DrawnPage> {
  const { language, head, body, sources, answers } = opening;
  const scripts = takeOut(html, script);
  const sheets = takeOut(scripts.rest, sheet);
  const needed = await filesOf(folder, sources);
  // The entry is named first and runs last: the others are loaded ahead of it.
  const [entry = '', ...ahead] = scripts.paths;
  const loaded = [...new Set([...needed.scripts, ...ahead])].filter((path) => path !== entry);
  const start = await readFile(join(folder, 'start.js'), 'utf8');
  const style = (
    await Promise.all(
      [...new Set([...sheets.paths, ...needed.styles])].map((path) => readFile(join(folder, path), 'utf8')),
    )
  ).join('');
  const data = JSON.stringify(answers).replaceAll('<', '\\u003c');
  const drawn = sheets.rest
    .replace(/<html lang="[^"]*">/, () => `<html lang="${escapeHtml(language)}">`)
    .replace(/<title>.*?<\/title>/, () => head)
    .replace('<script src="/start.js">', () => `<script data-scripts="${[...loaded, entry].join(' ')}">${start}`)
    .replace('</head>', () => `<style>${style}</style></head>`)
    .replace('<div id="app"></div>', () => `<div id="app">${body}</div>`)
    .replace('</body>', () => `<script type="application/json" id="page-answers">${data}</script></body>`);
  return { html: drawn, hashes: { style: hashOf(style), script: hashOf(start) } };
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** A page without the elements that a pattern finds, and the paths that they name. */
function takeOut(html: string, pattern: RegExp): { rest: string; paths: string[] } {
  const paths: string[] = [];
  const rest = html.replaceAll(pattern, (_, path: string) => {
    paths.push(path);
    return '';
  });
  return { rest, paths };
}

/** Files that the build made of sources and of what they import. */
async function filesOf(folder: string, sources: readonly string[]): Promise<{ styles: string[]; scripts: string[] }> {
  if (sources.length === 0) return { styles: [], scripts: [] };
  const built = JSON.parse(await readFile(join(folder, '.vite', 'manifest.json'), 'utf8')) as Manifest;
  const found = new Set(sources);
  for (const source of found) for (const imported of built[source]?.imports ?? []) found.add(imported);
  const chunks = [...found].flatMap((source) => built[source] ?? []);
  return {
    styles: chunks.flatMap(({ css = [] }) => css.map((path) => `/${path}`)),
    scripts: chunks.map(({ file }) => `/${file}`),
  };
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
