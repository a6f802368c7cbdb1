import {
  figureOf,
  type Figure,
  type SpeedClass,
  speedClasses,
  type Technology,
  technologies,
} from '../../geodata/technologies.ts';
import { normaliseAgs } from '../../geodata/states.ts';
import type { Edition } from '../editions/queries.ts';
import type { EditionRegister } from '../editions/register.ts';
import { InvalidArgumentError, NotFoundError } from '../errors.ts';
import type { Municipalities } from '../places/directory.ts';
import type { Municipality } from '../places/queries.ts';
import type { DownloadQuery } from './download.ts';

type Parameters = DownloadQuery['parameters'];

/** One of a few values; without the parameter, or where it is empty, the default. Errors: InvalidArgumentError. */
export function readOneOf<T extends string>(
  parameters: Parameters,
  name: string,
  values: readonly T[],
  otherwise: T,
): T {
  const text = parameters[name];
  if (text === undefined || text === '') return otherwise;
  const value = values.find((one) => one.toLowerCase() === text.toLowerCase());
  if (value === undefined)
    throw new InvalidArgumentError(name, `${name}: ${JSON.stringify(text)} is not one of ${values.join(', ')}.`);
  return value;
}

/** Technology and speed class; by default fibre and gigabit. Errors: InvalidArgumentError. */
export function readFigure(parameters: Parameters): { technology: Technology; speed: SpeedClass; figure: Figure } {
  const technology = readOneOf(
    parameters,
    'technology',
    technologies.map(({ id }) => id),
    'FTTH_B',
  );
  const text = parameters.speed;
  const speed = text === undefined || text === '' ? 1000 : speedClasses.find((one) => String(one) === text);
  if (speed === undefined) {
    throw new InvalidArgumentError(
      'speed',
      `speed: ${JSON.stringify(text)} is no speed class; the classes are ${speedClasses.join(', ')} Mbit/s.`,
    );
  }
  return { technology, speed, figure: figureOf(technology, speed) };
}

/** The edition that a parameter names, of households; undefined without it. Errors: NotFoundError, InvalidArgumentError. */
export function readEdition(
  register: EditionRegister,
  { edition: id }: Parameters,
  kind: Edition['kind'],
): Edition | undefined {
  if (id === undefined || id === '') return undefined;
  const edition = register.find(id);
  if (!edition) {
    throw new NotFoundError(
      `edition: there is no edition ${JSON.stringify(id)}. Leave it out for the newest one, or take an editionId of the GraphQL field editions.`,
    );
  }
  if (edition.kind !== kind || edition.population !== 'households') {
    throw new InvalidArgumentError(
      'edition',
      `edition: ${JSON.stringify(id)} is of the kind ${edition.kind}, needed is ${kind} of households. Leave it out for the newest one.`,
    );
  }
  return edition;
}

/** The municipality that `ags` names. Errors: InvalidArgumentError, NotFoundError. */
export function readMunicipality({ ags: text }: Parameters, municipalities: Municipalities): Municipality {
  if (text === undefined || text === '') {
    throw new InvalidArgumentError('ags', 'ags: say which municipality by its eight-digit key, e.g. ags=07313000.');
  }
  const ags = normaliseAgs(text);
  if (ags === undefined) {
    throw new InvalidArgumentError(
      'ags',
      `ags: ${JSON.stringify(text)} is no key of a municipality; it has eight digits, e.g. 07313000.`,
    );
  }
  const municipality = municipalities.find(ags);
  if (!municipality) {
    throw new NotFoundError(
      `ags: the boundaries know no municipality ${ags}. The GraphQL field search finds keys by name.`,
    );
  }
  return municipality;
}

/** A day as ISO date; undefined without it. Errors: InvalidArgumentError. */
export function readDay(parameters: Parameters, name: string): string | undefined {
  const text = parameters[name];
  if (text === undefined || text === '') return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError(name, `${name}: ${JSON.stringify(text)} is no date; write it as in 2026-01-31.`);
}

/** A time with zone; undefined without it. Errors: InvalidArgumentError. */
export function readTime(parameters: Parameters, name: string): Date | undefined {
  const text = parameters[name];
  if (text === undefined || text === '') return undefined;
  const time = new Date(text);
  if (/T.*(Z|[+-]\d\d:?\d\d)$/.test(text) && !Number.isNaN(time.getTime())) return time;
  throw new InvalidArgumentError(
    name,
    `${name}: ${JSON.stringify(text)} is no time with zone; write it as in 2026-02-15T00:00:00Z.`,
  );
}
