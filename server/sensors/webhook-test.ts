import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Severity } from '../../geodata/sensors/records.ts';
import type { Reader } from '../database/database.ts';
import { NotFoundError } from '../errors.ts';
import { sendMessage } from './alarm-webhook.ts';

export type WebhookOutcome = 'taken' | 'refused' | 'redirected' | 'timed_out' | 'unreachable' | 'too_often';

/** What became of a test message. */
export interface WebhookAnswer {
  outcome: WebhookOutcome;
  /** HTTP status of the answer; null = there was none. */
  status: number | null;
  /** Until there was an answer, or none; null = nothing was sent. */
  milliseconds: number | null;
}

interface Target {
  name: string;
  severity: Severity;
  webhook: string | null;
  secret: string | null;
  datastreamId: number;
  thing: string;
  datastream: string;
  unit: string | null;
}

/** Tests in a minute, so that nobody floods a receiver by way of this server. */
const mostInMinute = 10;

/** Sends test messages to webhooks of thresholds, and only to those: whoever wants to try an address sets it first. */
export class WebhookTests {
  /** When the last ones were sent, ms. */
  #sent: number[] = [];

  /**
   * Tells the webhook of a threshold a message that says it is a test, signed as a real one is.
   * Errors: NotFoundError for a threshold that is not there or has no webhook.
   */
  async send(db: Reader, ags: string, thresholdId: number, now: Date): Promise<WebhookAnswer> {
    const target = await findTarget(db, ags, thresholdId);
    const { webhook, secret } = target;
    if (webhook === null)
      throw new NotFoundError(`The threshold ${thresholdId} in ${ags} has no webhook; set one first.`);
    this.#sent = this.#sent.filter((time) => time > now.getTime() - 60_000);
    if (this.#sent.length >= mostInMinute) return { outcome: 'too_often', status: null, milliseconds: null };
    this.#sent.push(now.getTime());
    const message = messageOf(target, ags, thresholdId);
    const messageId = `${ags}-${thresholdId}-test-${randomUUID()}`;
    const started = performance.now();
    const answer = await sendMessage({ webhook, secret, messageId, message }, now).then(
      (status) => ({ outcome: status >= 200 && status < 300 ? ('taken' as const) : ('refused' as const), status }),
      (error: unknown) => ({ outcome: outcomeOf(error), status: null }),
    );
    return { ...answer, milliseconds: Math.round(performance.now() - started) };
  }
}

async function findTarget(db: Reader, ags: string, thresholdId: number): Promise<Target> {
  const { rows } = await sql<Target>`
    select t.name, t.severity, t.webhook, t.webhook_secret as secret, t.datastream_id as "datastreamId", g.name as thing,
      d.name as datastream, d.unit_symbol as unit
    from threshold as t
    join datastream as d on d.ags = t.ags and d.id = t.datastream_id
    join thing as g on g.ags = d.ags and g.id = d.thing_id
    where t.ags = ${ags} and t.id = ${thresholdId}`.execute(db);
  const [target] = rows;
  if (!target) throw new NotFoundError(`There is no threshold ${thresholdId} in ${ags}.`);
  return target;
}

/** The form of a real message, without an alarm in it. */
function messageOf(
  { name, severity, datastreamId, thing, datastream, unit }: Target,
  ags: string,
  thresholdId: number,
) {
  return {
    ...{ event: 'test', alarmId: null, ags, thresholdId, threshold: name, severity },
    ...{ datastreamId, thing, datastream, value: null, unit, raisedAt: null, clearedAt: null },
  };
}

function outcomeOf(error: unknown): WebhookOutcome {
  if (error instanceof Error && error.name === 'TimeoutError') return 'timed_out';
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && cause.message.includes('redirect') ? 'redirected' : 'unreachable';
}
