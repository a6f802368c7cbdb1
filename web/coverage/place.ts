import type { ResultOf } from 'gql.tada';
import { fibreOrCableFrom, type SpeedClass, type Technology } from '../../geodata/technologies.ts';
import type { Statement } from '../messages/statement.ts';
import type { MunicipalityDocument } from './documents.ts';
import { type Reading, statementOf, subjectOf } from './sentence.ts';

export type { Statement };

type Municipality = NonNullable<ResultOf<typeof MunicipalityDocument>['municipality']>;

interface Choice {
  technology: Technology;
  fibre: Technology;
  speed: SpeedClass;
}

/** What can be said about a municipality with the reader's choice. An area where nobody lives has no figures, whatever was reported. */
export function statementOfPlace(municipality: Municipality, { technology, fibre, speed }: Choice): Statement {
  if (!municipality.inhabited) return { kind: 'uninhabited' };
  const subject = subjectOf(technology, fibre);
  return statementOf({
    speed,
    subject,
    subjectReading: subject === technology ? municipality.chosen[0] : municipality.fibre[0],
    allReading: municipality.all[0],
    cableReading: municipality.cable[0],
    makeUp: municipality.makeUp,
  });
}

interface Part {
  chosen: readonly Reading[];
  all: readonly Reading[];
  fibre: readonly Reading[];
  cable: readonly Reading[];
}

/** The same for a district or a cell, whose make-up follows from its three shares. */
export function statementOfPart(part: Part, { technology, fibre, speed }: Choice): Statement {
  const subject = subjectOf(technology, fibre);
  return statementOf({
    speed,
    subject,
    subjectReading: subject === technology ? part.chosen[0] : part.fibre[0],
    allReading: part.all[0],
    cableReading: part.cable[0],
    makeUp: makeUpOf(part, speed),
  });
}

/** both = cable + fibre − all, as the server computes it for municipalities; null where other technologies reach the class too. */
export function makeUpOf({ all, fibre, cable }: Part, speed: SpeedClass) {
  const [whole, light, coax] = [all, fibre, cable].map((series) => series[0]?.sharePercent ?? null);
  if (speed < fibreOrCableFrom || whole == null || light == null || coax == null) return null;
  const both = Math.max(0, Math.min(light, coax, light + coax - whole));
  return {
    fibreOnlyPercent: light - both,
    bothPercent: both,
    cableOnlyPercent: coax - both,
    otherPercent: Math.max(0, whole - (light + coax - both)),
    nonePercent: 100 - whole,
  };
}
