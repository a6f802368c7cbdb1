import type { MakeUp } from '../../geodata/make-up.ts';
import { fibreOrCableFrom, type SpeedClass, type Technology } from '../../geodata/technologies.ts';
import { familyOf } from '../families.ts';
import type { Composition, Statement } from '../messages/statement.ts';

export type Absence = 'NOT_SURVEYED' | 'NOT_STATED' | 'PROTECTED' | 'UNINHABITED';

/** A share in %, or why there is none. */
export interface Reading {
  sharePercent: number | null;
  absence: Absence | null;
}

/** The technology that the first sentence is about: fibre, unless the reader chose copper or radio. */
export function subjectOf(chosen: Technology, fibre: Technology): Technology {
  const family = familyOf(chosen);
  return family === 'copper' || family === 'wireless' ? chosen : fibre;
}

/** In words how cable and fibre share what is reached; undefined where other technologies can hide behind the figures. */
export function compositionOf(speed: SpeedClass, makeUp: MakeUp | null): Composition | undefined {
  if (speed < fibreOrCableFrom || makeUp === null) return undefined;
  const { fibreOnlyPercent: fibre, bothPercent: both, cableOnlyPercent: cable } = makeUp;
  if (fibre === null || both === null || cable === null) return undefined;
  const reached = fibre + both + cable;
  if (reached <= 0) return undefined;
  const withoutFibre = cable / reached;
  const withoutCable = fibre / reached;
  if (withoutFibre >= 0.9995) return 'onlyCable';
  if (withoutFibre >= 0.9) return 'almostOnlyCable';
  if (withoutCable >= 0.9995) return 'onlyFibre';
  if (withoutCable >= 0.9) return 'almostOnlyFibre';
  if (withoutFibre >= 0.5) return 'mainlyCable';
  if (withoutCable >= 0.5) return 'mainlyFibre';
  return 'mixed';
}

interface Known {
  speed: SpeedClass;
  subject: Technology;
  subjectReading: Reading | undefined;
  allReading: Reading | undefined;
  cableReading: Reading | undefined;
  makeUp: MakeUp | null;
}

/** What can be said about a place, and nothing beyond: a missing figure is named, never taken for 0. */
export function statementOf({ speed, subject, subjectReading, allReading, cableReading, makeUp }: Known): Statement {
  const absence = subjectReading?.absence ?? null;
  if (absence === 'UNINHABITED' || allReading?.absence === 'UNINHABITED') return { kind: 'uninhabited' };
  if (absence === 'PROTECTED' || allReading?.absence === 'PROTECTED') return { kind: 'protected' };
  const share = subjectReading?.sharePercent ?? null;
  const all = allReading?.sharePercent ?? null;
  if (share === null) {
    if (all !== null)
      return {
        kind: 'share',
        technology: 'ALL',
        speed,
        sharePercent: all,
        ...(subject === 'ALL' ? {} : { unsurveyed: subject }),
      };
    return { kind: absence === 'NOT_SURVEYED' ? 'notSurveyed' : 'notStated', technology: subject, speed };
  }
  if (all === null) return { kind: 'share', technology: subject, speed, sharePercent: share };
  const cable = cableReading?.sharePercent ?? undefined;
  const composition = compositionOf(speed, makeUp);
  return {
    kind: 'share',
    technology: subject,
    speed,
    sharePercent: share,
    total: { sharePercent: all, composition, cablePercent: composition === undefined ? cable : undefined },
  };
}
