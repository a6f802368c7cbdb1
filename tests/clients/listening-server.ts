/**
 * A process that listens to a broker as the server does, so that it can be killed. Its parent says `count`, and is told how
 * many observations there are; `die`, and it kills itself in the midst of the next transaction; `stop`, and it ends in peace.
 * Environment: MQTT_URL, and SETTINGS of the database, as JSON.
 */
import { readConfig } from '../../server/config.ts';
import { type DatabaseOptions, openDatabase } from '../../server/database/database.ts';
import { createLogger } from '../../server/log.ts';
import { Ingest } from '../../server/sensors/ingest.ts';
import { subscribe } from '../../server/sensors/mqtt.ts';

let isToDie = false;
const database = await openDatabase({
  ...(JSON.parse(process.env.SETTINGS ?? '') as DatabaseOptions),
  onStatement: (statement) => {
    // Written, and not committed.
    if (isToDie && statement.includes('insert into observation (')) process.kill(process.pid, 'SIGKILL');
  },
});
const logger = createLogger({ logLevel: 'silent' });
const ingest = new Ingest(database, logger);
const { mqtt } = readConfig({ MQTT_URL: process.env.MQTT_URL });
if (!mqtt) throw new Error('MQTT_URL names no broker');
const subscriber = subscribe(mqtt, ingest, logger);

process.on('message', (said) => {
  if (said === 'count') void tellCount();
  else if (said === 'die') isToDie = true;
  else void stop();
});

async function tellCount(): Promise<void> {
  const { count } = await database.db
    .selectFrom('observation')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  process.send?.({ count, connected: subscriber.connected });
}

async function stop(): Promise<void> {
  await subscriber.close();
  await ingest.close();
  await database.close();
  process.disconnect();
}
