import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Aedes, type Client, type PublishPacket, type Subscription } from 'aedes';
import type { Database } from '../../database/database.ts';
import { Queue } from '../../downloads/file.ts';
import type { Logger } from '../../log.ts';
import type { Links } from '../links.ts';
import { SensorThingsProblem } from '../problem.ts';
import { answer } from '../service.ts';
import { Feed } from './feed.ts';
import { parsePublication, parseTopic, type Topic } from './topics.ts';

export const brokerLimits = {
  clients: 500,
  /** Of one client. */
  subscriptions: 100,
  /** Different topics that are subscribed to. */
  topics: 2_000,
  /** Of a packet, bytes. */
  packet: 256 * 1024,
  /** That a client may be behind before it is let go, bytes. */
  behind: 4 * 2 ** 20,
};

export interface BrokerOptions {
  database: Pick<Database, 'db' | 'listen'>;
  /** Addresses in what is published. */
  links: Links;
  /** True if this is the password by which observations may be published; undefined = nobody may. */
  isToken: ((password: string) => boolean) | undefined;
  /** Municipality of what is made without a relation to what is there. */
  defaultAgs: string;
  logger: Logger;
}

/**
 * The broker of the open interface, MQTT 3.1.1: anybody subscribes to sets, entities and properties, and whoever has the
 * token as password publishes observations. Nothing is kept for those who are away: no sessions, no retained messages, no
 * last wills; what is published has quality 0.
 */
export class SensorThingsBroker {
  readonly #options: BrokerOptions;
  readonly #aedes: Aedes;
  readonly #feed: Feed;
  readonly #topics = new Map<Client, Map<string, Topic>>();
  readonly #writers = new WeakSet<Client>();
  readonly #connections = new Set<Client>();
  readonly #writing = new Queue({ most: 2, mostWaiting: 1_000 });

  /** A broker that is ready for connections. */
  static async open(options: BrokerOptions): Promise<SensorThingsBroker> {
    const broker = new SensorThingsBroker(options);
    await broker.#aedes.listen();
    return broker;
  }

  private constructor(options: BrokerOptions) {
    this.#options = options;
    const { database, links, logger } = options;
    this.#feed = new Feed({
      ...{ database, links },
      topics: () => this.#distinctTopics().values(),
      publish: (topic, payload) => this.#publish(topic, payload),
      onError: (error) => logger.error({ err: error }, 'changes of sensors can’t be published'),
    });
    this.#aedes = new Aedes({
      concurrency: 0, // else one who reads slowly holds up all others
      connectTimeout: 10_000,
      drainTimeout: 20_000,
      maxInflightInbound: 20,
      preConnect: (_client, packet, done) => {
        packet.clean = true;
        delete packet.will;
        // Nothing is kept under a name, so that nobody can take the place of another by it.
        packet.clientId = randomUUID();
        done(null, true);
      },
      authenticate: (client, _username, password, done) => {
        if (password === undefined) done(null, true);
        else if (options.isToken?.(password.toString()) === true) {
          this.#writers.add(client);
          done(null, true);
        } else done(null, false);
      },
      authorizeSubscribe: (client, subscription, done) => {
        this.#subscribe(client, subscription).then(
          () => done(null, subscription),
          (error: unknown) => {
            if (!(error instanceof SensorThingsProblem)) logger.error({ err: error }, 'a subscription failed');
            else logger.info({ topic: subscription.topic, reason: error.message }, 'a subscription is refused');
            done(null, null);
          },
        );
      },
      authorizePublish: (client, packet, done) => {
        this.#take(client, packet).then(
          () => done(null),
          (error: unknown) => {
            logger.warn({ err: error, topic: packet.topic }, 'a publication is not taken');
            done(error as Error);
          },
        );
      },
    });
    this.#aedes.on('unsubscribe', (topics, client) => {
      for (const topic of topics) this.#topics.get(client)?.delete(topic);
    });
  }

  /** Number of those who are connected. */
  get clients(): number {
    return this.#connections.size;
  }

  /** Takes a connection over, unless there are too many. */
  handle(stream: Duplex, request?: IncomingMessage): void {
    if (this.#connections.size >= brokerLimits.clients) {
      stream.destroy();
      return;
    }
    const client = this.#aedes.handle(stream, request);
    this.#connections.add(client);
    stream.on('readable', () => {
      if (lengthOf(client) > brokerLimits.packet) stream.destroy();
    });
    stream.once('close', () => {
      this.#connections.delete(client);
      this.#topics.delete(client);
    });
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    await this.#feed.close();
    for (const { conn } of this.#connections) conn.destroy();
    await new Promise<void>((resolve) => this.#aedes.close(resolve));
  }

  #distinctTopics(): Map<string, Topic> {
    return new Map([...this.#topics.values()].flatMap((topics) => [...topics]));
  }

  /** Errors: SensorThingsProblem for what nobody can subscribe to, and beyond the limits. */
  async #subscribe(client: Client, { topic: name }: Subscription): Promise<void> {
    const topic = parseTopic(name);
    await this.#feed.listen();
    if (client.closed) return;
    const own = this.#topics.get(client) ?? new Map<string, Topic>();
    if (own.size >= brokerLimits.subscriptions || this.#distinctTopics().size >= brokerLimits.topics)
      throw new SensorThingsProblem(429, 'There are too many subscriptions.');
    this.#topics.set(client, own.set(name, topic));
  }

  #publish(topic: string, payload: string): void {
    for (const { conn } of this.#connections) if (conn.writableLength > brokerLimits.behind) conn.destroy();
    this.#aedes.publish({ cmd: 'publish', topic, payload, qos: 0, retain: false, dup: false }, () => {});
  }

  /**
   * Makes an observation of a publication. What a client did wrong is logged and acknowledged, for MQTT 3.1.1 has no word
   * for it, and a client would send it again for ever.
   * Errors: where the connection is to be closed, for it may not publish, or the observation was not taken and may be sent again.
   */
  async #take(client: Client | null, packet: PublishPacket): Promise<void> {
    if (!client || !this.#writers.has(client)) throw new Error('Publishing needs the token of this server as password');
    const { topic } = packet;
    // What clients hear of it is the entity that becomes of it, under every topic that leads to it.
    packet.topic = '$taken';
    packet.retain = false;
    const problem = await this.#record(topic, packet.payload);
    if (problem) this.#options.logger.warn({ topic, reason: problem }, 'a publication is no observation');
  }

  /** Returns what is wrong, or undefined. Errors: what is no client's fault. */
  async #record(topic: string, payload: string | Buffer): Promise<string | undefined> {
    const { database, links, defaultAgs } = this.#options;
    if (this.#writing.full) throw new Error('Too many publications wait');
    try {
      const request = {
        ...{ method: 'POST', path: parsePublication(topic), query: '', contentType: 'application/json' },
        ...{ body: textOf(payload), mayWrite: true },
      };
      const context = { db: database.db, links, writable: true, defaultAgs };
      const { status, body } = await this.#writing.run(() => answer(context, request));
      return status < 400 ? undefined : (JSON.parse(body ?? '{}') as { message?: string }).message;
    } catch (error) {
      if (error instanceof SensorThingsProblem) return error.message;
      throw error;
    }
  }
}

/** Errors: SensorThingsProblem. */
function textOf(payload: string | Buffer): string {
  if (typeof payload === 'string') return payload;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(payload);
  } catch {
    throw new SensorThingsProblem(400, 'The message is no UTF-8.');
  }
}

/** Bytes of the packet that is coming in. The library knows, and does not tell. */
function lengthOf(client: Client): number {
  const { packet } = Reflect.get(client, '_parser') as { packet: { length: number } };
  return packet.length;
}
