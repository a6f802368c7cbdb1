import { formatHouseNumber } from '../../geodata/addresses/house-number.ts';
import { builder } from '../builder.ts';
import { EditionType } from '../editions/graphql.ts';
import { InvalidArgumentError } from '../errors.ts';
import { type Address, findAddress, findNearestAddress } from './address-queries.ts';
import { asOfDescription, checkedAgs, editionOf, MunicipalityType } from './graphql.ts';

export const AddressType = builder.objectRef<Address>('Address').implement({
  description: 'A postal address: a house, and where it stands.',
  fields: (t) => ({
    ags: t.exposeString('ags', { description: 'Key of its municipality, eight digits.' }),
    addressId: t.exposeString('id', {
      description: 'Stable name within the municipality; the same address keeps it from edition to edition.',
    }),
    text: t.string({
      description: 'Street and number as people write them, e.g. Hauptstraße 12a.',
      resolve: (address) => `${address.street} ${formatHouseNumber(address)}`,
    }),
    street: t.exposeString('street', { description: 'Street.' }),
    houseNumber: t.string({
      description: 'Number with all that belongs to it: 12, 12a, 12-14.',
      resolve: formatHouseNumber,
    }),
    postcode: t.exposeString('postcode', { nullable: true, description: 'Five digits; null = not stated.' }),
    place: t.exposeString('place', { nullable: true, description: 'Town of the postal address; null = not stated.' }),
    districtName: t.exposeString('districtName', {
      nullable: true,
      description: 'District that it lies in; null = not known.',
    }),
    longitude: t.exposeFloat('longitude', { description: 'Of the house, degrees, EPSG:4326.' }),
    latitude: t.exposeFloat('latitude', { description: 'Of the house, degrees, EPSG:4326.' }),
    municipality: t.field({
      type: MunicipalityType,
      nullable: true,
      description: 'Its municipality; null = the newest boundaries do not know it.',
      resolve: async ({ ags }, _args, { places }) => (await places.get()).find(ags) ?? null,
    }),
    edition: t.field({
      type: EditionType,
      description: 'Edition that it is from; where that is `modelled`, no real house stands behind it.',
      resolve: ({ editionId }, _args, context) => editionOf(context, editionId),
    }),
  }),
});

const NearestAddressType = builder.objectRef<{ address: Address; distanceM: number }>('NearestAddress').implement({
  description: 'The address nearest to a point.',
  fields: (t) => ({
    address: t.expose('address', { type: AddressType, description: 'The address.' }),
    distanceM: t.exposeFloat('distanceM', { description: 'How far it is from the point, metres.' }),
  }),
});

/** Whoever is farther from any house than this stands in no street. */
const farthestM = 2000;

builder.queryFields((t) => ({
  address: t.field({
    type: AddressType,
    nullable: true,
    description: 'The address of this id; null = there is none.',
    args: {
      ags: t.arg.string({ required: true, description: 'Key of its municipality, eight digits.' }),
      id: t.arg.string({ required: true, description: 'Id as `addressId` gives it.' }),
      asOf: t.arg({ type: 'DateTime', description: asOfDescription }),
    },
    resolve: async (_root, { ags, id, asOf }, { db }) =>
      (await findAddress(db, checkedAgs(ags), id, asOf ?? null)) ?? null,
  }),
  nearestAddress: t.field({
    type: NearestAddressType,
    nullable: true,
    description: 'The address nearest to a point; null = there is none so near.',
    args: {
      lat: t.arg.float({ required: true, description: 'Degrees north, EPSG:4326.' }),
      lon: t.arg.float({ required: true, description: 'Degrees east, EPSG:4326.' }),
      withinM: t.arg.int({ defaultValue: 200, description: `How far it may be, metres, at most ${farthestM}.` }),
    },
    resolve: async (_root, { lat, lon, withinM }, { db }) => {
      const within = withinM ?? 200;
      checkRange('lat', lat, -90, 90);
      checkRange('lon', lon, -180, 180);
      checkRange('withinM', within, 1, farthestM);
      const found = await findNearestAddress(db, [lon, lat], within);
      return found ? { address: found, distanceM: found.distanceM } : null;
    },
  }),
}));

function checkRange(argument: string, value: number, least: number, most: number): void {
  if (value >= least && value <= most) return;
  throw new InvalidArgumentError(argument, `${argument}: ${value} is out of range, it can be ${least} to ${most}.`);
}
