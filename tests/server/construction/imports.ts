/** Files that are imported into a database of their own, and what becomes of them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '../../../geodata/records.ts';
import { type ImportOptions, importSource } from '../../../server/import-source.ts';
import { addBoundaries, aMunicipality, box } from '../../builders.ts';
import { openTestDatabase } from '../../database.ts';

/** Landau, which is all that `startOver` leaves. */
export const ags = '07313000';

export type Imports = Awaited<ReturnType<typeof openImports>>;

/** A database and a folder for one file of tests. */
export async function openImports() {
  const database = await openTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'breitblick-imports-'));
  return {
    database,
    folder,
    async startOver(): Promise<void> {
      await database.db.deleteFrom('edition').execute();
      await addBoundaries(database, [aMunicipality({ ags, name: 'Landau', geometry: box(8, 49.1, 8.3, 49.3) })]);
    },
    /** Writes a file and imports it; `content` undefined: it is there already. `found`: line, severity and rule of problems. */
    async importFile(name: string, content: string | Uint8Array | undefined, options: ImportOptions = {}) {
      const path = join(folder, name);
      if (content !== undefined) await writeFile(path, content);
      const problems: Problem[] = [];
      const { written, refused, status } = await importSource(database, path, options, (event) => {
        if (event.type === 'problem') problems.push(event.problem);
      });
      const found = problems.map(({ line, severity, rule }) => [line, severity, rule]);
      return { status, written, refused, found, problems };
    },
    async close(): Promise<void> {
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}
