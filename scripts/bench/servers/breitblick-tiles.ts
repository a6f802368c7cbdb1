/** Our tiles. `CACHE_BYTES` 0 makes every request a cold one; the way through is the same as in production. */
import { readConfig } from '../../../server/config.ts';
import { ProgressDirectory } from '../../../server/construction/progress.ts';
import { openDatabase } from '../../../server/database/database.ts';
import { EditionRegister } from '../../../server/editions/register.ts';
import { tileHandler } from '../../../server/http/tiles.ts';
import { createLogger } from '../../../server/log.ts';
import { listen, setting } from './listen.ts';

const config = { ...readConfig(process.env), logLevel: 'warn' as const };
const database = await openDatabase(config);
const register = await EditionRegister.open(database);
listen(
  tileHandler(
    {
      database,
      register,
      config,
      logger: createLogger(config),
      progress: new ProgressDirectory(database.db, register),
    },
    { cacheBytes: Number(setting('CACHE_BYTES')) },
  ),
);
