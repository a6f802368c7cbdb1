import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findAnnouncements, findStatements, type Subject } from '../../../../server/construction/queries.ts';
import type { ImportOptions } from '../../../../server/import-source.ts';
import { addAddresses, anAddress } from '../../../builders.ts';
import type { TestDatabase } from '../../../database.ts';
import { anArea, record } from '../fixture.ts';
import { ags, type Imports, openImports } from '../imports.ts';

let imports: Imports;
let database: TestDatabase;
beforeAll(async () => {
  imports = await openImports();
  ({ database } = imports);
});
afterAll(() => imports.close());
beforeEach(async () => {
  await imports.startOver();
  await addAddresses(database, [
    anAddress({ ags, id: 'h-12a', street: 'Hauptstraße', houseNumber: 12, addition: 'a', postcode: '76829' }),
    anAddress({ ags, id: 'h-14', street: 'Hauptstraße', houseNumber: 14, postcode: '76829' }),
  ]);
  await record(database, [
    anArea({ ags, id: 'west', name: 'Kernstadt West', district: 'Kernstadt' }),
    anArea({ ags, id: 'ost', name: 'Kernstadt Ost', district: 'Kernstadt' }),
    anArea({ ags, id: 'moerzheim', name: 'Mörzheim', district: 'Mörzheim' }),
  ]);
});

const importText = (name: string, lines: readonly string[], options: ImportOptions = {}) =>
  imports.importFile(name, lines.join('\n'), options);

const subject = (kind: Subject['kind'], id: string): Subject => ({ ags, kind, id });
async function saidOf(about: Subject): Promise<string[]> {
  const statements = await findStatements(database.db, [about], { on: null, asOf: null });
  return statements.map(({ stage, progress, from }) => `${stage} ${progress} ${from}`);
}

const head = 'ags;gebiet;strasse;hnr;plz;stufe;fortschritt;von;erwartet';

test('a report of areas, a district and addresses is recorded, each where it belongs', async () => {
  const outcome = await importText('meldung_2026-03-20.csv', [
    head,
    `${ags};moerzheim;;;;Tiefbau;erledigt;1.2.2026;`,
    `${ags};Kernstadt;;;;Planung;läuft;;Q4 2026`,
    ';;Haupt-Str.;12 A;76829;Aktiv;erledigt;3.3.2026;',
  ]);
  expect(outcome.problems.map(({ rule }) => rule)).toEqual(['matched']);
  expect([outcome.written, outcome.refused]).toEqual([3, 0]);
  expect(await saidOf(subject('area', 'moerzheim'))).toEqual(['civil_works done 2026-02-01']);
  for (const id of ['west', 'ost']) expect(await saidOf(subject('area', id))).toEqual(['planned under_way 2026-03-20']);
  expect(await saidOf(subject('address', 'h-12a'))).toEqual(['active done 2026-03-03']);
  const announced = await findAnnouncements(database.db, [subject('area', 'ost')], null);
  expect(announced).toMatchObject([
    { stage: 'planned', announcedAt: '2026-03-20', expectedFirst: '2026-10-01', expectedLast: '2026-12-31' },
  ]);
});

test('what is not known is reported with its reason, and the rest is taken', async () => {
  const outcome = await importText('meldung_2026-03-20.csv', [
    head,
    `${ags};Mörzhiem;;;;Tiefbau;erledigt;;`,
    ';;Hauptstraße;99;76829;Aktiv;erledigt;;',
    ';;Nebenstraße;1;76829;Aktiv;erledigt;;',
    `${ags};Mörzheim;;;;Tiefbau;erledigt;1.2.2026;`,
    `${ags};mörzheim;;;;Tiefbau;läuft;1.2.2026;`,
    `${ags};Mörzheim;;;;Planung;erledigt;2.2.2026;`,
    `${ags};Mörzheim;;;;Aktiv;erledigt;1.1.2026;`,
  ]);
  expect(outcome.found).toEqual([
    [2, 'refused', 'unknown-area'],
    [3, 'refused', 'unknown-number'],
    [4, 'refused', 'unknown-street'],
    [6, 'refused', 'duplicate-event'],
    [7, 'refused', 'after-successor'],
    [8, 'refused', 'before-predecessor'],
    [0, 'warning', 'matched'],
  ]);
  expect([outcome.written, outcome.refused]).toEqual([1, 6]);
});

test('a rehearsal tells the same and writes nothing', async () => {
  const lines = [head, `${ags};Mörzheim;;;;Tiefbau;erledigt;1.2.2026;`, `${ags};Nirgends;;;;Tiefbau;erledigt;;`];
  const rehearsed = await importText('meldung_2026-03-20.csv', lines, { dry: true });
  expect(await saidOf(subject('area', 'moerzheim'))).toEqual([]);
  expect(rehearsed).toMatchObject({ status: 'rehearsed', written: 1, refused: 1 });
  const real = await importText('meldung_2026-03-20.csv', lines);
  expect(real).toEqual({ ...rehearsed, status: 'imported' });
});

test('of a municipality with samples alone, what is said is taken with a warning', async () => {
  await database.db.deleteFrom('edition').where('kind', '=', 'addresses').execute();
  await addAddresses(database, [anAddress({ ags, id: 'sample-1', street: 'Weg', houseNumber: 1 })], { modelled: true });
  const outcome = await importText('meldung_2026-03-20.csv', [head, `${ags};;Weg;1;;Aktiv;erledigt;;`]);
  expect(outcome.found).toEqual([[0, 'warning', 'sample-addresses']]);
  expect(await saidOf(subject('address', 'sample-1'))).toEqual(['active done 2026-03-20']);
});

test("an operator's list brings addresses, and what it says of their connections", async () => {
  const outcome = await importText('liste_2026-03-20.csv', [
    'strasse;hnr;plz;lat;lon;status;datum',
    'Hauptstr.;12a;76829;;;Hausanschluss fertig;2.3.2026',
    'Neuer Weg;5;76829;49,2;8,1;im Bau;',
    'Hauptstr.;14;76829;;;irgendwas;',
  ]);
  expect(outcome.found).toEqual([
    [4, 'warning', 'unknown-status'],
    [3, 'warning', 'unknown-street'],
    [0, 'warning', 'matched'],
  ]);
  expect(await saidOf(subject('address', 'h-12a'))).toEqual(['house_connection done 2026-03-02']);
  const added = await database.db
    .selectFrom('address')
    .select('id')
    .where('street', '=', 'Neuer Weg')
    .executeTakeFirstOrThrow();
  expect(await saidOf(subject('address', added.id))).toEqual(['civil_works under_way 2026-03-20']);
});

test('an example of the template is no event', async () => {
  const outcome = importText('vorlage_2026-03-20.csv', [`beispiel;${head}`, `x;${ags};Mörzheim;;;;Tiefbau;erledigt;;`]);
  await expect(outcome).rejects.toThrow('No record of vorlage_2026-03-20.csv could be used');
  expect(await saidOf(subject('area', 'moerzheim'))).toEqual([]);
});
