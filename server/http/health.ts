import { Router } from 'express';
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Metrics } from './metrics.ts';

/**
 * `/health/live`: the process answers. `/health/ready`: it can serve, for the database answers too; 503 with the reason
 * if not; with `filling` while history is still being filled in. `/metrics`: Prometheus.
 */
export function healthRouter(database: Database, metrics: Metrics, filled: () => number): Router {
  const router = Router();
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'live' });
  });
  router.get('/health/ready', async (_request, response) => {
    try {
      await answersInTime(sql`select 1`.execute(database.db));
      const share = filled();
      const meanwhile = { filling: `Modelled history of sensors, ${Math.floor(share * 100)}%` };
      response.json({ status: 'ready', ...(share < 1 && meanwhile) });
    } catch {
      const reason = 'The database does not answer, or is busy with an import.';
      response.status(503).json({ status: 'not ready', reason });
    }
  });
  router.get('/metrics', async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.render());
  });
  return router;
}

/** The embedded database lets everybody wait while an import writes; a probe wants an answer before that. */
async function answersInTime(query: Promise<unknown>): Promise<void> {
  query.catch(() => {}); // when it comes too late, nobody listens
  await Promise.race([
    query,
    new Promise((_, reject) => {
      setTimeout(() => reject(new Error('too late')), 2000).unref();
    }),
  ]);
}
