import type { Population } from '../../geodata/records.ts';
import type { Figure } from '../../geodata/technologies.ts';
import { type ApiContext, builder, connectionNames } from '../builder.ts';
import { InvalidArgumentError, NotFoundError } from '../errors.ts';
import { pageCost, pageOf, readPage } from '../pagination.ts';
import type { Edition } from './queries.ts';
import { EditionKindEnum, FigureType, PopulationEnum } from './vocabulary-graphql.ts';

export const EditionType = builder.objectRef<Edition>('Edition');

builder.node(EditionType, {
  description:
    'What one publication of one source says. Editions never change: a correction is a new edition that supersedes.',
  id: { resolve: ({ id }) => id },
  loadManyWithoutCache: (ids, { register }) => ids.map((id) => register.find(id) ?? null),
  fields: (t) => ({
    editionId: t.exposeString('id', {
      description: 'Stable name, the same wherever the same file was imported; pin this in links and reports.',
    }),
    kind: t.expose('kind', { type: EditionKindEnum, description: 'What it is about.' }),
    population: t.expose('population', { type: PopulationEnum, description: 'Whose shares its figures are.' }),
    title: t.exposeString('title', { description: 'Title, as people read it.' }),
    publisher: t.exposeString('publisher', { description: 'Who published it.' }),
    referenceDate: t.expose('referenceDate', { type: 'Date', description: 'Day that its figures hold for.' }),
    recordedAt: t.expose('recordedAt', {
      type: 'DateTime',
      description: 'When it became known here; `asOf` looks at this.',
    }),
    licence: t.exposeString('licence', { description: 'Terms under which it may be used.' }),
    licenceUrl: t.exposeString('licenceUrl', {
      nullable: true,
      description: 'Text of the licence; null = none is named.',
    }),
    attribution: t.exposeString('attribution', {
      description: 'How the source must be named wherever figures are shown.',
    }),
    url: t.exposeString('url', { nullable: true, description: 'Where it is from; null = not stated.' }),
    fileName: t.exposeString('fileName', {
      nullable: true,
      description: 'File that was imported; null = it came from a service or a model.',
    }),
    sha256: t.exposeString('sha256', { description: 'SHA-256 of what was imported, hexadecimal.' }),
    figures: t.field({
      type: [FigureType],
      description: 'What was surveyed; empty where the kind has no such figures.',
      resolve: ({ figures }) => figures,
    }),
    readCount: t.exposeInt('readCount', { description: 'Number of records read.' }),
    writtenCount: t.exposeInt('writtenCount', { description: 'Number of records taken over.' }),
    refusedCount: t.exposeInt('refusedCount', {
      description: 'Number of records left out because they can not be right.',
    }),
    warningCount: t.exposeInt('warningCount', { description: 'Number of records taken that deserve a look.' }),
    partial: t.boolean({
      description:
        'True if it holds fewer than half of the records of the largest edition of its kind: rankings and maps take it when asked to, never by default.',
      resolve: (edition, _args, { register }) => register.isPartial(edition),
    }),
    method: t.exposeString('method', {
      nullable: true,
      description: 'How the figures came about and what to mind when reading them; null = nothing to say.',
    }),
    modelled: t.exposeBoolean('modelled', { description: 'True if computed by a model and not published by anybody.' }),
    supersedes: t.field({
      type: EditionType,
      nullable: true,
      description: 'Edition that this one corrects; null = none.',
      resolve: ({ supersedes }, _args, { register }) =>
        supersedes === null ? null : (register.find(supersedes) ?? null),
    }),
  }),
});

builder.queryFields((t) => ({
  edition: t.field({
    type: EditionType,
    nullable: true,
    description: 'The edition of this name, those corrected since too; null = there is none.',
    args: { editionId: t.arg.string({ required: true, description: 'Name of the edition, as `editionId` gives it.' }) },
    resolve: (_root, { editionId }, { register }) => register.find(editionId) ?? null,
  }),
  editions: t.connection(
    {
      type: EditionType,
      description: 'Editions by reference date, oldest first. Those that another one corrects are left out.',
      complexity: pageCost,
      args: {
        kind: t.arg({ type: EditionKindEnum, description: 'Only editions about this; default: all.' }),
        population: t.arg({ type: PopulationEnum, description: 'Only figures of this population; default: all.' }),
        asOf: t.arg({ type: 'DateTime', description: 'Only what was known then; default: now.' }),
      },
      resolve: (_root, { kind, population, asOf, ...pageArguments }, { register }) => {
        const page = readPage(pageArguments, { list: 'editions', kind, population, asOf }, ['string', 'string']);
        const known = register.all.filter(({ recordedAt }) => !asOf || recordedAt <= asOf);
        const corrected = new Set(known.map(({ supersedes }) => supersedes));
        const chosen = known
          .filter((edition) => !corrected.has(edition.id))
          .filter((edition) => (!kind || edition.kind === kind) && (!population || edition.population === population))
          .sort((one, other) => compareKeys(keyOf(one), keyOf(other)));
        return pageOf(chosen, page, keyOf, compareKeys);
      },
    },
    ...connectionNames('Edition', 'editions'),
  ),
}));

/**
 * The edition of a kind that an argument names; of households unless another population is wanted.
 * Errors: InvalidArgumentError when there is no such edition or when it is about something or somebody else.
 */
export function getEdition(
  { register }: ApiContext,
  argument: string,
  editionId: string,
  kind: Edition['kind'],
  population: Population | 'any' = 'households',
): Edition {
  const edition = register.find(editionId);
  const wanted = kind.toUpperCase();
  if (!edition) {
    throw new InvalidArgumentError(
      argument,
      `${argument}: there is no edition ${JSON.stringify(editionId)}; see editions(kind: ${wanted}).`,
    );
  }
  if (edition.kind !== kind) {
    throw new InvalidArgumentError(
      argument,
      `${argument}: edition ${editionId} is of the kind ${edition.kind.toUpperCase()}, needed is ${wanted}.`,
    );
  }
  if (population !== 'any' && edition.population !== population) {
    throw new InvalidArgumentError(
      argument,
      `${argument}: edition ${editionId} is about ${subjects[edition.population]}, needed is one about ` +
        `${subjects[population]}; see editions(kind: ${wanted}, population: ${population.toUpperCase()}).`,
    );
  }
  return edition;
}

/**
 * The newest municipal edition of the whole country that surveyed a figure, else the newest of these.
 * Errors: NotFoundError while there is none.
 */
export function newestEdition({ register }: ApiContext, figure: Figure): Edition {
  const editions = register.listWhole('municipal_coverage');
  const edition = editions.findLast(({ figures }) => figures.includes(figure)) ?? editions.at(-1);
  if (!edition) throw new NotFoundError('There is no edition of coverage yet; import one first.');
  return edition;
}

/** Whose shares an edition has, in words. */
export const subjects: Record<Population, string> = {
  households: 'households',
  business_parks: 'companies in business parks',
};

function keyOf({ referenceDate, id }: Edition): [string, string] {
  return [referenceDate, id];
}

function compareKeys(one: readonly (string | number)[], other: readonly (string | number)[]): number {
  const [a, b] = [one.join(' '), other.join(' ')];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
