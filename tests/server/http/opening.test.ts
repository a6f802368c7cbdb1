import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compress } from '../../../server/http/compress.ts';
import { Opener } from '../../../server/http/opening.ts';
import { fillPage } from '../../../server/http/drawn-page.ts';
import { createLogger } from '../../../server/log.ts';

const logger = createLogger({ logLevel: 'silent' });
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breitblick-opening-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function opens(source: string, ask: () => Promise<unknown> = () => Promise.resolve('answer')) {
  const own = await mkdtemp(join(folder, 'page-'));
  await mkdir(join(own, 'opening'));
  await writeFile(join(own, 'opening', 'opening.js'), source);
  return new Opener(own, ask, logger).open('?a=1', 'phone', 'https://town.example');
}

test('the page opens with what the front end asks of the API for its address', async () => {
  const opening = await opens(
    `export const open = async (search, size, origin, ask) => ({ body: search + size + origin, answers: await ask('{ a }', {}) });`,
  );
  expect(opening).toEqual({ body: '?a=1phonehttps://town.example', answers: 'answer' });
});

test.each([
  ['that fails', () => Promise.reject(new Error('no database'))],
  ['that does not answer', () => new Promise(() => {})],
])('an API %s keeps the page from nothing but its answers', async (_, ask) => {
  expect(
    await opens(`export const open = async (search, size, origin, ask) => ask('{ a }', {});`, ask),
  ).toBeUndefined();
});

test('a built folder without the module serves the page without answers', async () => {
  expect(
    await new Opener(folder, () => Promise.resolve(), logger).open('', 'wide', 'https://town.example'),
  ).toBeUndefined();
});

test('the drawn page has its styles within, its scripts after it, and nothing ends an element early', async () => {
  const own = await mkdtemp(join(folder, 'page-'));
  await mkdir(join(own, '.vite'));
  await writeFile(join(own, 'a.css'), 'a{}');
  await writeFile(join(own, 'view.css'), 'b{}');
  await writeFile(join(own, 'start.js'), 'start();');
  const chunks = {
    'View.svelte': { file: 'view.js', css: ['view.css'], imports: ['_own.js'] },
    '_own.js': { file: 'own.js' },
  };
  await writeFile(join(own, '.vite', 'manifest.json'), JSON.stringify(chunks));
  const built =
    '<html lang="de"><head><title>Breitblick</title><script src="/start.js"></script>' +
    '<script type="module" crossorigin src="/main.js"></script><link rel="modulepreload" crossorigin href="/own.js">' +
    '<link rel="stylesheet" crossorigin href="/a.css"></head><body><div id="app"></div></body></html>';
  const drawn = { language: 'en', head: '<title>$&</title>', body: '<p>$&</p>', sources: ['View.svelte'] };
  const { html, hashes } = await fillPage(own, built, { ...drawn, answers: '</script><b>$&' });
  expect(html).toBe(
    '<html lang="en"><head><title>$&</title><script data-scripts="/view.js /own.js /main.js">start();</script>' +
      '<style>a{}b{}</style></head><body><div id="app"><p>$&</p></div>' +
      '<script type="application/json" id="page-answers">"\\u003c/script>\\u003cb>$&"</script></body></html>',
  );
  const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  expect(hashes).toEqual({ style: hashOf('a{}b{}'), script: hashOf('start();') });
});

test('an answer is compressed as its reader can read it, and not where it is small', async () => {
  const text = Buffer.from('a fifth of that compressed '.repeat(200));
  const br = await compress(text, 'gzip, deflate, br');
  const gzip = await compress(text, 'br;q=0, gzip;q=0.5');
  expect([br.encoding, brotliDecompressSync(br.body).equals(text)]).toEqual(['br', true]);
  expect([gzip.encoding, gunzipSync(gzip.body).equals(text)]).toEqual(['gzip', true]);
  expect((await compress(text, 'identity')).encoding).toBeUndefined();
  expect((await compress(Buffer.from('small'), 'br')).encoding).toBeUndefined();
});
