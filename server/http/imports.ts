import express, { Router } from 'express';
import { z } from 'zod';
import { constructionContents } from '../../geodata/construction/contents.ts';
import type { Database } from '../database/database.ts';
import { failureOf, unforeseen } from '../import-failure.ts';
import type { ImportEvent } from '../import-source.ts';
import type { Logger } from '../log.ts';
import { isToken } from './token.ts';

const body = z.object({
  source: z.string().min(1),
  options: z.object({
    title: z.string().optional(),
    referenceDate: z.string().optional(),
    population: z.enum(['households', 'business_parks']).optional(),
    supersedes: z.string().optional(),
    beside: z.boolean().optional(),
    holds: z.enum(constructionContents).optional(),
    dry: z.boolean().optional(),
    crs: z.string().optional(),
    kind: z.enum(['area', 'trench', 'network_point']).optional(),
    ags: z.string().optional(),
    layer: z.string().optional(),
    language: z.enum(['de', 'en']).optional(),
  }),
});

/**
 * `POST /internal/import`: takes a file of this machine or an address into the embedded database, which only this
 * process may open. For the import command alone: it reads the token from the data folder. Answers with a line of JSON
 * an event.
 */
export function importRouter(database: Database, token: string, logger: Logger): Router {
  const router = Router();
  router.post('/internal/import', express.json({ limit: '20kb' }), async (request, response) => {
    if (!isToken(request.get('authorization'), token)) {
      response.status(401).json({ message: 'This needs the token of the data folder.' });
      return;
    }
    const parsed = body.safeParse(request.body);
    if (!parsed.success) {
      response.status(400).json({ message: z.prettifyError(parsed.error) });
      return;
    }
    response.type('application/x-ndjson');
    const send = (event: ImportEvent): void => void response.write(`${JSON.stringify(event)}\n`);
    // Long silence would be taken for a broken connection by whoever waits.
    const heartbeat = setInterval(() => response.write('\n'), 20_000);
    try {
      // The readers are loaded with the first import, for most servers never see one.
      const { importSource } = await import('../import-source.ts');
      await importSource(database, parsed.data.source, parsed.data.options, send);
    } catch (error) {
      const failure = failureOf(error, parsed.data.options.language);
      if (!failure) logger.error({ err: error }, 'import failed');
      send(failure ?? unforeseen(parsed.data.options.language));
    }
    clearInterval(heartbeat);
    response.end();
  });
  return router;
}
