import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Logger } from '../log.ts';
import { alarmsChannel } from './alarm-messages-import.ts';
import { postMessage } from './alarm-webhook.ts';

/** Where alarms are published: below `topic`, each threshold at `/{ags}/{thresholdId}`. */
export interface Broker {
  topic: string;
  /** Resolves when the broker has acknowledged, and throws where it can't. */
  publish: (topic: string, message: string) => Promise<void>;
}

interface Waiting {
  ags: string;
  id: number;
  thresholdId: number;
  channel: 'webhook' | 'mqtt';
  webhook: string | null;
  secret: string | null;
  messageId: string;
  message: Record<string, unknown>;
}

/** Messages that are under way at once. */
const atOnce = 20;

/** So often it is looked for what is to be tried again, milliseconds. */
const restMs = 15_000;

/** Pause after the first failure, seconds; it doubles up to an hour. Longer than any attempt takes, for it is the lease too. */
const firstPause = 30;

/** After these days nobody is told any more. */
const daysOfTrying = 7;

/** Days for which messages are kept. */
const daysKept = 30;

/**
 * Delivers what is to be told of alarms, each at least once and those of a threshold in their order: what is not taken is
 * tried again with growing pauses, for a week. Nothing waits for it, and several servers on one database share the work.
 */
export class AlarmMessages {
  readonly #database: Pick<Database, 'db' | 'listen'>;
  readonly #logger: Logger;
  readonly #broker: Broker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #closed = false;

  /** `broker`: undefined = alarms are not published. */
  constructor(database: Pick<Database, 'db' | 'listen'>, logger: Logger, broker: Broker | undefined) {
    this.#database = database;
    this.#logger = logger;
    this.#broker = broker;
  }

  /** Delivers from now on whatever comes. */
  async start(): Promise<void> {
    await this.#database.listen(alarmsChannel, () => this.#wake());
    this.#wake();
  }

  /** Ends after what is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** Tries what is due now, once. Returns how many messages were taken. */
  async deliver(now: Date): Promise<number> {
    let delivered = 0;
    for (;;) {
      const waiting = await this.#claim(now);
      if (waiting.length === 0) return delivered;
      const taken = await Promise.all(waiting.map((one) => this.#tell(one, now)));
      delivered += taken.filter(Boolean).length;
      if (this.#closed) return delivered;
    }
  }

  #wake(): void {
    this.#again = true;
    if (this.#closed) return;
    this.#running ??= this.#work().finally(() => {
      this.#running = undefined;
      if (!this.#closed) this.#timer = setTimeout(() => this.#wake(), restMs).unref();
    });
  }

  async #work(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#again && !this.#closed) {
      this.#again = false;
      try {
        await this.deliver(new Date());
      } catch (error) {
        this.#logger.error({ err: error }, 'messages of alarms wait');
      }
    }
  }

  /** Takes what is due, the first of each threshold and channel, so that none is told that an alarm ended before it is told that it began. */
  async #claim(now: Date): Promise<Waiting[]> {
    const channels = this.#broker === undefined ? ['webhook'] : ['webhook', 'mqtt'];
    const young = (alias: string) =>
      sql`${sql.ref(`${alias}.delivered_at`)} is null and ${sql.ref(`${alias}.created_at`)} > ${now}::timestamptz - make_interval(days => ${sql.lit(daysOfTrying)})`;
    const { rows } = await sql<Waiting>`
      with due as (
        select m.ags, m.id from alarm_message as m
        where ${young('m')} and m.next_attempt_at <= ${now} and m.channel = any(${channels}::text[])
          and not exists (
            select from alarm_message as e
            where e.ags = m.ags and e.threshold_id = m.threshold_id and e.channel = m.channel and e.id < m.id
              and ${young('e')})
        order by m.id limit ${sql.lit(atOnce)}
        for update skip locked)
      update alarm_message as m set attempts = m.attempts + 1,
        next_attempt_at = ${now}::timestamptz
          + make_interval(secs => least(3600, ${sql.lit(firstPause)} * 2 ^ least(m.attempts, 10)))
      from due where m.ags = due.ags and m.id = due.id
      returning m.ags, m.id, m.threshold_id as "thresholdId", m.channel, m.webhook, m.webhook_secret as secret,
        m.message_id as "messageId", m.message`.execute(this.#database.db);
    return rows;
  }

  async #tell(waiting: Waiting, now: Date): Promise<boolean> {
    const { ags, id, thresholdId, webhook, secret, messageId, message } = waiting;
    let reason: string | null = null;
    try {
      if (webhook !== null) await postMessage({ webhook, secret, messageId, message }, now);
      else if (this.#broker) {
        const { topic, publish } = this.#broker;
        await publish(`${topic}/${ags}/${thresholdId}`, JSON.stringify({ id: messageId, ...message }));
      }
    } catch (error) {
      reason = (error instanceof Error ? error.message : String(error)).slice(0, 500);
      this.#logger.warn({ message: messageId, channel: waiting.channel, reason }, 'an alarm was not taken');
    }
    await this.#database.db
      .updateTable('alarm_message')
      .set({ error: reason, ...(reason === null && { delivered_at: now }) })
      .where('ags', '=', ags)
      .where('id', '=', id)
      .execute();
    return reason === null;
  }
}

/** Deletes messages that are a month old, delivered or not. */
export async function forgetMessages({ db }: Pick<Database, 'db'>, now: Date): Promise<void> {
  const since = new Date(now.getTime() - daysKept * 86_400_000);
  await db.deleteFrom('alarm_message').where('created_at', '<', since).execute();
}
