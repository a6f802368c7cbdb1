import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Writable } from 'node:stream';
import express from 'express';
import { pino } from 'pino';
import { pinoHttp } from 'pino-http';
import type { Database } from '../../../server/database/database.ts';
import { EditionRegister } from '../../../server/editions/register.ts';
import { readConfig } from '../../../server/config.ts';
import { createApiContext } from '../../../server/http/api-context.ts';
import { createGraphql } from '../../../server/http/graphql.ts';
import { Ingest } from '../../../server/sensors/ingest.ts';
import type { LiveValues } from '../../../server/sensors/live.ts';

export interface Answer {
  status: number;
  data: unknown;
  errors: { message: string; path?: (string | number)[]; extensions?: { code?: string; argument?: string } }[];
}

/** The API as clients see it: over HTTP. */
export interface Api {
  url: string;
  /** Those who listen to new values. */
  live: LiveValues;
  /** `token`: sent as a bearer token. */
  ask(query: string, variables?: Record<string, unknown>, token?: string): Promise<Answer>;
  close(): Promise<void>;
}

export async function openApi(database: Database, kAnonymity = 5, log?: Writable, plannerToken?: string): Promise<Api> {
  const register = await EditionRegister.open(database);
  const logger = log ? pino(log) : pino({ level: 'silent' });
  const app = express();
  app.use(pinoHttp({ logger, genReqId: () => 'request-1', autoLogging: false }));
  const context = createApiContext(database, register, { ...readConfig({}), kAnonymity }, new Ingest(database, logger));
  // What is read ahead has been read: no statement of it is taken for one of a question's.
  await Promise.all([context.places.get(), context.streets.get(), context.progress.readAhead()]);
  app.use('/graphql', createGraphql(context, logger, plannerToken).router);
  const server = createServer(app as Parameters<typeof createServer>[1]);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}/graphql`;
  return {
    url,
    live: context.live,
    async ask(query, variables = {}, token) {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as { data?: unknown; errors?: Answer['errors'] };
      return { status: response.status, data, errors: errors ?? [] };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
