import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findLockOwner, FolderLockedError, lockFolder } from '../../server/database/lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breitblick-lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a folder that is open is refused, and the process that holds it is named', async () => {
  const lock = await lockFolder(folder, 'npm start');
  const second = lockFolder(folder, 'npm run import');
  await expect(second).rejects.toThrow(FolderLockedError);
  await expect(second).rejects.toThrow(`pid ${process.pid}`);
  await expect(second).rejects.toThrow('npm start');
  lock.release();
  (await lockFolder(folder, 'npm start')).release();
});

test('a lock whose owner is dead is taken over', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.on('exit', resolve));
  const dead = { ...(await ownerOf(folder)), pid: child.pid };
  await writeFile(join(folder, 'lock.json'), JSON.stringify(dead));
  expect(findLockOwner(folder)).toBeUndefined();
  const lock = await lockFolder(folder, 'npm start');
  expect(findLockOwner(folder)?.pid).toBe(process.pid);
  lock.release();
});

test('a pid that another process has got since does not keep the folder', async () => {
  const reused = { ...(await ownerOf(folder)), started: '1' };
  await writeFile(join(folder, 'lock.json'), JSON.stringify(reused));
  (await lockFolder(folder, 'npm start')).release();
});

test('of many that want a dead lock, one gets it', async () => {
  await writeFile(join(folder, 'lock.json'), JSON.stringify({ ...(await ownerOf(folder)), started: '1' }));
  const script = `
    import { lockFolder } from ${JSON.stringify(new URL('../../server/database/lock.ts', import.meta.url).href)};
    try { await lockFolder(${JSON.stringify(folder)}, 'test'); console.log('got it'); process.stdin.resume(); }
    catch (error) { console.log(error.name); }`;
  const children = Array.from({ length: 6 }, () => spawn(process.execPath, ['--input-type=module', '-e', script]));
  const closed = children.map((child) => once(child, 'close'));
  const outputs = await Promise.all(
    children.map(async ({ stdout }) => ((await once(stdout, 'data')) as [Buffer])[0].toString().trim()),
  );
  // Whoever has it keeps it until all have tried: of a process that is gone the lock would be dead again.
  for (const { stdin } of children) stdin.end();
  await Promise.all(closed);
  expect(outputs.filter((output) => output === 'got it')).toHaveLength(1);
});

test('a running server says where it can be reached, to this account alone', async () => {
  const lock = await lockFolder(folder, 'npm start');
  lock.announce('http://localhost:8080');
  expect(findLockOwner(folder)).toMatchObject({ url: 'http://localhost:8080', token: lock.owner.token });
  lock.release();
  expect(findLockOwner(folder)).toBeUndefined();
});

async function ownerOf(path: string): Promise<Record<string, unknown>> {
  const lock = await lockFolder(path, 'npm start');
  const text = await readFile(join(path, 'lock.json'), 'utf8');
  lock.release();
  return JSON.parse(text) as Record<string, unknown>;
}
