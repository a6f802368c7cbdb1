import { z } from 'zod';
import { type BackgroundMap, backgroundMapOf, backgroundMapProblem, backgroundMapVariables } from './background-map.ts';
import { type Contacts, contactVariables } from './contacts.ts';
import { OperatorError } from './errors.ts';
import { ingestVariables, mqttOf, type MqttOptions } from './sensors/ingest-config.ts';

const schema = z.object({
  ...ingestVariables,
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  HOST: z.string().min(1).default('localhost'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must look like postgres://user:password@host:5432/database' })
    .optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ...backgroundMapVariables,
  ...contactVariables,
  PLANNER_TOKEN: z.string().min(16, 'must have 16 characters or more').optional(),
  SENSORTHINGS_TOKEN: z.string().min(16, 'must have 16 characters or more').optional(),
  SENSORTHINGS_AGS: z
    .string()
    .regex(/^[0-9]{8}$/, 'must be the eight-digit key of a municipality')
    .default('07313000'),
  SERIES_MEMORY_MB: z.coerce.number().int().min(0).max(100_000).default(64),
  SENSORTHINGS_MQTT_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  SENSORTHINGS_URL: z.url({ protocol: /^https?$/, error: 'must be an address that begins with http' }).optional(),
  K_ANONYMITY: z.coerce.number().int().min(5, 'must be 5 or more').max(1000).default(5),
});

export interface Config {
  port: number;
  host: string;
  /** Connection string of a PostgreSQL server; undefined = the embedded database in `dataDir`. */
  databaseUrl: string | undefined;
  /** Folder of the embedded database. */
  dataDir: string;
  logLevel: z.infer<typeof schema>['LOG_LEVEL'];
  /** Cells with fewer households than this are never shown one by one. */
  kAnonymity: number;
  /** Whoever sends it as a bearer token sees single addresses too; undefined = nobody does. */
  plannerToken: string | undefined;
  /** Whoever sends it as a bearer token may send messages of devices; undefined = nobody does. */
  ingestToken: string | undefined;
  /** Broker to listen to; undefined = none. */
  mqtt: MqttOptions | undefined;
  /** Whoever sends it as a bearer token may write over SensorThings; undefined = nobody may. */
  sensorThingsToken: string | undefined;
  /** Municipality of what is made over SensorThings without a relation to what is there. */
  sensorThingsAgs: string;
  /** Memory for the series of sensors that were asked for, MB. */
  seriesMemoryMb: number;
  /** Port of SensorThings over MQTT; undefined = over WebSocket on the port of HTTP alone. */
  sensorThingsMqttPort: number | undefined;
  /** Service root by which others reach SensorThings, without a slash at its end; undefined = host and port. */
  sensorThingsUrl: string | undefined;
  /** Whom the public may ask. */
  contacts: Contacts;
  /** Undefined = the page has its own boundaries and names alone. */
  backgroundMap: BackgroundMap | undefined;
}

/** Variables whose value is not to be seen in a message. */
const secrets = new Set(['DATABASE_URL', 'PLANNER_TOKEN', 'INGEST_TOKEN', 'MQTT_URL', 'SENSORTHINGS_TOKEN']);

/** Reads the environment. Errors: OperatorError that names the variable, its value and what it may be. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  // An empty variable is what a shell leaves of an unset one.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => {
      const name = String(path[0]);
      const shown = secrets.has(name) ? '' : `=${given[name]}`;
      return `${name}${shown}: ${message}`;
    });
    throw new OperatorError(`The environment has a value that can't be used. ${lines.join('; ')}`);
  }
  const problem = backgroundMapProblem(parsed.data);
  if (problem !== undefined) throw new OperatorError(`The environment has a value that can't be used. ${problem}.`);
  const { PORT, HOST, DATABASE_URL, DATA_DIR, LOG_LEVEL, K_ANONYMITY, PLANNER_TOKEN } = parsed.data;
  return {
    port: PORT,
    host: HOST,
    databaseUrl: DATABASE_URL,
    dataDir: DATA_DIR,
    logLevel: LOG_LEVEL,
    kAnonymity: K_ANONYMITY,
    plannerToken: PLANNER_TOKEN,
    ingestToken: parsed.data.INGEST_TOKEN,
    mqtt: mqttOf(parsed.data),
    sensorThingsToken: parsed.data.SENSORTHINGS_TOKEN,
    sensorThingsAgs: parsed.data.SENSORTHINGS_AGS,
    seriesMemoryMb: parsed.data.SERIES_MEMORY_MB,
    sensorThingsMqttPort: parsed.data.SENSORTHINGS_MQTT_PORT,
    sensorThingsUrl: parsed.data.SENSORTHINGS_URL?.replace(/\/+$/, ''),
    contacts: { town: parsed.data.CONTACT_TOWN, operators: parsed.data.CONTACT_OPERATORS ?? new Map() },
    backgroundMap: backgroundMapOf(parsed.data),
  };
}
