import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from './config.ts';
import { isCreated } from './database/data-folder.ts';
import { type Database, openDatabase } from './database/database.ts';
import { lockFolder } from './database/lock.ts';
import { migrate } from './database/migrate.ts';
import { findLack } from './editions/queries.ts';
import { EditionRegister } from './editions/register.ts';
import { OperatorError } from './errors.ts';
import { createApp } from './http/app.ts';
import { isMqttUpgrade, openMqttDoor } from './http/sensorthings-mqtt.ts';
import { createMetrics } from './http/metrics.ts';
import { answerStarting } from './http/starting.ts';
import { createLogger } from './log.ts';
import { AlarmMessages } from './sensors/alarm-messages.ts';
import { Ingest } from './sensors/ingest.ts';
import { Upkeep } from './sensors/upkeep.ts';

export interface RunningServer {
  url: string;
  close(): Promise<void>;
}

/** What has to be done before the server can answer. */
export interface Preparation {
  /** Fills the database with what it lacks of the default dataset; opens it itself, in another process. */
  fill: () => Promise<void>;
  /** Done when the front end is built. */
  pageBuilt: Promise<void>;
}

/**
 * Starts the server: takes the port and the data folder, opens the database and brings it up to date, lets `fill` fill
 * in what it lacks of the default dataset, and answers. Until then every request gets 503 and when to come again. `fill` opens the database
 * itself, in another process, whose memory is then gone; this one has not opened an embedded one meanwhile.
 * Errors: OperatorError for a port that is taken, a folder that another process has open, a database that can't be used.
 */
export async function startServer(config: Config, { fill, pageBuilt }: Preparation): Promise<RunningServer> {
  const embedded = config.databaseUrl === undefined;
  const lock = embedded ? await lockFolder(config.dataDir, 'npm start') : undefined;
  const opened: { close(): Promise<void> | void }[] = [];
  const closeAll = async (): Promise<void> => {
    for (const part of opened.toReversed()) await part.close();
    lock?.release();
  };
  try {
    let answer: RequestListener = answerStarting;
    const server = createServer({ shouldUpgradeCallback: isMqttUpgrade }, (request, response) =>
      answer(request, response),
    );
    const url = await listen(server, config);
    opened.push({ close: () => new Promise((resolve) => closeServer(server, resolve)) });

    const metrics = createMetrics();
    const open = (): Promise<Database> =>
      openDatabase({ ...config, onStatement: (_, milliseconds) => metrics.observeStatement(milliseconds) });
    const database = await openFilled(config, open, fill);
    opened.push(database);
    const register = await EditionRegister.open(database);
    const countEditions = (): void => metrics.setEditions(register.all.length);
    register.watch(countEditions);
    countEditions();
    // What serves the page looks through its folder once, so it must be there and whole.
    await pageBuilt;
    const logger = createLogger(config);
    const ingest = new Ingest(database, logger);
    opened.push(ingest);
    register.watch(() => void ingest.renewDevices().catch(() => {}));
    // The client is loaded where there is a broker, for most servers have none.
    const broker = config.mqtt && (await import('./sensors/mqtt.ts')).subscribe(config.mqtt, ingest, logger);
    if (broker) opened.push(broker);
    const alarmTopic = config.mqtt?.alarmTopic;
    const alarms = new AlarmMessages(
      database,
      logger,
      broker && alarmTopic !== undefined ? { topic: alarmTopic, publish: broker.publish } : undefined,
    );
    opened.push(alarms);
    await alarms.start();
    const upkeep = new Upkeep(database, logger, { lives: config.mqtt === undefined });
    opened.push(upkeep);
    const mqttDoor = await openMqttDoor(server, { database, config, url, logger });
    opened.push(mqttDoor);
    answer = createApp({
      database,
      register,
      config,
      logger,
      metrics,
      ingest,
      filled: () => upkeep.filled,
      mqtt: mqttDoor,
      importToken: lock?.owner.token ?? null,
    });
    upkeep.start();
    lock?.announce(url);
    return { url, close: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function openFilled(
  { databaseUrl, dataDir }: Config,
  open: () => Promise<Database>,
  fill: () => Promise<void>,
): Promise<Database> {
  if (databaseUrl === undefined && !isCreated(dataDir)) await fill();
  const database = await open();
  try {
    await migrate(database);
    if ((await findLack(database.db)) === 'nothing') return database;
  } catch (error) {
    await database.close();
    throw error;
  }
  await database.close();
  await fill();
  return open();
}

function listen(server: ReturnType<typeof createServer>, { host, port }: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen(port, host, () => resolve(urlOf(host, (server.address() as AddressInfo).port)));
  });
}

/** Where people and the import command reach it; an address for "all" is none that can be opened everywhere. */
function urlOf(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new OperatorError(
        `Port ${port} on ${host} is taken by another program. Stop that one, or set PORT to another port.`,
      );
    case 'EACCES':
      return new OperatorError(`Port ${port} on ${host} may not be used by this account. Set PORT to one above 1023.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new OperatorError(
        `HOST=${host} is no address of this machine. Use localhost, or 0.0.0.0 for all of its addresses.`,
      );
    default:
      return error;
  }
}

function closeServer(server: ReturnType<typeof createServer>, done: () => void): void {
  server.close(() => done());
  server.closeIdleConnections();
  // Whoever still waits for an answer gets two seconds.
  setTimeout(() => server.closeAllConnections(), 2000).unref();
}
