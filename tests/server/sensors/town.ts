import type { Database } from '../../../server/database/database.ts';
import type { NewObservation } from '../../../server/sensors/observations.ts';
import { addNetwork, aDatastream, aDevice, ags, aThing, write } from './network.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * A small town as it is at `now`: five things of four themes. The station has a gap this morning, a device that was replaced
 * 20 days ago and 40 days of history; the car park is silent for three hours; the tree says what can't be.
 */
export async function addTown(database: Pick<Database, 'db'>, now: Date): Promise<Map<string, number>> {
  const replaced = new Date(now.getTime() - 20 * day).toISOString();
  const { ids } = await addNetwork(database, [
    aThing({ key: 'station', name: 'Kernstadt', theme: 'weather', longitude: 8.117, latitude: 49.199 }),
    aDatastream({
      ...{ thing: 'station', property: 'air_temperature', intervalSeconds: 600 },
      devices: [
        aDevice({ key: 'old', name: 'Wetterstation 1', field: 't', until: replaced }),
        aDevice({ key: 'new', name: 'Wetterstation 2', field: 't', from: replaced }),
      ],
    }),
    aDatastream({ thing: 'station', property: 'precipitation', intervalSeconds: 600 }),
    aThing({ key: 'queich', name: 'Queichheim', theme: 'water', longitude: 8.14, latitude: 49.203 }),
    aDatastream({ thing: 'queich', property: 'water_level', intervalSeconds: 900 }),
    aThing({ key: 'godramstein', name: 'Godramstein', theme: 'water', longitude: 8.08, latitude: 49.217 }),
    aDatastream({ thing: 'godramstein', property: 'water_level', intervalSeconds: 900 }),
    aThing({ key: 'tree', name: 'Baum am Stadtpark', theme: 'soil', longitude: 8.11, latitude: 49.196 }),
    aDatastream({ thing: 'tree', property: 'soil_moisture', intervalSeconds: 900 }),
    aThing({ key: 'market', name: 'Tiefgarage Markt', theme: 'parking', longitude: 8.1185, latitude: 49.1985 }),
    aDatastream({ thing: 'market', property: 'parking_free', intervalSeconds: 300 }),
  ]);
  const last = Math.floor(now.getTime() / (10 * minute)) * 10 * minute;
  const series = (
    key: string,
    { from, until = 0, step = 10 * minute }: { from: number; until?: number; step?: number },
    valueOf: (time: number) => number | null,
  ): NewObservation[] => {
    const datastreamId = ids.get(key) ?? 0;
    const count = Math.floor((from - until) / step);
    return Array.from({ length: count + 1 }, (_, index) => last - from + index * step).flatMap((time) => {
      const result = valueOf(time);
      return result === null ? [] : [{ ags, datastreamId, time: new Date(time), result: Math.round(result * 10) / 10 }];
    });
  };
  const daily = (time: number) => Math.sin(((time % day) / day) * 2 * Math.PI - 2);
  await write(database, [
    ...series(
      'station/air_temperature',
      { from: 40 * day, until: day + hour, step: hour },
      (time) => 4 + 3 * daily(time),
    ),
    ...series('station/air_temperature', { from: day }, (time) =>
      time > last - 3 * hour && time < last - 2 * hour ? null : 4 + 3 * daily(time),
    ),
    ...series('station/precipitation', { from: day }, (time) => Math.max(0, daily(time * 3) - 0.7)),
    ...series('queich/water_level', { from: day }, (time) => 61 + 4 * daily(time)),
    ...series('godramstein/water_level', { from: day, until: 3 * hour }, (time) => 58 + 2 * daily(time)),
    ...series('tree/soil_moisture', { from: day, until: hour }, (time) => 31 + daily(time)),
    ...series('tree/soil_moisture', { from: 0 }, () => 104),
    ...series('market/parking_free', { from: day }, (time) => Math.round(200 - 90 * daily(time))),
  ]);
  return ids;
}
