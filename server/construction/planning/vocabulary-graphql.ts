import {
  defectKinds,
  type DefectKind,
  type FundingSource,
  fundingSources,
  type TrafficEffect,
  trafficEffects,
} from '../../../geodata/construction/planning.ts';
import { builder } from '../../builder.ts';

export const BucketEnum = builder.enumType('RolloutBucket', {
  description: 'Length of time that a series is cut into.',
  values: {
    MONTH: { description: 'A calendar month.' },
    QUARTER: { description: 'Three months, from January, April, July or October on.' },
    YEAR: { description: 'A calendar year.' },
  } as const,
});

export const SurfaceEnum = builder.enumType('TrenchSurface', {
  description: 'What had to be opened for a trench.',
  values: {
    SEALED: { value: 'sealed', description: 'Asphalt, paving.' },
    UNSEALED: { value: 'unsealed', description: 'Soil, gravel, grass.' },
  } as const,
});

export const DefectKindEnum = builder.enumType('DefectKind', {
  description: 'What a restored surface lacks.',
  values: Object.fromEntries(
    defectKinds.map(({ id, description }) => [id.toUpperCase(), { value: id, description }]),
  ) as Record<Uppercase<DefectKind>, { value: DefectKind; description: string }>,
});

export const DefectStateEnum = builder.enumType('DefectState', {
  description: 'How far a surface defect is.',
  values: {
    FOUND: { value: 'found', description: 'Found and not repaired.' },
    REPAIRED: { value: 'repaired', description: 'Repaired and not accepted.' },
    ACCEPTED: { value: 'accepted', description: 'The repair was accepted; its warranty runs.' },
    WARRANTY_ENDED: { value: 'warranty_ended', description: 'The warranty has ended.' },
  } as const,
});

export const TrafficEffectEnum = builder.enumType('TrafficEffect', {
  description: 'What roadworks do to traffic.',
  values: Object.fromEntries(
    trafficEffects.map(({ id, name }) => [id.toUpperCase(), { value: id, description: `${name.en}.` }]),
  ) as Record<Uppercase<TrafficEffect>, { value: TrafficEffect; description: string }>,
});

export const FundingSourceEnum = builder.enumType('FundingSource', {
  description: 'Whose money pays.',
  values: Object.fromEntries(
    fundingSources.map(({ id, description }) => [id.toUpperCase(), { value: id, description }]),
  ) as Record<Uppercase<FundingSource>, { value: FundingSource; description: string }>,
});
