import { isDeepStrictEqual } from 'node:util';
import { badRequest, shown, SensorThingsProblem } from '../problem.ts';
import { type Body, isBody } from './body.ts';

const mostOperations = 100;

/**
 * Applies a JSON Patch to an entity, without its links and what the server keeps itself.
 * Errors: 400 for a malformed operation or a path that leads nowhere, 409 for a test that fails.
 * Source: RFC 6902.
 */
export function applyJsonPatch(entity: Body, patch: unknown): Body {
  if (!Array.isArray(patch) || !patch.every(isBody)) throw badRequest('A JSON Patch is a list of operations.');
  if (patch.length > mostOperations) throw badRequest(`A JSON Patch has ${mostOperations} operations at most.`);
  const own = Object.entries(entity).filter(([name, value]) => !name.includes('@iot.') && value !== null);
  const root: { entity: unknown } = { entity: structuredClone(Object.fromEntries(own)) };
  for (const [index, operation] of patch.entries()) applyOne(root, operation, `[${index}]`);
  if (!isBody(root.entity)) throw badRequest('The JSON Patch leaves no entity.');
  return root.entity;
}

function applyOne(root: { entity: unknown }, { op, path, from, value }: Body, where: string): void {
  const place = find(root, path, `${where}.path`);
  switch (op) {
    case 'add':
      place.put(required(value, where), true);
      break;
    case 'replace':
      place.require();
      place.put(required(value, where), false);
      break;
    case 'remove':
      place.require();
      place.remove();
      break;
    case 'copy':
    case 'move': {
      const source = find(root, from, `${where}.from`);
      const moved = structuredClone(source.require());
      if (op === 'move') source.remove();
      find(root, path, `${where}.path`).put(moved, true);
      break;
    }
    case 'test':
      if (!isDeepStrictEqual(place.require(), value))
        throw new SensorThingsProblem(409, `${where}: ${shown(String(path))} is another value.`);
      break;
    default:
      throw badRequest(`${where}.op: must be add, remove, replace, move, copy or test.`);
  }
}

function required(value: unknown, where: string): unknown {
  if (value === undefined) throw badRequest(`${where}.value: is missing.`);
  return value;
}

interface Place {
  /** What is there. Errors: 400 if nothing is. */
  require(): unknown;
  put(value: unknown, between: boolean): void;
  remove(): void;
}

function find(root: { entity: unknown }, path: unknown, where: string): Place {
  const nowhere = () => badRequest(`${where}: ${shown(String(path))} leads nowhere.`);
  if (typeof path !== 'string' || (path !== '' && !path.startsWith('/'))) throw nowhere();
  const keys = path.split('/').map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  keys[0] = 'entity';
  const last = keys.pop() ?? '';
  let holder: unknown = root;
  for (const key of keys) holder = childOf(holder, key);
  if (Array.isArray(holder)) return placeInList(holder, last, nowhere);
  if (!isBody(holder)) throw nowhere();
  const object = holder;
  return {
    require: () => {
      if (!Object.hasOwn(object, last)) throw nowhere();
      return object[last];
    },
    put: (value) =>
      void Object.defineProperty(object, last, { value, enumerable: true, writable: true, configurable: true }),
    remove: () => void Reflect.deleteProperty(object, last),
  };
}

function placeInList(list: unknown[], key: string, nowhere: () => Error): Place {
  const index = key === '-' ? list.length : /^(0|[1-9][0-9]{0,6})$/.test(key) ? Number(key) : -1;
  if (index < 0 || index > list.length) throw nowhere();
  return {
    require: () => {
      if (index >= list.length) throw nowhere();
      return list[index];
    },
    put: (value, between) => void list.splice(index, between ? 0 : 1, value),
    remove: () => void list.splice(index, 1),
  };
}

function childOf(holder: unknown, key: string): unknown {
  if (Array.isArray(holder)) return /^[0-9]{1,7}$/.test(key) ? (holder[Number(key)] as unknown) : undefined;
  return isBody(holder) && Object.hasOwn(holder, key) ? holder[key] : undefined;
}
