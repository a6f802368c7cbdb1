import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import { OperatorError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { Links } from '../sensorthings/links.ts';
import type { SensorThingsBroker } from '../sensorthings/mqtt/broker.ts';
import { isToken } from './token.ts';

/** Where MQTT over WebSocket is spoken. */
const mqttPath = '/sensorthings/v1.1/mqtt';

/**
 * For the HTTP server's option `shouldUpgradeCallback`: what asks for another protocol elsewhere, as Java's client does for
 * HTTP/2, is answered as if it had not.
 */
export function isMqttUpgrade({ url = '' }: Pick<IncomingMessage, 'url'>): boolean {
  return url.split('?')[0] === mqttPath;
}

export interface MqttDoorOptions {
  database: Database;
  config: Pick<Config, 'host' | 'sensorThingsToken' | 'sensorThingsAgs' | 'sensorThingsMqttPort' | 'sensorThingsUrl'>;
  /** Where the HTTP server is reached, e.g. `http://localhost:8080`. */
  url: string;
  logger: Logger;
}

export interface MqttDoor {
  /** Port of MQTT over TCP; undefined = none. */
  port: number | undefined;
  close(): Promise<void>;
}

/**
 * Opens SensorThings over MQTT: by WebSocket on the HTTP server (see `isMqttUpgrade`), and on a TCP port of its own if one is configured.
 * Errors: OperatorError for a port that can't be used.
 */
export async function openMqttDoor(server: HttpServer, options: MqttDoorOptions): Promise<MqttDoor> {
  const opening = new Opening(options);
  const { WebSocketServer, createWebSocketStream } = await import('ws');
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 2 ** 20, handleProtocols: chooseProtocol });
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const stream = createWebSocketStream(webSocket);
      // Whoever goes away in the middle of a message is no error of ours.
      stream.on('error', () => {});
      opening.handle(stream, request);
    });
  };
  server.on('upgrade', upgrade);
  const tcp = createServer((socket) => {
    socket.setKeepAlive(true, 60_000);
    socket.on('error', () => {});
    opening.handle(socket);
  });
  const port = await listen(tcp, options.config);
  return {
    port,
    async close() {
      server.off('upgrade', upgrade);
      await opening.close();
      if (port !== undefined) await new Promise((resolve) => tcp.close(resolve));
    },
  };
}

/** The broker, which is loaded when somebody comes, for most servers have nobody who does. */
class Opening {
  readonly #options: MqttDoorOptions;
  #broker: Promise<SensorThingsBroker> | undefined;

  constructor(options: MqttDoorOptions) {
    this.#options = options;
  }

  handle(stream: Duplex, request?: IncomingMessage): void {
    this.#broker ??= this.#open();
    this.#broker.then(
      (broker) => broker.handle(stream, request),
      (error: unknown) => {
        this.#options.logger.error({ err: error }, 'MQTT can’t be offered');
        stream.destroy();
      },
    );
  }

  async close(): Promise<void> {
    await (await this.#broker)?.close();
  }

  async #open(): Promise<SensorThingsBroker> {
    const { database, config, url, logger } = this.#options;
    const { sensorThingsToken: token, sensorThingsAgs: defaultAgs } = config;
    const { SensorThingsBroker } = await import('../sensorthings/mqtt/broker.ts');
    return SensorThingsBroker.open({
      ...{ database, defaultAgs, logger },
      links: new Links(config.sensorThingsUrl ?? `${url}/sensorthings/v1.1`),
      isToken: token === undefined ? undefined : (password) => isToken(`Bearer ${password}`, token),
    });
  }
}

function chooseProtocol(offered: Set<string>): string | false {
  return ['mqtt', 'mqttv3.1'].find((name) => offered.has(name)) ?? false;
}

async function listen(
  tcp: Server,
  { host, sensorThingsMqttPort: port }: MqttDoorOptions['config'],
): Promise<number | undefined> {
  if (port === undefined) return undefined;
  await new Promise<void>((resolve, reject) => {
    tcp.once('error', ({ code }: NodeJS.ErrnoException) =>
      reject(
        new OperatorError(
          `SENSORTHINGS_MQTT_PORT=${port} can’t be used on ${host} (${code}). Set it to another port, or leave it out.`,
        ),
      ),
    );
    tcp.listen(port, host, resolve);
  });
  const address = tcp.address();
  return typeof address === 'object' ? address?.port : undefined;
}
