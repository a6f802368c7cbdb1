import { sql } from 'kysely';
import type { Severity } from '../../geodata/sensors/records.ts';
import type { Transaction } from '../database/database.ts';
import { textArrayOf } from './observations.ts';

/** Channel that tells whoever delivers messages that there are new ones. */
export const alarmsChannel = 'alarms';

/** An alarm was raised, or has ended. */
export interface AlarmEvent {
  event: 'raised' | 'cleared';
  ags: string;
  alarmId: number;
  thresholdId: number;
  /** Name of the threshold. */
  name: string;
  severity: Severity;
  datastreamId: number;
  thing: string;
  datastream: string;
  unit: string | null;
  /** Result that raised or ended it, in the unit; null = it ended with its threshold. */
  value: number | null;
  raisedAt: Date;
  clearedAt: Date | null;
  /** Null = nobody is told but the broker. */
  webhook: string | null;
  webhookSecret: string | null;
}

/** Keeps what is to be told of alarms, to the broker and to their webhooks, in the transaction that raises and ends them. */
export async function writeAlarmMessages(transaction: Transaction, events: readonly AlarmEvent[]): Promise<void> {
  const messages = events.flatMap((event) => {
    const { ags, alarmId, thresholdId, webhook, webhookSecret, name, severity, datastreamId, thing, datastream } =
      event;
    const { value, unit, raisedAt, clearedAt } = event;
    const message = JSON.stringify({
      ...{ event: event.event, alarmId, ags, thresholdId, threshold: name, severity },
      ...{ datastreamId, thing, datastream, value, unit, raisedAt, clearedAt },
    });
    const about = { ags, thresholdId, messageId: `${ags}-${alarmId}-${event.event}`, message };
    const broker = { ...about, channel: 'mqtt', webhook: null, webhookSecret: null };
    return webhook === null ? [broker] : [broker, { ...about, channel: 'webhook', webhook, webhookSecret }];
  });
  await sql`
    insert into alarm_message (ags, threshold_id, channel, webhook, webhook_secret, message_id, message)
    select * from unnest(${textArrayOf(messages, ({ ags }) => ags)}::text::text[],
      ${textArrayOf(messages, ({ thresholdId }) => String(thresholdId))}::text::bigint[],
      ${textArrayOf(messages, ({ channel }) => channel)}::text::text[],
      ${textArrayOf(messages, ({ webhook }) => webhook)}::text::text[],
      ${textArrayOf(messages, ({ webhookSecret }) => webhookSecret)}::text::text[],
      ${textArrayOf(messages, ({ messageId }) => messageId)}::text::text[],
      ${textArrayOf(messages, ({ message }) => message)}::text::jsonb[])`.execute(transaction);
}
