import type { Edition } from '../editions/queries.ts';
import type { EditionRegister } from '../editions/register.ts';
import { NotFoundError } from '../errors.ts';
import { frameOf } from '../tiles/address.ts';
import type { TileChoice, TileLayer, TileQuery } from '../tiles/layer.ts';
import { lineCommands, pointCommands } from '../tiles/shapes.ts';
import { geometryTypes, LayerWriter } from '../tiles/writer.ts';
import { listBorders, listPlaces, type PlaceRank } from './tile-queries.ts';

/** Parts are numbered within their rank. */
const ranks = ['municipality', 'county', 'state', 'country'];

/** Borders, each drawn once, by the highest rank that it parts. */
export const bordersLayer: TileLayer = {
  name: 'borders',
  description: 'Borders between municipalities, each line once.',
  minzoom: 0,
  maxzoom: 14,
  choose(register, query) {
    const boundaries = chooseBoundaries(register, query);
    return choiceOf('borders', boundaries, query, {
      fields: { rank: 'What the line parts: municipality, county, state or country.' },
      async read(db, address) {
        if (!boundaries) return Buffer.alloc(0);
        const layer = new LayerWriter('borders');
        const rank = layer.keyIndex('rank');
        for (const row of await listBorders(db, boundaries.id, address.z, frameOf(address))) {
          const commands = lineCommands(row.line);
          if (commands.length > 0) {
            layer.feature(
              row.part * 4 + ranks.indexOf(row.rank),
              geometryTypes.line,
              [rank, layer.valueIndex(row.rank)],
              commands,
            );
          }
        }
        return layer.finish();
      },
    });
  },
};

/** Names of places, as many as a zoom has room for. */
export const placesLayer: TileLayer = {
  name: 'places',
  description: 'A point in every inhabited municipality: cities from zoom 0, towns from 7, all from 8.',
  minzoom: 0,
  maxzoom: 14,
  choose(register, query) {
    const boundaries = chooseBoundaries(register, query);
    return choiceOf('places', boundaries, query, {
      fields: {
        ags: 'Amtlicher Gemeindeschlüssel, eight digits.',
        name: 'Name of the municipality.',
        rank: '1 = large city, or one that belongs to no county, 2 = town, 3 = other municipality.',
        order:
          'Which name comes first where there is room for one, lowest first: large cities by inhabitants, then by area.',
      },
      async read(db, address) {
        if (!boundaries) return Buffer.alloc(0);
        const frame = frameOf(address);
        const layer = new LayerWriter('places');
        const keys = ['ags', 'name', 'rank', 'order'] as const;
        const indexes = keys.map((key) => layer.keyIndex(key));
        for (const place of await listPlaces(db, boundaries.id, leastRankAt(address.z), frame)) {
          layer.feature(
            Number(place.ags),
            geometryTypes.point,
            keys.flatMap((key, index) => [indexes[index] ?? 0, layer.valueIndex(place[key])]),
            pointCommands(
              Math.round((place.x - frame.west) * frame.scale),
              Math.round((frame.north - place.y) * frame.scale),
            ),
          );
        }
        return layer.finish();
      },
    });
  },
};

function leastRankAt(zoom: number): PlaceRank {
  if (zoom >= 8) return 3;
  return zoom === 7 ? 2 : 1;
}

/** Errors: NotFoundError if the query names an edition that is none of boundaries. */
function chooseBoundaries(register: EditionRegister, { edition: id }: TileQuery): Edition | undefined {
  if (id === null) return register.newest('boundaries');
  const edition = register.find(id);
  if (edition?.kind === 'boundaries') return edition;
  const known = register.list('boundaries').map((boundaries) => boundaries.id);
  throw new NotFoundError(
    `There is no edition ${JSON.stringify(id.slice(0, 80))} of boundaries. ` +
      (known.length === 0
        ? 'None has been imported yet.'
        : `There are ${known.join(', ')}; without edition you get the newest.`),
  );
}

function choiceOf(
  layer: string,
  boundaries: Edition | undefined,
  query: TileQuery,
  rest: Pick<TileChoice, 'fields' | 'read'>,
): TileChoice {
  return {
    key: `${layer} ${boundaries?.id ?? ''}`,
    keeps: query.edition === null ? 'minutes' : 'forever',
    edition: boundaries,
    attributions: boundaries ? [boundaries.attribution] : [],
    ...rest,
  };
}
