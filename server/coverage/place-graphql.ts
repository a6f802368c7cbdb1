import { cornerAt } from '../../geodata/grid.ts';
import { type ApiContext, builder } from '../builder.ts';
import { InvalidArgumentError } from '../errors.ts';
import { DistrictType, MunicipalityType } from '../places/graphql.ts';
import { type District, findPlace, type Municipality } from '../places/queries.ts';
import { type Cell, loadCells } from './cells.ts';
import { CellType } from './cells-graphql.ts';

interface Place {
  longitude: number;
  latitude: number;
  municipality: Municipality | null;
  district: District | null;
  cell: Cell | null;
}

const PlaceType = builder.objectRef<Place>('Place').implement({
  description: 'What is at a point. On a border it is one of the places that meet there, always the same one.',
  fields: (t) => ({
    longitude: t.exposeFloat('longitude', { description: 'As asked for, degrees, EPSG:4326.' }),
    latitude: t.exposeFloat('latitude', { description: 'As asked for, degrees, EPSG:4326.' }),
    municipality: t.expose('municipality', {
      type: MunicipalityType,
      nullable: true,
      description: 'Municipality there; null = outside of all of them.',
    }),
    district: t.expose('district', {
      type: DistrictType,
      nullable: true,
      description: 'District of that municipality; null = no edition knows one there.',
    }),
    cell: t.expose('cell', {
      type: CellType,
      nullable: true,
      description: 'Grid cell there, on an edge the one north and east of it; null = no edition has figures for it.',
    }),
  }),
});

builder.queryField('place', (t) =>
  t.field({
    type: PlaceType,
    description: 'Municipality, district and grid cell at a point.',
    complexity: 5,
    args: {
      longitude: t.arg.float({ required: true, description: 'Degrees east, EPSG:4326.' }),
      latitude: t.arg.float({ required: true, description: 'Degrees north, EPSG:4326.' }),
    },
    resolve: async (_root, { longitude, latitude }, context) => {
      checkRange('longitude', longitude, 180);
      checkRange('latitude', latitude, 90);
      const [areas, cell] = await Promise.all([
        findAreas(context, longitude, latitude),
        findCell(context, longitude, latitude),
      ]);
      return { longitude, latitude, cell, ...areas };
    },
  }),
);

async function findAreas(
  { db, register, places }: ApiContext,
  longitude: number,
  latitude: number,
): Promise<Pick<Place, 'municipality' | 'district'>> {
  const municipalities = await places.get();
  if (municipalities.editionId === '') return { municipality: null, district: null };
  const districtEditions = register.list('districts').map(({ id }) => id);
  const found = await findPlace(db, municipalities.editionId, districtEditions, longitude, latitude);
  return { municipality: (found && municipalities.find(found.ags)) ?? null, district: found?.district ?? null };
}

async function findCell(context: ApiContext, longitude: number, latitude: number): Promise<Cell | null> {
  // The grid's projection is made for Europe; on the other side of the globe it has no finite place.
  if (longitude < -30 || longitude > 60 || latitude < 25 || latitude > 75) return null;
  const [cell] = await loadCells(context, [cornerAt(longitude, latitude)]);
  return cell ?? null;
}

function checkRange(argument: string, degrees: number, most: number): void {
  if (degrees >= -most && degrees <= most) return;
  throw new InvalidArgumentError(
    argument,
    `${argument}: ${degrees} is out of range, it can be -${most} to ${most} degrees.`,
  );
}
