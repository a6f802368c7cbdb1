/** `npm start`: builds the front end where needed, creates and fills the database, and serves. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../server/config.ts';
import { OperatorError } from '../server/errors.ts';
import { startServer } from '../server/main.ts';
import { buildPage } from './build-page.ts';
import { runCommand } from './command.ts';

await runCommand(async () => {
  const config = readConfig(process.env);
  const pageBuilt = buildPage();
  // It is waited for later; until then its failure is nobody's.
  pageBuilt.catch(() => {});
  const server = await startServer(config, { fill, pageBuilt });
  console.log(`Breitblick serves on ${server.url}`);
  const stop = (): void => {
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('The server did not stop cleanly:', error);
        process.exit(1);
      },
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
});

/** The child must not outlive this process, which holds the lock of the folder that the child writes: it ends with the channel. */
function fill(): Promise<void> {
  const script = fileURLToPath(new URL('./fill.ts', import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  return ended(child);
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new OperatorError('The database could not be filled; the lines above say why.'));
    });
  });
}
