import excel from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StageEventRecord } from '../../../geodata/construction/records.ts';
import { templates } from '../../../geodata/construction/templates.ts';
import { largestUpload } from '../../../server/http/uploads.ts';
import { type RunningApp, startApp } from '../../e2e/app.ts';
import { collectText } from '../../geodata/formats/sources.ts';

const token = 'planners-of-the-town';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ page: false, environment: { PLANNER_TOKEN: token } });
});
afterAll(() => app.close());

interface Sent {
  status: number;
  problems: { line: number; severity: string; rule: string }[];
  texts: string[];
  last:
    | {
        type: string;
        message?: string;
        rule?: string | null;
        details?: unknown;
        result?: { status: string; written: number; refused: number };
      }
    | undefined;
}

async function send(query: string, body: string | Uint8Array, given = token, language = '*'): Promise<Sent> {
  const response = await fetch(`${app.url}/import?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${given}`, 'accept-language': language },
    body: body as BodyInit,
  });
  const lines = (await response.text()).split('\n').filter((line) => line !== '');
  const events = lines.map(
    (line) => JSON.parse(line) as { type: string; text?: string; problem?: Sent['problems'][number] },
  );
  return {
    status: response.status,
    problems: events.flatMap(({ problem }) => problem ?? []),
    texts: events.flatMap(({ text }) => text ?? []),
    last: events.at(-1),
  };
}

const countStatements = async (): Promise<number> => {
  const rows = await app.database.db
    .selectFrom('stage_statement')
    .select('id')
    .where('subject_kind', '=', 'area')
    .execute();
  return rows.length;
};

describe('a file that a planner sends', () => {
  const report = 'ags;gebiet;stufe;fortschritt;von\n07313000;Arzheim;Hausanschluss;läuft;10.3.2026\n';
  const query = 'name=meldung.csv&date=2026-03-20';

  test('is rehearsed, and then recorded', async () => {
    const before = await countStatements();
    expect(await send(`${query}&dry=1`, report)).toMatchObject({
      last: { type: 'done', result: { status: 'rehearsed', written: 1, refused: 0 } },
    });
    expect(await countStatements()).toBe(before);
    expect(await send(query, report)).toMatchObject({ last: { type: 'done', result: { status: 'imported' } } });
    expect(await countStatements()).toBe(before + 1);
    expect(await send(query, report)).toMatchObject({ last: { type: 'done', result: { status: 'known' } } });
  });

  test('is refused without the token, with a strange parameter, of another kind, and too large', async () => {
    expect((await send(query, report, 'another-token-of-16')).status).toBe(401);
    expect((await send(`${query}&path=/etc/passwd`, report)).status).toBe(400);
    const coverage = 'AGS;alle Technologien ≥ 30 Mbit/s\n07313000;99\n';
    expect((await send('name=gemeinden.csv&date=2026-03-20', coverage)).last).toMatchObject({ type: 'failed' });
    expect((await send(query, Buffer.alloc(largestUpload + 1))).status).toBe(413);
  });
});

describe('in the language of whoever sends it', () => {
  test('parameters that are wrong or unknown are named', async () => {
    const wrong = 'name=meldung.csv&date=20.3.2026&path=x';
    const inGerman = await send(`${wrong}&lang=de`, '');
    expect(inGerman).toMatchObject({
      status: 400,
      last: { message: expect.stringMatching(/^Diese Angaben .*: date, path\./) as string },
    });
    const inEnglish = await send(wrong, '');
    expect(inEnglish.last).toMatchObject({
      message: expect.stringContaining('must be a day as in 2026-03-20') as string,
    });
  });

  test('what is shown as its source is the name of the file', async () => {
    const report = 'ags;gebiet;stufe;fortschritt;von\n07313000;Arzheim;Hausanschluss;fertig;12.3.2026\n';
    expect((await send('name=stand.csv&date=2026-03-21', report)).last).toMatchObject({
      result: { title: 'stand.csv' },
    });
  });

  const utm = JSON.stringify({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { kennung: 't' },
        geometry: {
          type: 'LineString',
          coordinates: [
            [430_000, 5_450_000],
            [430_000, 5_450_100],
          ],
        },
      },
    ],
  });
  const query = 'name=trassen.geojson&date=2026-03-20&holds=geometry&dry=1';

  test('a refusal names its remedy, and what a form has to ask for', async () => {
    expect((await send(query, utm)).last).toMatchObject({
      type: 'failed',
      rule: 'crs-not-stated',
      message: expect.stringContaining('add --crs EPSG:25832') as string,
    });
    const german = 'Die Datei nennt kein Koordinatensystem, und ihre Zahlen (430000, 5450000 …) passen zu mehreren.';
    for (const answer of [await send(query, utm, token, 'de-DE,de;q=0.9'), await send(`${query}&lang=de`, utm)]) {
      expect(answer.last?.message).toContain(german);
    }
    expect((await send(`${query}&crs=EPSG:25832`, utm)).last).toMatchObject({ result: { status: 'rehearsed' } });
  });

  test('problems are told so too, and who may not send is told why', async () => {
    const report = 'gebiet;stufe;fortschritt\nArzheim;Hausanschluss;läuft\n';
    const { texts } = await send('name=meldung.csv&date=2026-03-20', report, token, 'de');
    expect(texts).toEqual(['Der Gemeindeschlüssel fehlt oder hat nicht acht Ziffern.']);
    const stated = await send('name=meldung.csv&date=2026-03-20&dry=1&ags=07313000', report);
    expect(stated.last).toMatchObject({ result: { written: 1 } });
    const refused = await fetch(`${app.url}/import`, { method: 'POST', headers: { 'accept-language': 'de' } });
    expect(await refused.json()).toEqual({ message: 'Dafür braucht es das Kennwort der Planung.' });
  });
});

describe.each(templates)('the template $name', ({ name, columns, examples }) => {
  const fetchBytes = async (ending: string) =>
    Buffer.from(await (await fetch(`${app.url}/downloads/templates/${name}.${ending}`)).arrayBuffer());

  test('as it is holds examples alone, and none of them is taken for real', async () => {
    for (const ending of ['csv', 'xlsx']) {
      const { problems, last } = await send(`name=${name}.${ending}&date=2026-03-20`, await fetchBytes(ending));
      expect(problems.map(({ rule }) => rule)).toEqual(examples.map(() => 'example-row'));
      expect(last).toMatchObject({ type: 'failed' });
    }
  });

  test('filled in like its examples, every row is understood', async () => {
    const text = (await fetchBytes('csv')).toString('utf8').replaceAll(/^x;/gm, ';');
    const { problems, last } = await send(`name=${name}.csv&date=2026-03-20&dry=1`, text);
    const ofSamples = ['sample-addresses', 'samples-replaced', 'matched', 'no-place'];
    const isOnlyOfSamples = ({ rule }: { rule: string }) => ofSamples.includes(rule);
    expect(problems.filter((problem) => !isOnlyOfSamples(problem))).toEqual([]);
    expect(last).toMatchObject({ result: { status: 'rehearsed' } });
  });

  test('is a workbook for others too, with its notes', async () => {
    const workbook = new excel.Workbook();
    await workbook.xlsx.load((await fetchBytes('xlsx')) as never);
    expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual(['Tabelle', 'Erläuterung']);
    expect((workbook.worksheets[0]?.getRow(1).values as string[]).slice(1)).toEqual(columns);
  });
});

test('every stage and progress that the template offers is one that is read', async () => {
  const [template] = templates;
  const progresses = template?.choices.fortschritt ?? [];
  expect(progresses.length).toBe(5);
  const stages = (template?.notes.find(([column]) => column === 'stufe')?.[1] ?? '').split(';')[0]?.split(', ') ?? [];
  const rows = stages.flatMap((stage) => progresses.map((progress) => `07313000;Arzheim;${stage};${progress}`));
  const { records, problems } = await collectText<StageEventRecord>(
    ['ags;gebiet;stufe;fortschritt', ...rows].join('\n'),
    'meldung_2026-03-20.csv',
  );
  expect(problems).toEqual([]);
  expect(new Set(records.map(({ statement }) => `${statement?.stage} ${statement?.progress}`)).size).toBe(rows.length);
});
