import { editionKinds } from '../../geodata/records.ts';
import type { EditionKind } from '../../geodata/records.ts';
import {
  parseFigure,
  speedClasses,
  technologies,
  type SpeedClass,
  type Technology,
} from '../../geodata/technologies.ts';
import { builder } from '../builder.ts';
import { InvalidArgumentError } from '../errors.ts';

/** The words that all figures are told apart by. */
export const TechnologyEnum = builder.enumType('Technology', {
  description: 'Technology of a fixed connection.',
  values: Object.fromEntries(technologies.map(({ id, description }) => [id, { description }])) as Record<
    Technology,
    { description: string }
  >,
});

const TechnologyFamily = builder.enumType('TechnologyFamily', {
  description: 'What people can tell apart; ALL for sums over several.',
  values: {
    ALL: { description: 'Sums over several families.' },
    FIBRE: { description: 'Glass fibre to the building or the home.' },
    CABLE: { description: 'Television cable.' },
    COPPER: { description: 'Telephone copper.' },
    WIRELESS: { description: 'Radio at a fixed address.' },
  } as const,
});

const kindDescriptions: Record<EditionKind, string> = {
  boundaries: 'Municipalities and their boundaries.',
  districts: 'Parts of municipalities.',
  municipal_coverage: 'Coverage of municipalities.',
  cell_coverage: 'Coverage of 100 m grid cells.',
  business_parks: 'Companies in business parks, counts.',
  mobile_coverage: 'Mobile coverage of counties by kind of area.',
  addresses: 'Postal addresses of municipalities.',
  rollout: 'How far the construction of fibre is: areas, trenches, stages and announcements.',
  sensors: 'Which things a town observes, and by which devices; their observations stand beside it.',
};

export const EditionKindEnum = builder.enumType('EditionKind', {
  description: 'What an edition is about.',
  values: Object.fromEntries(
    editionKinds.map((kind) => [kind.toUpperCase(), { value: kind, description: kindDescriptions[kind] }]),
  ),
});

export const PopulationEnum = builder.enumType('Population', {
  description: 'Whose shares figures are.',
  values: {
    HOUSEHOLDS: { value: 'households', description: '% of households.' },
    BUSINESS_PARKS: { value: 'business_parks', description: '% of companies in business parks.' },
  },
});

const TechnologyInfo = builder.objectRef<(typeof technologies)[number]>('TechnologyInfo').implement({
  description: 'A technology and what it is.',
  fields: (t) => ({
    technology: t.field({ type: TechnologyEnum, description: 'Its name in this API.', resolve: ({ id }) => id }),
    family: t.field({
      type: TechnologyFamily,
      description: 'The family that maps colour it by.',
      resolve: ({ family }) => family.toUpperCase() as Uppercase<typeof family>,
    }),
    description: t.exposeString('description', {
      description: 'What it is, in English, with the name that the source uses.',
    }),
  }),
});

const SpeedClassType = builder.objectRef<SpeedClass>('SpeedClass').implement({
  description: 'A speed class. Classes are cumulative: one counts all who can get at least its speed.',
  fields: (t) => ({
    downstreamMbits: t.int({ description: 'Mbit/s downstream, at least.', resolve: (speed) => speed }),
  }),
});

export const FigureType = builder.objectRef<string>('Figure').implement({
  description: 'What an edition has surveyed: one technology at one speed class.',
  fields: (t) => ({
    name: t.string({ description: 'Technology and class, e.g. FTTH_B_1000.', resolve: (name) => name }),
    technology: t.field({
      type: TechnologyEnum,
      description: 'The technology.',
      resolve: (name) => parsed(name).technology,
    }),
    downstreamMbits: t.int({
      description: 'The speed class, Mbit/s downstream, at least.',
      resolve: (name) => parsed(name).downstreamMbits,
    }),
  }),
});

builder.queryFields((t) => ({
  technologies: t.field({
    type: [TechnologyInfo],
    description: 'All technologies that figures are told apart by.',
    resolve: () => technologies,
  }),
  speedClasses: t.field({
    type: [SpeedClassType],
    description: 'All speed classes, slowest first. An edition has some of them.',
    resolve: () => speedClasses,
  }),
}));

/** A speed class from an argument. Errors: InvalidArgumentError with the classes that there are. */
export function checkedSpeedClass(minDownstreamMbits: number): SpeedClass {
  const found = speedClasses.find((speed) => speed === minDownstreamMbits);
  if (found === undefined) {
    throw new InvalidArgumentError(
      'minDownstreamMbits',
      `minDownstreamMbits: ${minDownstreamMbits} is no speed class; the classes are ${speedClasses.join(', ')} Mbit/s.`,
    );
  }
  return found;
}

function parsed(name: string) {
  const figure = parseFigure(name);
  if (!figure) throw new Error(`An edition has the unknown figure ${name}`);
  return figure;
}
