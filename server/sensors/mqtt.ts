import { setTimeout as sleep } from 'node:timers/promises';
import mqtt, { type IPublishPacket, type MqttClient, type Packet } from 'mqtt';
import type { Logger } from '../log.ts';
import { BusyError, type Ingest } from './ingest.ts';
import type { MqttOptions } from './ingest-config.ts';

/** A connection to a broker, for as long as the server runs. */
export interface MqttSubscriber {
  readonly connected: boolean;
  /**
   * Publishes with quality of service 1, retained, so that whoever subscribes later knows the last word; resolves when the broker has
   * acknowledged. Errors: where it can't be reached, or takes too long.
   */
  publish: (topic: string, message: string) => Promise<void>;
  close(): Promise<void>;
}

/**
 * Listens to a broker: quality of service 1 and a session that outlives connections on both sides, so that what came
 * while one of them was away comes later. A message is acknowledged when it is committed; what was not is sent again by
 * the broker, and is one observation all the same. Returns at once and connects as soon as the broker can be reached.
 */
export function subscribe(options: MqttOptions, ingest: Ingest, logger: Logger): MqttSubscriber {
  const client = mqtt.connect(options.url, {
    clientId: options.clientId,
    protocolVersion: 4, // which all brokers speak, that of The Things Stack too
    clean: false,
    reconnectPeriod: 1_000,
    connectTimeout: 10_000,
    resubscribe: false,
  });
  let connection = 0;
  client.on('connect', ({ sessionPresent }) => {
    connection++;
    logger.info({ sessionPresent }, 'connected to the broker');
    client.subscribe(
      options.topics.map(({ filter }) => filter),
      { qos: 1 },
      (error) => {
        if (error) logger.error({ err: error }, 'the broker refuses a subscription');
      },
    );
  });
  client.on('error', (error) => logger.warn({ reason: error.message }, 'the broker can’t be reached'));
  acknowledgeOurselves(client, (packet) => {
    const format = options.topics.find(({ filter }) => matches(filter, packet.topic))?.format;
    const { messageId } = packet;
    const heardBy = connection;
    const acknowledge = (): void => {
      // A broker that has come back sends again, and waits for the answer to that.
      if (messageId !== undefined && heardBy === connection && client.connected) sendAck(client, messageId);
    };
    if (format === undefined) {
      acknowledge();
      return;
    }
    const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
    const message = { source: format, topic: packet.topic, payload, receivedAt: new Date() };
    ingest.accept(message).then(acknowledge, (error: unknown) => {
      if (!(error instanceof BusyError)) logger.error({ err: error }, 'a message was not taken');
    });
  });
  // The next packet is read when there is room for it; until then the broker's side of the connection fills up.
  client.handleMessage = (_packet, done) => void ingest.room().then(() => done());
  return {
    get connected() {
      return client.connected;
    },
    publish: async (topic, message) => {
      if (!client.connected) throw new Error('the broker can’t be reached');
      // The client goes on trying; what is told twice for that bears the same id.
      const acknowledged = client.publishAsync(topic, message, { qos: 1, retain: true });
      await Promise.race([acknowledged, tooLate('the broker does not acknowledge')]);
    },
    async close() {
      await client.endAsync(true);
    },
  };
}

/** How long a broker may take to acknowledge, milliseconds. */
const patienceMs = 10_000;

async function tooLate(reason: string): Promise<never> {
  await sleep(patienceMs, undefined, { ref: false });
  throw new Error(reason);
}

/**
 * The library acknowledges one message before it reads the next, and so one transaction would be one message. As far as
 * it is concerned messages come with quality 0, and the acknowledgement is ours.
 */
function acknowledgeOurselves(client: MqttClient, onMessage: (packet: IPublishPacket) => void): void {
  client.on('packetreceive', (packet: Packet) => {
    if (packet.cmd !== 'publish' || packet.qos !== 1) return;
    const message = { ...packet };
    packet.qos = 0;
    onMessage(message);
  });
}

/** The library's own, which its types do not tell of. */
const send = Reflect.get(mqtt.MqttClient.prototype, '_sendPacket') as (this: MqttClient, packet: Packet) => void;

function sendAck(client: MqttClient, messageId: number): void {
  send.call(client, { cmd: 'puback', messageId });
}

/** True if a topic is one of those that a filter with `+` and `#` names. */
export function matches(filter: string, topic: string): boolean {
  const parts = topic.split('/');
  const wanted = filter.replace(/^\$share\/[^/]+\//, '').split('/');
  for (const [index, part] of wanted.entries()) {
    if (part === '#') return true;
    if (parts[index] === undefined || (part !== '+' && part !== parts[index])) return false;
  }
  return parts.length === wanted.length;
}
