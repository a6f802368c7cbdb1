/**
 * Creates and fills the database that the environment names, for `npm start`, which holds the lock of the data folder
 * meanwhile and whose end is the end of this. A process of its own, since filling takes memory that serving does not need.
 */
import { readConfig } from '../server/config.ts';
import { openDatabase } from '../server/database/database.ts';
import { migrate } from '../server/database/migrate.ts';
import { fillWithDefaultDataset } from '../server/default-dataset.ts';
import { catchUp } from '../server/sensors/modelled.ts';
import { runCommand } from './command.ts';

process.on('disconnect', () => process.exit(1));

await runCommand(async () => {
  console.log('Creating the database …');
  const database = await openDatabase(readConfig(process.env));
  try {
    await migrate(database);
    await fillWithDefaultDataset(database, ({ step, steps, title }) => {
      console.log(`Filling the database, ${step} of ${steps}: ${title}`);
    });
    // The days before come while the server runs.
    await catchUp(database, new Date());
  } finally {
    await database.close();
    // The channel to the parent would keep this process alive.
    process.removeAllListeners('disconnect');
    if (process.connected) process.disconnect();
  }
});
