import type { IncomingMessage } from 'node:http';
import { type Request, type Response, Router } from 'express';
import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import { Queue } from '../downloads/file.ts';
import type { Logger } from '../log.ts';
import type { ServiceAnswer, ServiceRequest } from '../sensorthings/answer.ts';
import { answerBatch } from '../sensorthings/batch/answer.ts';
import { Links } from '../sensorthings/links.ts';
import { SensorThingsProblem } from '../sensorthings/problem.ts';
import { answer, answerProblem, type ServiceContext } from '../sensorthings/service.ts';
import { compress } from './compress.ts';
import { isToken } from './token.ts';

const mount = '/sensorthings/v1.1';
const methods = 'GET, HEAD, POST, PATCH, PUT, DELETE';

/** Bytes of a body: some ten thousand observations as a data array. */
const mostBytes = 4 * 1024 * 1024;

/** Anybody may ask what takes seconds: half of the connections to the database stay free for the other doors. */
const limits = { most: 5, mostWaiting: 200 };

/**
 * Answers `/sensorthings/v1.1` and what is below it: OGC SensorThings 1.1. Writing needs `SENSORTHINGS_TOKEN`. `mqtt`: whether
 * it is spoken too, and on which port of TCP.
 */
export function sensorThingsRouter(
  { db }: Database,
  { sensorThingsToken, sensorThingsAgs }: Pick<Config, 'sensorThingsToken' | 'sensorThingsAgs'>,
  logger: Logger,
  mqtt?: { port: number | undefined },
): Router {
  const router = Router();
  const queue = new Queue(limits);
  router.use((request, response) => {
    openToAll(response);
    if (request.method === 'OPTIONS') {
      response.setHeader('Access-Control-Allow-Methods', methods);
      response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type');
      response.status(204).end();
      return;
    }
    const links = new Links(`${request.protocol}://${request.get('host') ?? 'localhost'}${mount}`);
    const mqttEndpoints = mqtt ? endpointsOf(links, mqtt.port) : [];
    const writable = sensorThingsToken !== undefined;
    const context = { db, links, writable, defaultAgs: sensorThingsAgs, mqttEndpoints };
    answerRequest(context, queue, request, sensorThingsToken)
      .catch((error: unknown) => {
        if (error instanceof SensorThingsProblem) return answerProblem(error);
        logger.error({ err: error, url: request.originalUrl }, 'SensorThings request failed');
        return answerProblem(new SensorThingsProblem(500, 'Something went wrong here; it was logged.'));
      })
      .then((made) => send(request, response, made))
      .catch((error: unknown) => logger.debug({ err: error }, 'SensorThings answer broken off'));
  });
  return router;
}

function endpointsOf({ root }: Links, port: number | undefined): string[] {
  const webSocket = `${root.replace(/^http/, 'ws')}/mqtt`;
  return port === undefined ? [webSocket] : [webSocket, `mqtt://${new URL(root).hostname}:${port}`];
}

/** Errors: 429 while too many wait, and those of the request. */
async function answerRequest(
  context: ServiceContext,
  queue: Queue,
  request: Request,
  token: string | undefined,
): Promise<ServiceAnswer> {
  const asked = await readRequest(request, token);
  if (queue.full) throw new SensorThingsProblem(429, 'Many are asking just now. Please try again in ten seconds.');
  return queue.run(() => (asked.path === '$batch' ? answerBatch(context, asked) : answer(context, asked)));
}

function openToAll(response: Response): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Expose-Headers', 'Location');
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
}

async function readRequest(request: Request, token: string | undefined): Promise<ServiceRequest> {
  const [path = '', ...query] = request.originalUrl.slice(request.originalUrl.indexOf(mount) + mount.length).split('?');
  return {
    method: request.method,
    path: path.replace(/^\/+|\/+$/g, ''),
    query: query.join('?'),
    contentType: request.get('content-type') ?? '',
    body: await readBody(request),
    mayWrite: token !== undefined && isToken(request.get('authorization'), token),
  };
}

/** Errors: 413 for a body that is too long, 400 for one that is no UTF-8. */
async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    // Read to its end all the same, for a sender that is cut off would not see the answer.
    if (bytes <= mostBytes) pieces.push(piece);
  }
  if (bytes > mostBytes)
    throw new SensorThingsProblem(413, `The body has more than ${mostBytes} bytes. Send it in parts.`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
  } catch {
    throw new SensorThingsProblem(400, 'The body is no UTF-8.');
  }
}

async function send(request: Request, response: Response, { status, headers, body }: ServiceAnswer): Promise<void> {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.status(status);
  if (body === undefined) {
    response.end();
    return;
  }
  const { body: sent, encoding } = await compress(Buffer.from(body), request.get('accept-encoding'));
  response.setHeader('Vary', 'Accept-Encoding');
  if (encoding) response.setHeader('Content-Encoding', encoding);
  response.setHeader('Content-Length', sent.length);
  response.end(request.method === 'HEAD' ? undefined : sent);
}
