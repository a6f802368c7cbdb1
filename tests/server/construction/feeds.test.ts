import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeAtom } from '../../../geodata/formats/write-atom.ts';
import { writeICalendar } from '../../../geodata/formats/write-icalendar.ts';
import { type RunningApp, startApp } from '../../e2e/app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ page: false });
});
afterAll(async () => app.close());

const district = '/feeds/rollout/district/07313000/Nu%C3%9Fdorf';
const get = (path: string, options?: RequestInit): Promise<Response> => fetch(app.url + path, options);

/** Texts of all elements of a name; throws if it is no well-formed XML. */
function textsOf(xml: string, name: string): string[] {
  const parser = new SaxesParser({ xmlns: true });
  const found: string[] = [];
  let open: string[] = [];
  parser.on('opentag', (tag) => {
    open = [...open, tag.name];
    if (tag.name === name) found.push('');
  });
  parser.on('text', (text) => {
    if (open.at(-1) === name) found.push(`${found.pop()}${text}`);
  });
  parser.on('closetag', () => (open = open.slice(0, -1)));
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return found;
}

/** Content lines of a calendar, unfolded. Throws where a line is too long or ends otherwise. */
function linesOf(calendar: string): string[] {
  expect(calendar.endsWith('\r\n')).toBe(true);
  expect(calendar.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const line of calendar.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  return calendar.replaceAll('\r\n ', '').trimEnd().split('\r\n');
}

const valuesOf = (lines: readonly string[], name: string) =>
  lines.filter((line) => new RegExp(`^${name}[;:]`).test(line)).map((line) => line.slice(line.indexOf(':') + 1));

test('the feed of a district has all that was said of it, newest first, each with an id of its own', async () => {
  const response = await get(`${district}.atom`);
  expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
  const xml = await response.text();
  const titles = textsOf(xml, 'title');
  expect(titles[0]).toBe('Glasfaser-Ausbau: Nußdorf');
  expect(titles).toContain('Nußdorf: Tiefbau – überall abgeschlossen');
  expect(titles).toContain('Nußdorf: Angekündigt: Aktiv – bis Ende Januar 2026');
  expect(titles).toContain('Nußdorf: Nachfragebündelung – 25 % der Haushalte');
  const [, ...updated] = textsOf(xml, 'updated');
  expect(updated).toEqual(updated.toSorted().toReversed());
  expect(textsOf(xml, 'updated')[0]).toBe(updated[0]);
  const ids = textsOf(xml, 'id').slice(1);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids)
    expect(id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(textsOf(xml, 'name')).toHaveLength(ids.length);
  expect(textsOf(await (await get(`${district}.atom`)).text(), 'id').slice(1)).toEqual(ids);
});

test('the calendar has the announced days in full, and its lines are as the standard wants them', async () => {
  const response = await get(`${district}.ics?lang=en`);
  expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  const lines = linesOf(await response.text());
  expect(lines.slice(0, 2)).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0']);
  expect(lines.at(-1)).toBe('END:VCALENDAR');
  const at = lines.indexOf('SUMMARY:Nußdorf: Announced: Active – by the end of January 2026');
  const event = lines.slice(lines.lastIndexOf('BEGIN:VEVENT', at), lines.indexOf('END:VEVENT', at));
  expect(valuesOf(event, 'DTSTART')).toEqual(['20260108']);
  expect(valuesOf(event, 'DTEND')).toEqual(['20260201']);
  expect(valuesOf(event, 'STATUS')).toEqual(['TENTATIVE']);
  const uids = valuesOf(lines, 'UID');
  expect(new Set(uids).size).toBe(uids.length);
  expect(uids).toHaveLength(valuesOf(lines, 'DTSTAMP').length);
});

test('the feed of an address tells of few households nothing that follows from an order', async () => {
  const query = `{
    all: searchAddresses(query: "Mörzheimer Hauptstraße 1", first: 20) { address { addressId rollout { withheld } } } }`;
  const answer = await get('/graphql', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data } = (await answer.json()) as {
    data: { all: { address: { addressId: string; rollout: { withheld: boolean } } | null }[] };
  };
  const addresses = data.all.flatMap(({ address }) => address ?? []);
  const few = addresses.find(({ rollout }) => rollout.withheld);
  const many = addresses.find(({ rollout }) => !rollout.withheld);
  const feed = async (id: string) =>
    textsOf(await (await get(`/feeds/rollout/address/07313000/${id}.atom`)).text(), 'title');
  const told = /Hauptstraße \d+\w?: (Hausanschluss|Aktiv)/;
  expect((await feed(few?.addressId ?? '')).filter((title) => told.test(title))).toEqual([]);
  expect((await feed(few?.addressId ?? '')).some((title) => title.includes('Glasfaser in der Straße'))).toBe(true);
  expect((await feed(many?.addressId ?? '')).some((title) => title.includes('Mörzheim: Tiefbau'))).toBe(true);
});

test('around a point are the areas that lie within the distance', async () => {
  const near = async (metres: number) =>
    textsOf(await (await get(`/feeds/rollout/near.atom?lat=49.227&lon=8.104&m=${metres}`)).text(), 'title').join('\n');
  const close = await near(100);
  expect(close).toContain('Nußdorf: ');
  expect(close).not.toContain('Mörzheim: ');
  expect(await near(10_000)).toContain('Mörzheim: ');
});

test.each([
  ['/feeds/rollout/district/07313000/Atlantis.atom', 404, /Known are .*Nußdorf/],
  ['/feeds/rollout/address/07313000/nobody.ics', 404, /no address "nobody"/],
  ['/feeds/rollout/near.atom?lat=49&lon=abc&m=100', 400, /lon: "abc" is no number/],
  ['/feeds/rollout/near.atom?lat=49&lon=8&m=999999', 400, /m: 999999 is out of range/],
  ['/feeds/rollout/district/07313000/Nu%C3%9Fdorf.atom?lang=fr', 400, /lang: "fr"/],
  ['/feeds/rollout/district/07313000/%E0%A4%A.atom', 404, /no feed here/],
  ['/feeds', 404, /district\/\{ags\}/],
])('what is wrong in %s is said, with what it may be', async (path, status, message) => {
  const response = await get(path);
  expect(response.status).toBe(status);
  expect(((await response.json()) as { message: string }).message).toMatch(message);
});

test('who has a feed already is told so, and who would write to it is refused', async () => {
  const etag = (await get(`${district}.atom`)).headers.get('etag') ?? '';
  expect((await get(`${district}.atom`, { headers: { 'If-None-Match': etag } })).status).toBe(304);
  expect((await get(`${district}.atom`, { method: 'POST' })).status).toBe(405);
});

test('text of any kind stays text', () => {
  const nasty = '<b>&"Ende\u0000\ud800; Zeile,\\\nzwei ä😀';
  const at = new Date('2026-01-08T00:00:00Z');
  const entry = { id: 'urn:x', title: nasty, content: nasty, author: nasty, updated: at, link: 'http://x/?a&b' };
  const xml = writeAtom({ ...entry, subtitle: '', language: 'de', self: 'http://x/', entries: [entry] });
  expect(textsOf(xml, 'content')).toEqual(['<b>&"Ende\ufffd; Zeile,\\\nzwei ä😀']);
  const long = { uid: 'u', sequence: 0, first: '2026-01-31', last: '2026-01-31', description: nasty.repeat(9) };
  const lines = linesOf(
    writeICalendar({
      name: nasty,
      language: 'de',
      events: [{ ...long, summary: nasty, link: 'http://x/', recordedAt: at, tentative: false }],
    }),
  );
  expect(valuesOf(lines, 'SUMMARY')).toEqual(['<b>&"Ende\ufffd\\; Zeile\\,\\\\\\nzwei ä😀']);
  expect(valuesOf(lines, 'DTEND')).toEqual(['20260201']);
});
