/**
 * Installs what the lockfile names when that has not been done yet. Plain JavaScript without imports of packages,
 * for it runs under whatever Node is installed, before the project's own is there.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = `${root}node_modules/.breitblick-lockfile`;
// Native parts differ by platform, and a folder may be shared with a container.
const wanted = createHash('sha256')
  .update(`${process.platform} ${process.arch}`)
  .update(readFileSync(`${root}package-lock.json`))
  .digest('hex');
const ownNode = `${root}node_modules/.bin/node`;

function fail(message) {
  console.error(message);
  process.exit(1);
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20)
  fail(`Node ${process.versions.node} is too old: install Node 20 or later with npm 10 or later, then run this again.`);

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.log('Installing packages …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0)
    fail('The packages could not be installed; the lines above say why. Check the network and run this again.');
  writeFileSync(stamp, wanted);
}

const bringsNode = ['', '.exe', '.cmd'].some((end) => existsSync(`${ownNode}${end}`));
if (!bringsNode && (major < 24 || (major === 24 && minor < 9))) {
  fail(
    `For ${process.platform} ${process.arch} the project brings no Node of its own, and Node ${process.versions.node} is too old: install Node 24.9 or later.`,
  );
}
