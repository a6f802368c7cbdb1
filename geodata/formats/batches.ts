/**
 * The items of batches one by one. An async generator would wait several turns of the event loop for each item; this
 * one waits for each batch only, which makes files with millions of rows several times quicker to read.
 */
export function flatten<T>(batches: AsyncIterable<readonly T[]>): AsyncIterableIterator<T> {
  const iterator = batches[Symbol.asyncIterator]();
  let batch: readonly T[] = [];
  let index = 0;
  const nextBatch = async (): Promise<IteratorResult<T>> => {
    for (;;) {
      const next = await iterator.next();
      if (next.done) return { done: true, value: undefined };
      if (next.value.length === 0) continue;
      batch = next.value;
      index = 1;
      return { done: false, value: batch[0] as T };
    }
  };
  return {
    next(): Promise<IteratorResult<T>> {
      if (index < batch.length) return Promise.resolve({ done: false, value: batch[index++] as T });
      return nextBatch();
    },
    async return(): Promise<IteratorResult<T>> {
      batch = [];
      index = 0;
      await iterator.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** The same items, with `onEnd` called once after the last one, an error, or when the reading is given up. */
export function withEnd<T>(items: AsyncIterableIterator<T>, onEnd: () => Promise<void>): AsyncIterableIterator<T> {
  let ending: Promise<void> | undefined;
  const end = (): Promise<void> => (ending ??= onEnd());
  return {
    next: () =>
      items.next().then(
        (result) => (result.done ? end().then(() => result) : result),
        (error: unknown) =>
          end().then(() => {
            throw error;
          }),
      ),
    async return() {
      await items.return?.();
      await end();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
