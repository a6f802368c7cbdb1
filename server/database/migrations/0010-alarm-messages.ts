import { type Kysely, sql } from 'kysely';
import { ags, id } from './sensors/columns.ts';

/**
 * What is told of alarms, written by the transaction that raises or ends them, so that none is told that was not kept and
 * none kept that is not told. Who is told is decided then: a threshold that changes or goes does not change what was said.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table threshold add column webhook_secret text`.execute(db);
  await sql`
    create table alarm_message (
      ${ags}, ${id},
      threshold_id bigint not null,
      channel text not null check (channel in ('webhook', 'mqtt')),
      webhook text check ((webhook is null) = (channel = 'mqtt')),
      webhook_secret text,
      message_id text not null,
      message jsonb not null,
      created_at timestamptz not null default now(),
      attempts integer not null default 0,
      next_attempt_at timestamptz not null default now(),
      delivered_at timestamptz,
      error text,
      primary key (ags, id)
    )`.execute(db);
  await sql`
    create index alarm_message_waiting on alarm_message (ags, threshold_id, channel, id)
      where delivered_at is null`.execute(db);
  await sql`
    insert into alarm_message (ags, threshold_id, channel, webhook, message_id, message)
    select a.ags, a.threshold_id, 'webhook', t.webhook, a.ags || '-' || a.id || '-raised', jsonb_build_object(
      'event', 'raised', 'alarmId', a.id, 'ags', a.ags, 'thresholdId', t.id, 'threshold', t.name, 'severity', t.severity,
      'datastreamId', d.id, 'thing', g.name, 'datastream', d.name, 'unit', d.unit_symbol, 'value', a.raised_value,
      'raisedAt', to_char(a.raised_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'clearedAt', null)
    from alarm as a
    join threshold as t on t.ags = a.ags and t.id = a.threshold_id
    join datastream as d on d.ags = a.ags and d.id = a.datastream_id
    join thing as g on g.ags = d.ags and g.id = d.thing_id
    where a.notified_at is null and t.webhook is not null
    order by a.id`.execute(db);
  await sql`alter table alarm drop column notified_at`.execute(db);
  const comments = [
    [
      'column threshold.webhook_secret',
      'Key that messages to the webhook are signed with, whsec_ and base64; null = none.',
    ],
    ['table alarm_message', 'What is to be told of alarms, and what was; kept for a month.'],
    ['column alarm_message.webhook', 'Address that is told; null = the broker.'],
    ['column alarm_message.webhook_secret', 'Key that it is signed with; null = none.'],
    ['column alarm_message.message_id', 'The same however often it is told.'],
    ['column alarm_message.attempts', 'How often it was tried to tell it.'],
    ['column alarm_message.next_attempt_at', 'Not tried again before.'],
    ['column alarm_message.delivered_at', 'When it was taken; null = not yet, or it was given up after a week.'],
    ['column alarm_message.error', 'Why the last attempt failed; null = none did.'],
  ] as const;
  for (const [object, text] of comments) {
    await sql`comment on ${sql.raw(object)} is ${sql.lit(text)}`.execute(db);
  }
}
