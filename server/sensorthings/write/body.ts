import { badRequest, shown } from '../problem.ts';

/** An object of a body. */
export type Body = Record<string, unknown>;

export function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const deepest = 60;

/** The JSON of a body. Errors: 400 with the reason, also for text that can't be stored. */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw badRequest(
      text.trim() === '' ? 'The body is empty; send JSON.' : `The body is no JSON: ${(error as Error).message}.`,
    );
  }
  requireStorable(value, '', 0);
  return value;
}

/** The object of a body. Errors: 400. */
export function parseBody(text: string): Body {
  const value = parseJson(text);
  if (isBody(value)) return value;
  const array = Array.isArray(value) ? ' Data arrays belong to /CreateObservations.' : '';
  throw badRequest(`The body is no object; send one entity.${array}`);
}

function requireStorable(value: unknown, place: string, depth: number): void {
  if (depth > deepest) throw badRequest(`${place.slice(0, 200)}: nested more than ${deepest} levels deep.`);
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
    throw badRequest(`${place || 'The body'}: has a character that can't be stored.`);
  if (typeof value === 'number' && !Number.isFinite(value))
    throw badRequest(`${place || 'The body'}: is too large a number.`);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    requireStorable(name, place, 0);
    requireStorable(
      inner,
      Array.isArray(value) ? `${place}[${name}]` : place === '' ? name : `${place}.${name}`,
      depth + 1,
    );
  }
}

/** The id of `{"@iot.id": 1}`, in quotes or without; undefined = it is no link. Errors: 400 for an id that is none, and for a link with more. */
export function linkOf(value: Body, place: string): number | undefined {
  const id = value['@iot.id'] ?? value.id;
  const others = Object.keys(value).filter((name) => name !== 'id' && !name.includes('@iot.'));
  // With more than an id it is an entity to be made, whose id is ours to give.
  if (id === undefined || others.length > 0) return undefined;
  const plain = typeof id === 'string' && /^[0-9]{1,15}$/.test(id) ? Number(id) : id;
  if (typeof plain !== 'number' || !Number.isSafeInteger(plain) || plain < 0)
    throw badRequest(`${place}.@iot.id: ${shown(JSON.stringify(id))} is no id; ids are whole numbers here.`);
  return plain;
}
