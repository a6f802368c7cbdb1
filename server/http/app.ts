import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { pinoHttp } from 'pino-http';
import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import type { EditionRegister } from '../editions/register.ts';
import type { Logger } from '../log.ts';
import type { Ingest } from '../sensors/ingest.ts';
import { createApiContext } from './api-context.ts';
import { downloadsRouter } from './downloads.ts';
import { backgroundMapRouter } from './background-map.ts';
import { feedsRouter } from './feeds.ts';
import { createGraphql } from './graphql.ts';
import { healthRouter } from './health.ts';
import { importRouter } from './imports.ts';
import { ingestRouter } from './ingest.ts';
import type { Metrics } from './metrics.ts';
import { Opener } from './opening.ts';
import { pageHandler } from './page.ts';
import { requestIdOf } from './request-id.ts';
import { securityHeaders } from './security.ts';
import { sensorThingsRouter } from './sensorthings.ts';
import { templatesRouter } from './templates.ts';
import { tileHandler } from './tiles.ts';
import { uploadRouter } from './uploads.ts';

/** All that a door needs to answer. */
export interface AppContext {
  database: Database;
  register: EditionRegister;
  config: Config;
  logger: Logger;
  metrics: Metrics;
  /** Takes the messages of devices. */
  ingest: Ingest;
  /** Share of the modelled history of sensors that is there, 0 to 1. */
  filled: () => number;
  /** Whether SensorThings is spoken over MQTT too; port undefined = over WebSocket alone. */
  mqtt?: { port: number | undefined };
  /** Token for imports through this server; null = it takes none, for anybody may open the database. */
  importToken: string | null;
}

const builtPage = fileURLToPath(new URL('../../dist/', import.meta.url));

/** Everything that this server answers. */
export function createApp(context: AppContext): RequestListener {
  const { database, register, config, logger, metrics, importToken } = context;
  const api = createApiContext(database, register, config, context.ingest);
  const app = express();
  app.disable('x-powered-by');
  app.use(
    pinoHttp({
      logger,
      genReqId: (request, response) => {
        const id = requestIdOf(request);
        response.setHeader('X-Request-Id', id);
        return id;
      },
      customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'error' : 'debug'),
      quietReqLogger: true,
    }),
  );
  app.use(securityHeaders(config.backgroundMap?.origins ?? []));
  app.use(backgroundMapRouter(config.backgroundMap));
  app.use(healthRouter(database, metrics, context.filled));
  const { router, ask } = createGraphql(api, logger, config.plannerToken);
  app.use('/graphql', router);
  app.use('/downloads/templates', templatesRouter());
  app.use('/downloads', downloadsRouter(api, logger));
  app.use('/feeds', feedsRouter(api, logger));
  app.use(ingestRouter(database, context.ingest, config.ingestToken));
  app.use(uploadRouter(database, config.plannerToken, logger));
  app.use('/sensorthings/v1.1', sensorThingsRouter(database, config, logger, context.mqtt));
  if (importToken !== null) app.use(importRouter(database, importToken, logger));
  app.use(pageHandler(builtPage, new Opener(builtPage, ask, logger), register));
  app.use(answerNothing);
  app.use(handleError);

  const tiles = tileHandler({ ...context, progress: api.progress });
  return (request, response) => {
    observe(metrics, request, response);
    // Tiles are asked for by the dozen, and from memory a middleware costs more than the answer.
    if (request.url?.startsWith('/tiles/')) tiles(request, response);
    else app(request, response);
  };
}

function observe(metrics: Metrics, request: IncomingMessage, response: ServerResponse): void {
  const began = performance.now();
  const [, door = ''] = /^\/([a-z]*)/.exec(request.url ?? '') ?? [];
  const route = doors.has(door) ? `/${door}` : 'page';
  response.once('close', () => {
    metrics.observeRequest(route, request.method ?? '', response.statusCode, (performance.now() - began) / 1000);
  });
}

const doors = new Set([
  'tiles',
  'graphql',
  'downloads',
  'feeds',
  'sensorthings',
  'health',
  'metrics',
  'internal',
  'ingest',
  'import',
]);

const answerNothing: RequestHandler = (request, response) => {
  const message = `There is nothing at ${request.method} ${request.path}. The page is at /, the API at /graphql, tiles at /tiles/{layer}.json, tables to take along at /downloads, news at /feeds, sensors at /sensorthings/v1.1.`;
  response.status(404).json({ message });
};

const handleError: ErrorRequestHandler = (error: unknown, request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const {
    status = 500,
    expose = false,
    message = '',
  } = error as { status?: number; expose?: boolean; message?: string };
  if (status >= 500) request.log.error({ err: error }, 'request failed');
  response
    .status(status)
    .json({ message: expose ? message : 'Something went wrong here; it was logged.', requestId: request.id });
};
