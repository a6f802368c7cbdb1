import { expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';

test('without an environment the embedded database is served on port 8080', () => {
  expect(readConfig({})).toMatchObject({
    port: 8080,
    host: 'localhost',
    dataDir: '.data',
    databaseUrl: undefined,
    kAnonymity: 5,
  });
});

test('an empty variable counts as unset', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 8080, databaseUrl: undefined });
});

test.each([
  [{ PORT: 'eighty' }, 'PORT=eighty'],
  [{ PORT: '70000' }, 'PORT=70000'],
  [{ K_ANONYMITY: '2' }, 'K_ANONYMITY=2: must be 5 or more'],
  [{ SERIES_MEMORY_MB: '-1' }, 'SERIES_MEMORY_MB=-1'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL=loud'],
])('%j is refused by name', (environment, message) => {
  expect(() => readConfig(environment)).toThrow(message);
});

test('a token that is too short to be one is refused without printing it', () => {
  const read = () => readConfig({ PLANNER_TOKEN: 'short secret' });
  expect(read).toThrow('PLANNER_TOKEN: must have 16 characters or more');
  expect(read).not.toThrow('secret');
  expect(readConfig({}).plannerToken).toBeUndefined();
});

test('a wrong DATABASE_URL is refused without printing it, for it may hold a password', () => {
  const read = () => readConfig({ DATABASE_URL: 'mysql://user:secret@host/database' });
  expect(read).toThrow('DATABASE_URL: must look like postgres://');
  expect(read).not.toThrow('secret');
});

const style = 'https://maps.example.org/styles/grey.json';

test('a background map may be read from the server of its style, and from no other', () => {
  expect(readConfig({}).backgroundMap).toBeUndefined();
  expect(readConfig({ BACKGROUND_MAP_STYLE: style }).backgroundMap).toEqual({
    name: 'maps.example.org',
    attribution: null,
    kind: 'style',
    url: style,
    file: undefined,
    origins: ['https://maps.example.org'],
  });
  const { backgroundMap } = readConfig({
    BACKGROUND_MAP_STYLE: style,
    BACKGROUND_MAP_ORIGINS: 'https://tiles.example.org/v1  https://maps.example.org',
  });
  expect(backgroundMap?.origins).toEqual(['https://maps.example.org', 'https://tiles.example.org']);
});

test.each([
  [{ BACKGROUND_MAP_STYLE: 'javascript:alert(1)' }, 'BACKGROUND_MAP_STYLE=javascript:alert(1): must be an address'],
  [{ BACKGROUND_MAP_PMTILES: '/nowhere/town.pmtiles' }, 'must be a file that is there'],
  [{ BACKGROUND_MAP_STYLE: style, BACKGROUND_MAP_PMTILES: style }, 'are two background maps'],
  [{ BACKGROUND_MAP_NAME: 'Grau' }, 'BACKGROUND_MAP_NAME says something about a background map, but there is none'],
  [{ BACKGROUND_MAP_STYLE: style, BACKGROUND_MAP_ORIGINS: '* data:' }, 'BACKGROUND_MAP_ORIGINS=* data:'],
])('%j is refused in words', (environment, message) => {
  expect(() => readConfig(environment)).toThrow(message);
});

test('contacts are read in any order, and nothing is made up for what is not stated', () => {
  const { contacts } = readConfig({
    CONTACT_TOWN: 'info@town.example, +49 6341 13-0',
    CONTACT_OPERATORS: 'Netz GmbH & Co = https://net.example ; Kabel AG=0800 12345',
  });
  expect(contacts.town).toEqual({ phone: '+49 6341 13-0', email: 'info@town.example', url: null });
  expect([...contacts.operators]).toEqual([
    ['Netz GmbH & Co', { phone: null, email: null, url: 'https://net.example' }],
    ['Kabel AG', { phone: '0800 12345', email: null, url: null }],
  ]);
  expect(readConfig({}).contacts).toEqual({ town: undefined, operators: new Map() });
});

test.each([
  [{ CONTACT_TOWN: 'town hall' }, '"town hall" is neither a phone number'],
  [{ CONTACT_TOWN: 'javascript:alert(1)' }, 'is neither a phone number'],
  [{ CONTACT_TOWN: '06341 13, 06341 14' }, 'is a second phone'],
  [{ CONTACT_OPERATORS: 'Netz GmbH' }, 'must look like "Name = '],
])('%j is refused with the way to write it', (environment, message) => {
  expect(() => readConfig(environment)).toThrow(message);
});
