/** Of KERN's style sheet, only what the page uses: whole it is 340 kB, and nothing is drawn before it is read. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

interface Rule {
  prelude: string;
  /** Declarations, or further rules. */
  body: string;
}

/** Leaves rules for classes out of `kern.min.css` that no source in `folder` names, and custom properties that nothing reads. */
export function kernStyles(folder: string): Plugin {
  return {
    name: 'kern-styles',
    enforce: 'pre',
    async transform(code, id) {
      if (!/kern(\.min)?\.css$/.test(id)) return undefined;
      const sources = await readSources(folder);
      const rules = usedRules(code.replace(/^@charset[^;]*;/, ''), namesIn(sources));
      return { code: usedProperties(rules, sources), map: null };
    },
  };
}

async function readSources(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /\.(svelte|ts|css|html)$/.test(entry.name));
  return (await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')))).join('\n');
}

/** Classes as they are written; one that ends with a dash, as in `kern-btn--{kind}`, stands for all that begin so. */
function namesIn(sources: string): (name: string) => boolean {
  const names = new Set(sources.match(/kern-[\w-]+/g));
  const beginnings = [...names].filter((name) => name.endsWith('-'));
  return (name) => names.has(name) || beginnings.some((beginning) => name.startsWith(beginning));
}

/** The style sheet without rules that can't match. */
export function usedRules(css: string, isUsed: (name: string) => boolean): string {
  return readRules(css)
    .map(({ prelude, body }) => {
      if (prelude.startsWith('@keyframes') || prelude.startsWith('@font-face')) return `${prelude}{${body}}`;
      if (prelude.startsWith('@')) {
        const inner = usedRules(body, isUsed);
        return inner === '' ? '' : `${prelude}{${inner}}`;
      }
      const selectors = splitSelectors(prelude).filter((selector) => {
        const needed = selector.replaceAll(/:not\([^)]*\)/g, '').match(/\.kern-[\w-]+/g) ?? [];
        return needed.every((name) => isUsed(name.slice(1)));
      });
      return selectors.length === 0 ? '' : `${selectors.join(',')}{${body}}`;
    })
    .join('');
}

/** The style sheet without custom properties that neither it nor the sources read, directly or through another one. */
export function usedProperties(css: string, sources: string): string {
  const declaration = /(--[\w-]+):([^;{}]*)(;|(?=\}))/g;
  const readers = new Map<string, string[]>();
  for (const [, name = '', value = ''] of css.matchAll(declaration)) {
    readers.set(name, [...(readers.get(name) ?? []), ...propertiesIn(value)]);
  }
  const used = new Set<string>();
  const queue = propertiesIn(css.replaceAll(declaration, '') + sources);
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (used.has(name)) continue;
    used.add(name);
    queue.push(...(readers.get(name) ?? []));
  }
  return css.replaceAll(declaration, (whole, name: string) => (used.has(name) ? whole : ''));
}

function propertiesIn(text: string): string[] {
  return [...text.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name ?? '');
}

function readRules(css: string): Rule[] {
  const rules: Rule[] = [];
  let [start, open, depth, quote] = [0, 0, 0, ''];
  for (let at = 0; at < css.length; at++) {
    const sign = css[at] ?? '';
    if (quote !== '') {
      if (sign === '\\') at++;
      else if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '{' && depth++ === 0) open = at;
    else if (sign === '}' && --depth === 0) {
      rules.push({ prelude: css.slice(start, open).trim(), body: css.slice(open + 1, at) });
      start = at + 1;
    }
  }
  return rules;
}

/** At the commas that are in no parentheses. */
function splitSelectors(prelude: string): string[] {
  const selectors: string[] = [];
  let [start, depth] = [0, 0];
  for (let at = 0; at < prelude.length; at++) {
    const sign = prelude[at];
    if (sign === '(' || sign === '[') depth++;
    else if (sign === ')' || sign === ']') depth--;
    else if (sign === ',' && depth === 0) {
      selectors.push(prelude.slice(start, at));
      start = at + 1;
    }
  }
  return [...selectors, prelude.slice(start)];
}
