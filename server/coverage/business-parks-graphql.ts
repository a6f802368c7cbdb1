import { builder } from '../builder.ts';
import { loadTogether } from '../batch.ts';
import { EditionType, getEdition } from '../editions/graphql.ts';
import type { Edition } from '../editions/queries.ts';
import { InvalidArgumentError } from '../errors.ts';
import { MunicipalityType } from '../places/graphql.ts';
import { argumentDescriptions, seriesCost } from './graphql.ts';
import { type BusinessParkRow, findBusinessParks, findMobileCoverage, type MobileShare } from './queries.ts';

const BusinessParksType = builder.objectRef<BusinessParkRow & { edition: Edition }>('BusinessParks').implement({
  description: 'How many companies in the business parks of a municipality are connected, according to one edition.',
  fields: (t) => ({
    companies: t.exposeInt('companies', {
      nullable: true,
      description: 'Number of companies in business parks; null = not stated, which is not zero.',
    }),
    connected: t.exposeInt('connected', {
      nullable: true,
      description: 'Number of companies that are connected (angeschlossen); null = not stated.',
    }),
    connectable: t.exposeInt('connectable', {
      nullable: true,
      description: 'Number of companies that are not, and could be connected (anschließbar); null = not stated.',
    }),
    unconnected: t.exposeInt('unconnected', {
      nullable: true,
      description: 'Number of companies that are not connected (unangeschlossen); null = not stated.',
    }),
    edition: t.expose('edition', { type: EditionType, description: 'Where the counts come from.' }),
  }),
});

const MobileCoverageType = builder.objectRef<MobileShare & { edition: Edition }>('MobileCoverage').implement({
  description: 'What share of the area of one kind in a county a mobile technology covers, according to one edition.',
  fields: (t) => ({
    countyAgs: t.exposeString('countyAgs', { description: 'Key of the county (Kreis), five digits.' }),
    technology: t.exposeString('technology', { description: 'Mobile technology as published, e.g. LTE10.' }),
    areaType: t.exposeString('areaType', { description: 'Kind of area as published, e.g. Autobahn.' }),
    areaGroup: t.exposeString('areaGroup', {
      description: 'Group that the kind of area belongs to as published, e.g. Infrastruktur.',
    }),
    sharePercent: t.exposeFloat('share', {
      nullable: true,
      description: '% of the area of this kind in the county, 0-100; null = not stated, which is not zero.',
    }),
    edition: t.expose('edition', { type: EditionType, description: 'Where the figure comes from.' }),
  }),
});

/** An edition has eleven kinds of area, and five technologies. */
const [areaTypes, mobileTechnologies] = [11, 5];

builder.objectFields(MunicipalityType, (t) => ({
  businessParks: t.field({
    type: [BusinessParksType],
    description:
      'Companies in its business parks, one entry an edition of counts, oldest first; editions that do not know this ' +
      'municipality have none. Shares by speed class are in `coverage(population: BUSINESS_PARKS)`.',
    complexity: seriesCost,
    args: { asOf: t.arg({ type: 'DateTime', description: argumentDescriptions.asOf }) },
    resolve: ({ ags }, { asOf }, context, info) =>
      loadTogether(context, info, ags, async (keys) => {
        const editions = context.register.list('business_parks', { population: 'business_parks', asOf: asOf ?? null });
        if (editions.length === 0) return () => [];
        const ids = editions.map(({ id }) => id);
        const byId = new Map(editions.map((edition) => [edition.id, edition]));
        const entries = (await findBusinessParks(context.db, keys, ids)).flatMap((row) => {
          const edition = byId.get(row.editionId);
          return edition ? [{ ...row, edition }] : [];
        });
        const found = Map.groupBy(entries, (entry) => entry.ags);
        return (key) => found.get(key) ?? [];
      }),
  }),
  mobileCoverage: t.field({
    type: [MobileCoverageType],
    description:
      'Mobile coverage of its county from one edition, by technology and kind of area; mobile coverage is published for ' +
      'counties and not for municipalities. Empty where the edition does not know the county.',
    complexity: ({ technology }) => ({
      field: seriesCost.field,
      multiplier: technology == null ? areaTypes * mobileTechnologies : areaTypes,
    }),
    args: {
      technology: t.arg.string({
        description: 'Only this mobile technology, exactly as published, e.g. LTE10; default: all.',
      }),
      edition: t.arg.string({ description: 'Edition by its `editionId`; default: the newest of mobile coverage.' }),
    },
    resolve: ({ ags }, args, context, info) =>
      loadTogether(context, info, ags.slice(0, 5), async (counties) => {
        const technology = args.technology ?? null;
        if (technology !== null && !/^[^\p{Cc}]{1,100}$/u.test(technology)) {
          throw new InvalidArgumentError(
            'technology',
            'technology: a name as published, 1 to 100 characters, e.g. LTE10.',
          );
        }
        const edition =
          args.edition == null
            ? context.register.newest('mobile_coverage')
            : getEdition(context, 'edition', args.edition, 'mobile_coverage');
        if (!edition) return () => [];
        const rows = await findMobileCoverage(context.db, [...new Set(counties)], edition.id, technology);
        const found = Map.groupBy(
          rows.map((row) => ({ ...row, edition })),
          ({ countyAgs }) => countyAgs,
        );
        return (county) => found.get(county) ?? [];
      }),
  }),
}));
