import { setImmediate as nextTurn } from 'node:timers/promises';
import { type RawBuilder, sql } from 'kysely';
import type { Database, Reader } from '../../database/database.ts';
import { entitiesChannel } from '../../sensors/entity-news.ts';
import { makeEntities } from '../entities.ts';
import type { Links } from '../links.ts';
import { type SetName, setNames, typeOf } from '../model.ts';
import { readRows } from '../page.ts';
import { findReached } from '../resolve.ts';
import type { Row } from '../rows.ts';
import { Changes, readMessage } from './changes.ts';
import type { Topic } from './topics.ts';

/** So long changes are gathered, that what belongs to one request is one publication; milliseconds. */
const gatherMs = 50;

/** Publications of one turn. */
const atOnce = 100;

/** Messages that may wait to be read; what comes beyond is not published, for the database is not to be held up. */
const mostWaiting = 2_000;

export interface FeedOptions {
  database: Pick<Database, 'db' | 'listen'>;
  links: Links;
  /** What is subscribed to just now; each topic once. */
  topics: () => Iterable<Topic>;
  publish: (topic: string, payload: string) => void;
  /** Hears of what can't be published. */
  onError: (error: unknown) => void;
}

/** Publishes what is made and changed, whichever process does it: each entity is read once, however many subscribe to it. */
export class Feed {
  readonly #options: FeedOptions;
  #waiting: { set: SetName; ids: string; what: string }[] = [];
  #listening: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> | undefined;

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  /** From when it resolves on, what happens is published. */
  listen(): Promise<void> {
    return (this.#listening ??= this.#options.database.listen(entitiesChannel, (message) => this.#hear(message)));
  }

  /** Resolves when nothing is being read any more. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#waiting = [];
    await this.#working;
  }

  #hear(text: string): void {
    const message = readMessage(text);
    if (!message) return;
    if (this.#waiting.length >= mostWaiting) {
      this.#options.onError(new Error('more happens than can be published; subscribers miss some of it'));
      return;
    }
    this.#waiting.push(message);
    this.#timer ??= setTimeout(() => {
      this.#working = this.#work().finally(() => (this.#timer = undefined));
    }, gatherMs).unref();
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      const bySet = Map.groupBy(this.#waiting.splice(0), ({ set }) => set);
      for (const set of setNames) {
        const topics = [...this.#options.topics()].filter((topic) => topic.set === set);
        const messages = bySet.get(set);
        if (topics.length === 0 || !messages) continue;
        const changes = new Changes(set);
        for (const { ids, what } of messages) changes.add(ids, what);
        await this.#publish(topics, changes, set).catch(this.#options.onError);
      }
    }
  }

  async #publish(topics: readonly Topic[], changes: Changes, set: SetName): Promise<void> {
    const { database, links, publish } = this.#options;
    const { condition } = changes;
    if (!condition) return;
    const type = typeOf(set);
    const rows = await readRows(database.db, type, type.properties, narrowed(condition, topics));
    rows.sort((one, other) => one.id - other.id);
    for (const topic of topics) {
      const reached = await reachedBy(database.db, topic, rows);
      const { property, name, selection } = topic;
      if (property !== undefined) {
        for (const { id, values } of reached)
          if (changes.has(id, property)) publish(name, JSON.stringify({ [property]: values[property] ?? null }));
        continue;
      }
      const entities = await makeEntities(database.db, links, selection, reached);
      for (const [index, entity] of entities.entries()) {
        publish(name, JSON.stringify(entity));
        // What is published leaves between two turns: whoever reads quickly is not to be thought slow.
        if (index % atOnce === atOnce - 1) await nextTurn();
      }
    }
  }
}

/** The parent whose id stands in a row, as that of `Datastreams(1)/Observations`; undefined = it has to be looked up. */
function parentOf({ path }: Topic): { key: string; id: number } | undefined {
  const [parent, { relation } = {}] = path.steps;
  if (path.steps.length !== 2 || relation?.kind !== 'many' || relation.rows || parent.id === undefined)
    return undefined;
  return { key: relation.key, id: parent.id };
}

/** Who asks for some datastreams alone does not have all others read. */
function narrowed(condition: RawBuilder<unknown>, topics: readonly Topic[]): RawBuilder<unknown> {
  const parents = topics.map(parentOf);
  const ids = parents.flatMap((parent) => (parent?.key === 'datastream_id' ? parent.id : []));
  return ids.length === topics.length ? sql`${condition} and e.datastream_id = any(${ids}::bigint[])` : condition;
}

/** The entities among these that a topic is about. */
async function reachedBy(db: Reader, topic: Topic, rows: readonly Row[]): Promise<readonly Row[]> {
  const { steps, last } = topic.path;
  const named = last.id === undefined ? rows : rows.filter(({ id }) => id === last.id);
  if (steps.length === 1 || named.length === 0) return named;
  const parent = parentOf(topic);
  if (parent) return named.filter(({ keys }) => keys[parent.key] === parent.id);
  const ids = await findReached(
    db,
    steps,
    named.map(({ id }) => id),
  );
  return named.filter(({ id }) => ids.has(id));
}
