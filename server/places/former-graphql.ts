import { builder } from '../builder.ts';
import { EditionType } from '../editions/graphql.ts';
import { asOfDescription, checkedAgs, editionOf, MunicipalityType } from './graphql.ts';
import { findMunicipality, findPlace, type Municipality } from './queries.ts';

interface FormerMunicipality {
  then: Municipality;
  today: Municipality | null;
}

const FormerMunicipalityType = builder.objectRef<FormerMunicipality>('FormerMunicipality').implement({
  description: 'A municipality that older boundaries know and the newest do not: merged, or with another key since.',
  fields: (t) => ({
    ags: t.string({ description: 'Its key, eight digits.', resolve: ({ then }) => then.ags }),
    name: t.string({ description: 'Its last name.', resolve: ({ then }) => then.name }),
    longitude: t.float({
      description: 'Of a point inside, degrees, EPSG:4326.',
      resolve: ({ then }) => then.longitude,
    }),
    latitude: t.float({ description: 'Of a point inside, degrees, EPSG:4326.', resolve: ({ then }) => then.latitude }),
    boundaries: t.field({
      type: EditionType,
      description: 'The last edition of the boundaries that knows it.',
      resolve: ({ then }, _args, context) => editionOf(context, then.editionId),
    }),
    today: t.expose('today', {
      type: MunicipalityType,
      nullable: true,
      description: 'The municipality that the point lies in today; null = in none.',
    }),
  }),
});

builder.queryField('formerMunicipality', (t) =>
  t.field({
    type: FormerMunicipalityType,
    nullable: true,
    description:
      'A municipality that is gone, and what is there today; null = no older boundaries know it, or it is not gone.',
    complexity: 5,
    args: {
      ags: t.arg.string({ required: true, description: 'Its key, eight digits.' }),
      asOf: t.arg({ type: 'DateTime', description: asOfDescription }),
    },
    resolve: async (_root, { ags, asOf }, { db, register, places }) => {
      checkedAgs(ags);
      const municipalities = await places.get(asOf);
      const older = register.list('boundaries', { asOf: asOf ?? null }).map(({ id }) => id);
      if (older.length < 2 || municipalities.find(ags)) return null;
      const then = await findMunicipality(db, older, ags);
      if (!then) return null;
      const there = await findPlace(db, municipalities.editionId, [], then.longitude, then.latitude);
      return { then, today: (there && municipalities.find(there.ags)) ?? null };
    },
  }),
);
