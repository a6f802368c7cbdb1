import type { TileLayer } from '../tiles/layer.ts';
import { frameOf } from '../tiles/address.ts';
import { pointCommands } from '../tiles/shapes.ts';
import { geometryTypes, LayerWriter } from '../tiles/writer.ts';
import { listThingPoints } from './tile-queries.ts';

const fields = {
  ags: 'Amtlicher Gemeindeschlüssel, eight digits.',
  thing_id: 'Id of the thing, as in GraphQL and SensorThings.',
  datastream_id: 'Id of its first datastream; absent = it observes nothing.',
  name: 'What people call it.',
  theme: 'What it is about, e.g. parking or weather; absent = not stated.',
  property: 'What its first datastream observes, e.g. air_temperature; absent = not known.',
  state: 'Whether its latest value still holds, when the tile was made: current, stale, not_counted or none.',
  value: 'Latest result of its first datastream, in the unit of it; absent = none, or no number.',
  unit: 'Unit of the value as people write it, e.g. °C; absent = none.',
  time: 'When that was so, ISO time; absent = it has never said anything.',
  modelled: 'True if a model says its values and nobody measured them; absent otherwise.',
};

/** A tile in memory is as good as the values in it: for half a minute. */
const holdsMs = 30_000;

/** Things that observe, with what they said last. */
export const thingsLayer: TileLayer = {
  name: 'things',
  description: 'Things that observe, with theme, state and latest value.',
  minzoom: 8,
  maxzoom: 16,
  choose(register) {
    const editions = register.list('sensors');
    const turn = Math.floor(Date.now() / holdsMs);
    return {
      key: `things ${turn}`,
      until: (turn + 1) * holdsMs,
      keeps: 'minutes',
      edition: undefined,
      fields,
      attributions: [...new Set(editions.map(({ attribution }) => attribution))],
      async read(db, address) {
        const frame = frameOf(address);
        const layer = new LayerWriter('things');
        for (const { id, x, y, ...attributes } of await listThingPoints(db, frame)) {
          const tags = Object.entries({ thing_id: id, ...attributes }).flatMap(([key, value]) =>
            value === null || value === false ? [] : [layer.keyIndex(key), layer.valueIndex(value)],
          );
          const { west, north, scale } = frame;
          const commands = pointCommands(Math.round((x - west) * scale), Math.round((north - y) * scale));
          if (commands.length > 0) layer.feature(id, geometryTypes.point, tags, commands);
        }
        return layer.finish();
      },
    };
  },
};
