import { type MakeUp, makeUpOf } from '../../geodata/make-up.ts';
import { figureOf } from '../../geodata/technologies.ts';
import { builder } from '../builder.ts';
import { loadTogether } from '../batch.ts';
import { EditionType, getEdition, newestEdition } from '../editions/graphql.ts';
import type { Edition } from '../editions/queries.ts';
import { checkedSpeedClass } from '../editions/vocabulary-graphql.ts';
import { MunicipalityType } from '../places/graphql.ts';
import { slotOf } from './entries.ts';
import { argumentDescriptions } from './graphql.ts';
import { findMunicipalShares } from './queries.ts';

interface EditionMakeUp extends MakeUp {
  minDownstreamMbits: number;
  edition: Edition;
}

const missing = 'null = one of the figures is not stated or was not surveyed, or the class is below 400 Mbit/s.';

const MakeUpType = builder.objectRef<EditionMakeUp>('MakeUp').implement({
  description:
    'What coverage at a speed class is made of, % of households; the parts add up to 100. "Gigabit" is often cable and not ' +
    'fibre. Computed as both = cable + fibre - all, which holds from 400 Mbit/s on; below, copper reaches the class ' +
    'too, and who has what beside what was never published.',
  fields: (t) => ({
    minDownstreamMbits: t.exposeInt('minDownstreamMbits', { description: 'Speed class, Mbit/s downstream, at least.' }),
    fibreOnlyPercent: t.exposeFloat('fibreOnlyPercent', {
      nullable: true,
      description: `Fibre (FTTH/B) and no cable, % of households; ${missing}`,
    }),
    bothPercent: t.exposeFloat('bothPercent', {
      nullable: true,
      description: `Fibre and cable, % of households; ${missing}`,
    }),
    cableOnlyPercent: t.exposeFloat('cableOnlyPercent', {
      nullable: true,
      description: `Cable (HFC) and no fibre, % of households; ${missing}`,
    }),
    otherPercent: t.exposeFloat('otherPercent', {
      nullable: true,
      description: `Neither fibre nor cable, but another technology, % of households; ${missing}`,
    }),
    nonePercent: t.exposeFloat('nonePercent', {
      nullable: true,
      description:
        'No technology, % of households; null = the figure of all technologies is not stated or was not surveyed.',
    }),
    derived: t.boolean({
      description: 'True: computed from published shares and not itself published.',
      resolve: () => true,
    }),
    edition: t.expose('edition', { type: EditionType, description: 'Where the shares come from.' }),
  }),
});

builder.objectField(MunicipalityType, 'makeUp', (t) =>
  t.field({
    type: MakeUpType,
    nullable: true,
    description:
      'What its coverage is made of: fibre, cable, both, another technology, none; null = nobody lives there, or the ' +
      'edition does not know it.',
    complexity: 3,
    args: {
      minDownstreamMbits: t.arg.int({ required: true, description: argumentDescriptions.minDownstreamMbits }),
      edition: t.arg.string({
        description: 'Edition by its `editionId`; default: the newest that surveyed the class.',
      }),
    },
    resolve: (municipality, args, context, info) =>
      loadTogether(context, info, municipality, async (municipalities) => {
        const minDownstreamMbits = checkedSpeedClass(args.minDownstreamMbits);
        const figures = (['ALL', 'FTTH_B', 'HFC'] as const).map((id) => figureOf(id, minDownstreamMbits));
        const edition =
          args.edition == null
            ? newestEdition(context, figureOf('ALL', minDownstreamMbits))
            : getEdition(context, 'edition', args.edition, 'municipal_coverage');
        const rows = await findMunicipalShares(
          context.db,
          municipalities.map(({ ags }) => ags),
          figures.map((figure) => slotOf(edition, figure)),
        );
        const found = Map.groupBy(rows, ({ ags }) => ags);
        return ({ ags, inhabited }) => {
          const [all, fibre, cable] = found.get(ags) ?? [];
          if (!inhabited || !all || !fibre || !cable) return null;
          const shares = { all: all.share, fibre: fibre.share, cable: cable.share };
          return { minDownstreamMbits, edition, ...makeUpOf(shares, minDownstreamMbits) };
        };
      }),
  }),
);
