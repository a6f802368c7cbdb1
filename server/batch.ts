import type { FieldNode, GraphQLResolveInfo } from 'graphql';

interface Batch<K, V> {
  keys: K[];
  result: Promise<(key: K) => V>;
}

/** Batches that still take keys, by request and by field of its query. */
const open = new WeakMap<object, Map<FieldNode, Batch<never, never>>>();

/**
 * Loads what one field of a query wants for many parents at once: one call of `load` for all of them, and so one
 * statement, however long the list is. The same field of the query has the same arguments everywhere, so they hold for
 * all keys.
 */
export function loadTogether<K, V>(
  context: object,
  info: GraphQLResolveInfo,
  key: K,
  load: (keys: readonly K[]) => Promise<(key: K) => V>,
): Promise<V> {
  const [field] = info.fieldNodes;
  if (!field) throw new Error('A field that is resolved is in the query');
  let batches = open.get(context);
  if (!batches) {
    batches = new Map<FieldNode, Batch<never, never>>();
    open.set(context, batches);
  }
  let batch = batches.get(field) as Batch<K, V> | undefined;
  if (!batch) {
    const keys: K[] = [];
    const { promise, resolve, reject } = Promise.withResolvers<(key: K) => V>();
    batch = { keys, result: promise };
    batches.set(field, batch as unknown as Batch<never, never>);
    void allHaveAsked().then(() => {
      batches.delete(field);
      load(keys).then(resolve, reject);
    });
  }
  batch.keys.push(key);
  return batch.result.then((find) => find(key));
}

/** Done when all who ask together have asked: parents may themselves come from a promise each, and ask before the next tick. */
export function allHaveAsked(): Promise<void> {
  return new Promise((resolve) => void Promise.resolve().then(() => process.nextTick(resolve)));
}
