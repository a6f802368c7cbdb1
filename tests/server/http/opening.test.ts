import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compress } from '../../../server/http/compress.ts';
import { Opener } from '../../../server/http/opening.ts';
import { fillPage } from '../../../server/http/page.ts';
import { createLogger } from '../../../server/log.ts';

const logger = createLogger({ logLevel: 'silent' });
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breitblick-opening-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function opens(source: string, ask: () => Promise<unknown> = () => Promise.resolve('answer')) {
  const own = await mkdtemp(join(folder, 'page-'));
  await writeFile(join(own, 'opening.js'), source);
  return new Opener(own, ask, logger).open('?a=1');
}

test('the page opens with what the front end asks of the API for its address', async () => {
  const opening = await opens(
    `export const open = async (search, ask) => ({ language: 'en', title: search, answers: await ask('{ a }', {}) });`,
  );
  expect(opening).toEqual({ language: 'en', title: '?a=1', answers: 'answer' });
});

test.each([
  ['that fails', () => Promise.reject(new Error('no database'))],
  ['that does not answer', () => new Promise(() => {})],
])('an API %s keeps the page from nothing but its answers', async (_, ask) => {
  expect(await opens(`export const open = async (search, ask) => ask('{ a }', {});`, ask)).toBeUndefined();
});

test('a built folder without the module serves the page without answers', async () => {
  expect(await new Opener(folder, () => Promise.resolve(), logger).open('')).toBeUndefined();
});

test('neither title nor answers can end their element', () => {
  const html = '<html lang="de"><title>Breitblick</title><body></body></html>';
  const page = fillPage(html, { language: 'en', title: '</title><b>$&', answers: '</script><b>$&' });
  expect(page).toBe(
    '<html lang="en"><title>&lt;/title&gt;&lt;b&gt;$&amp;</title><body>' +
      '<script type="application/json" id="answers">"\\u003c/script>\\u003cb>$&"</script></body></html>',
  );
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
