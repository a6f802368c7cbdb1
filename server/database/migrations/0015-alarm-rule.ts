import { type Kysely, sql } from 'kysely';

/**
 * An alarm keeps the rule that raised it, for a threshold that is changed later does not change what was so. Of alarms
 * from before nobody kept it: they get the rule as it is now, and say so.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table alarm add column name text, add column severity text, add column direction text,
      add column raise_at double precision, add column clear_at double precision,
      add column rule_assumed boolean not null default false`.execute(db);
  await sql`
    update alarm as a set name = t.name, severity = t.severity, direction = t.direction, raise_at = t.raise_at,
      clear_at = t.clear_at, rule_assumed = true
    from threshold as t where t.ags = a.ags and t.id = a.threshold_id`.execute(db);
  await sql`
    alter table alarm alter column name set not null, alter column severity set not null,
      alter column direction set not null, alter column raise_at set not null, alter column clear_at set not null,
      add check (severity in ('notice', 'warning', 'alarm')), add check (direction in ('above', 'below'))`.execute(db);
  const comments = [
    ['name', 'What its threshold was called when it was raised.'],
    ['severity', 'How much it mattered by its threshold when it was raised.'],
    ['direction', 'On which side its threshold was crossed.'],
    ['raise_at', 'Result that raised it by its threshold then, in the unit.'],
    ['clear_at', 'Result that would have ended it by its threshold then, in the unit.'],
    ['rule_assumed', 'True: the rule was not kept when it was raised; it is that of a later day.'],
  ] as const;
  for (const [column, text] of comments) {
    await sql`comment on column alarm.${sql.ref(column)} is ${sql.lit(text)}`.execute(db);
  }
}
