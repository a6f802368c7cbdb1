/** `npm run replay`: lets a running server read its dead letters again, after a device was described or a profile mended. */
import { readConfig } from '../server/config.ts';
import { OperatorError } from '../server/errors.ts';
import { runCommand } from './command.ts';

await runCommand(async () => {
  const { port, ingestToken } = readConfig(process.env);
  const url = process.argv[2] ?? `http://localhost:${port}`;
  if (ingestToken === undefined) {
    throw new OperatorError('Set INGEST_TOKEN to the token of the server whose dead letters are to be read again.');
  }
  const headers = { Authorization: `Bearer ${ingestToken}` };
  const response = await fetch(new URL('/ingest/dead-letters/replay', url), { method: 'POST', headers }).catch(() => {
    throw new OperatorError(`No server answers at ${url}. Start it, or name its address: npm run replay -- http://…`);
  });
  const answer = (await response.json()) as { replayed?: number; left?: number; message?: string };
  if (!response.ok) throw new OperatorError(answer.message ?? `The server answers with ${response.status}.`);
  console.log(`${answer.replayed} dead letters were read, ${answer.left} wait on.`);
});
