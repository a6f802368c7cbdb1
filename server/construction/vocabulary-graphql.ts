import {
  certainties,
  type Certainty,
  type Progress,
  progresses,
  type Stage,
  stages,
  type SubjectKind,
} from '../../geodata/construction/stages.ts';
import { builder } from '../builder.ts';

type Described<Id extends string> = Record<Uppercase<Id>, { value: Id; description: string }>;

function valuesOf<Id extends string>(all: readonly { id: Id; description: string }[]): Described<Id> {
  const entries = all.map(({ id, description }) => [id.toUpperCase(), { value: id, description }]);
  return Object.fromEntries(entries) as Described<Id>;
}

export const StageEnum = builder.enumType('Stage', {
  description: 'A stage of a fibre connection. Stages move separately: several hold for an area at once.',
  values: valuesOf<Stage>(stages),
});

export const ProgressEnum = builder.enumType('StageProgress', {
  description: 'How far one stage is.',
  values: valuesOf<Progress>(progresses),
});

export const CertaintyEnum = builder.enumType('Certainty', {
  description: 'How sure a source is of what it says.',
  values: valuesOf<Certainty>(certainties),
});

export const SubjectKindEnum = builder.enumType('SubjectKind', {
  description: 'What stages and announcements are about.',
  values: {
    AREA: { value: 'area', description: 'A rollout area.' },
    TRENCH: { value: 'trench', description: 'A section of trench.' },
    NETWORK_POINT: { value: 'network_point', description: 'A point of the network.' },
    ADDRESS: { value: 'address', description: 'An address.' },
  } as const satisfies Record<string, { value: SubjectKind; description: string }>,
});

export const ShareOfEnum = builder.enumType('ShareOf', {
  description: 'Whose share a figure is.',
  values: {
    HOUSEHOLDS: { value: 'households', description: 'Of all households.' },
    CONNECTIONS: { value: 'connections', description: 'Of the connections that were ordered.' },
  } as const,
});

const LanguageEnum = builder.enumType('Language', {
  description: 'Language of a text.',
  values: { DE: { description: 'German.' }, EN: { description: 'English.' } } as const,
});

/** The argument of fields that are a text. */
export const languageArgument = {
  type: LanguageEnum,
  defaultValue: 'EN',
  description: 'Language of the text; default: English.',
} as const;

const StageInfo = builder.objectRef<(typeof stages)[number]>('StageInfo').implement({
  description: 'A stage and what people call it.',
  fields: (t) => ({
    stage: t.field({ type: StageEnum, description: 'Its name in this API.', resolve: ({ id }) => id }),
    name: t.string({
      description: 'What people call it.',
      args: { language: t.arg(languageArgument) },
      resolve: ({ name }, { language }) => (language === 'DE' ? name.de : name.en),
    }),
    track: t.string({
      description:
        'main: follows the stage before; surface: goes beside them and may come last; mark: what can be ordered; end: there will be no more.',
      resolve: ({ track }) => track,
    }),
    description: t.exposeString('description', { description: 'What it is, in English.' }),
  }),
});

builder.queryField('stages', (t) =>
  t.field({
    type: [StageInfo],
    description: 'All stages, in the order of the stations of an address.',
    resolve: () => stages,
  }),
);
