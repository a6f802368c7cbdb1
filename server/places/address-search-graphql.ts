import { formatHouseNumber } from '../../geodata/addresses/house-number.ts';
import { builder } from '../builder.ts';
import { InvalidArgumentError } from '../errors.ts';
import { checkedLimit, pageCost } from '../pagination.ts';
import { AddressType } from './address-graphql.ts';
import { type AddressSuggestion, searchAddresses } from './address-search.ts';
import { checkedAgs } from './graphql.ts';

const AddressSuggestionType = builder.objectRef<AddressSuggestion>('AddressSuggestion').implement({
  description: 'An address, or a street as long as no number is typed, that somebody may mean.',
  fields: (t) => ({
    text: t.string({
      description: 'As people read it, e.g. Hauptstraße 12a, 76829 Landau in der Pfalz (Mörzheim).',
      resolve: textOf,
    }),
    street: t.string({ description: 'Street.', resolve: ({ street }) => street.name }),
    ags: t.string({ description: 'Key of its municipality, eight digits.', resolve: ({ street }) => street.ags }),
    postcode: t.string({
      nullable: true,
      description: 'Five digits; null = not stated.',
      resolve: ({ street }) => street.postcode,
    }),
    place: t.string({
      nullable: true,
      description: 'Town of the postal address; null = not stated.',
      resolve: ({ street }) => street.place,
    }),
    districtName: t.string({
      nullable: true,
      description: 'District; null = not known.',
      resolve: ({ street }) => street.districtName,
    }),
    addressCount: t.int({
      description: 'Number of addresses in this street, in this district and postcode.',
      resolve: ({ street }) => street.addressCount,
    }),
    address: t.expose('address', {
      type: AddressType,
      nullable: true,
      description: 'The address; null = the street, for no number was typed.',
    }),
    numberFits: t.exposeBoolean('numberFits', {
      description: 'False: the street has no such number, and this is one of the nearest.',
    }),
  }),
});

/** More than this nobody reads. */
const mostSuggestions = 50;
const longestText = 200;

builder.queryField('searchAddresses', (t) =>
  t.field({
    type: [AddressSuggestionType],
    description:
      'Addresses and streets that a text may mean, best first: street and number in any usual spelling, half typed, shortened ' +
      '("Hauptstr. 12 a"), with slips, with a district or postcode beside them. Ask at every letter.',
    complexity: pageCost,
    args: {
      query: t.arg.string({ required: true, description: `What somebody typed, at most ${longestText} characters.` }),
      ags: t.arg.string({ description: 'Only of this municipality, eight digits; default: of all.' }),
      first: t.arg.int({ defaultValue: 8, description: `Most suggestions to return, at most ${mostSuggestions}.` }),
    },
    resolve: async (_root, { query, ags, first }, { db, streets }) => {
      const limit = checkedLimit('first', first ?? 8, mostSuggestions);
      if (query.length > longestText)
        throw new InvalidArgumentError('query', `query: at most ${longestText} characters, not ${query.length}.`);
      return searchAddresses(db, await streets.get(), query, limit, ags == null ? null : checkedAgs(ags));
    },
  }),
);

function textOf({ street, address }: AddressSuggestion): string {
  const house = address ? `${street.name} ${formatHouseNumber(address)}` : street.name;
  const town = [street.postcode, street.place].filter((part) => part !== null).join(' ');
  const district = street.districtName === null ? '' : ` (${street.districtName})`;
  return `${house}${town === '' ? '' : `, ${town}`}${district}`;
}
