/** `npm start`: builds the front end where needed, creates and fills the database, and serves. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../server/config.ts';
import { OperatorError } from '../server/errors.ts';
import { startServer } from '../server/main.ts';
import { buildPage } from './build-page.ts';
import { runCommand } from './command.ts';

await runCommand(async () => {
  const config = readConfig(process.env);
  // Both at once, for the database keeps one core busy and the builder another.
  const [server] = await Promise.all([startServer(config, fill), buildPage()]);
  console.log(`Breitblick serves on ${server.url}`);
  const stop = (): void => {
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
});

function fill(): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = fileURLToPath(new URL('./fill.ts', import.meta.url));
    const child = spawn(process.execPath, [script], { stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new OperatorError('The database could not be filled; the lines above say why.'));
    });
  });
}
