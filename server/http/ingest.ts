import express, { type ErrorRequestHandler, type Request, Router } from 'express';
import { isUplinkFormat, largestMessage, uplinkFormats } from '../../geodata/formats/uplinks/formats.ts';
import type { Database } from '../database/database.ts';
import { listDeadLetters } from '../sensors/dead-letter-queries.ts';
import { keptBytes } from '../sensors/dead-letters.ts';
import { BusyError, type Ingest } from '../sensors/ingest.ts';
import { replayDeadLetters } from '../sensors/replay.ts';
import { isTokenOrPassword } from './token.ts';

/**
 * `POST /ingest/{protocol}`: takes one message of a device network, with `INGEST_TOKEN` as bearer token or as password. Answers when it
 * is committed: 200 with the number of observations and what was not understood, 400 if nothing of it was. What was not
 * understood is a dead letter, and need not be sent again. 429 with `Retry-After` while too many messages wait.
 * `GET /ingest/dead-letters`: the newest of what waits, `reason` picks; `POST /ingest/dead-letters/replay`: reads again
 * what waits.
 */
export function ingestRouter({ db }: Pick<Database, 'db'>, ingest: Ingest, token: string | undefined): Router {
  const router = Router();
  router.use('/ingest', (request, response, next) => {
    if (token === undefined) {
      const message = 'This server takes no messages: the operator has to set INGEST_TOKEN.';
      response.status(401).set('WWW-Authenticate', 'Bearer').json({ message });
    } else if (!isTokenOrPassword(request.get('authorization'), token)) {
      const message = 'Authorization: send "Bearer" and the token that the operator has set as INGEST_TOKEN.';
      response.status(401).set('WWW-Authenticate', 'Bearer').json({ message });
    } else next();
  });
  router.get('/ingest/dead-letters', async (request, response) => {
    const { reason } = request.query;
    const letters = await listDeadLetters(
      db,
      { source: null, reason: typeof reason === 'string' ? reason : null },
      { limit: 100 },
    );
    response.json({
      deadLetters: letters.map(({ payload, ...letter }) => ({
        ...letter,
        payload: Buffer.from(payload).toString('utf8', 0, 2_000),
        isWhole: letter.payloadBytes <= keptBytes,
      })),
    });
  });
  router.post('/ingest/dead-letters/replay', async (_request, response) => {
    response.json(await replayDeadLetters(db, ingest));
  });
  router.post('/ingest/:protocol', (request, response, next) => {
    if (!isUplinkFormat(request.params.protocol)) {
      const message = `The protocol ${JSON.stringify(request.params.protocol)} is not known; it can be ${uplinkFormats.join(', ')}.`;
      response.status(404).json({ message });
    } else next();
  });
  const body = express.raw({ type: () => true, limit: largestMessage });
  router.post('/ingest/:protocol', body, async (request, response) => {
    const payload: unknown = request.body;
    if (!Buffer.isBuffer(payload) || payload.length === 0) {
      response.status(400).json({ message: 'The request has no body; send the message as it is.' });
      return;
    }
    try {
      const { protocol } = request.params;
      const message = { source: protocol, topic: topicOf(request), payload, receivedAt: new Date() };
      const { observations, problems } = await ingest.accept(message);
      const found = problems.slice(0, 100).map(({ rule, line, message, fix }) => ({ rule, line, message, fix }));
      const isRefused = observations === 0 && problems.length > 0;
      response.status(isRefused ? 400 : 200).json({ observations, problems: found, problemCount: problems.length });
    } catch (error) {
      if (!(error instanceof BusyError)) throw error;
      response
        .status(error.stopping ? 503 : 429)
        .set('Retry-After', '5')
        .json({ message: error.message });
    }
  });
  router.use('/ingest', refuseBody);
  return router;
}

/** The address, and which device a station of Sensor.Community says it is, for its body may not say it. */
function topicOf(request: Request<{ protocol: string }>): string {
  const address = request.originalUrl.slice(0, 200);
  const sensor = request.get('x-sensor') ?? request.get('x-mac-id');
  return sensor !== undefined && /^[\w-]{1,64}$/.test(sensor) ? `${address} X-Sensor=${sensor}` : address;
}

/** What the reader of bodies refuses: too large, broken off, a compression that is none. */
const refuseBody: ErrorRequestHandler = (error: { status?: number; message?: string }, _request, response, next) => {
  if (error.status === undefined || error.status >= 500) {
    next(error);
    return;
  }
  const message =
    error.status === 413
      ? `The message is too large; at most ${largestMessage} bytes are read. Send it in parts.`
      : `The request can't be read: ${error.message ?? 'its body is broken'}.`;
  response.status(error.status).json({ message });
};
