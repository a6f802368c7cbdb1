/** The whole server as `npm start` runs it, without the page. */
import { readConfig } from '../../../server/config.ts';
import { startServer } from '../../../server/main.ts';

const { url } = await startServer(
  { ...readConfig(process.env), port: 0, host: '127.0.0.1', logLevel: 'warn' },
  { fill: () => Promise.resolve(), pageBuilt: Promise.resolve() },
);
process.send?.(url);
