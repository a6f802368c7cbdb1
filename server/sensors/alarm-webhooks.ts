import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Logger } from '../log.ts';

/** What a webhook is told of an alarm, once when it is raised. */
interface Notice {
  alarmId: number;
  ags: string;
  webhook: string;
  threshold: string;
  severity: string;
  datastreamId: number;
  thing: string;
  datastream: string;
  raisedAt: Date;
  value: number;
  unit: string | null;
}

/** How long a receiver may take, milliseconds. */
const patienceMs = 10_000;

/**
 * Tells webhooks of alarms that they have not heard of; who does not answer with success is told again next time. Returns
 * how many have heard.
 */
export async function tellWebhooks({ db }: Pick<Database, 'db'>, logger: Logger): Promise<number> {
  const { rows } = await sql<Notice>`
    select a.id as "alarmId", a.ags, t.webhook, t.name as threshold, t.severity, a.datastream_id as "datastreamId",
      g.name as thing, d.name as datastream, a.raised_at as "raisedAt", a.raised_value as value, d.unit_symbol as unit
    from alarm as a
    join threshold as t on t.ags = a.ags and t.id = a.threshold_id
    join datastream as d on d.ags = a.ags and d.id = a.datastream_id
    join thing as g on g.ags = d.ags and g.id = d.thing_id
    where a.notified_at is null and t.webhook is not null
    order by a.raised_at limit 100`.execute(db);
  let heard = 0;
  for (const { webhook, ...notice } of rows) {
    try {
      const response = await fetch(webhook, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(notice),
        redirect: 'error',
        signal: AbortSignal.timeout(patienceMs),
      });
      if (!response.ok) throw new Error(`It answers with ${response.status}`);
    } catch (error) {
      logger.warn({ err: error, alarm: notice.alarmId }, 'a webhook did not take an alarm');
      continue;
    }
    await db.updateTable('alarm').set({ notified_at: new Date() }).where('id', '=', notice.alarmId).execute();
    heard++;
  }
  return heard;
}
