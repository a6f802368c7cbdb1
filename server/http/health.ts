import { Router } from 'express';
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Metrics } from './metrics.ts';

/**
 * `/health/live`: the process answers. `/health/ready`: it can serve, for the database answers too; 503 with the reason
 * if not. `/metrics`: Prometheus.
 */
export function healthRouter(database: Database, metrics: Metrics): Router {
  const router = Router();
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'live' });
  });
  router.get('/health/ready', async (_request, response) => {
    try {
      await sql`select 1`.execute(database.db);
      response.json({ status: 'ready' });
    } catch {
      response.status(503).json({ status: 'not ready', reason: 'The database does not answer.' });
    }
  });
  router.get('/metrics', async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.render());
  });
  return router;
}
