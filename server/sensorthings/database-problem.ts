import { SensorThingsProblem } from './problem.ts';

/** What a client did wrong that only the database notices. Throws everything else on. */
export function problemOf(error: unknown): SensorThingsProblem {
  if (error instanceof SensorThingsProblem) return error;
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code !== 'string' || typeof message !== 'string') throw error;
  // Data that can't be reckoned with: a number too large, a text that is no time.
  if (code.startsWith('22'))
    return new SensorThingsProblem(400, `A value of the request can't be reckoned with: ${message}.`);
  if (code === '57014')
    return new SensorThingsProblem(
      400,
      'This takes too long. Narrow it by $filter, best by phenomenonTime and datastream, or ask in parts.',
    );
  // Geometries that cross themselves.
  if (code === 'XX000' && /geometry|Topology|lwgeom|geography/i.test(message))
    return new SensorThingsProblem(400, `A geometry of the request can't be reckoned with: ${message}.`);
  if (code === '54001' || code === '54000')
    return new SensorThingsProblem(400, 'The request is too deeply nested. Ask in several requests.');
  if (code.startsWith('23') || code.startsWith('40'))
    return new SensorThingsProblem(
      409,
      'What the request needs has changed meanwhile. Please read again and repeat it.',
    );
  throw error;
}
