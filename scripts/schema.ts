import { writeFile } from 'node:fs/promises';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { schema } from '../server/schema.ts';

/** Writes what the code says into `server/schema.graphql`, which is all that the front end knows of the server. */
await writeFile(
  new URL('../server/schema.graphql', import.meta.url),
  `${printSchema(lexicographicSortSchema(schema))}\n`,
);
