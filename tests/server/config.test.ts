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
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL=loud'],
])('%j is refused by name', (environment, message) => {
  expect(() => readConfig(environment)).toThrow(message);
});

test('a wrong DATABASE_URL is refused without printing it, for it may hold a password', () => {
  const read = () => readConfig({ DATABASE_URL: 'mysql://user:secret@host/database' });
  expect(read).toThrow('DATABASE_URL: must look like postgres://');
  expect(read).not.toThrow('secret');
});
