/**
 * Creates and fills the database that the environment names, for `npm start`, which holds the lock of the data folder
 * meanwhile. A process of its own, since filling takes memory that serving does not need.
 */
import { readConfig } from '../server/config.ts';
import { openDatabase } from '../server/database/database.ts';
import { migrate } from '../server/database/migrate.ts';
import { fillWithDefaultDataset } from '../server/default-dataset.ts';
import { runCommand } from './command.ts';

await runCommand(async () => {
  console.log('Creating the database …');
  const database = await openDatabase(readConfig(process.env));
  try {
    await migrate(database);
    await fillWithDefaultDataset(database, ({ step, steps, title }) => {
      console.log(`Filling the database, ${step} of ${steps}: ${title}`);
    });
  } finally {
    await database.close();
  }
});
