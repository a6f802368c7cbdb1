import { type Kysely, sql } from 'kysely';
import { createPlacedFeatures } from './sensors/placed-features.ts';
import { tellOfChanges } from './sensors/changes.ts';

/** Every observation is about a feature, whichever way it came; and whoever listens is told of what is made and changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createPlacedFeatures(db);
  await tellOfChanges(db);
  for (const [object, text] of comments) {
    await sql`comment on ${sql.raw(object)} is ${sql.lit(text)}`.execute(db);
  }
}

const comments: [object: string, text: string][] = [
  ['table thing_feature', 'What observations of a thing are about that name nothing themselves: where it was then.'],
  ['column thing_feature.since', 'Since when; -infinity of the first.'],
  ['column thing_feature.until', 'Until when, exclusively; infinity of the last.'],
  [
    'column thing_feature.feature_id',
    'Null = it was deleted with its observations, and is made again with the next one.',
  ],
];
