import type { ApiContext } from '../builder.ts';
import type { Config } from '../config.ts';
import { AreaRecords } from '../construction/area-records.ts';
import { ProgressDirectory } from '../construction/progress.ts';
import { FigureColumns } from '../coverage/columns.ts';
import type { Database } from '../database/database.ts';
import type { EditionRegister } from '../editions/register.ts';
import { PlaceDirectory } from '../places/directory.ts';
import { StreetDirectory } from '../places/street-directory.ts';
import type { Ingest } from '../sensors/ingest.ts';
import { LiveValues } from '../sensors/live.ts';
import { replayDeadLetters } from '../sensors/replay.ts';
import { SeriesMemory } from '../sensors/series-memory.ts';

/** The embedded database answers one at a time: what takes long comes after what the first who come ask for. */
const readAheadAfterMs = { server: 0, embedded: 5000 };

/** What all doors to the figures share, so that municipalities and columns are kept once. */
export function createApiContext(
  database: Pick<Database, 'db' | 'listen' | 'engine'>,
  register: EditionRegister,
  { kAnonymity, contacts, seriesMemoryMb }: Pick<Config, 'kAnonymity' | 'contacts' | 'seriesMemoryMb'>,
  ingest: Ingest,
): ApiContext {
  const { db } = database;
  const places = new PlaceDirectory(db, register);
  const streets = new StreetDirectory(db, register);
  const progress = new ProgressDirectory(db, register);
  // The first who asks, and the first after new boundaries or addresses, need not wait for the directories.
  const warmUp = (): Promise<unknown> => Promise.all([places.get(), streets.get()]).catch(() => {});
  register.watch(() => void warmUp());
  void warmUp();
  setTimeout(() => void progress.readAhead().catch(() => {}), readAheadAfterMs[database.engine]).unref();
  const areaRecords = new AreaRecords(db, register);
  return {
    db,
    register,
    places,
    streets,
    columns: new FigureColumns(db),
    areaRecords,
    progress,
    live: new LiveValues(database),
    replay: (filter) => replayDeadLetters(db, ingest, filter),
    series: new SeriesMemory(database, seriesMemoryMb),
    kAnonymity,
    contacts,
    planner: false,
    transact: async (work) => {
      const result = await db.transaction().execute(work);
      // Whoever wrote something reads it at once, and not when the register has heard of it.
      areaRecords.forget();
      return result;
    },
    drafts: new Map(),
  };
}
