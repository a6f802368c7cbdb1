import { createHash } from 'node:crypto';
import { PostgresDialect, type Dialect } from 'kysely';
import pg from 'pg';
import { OperatorError } from '../errors.ts';
import { adHocMark, type Database } from './database.ts';
import { parsers } from './types.ts';

// The types name the well-known oids only; PostgreSQL itself takes any.
const setTypeParser = pg.types.setTypeParser.bind(pg.types) as (oid: number, parse: (value: string) => unknown) => void;
for (const [oid, parse] of Object.entries(parsers)) setTypeParser(Number(oid), parse);

/** Names are kept by every connection, so their number is bounded; statements beyond it are sent unprepared. */
const mostPreparedStatements = 500;
const statementNames = new Map<string, string>();

function statementName(text: string): string | undefined {
  if (text.startsWith(adHocMark)) return undefined;
  let name = statementNames.get(text);
  if (name === undefined && statementNames.size < mostPreparedStatements) {
    name = `s${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
    statementNames.set(text, name);
  }
  return name;
}

/** The client's own, of which the types know many forms and the pool calls some. */
const send = Reflect.get(pg.Client.prototype, 'query') as (this: pg.Client, ...args: unknown[]) => never;

/** Prepares every statement once a connection, so that PostgreSQL parses and plans it once and not at each request. */
class PreparingClient extends pg.Client {
  override query(...args: unknown[]): never {
    const [text, values, ...rest] = args;
    if (typeof text === 'string' && Array.isArray(values) && values.length > 0) {
      const name = statementName(text);
      if (name !== undefined) return send.call(this, { name, text, values }, ...rest);
    }
    return send.apply(this, args);
  }
}

/**
 * Opens a pool on a PostgreSQL server.
 * Errors: OperatorError when the server can't be reached or refuses.
 */
export async function openServer(databaseUrl: string): Promise<Omit<Database, 'db'> & { dialect: Dialect }> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    Client: PreparingClient as unknown as new () => pg.Client,
    max: 10,
    connectionTimeoutMillis: 10_000,
    application_name: 'breitblick',
    keepAlive: true,
    // No answer takes half a minute; what does is stuck or meant ill. Imports lift the limit for themselves.
    // Measured: parallel plans make small tiles slower, and compiling a plan takes longer than running it.
    options: '-c max_parallel_workers_per_gather=0 -c jit=off -c client_min_messages=warning -c statement_timeout=30s',
  });
  pool.on('error', () => {}); // an idle connection that breaks is replaced at the next query, which reports if it can't be
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    throw new OperatorError(
      `The database at ${withoutPassword(databaseUrl)} can't be used: ${reasonOf(error)}. Check DATABASE_URL and that the server runs, ` +
        'or unset it to use the embedded database.',
    );
  }
  const listeners: Listener[] = [];
  return {
    dialect: new PostgresDialect({ pool }),
    engine: 'server',
    async listen(channel, callback) {
      const listener = new Listener(databaseUrl, channel, callback);
      listeners.push(listener);
      await listener.connect();
    },
    async close() {
      await Promise.all(listeners.map((listener) => listener.close()));
      if (!pool.ended) await pool.end();
    },
  };
}

/** Listens on a connection of its own and comes back when that breaks; after a gap it calls back, for it may have missed something. */
class Listener {
  readonly #databaseUrl: string;
  readonly #channel: string;
  readonly #callback: (payload: string) => void;
  #client: pg.Client | undefined;
  #closed = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(databaseUrl: string, channel: string, callback: (payload: string) => void) {
    this.#databaseUrl = databaseUrl;
    this.#channel = channel;
    this.#callback = callback;
  }

  async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#databaseUrl,
      application_name: 'breitblick listener',
      keepAlive: true, // nothing is sent for hours, and a connection that died in silence would never be missed
    });
    this.#client = client;
    client.on('notification', ({ payload }) => this.#callback(payload ?? ''));
    client.on('error', () => {});
    client.on('end', () => {
      if (!this.#closed) this.#reconnect();
    });
    await client.connect();
    try {
      await client.query(`listen ${pg.escapeIdentifier(this.#channel)}`);
    } catch (error) {
      await client.end();
      throw error;
    }
  }

  #reconnect(): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => {
      this.connect().then(
        () => this.#callback(''),
        () => this.#closed || this.#reconnect(),
      );
    }, 1000);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    await this.#client?.end();
  }
}

function withoutPassword(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.password = '';
  return url.href;
}

function reasonOf(error: unknown): string {
  // A refused connection on localhost is an AggregateError of one error an address, with an empty message of its own.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error ? first.message : String(first);
}
