/** The open interface as clients see it: over HTTP, with a token for writing. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import type { Database } from '../../../server/database/database.ts';
import { isMqttUpgrade, openMqttDoor } from '../../../server/http/sensorthings-mqtt.ts';
import { sensorThingsRouter } from '../../../server/http/sensorthings.ts';

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON; undefined if it is none. */
  body: unknown;
}

export interface Service {
  /** Service root, without a slash at its end. */
  url: string;
  /** Port of MQTT over TCP. */
  mqttPort: number;
  get(path: string): Promise<Reply>;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  close(): Promise<void>;
}

export const token = 'a token of the tests';
export const ags = '07313000';

/** `mqtt`: over MQTT too, by WebSocket and by TCP. */
export async function openService(database: Database, { mqtt = false } = {}): Promise<Service> {
  const app = express();
  const config = { sensorThingsToken: token, sensorThingsAgs: ags };
  const logger = pino({ level: 'silent' });
  const server = createServer({ shouldUpgradeCallback: isMqttUpgrade }, app as RequestListener);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const host = `http://localhost:${(server.address() as AddressInfo).port}`;
  const url = `${host}/sensorthings/v1.1`;
  const mqttConfig = { ...config, host: 'localhost', sensorThingsMqttPort: 0, sensorThingsUrl: undefined };
  const door = mqtt ? await openMqttDoor(server, { database, logger, url: host, config: mqttConfig }) : undefined;
  app.use('/sensorthings/v1.1', sensorThingsRouter(database, config, pino({ level: 'error' }), door));
  const ask = async (path: string, init: RequestInit): Promise<Reply> => {
    const response = await fetch(path.startsWith('http') ? path : `${url}${path}`, init);
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') ?? false;
    const { status, headers } = response;
    return { status, headers, text, body: json ? (JSON.parse(text) as unknown) : undefined };
  };
  return {
    url,
    get: (path) => ask(path, {}),
    send: (method, path, body, headers = {}) =>
      ask(path, {
        method,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    mqttPort: door?.port ?? 0,
    async close() {
      await door?.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The id of an entity that was just made. Fails if none was. */
export async function make(service: Service, path: string, body: unknown): Promise<number> {
  const { status, body: made, text } = await service.send('POST', path, body);
  if (status !== 201) throw new Error(`POST ${path}: ${status} ${text}`);
  return (made as { '@iot.id': number })['@iot.id'];
}

/** The entities of a set, or of a relation. */
export async function valuesOf(service: Service, path: string): Promise<Record<string, unknown>[]> {
  const { status, body, text } = await service.get(encodeURI(path));
  if (status !== 200) throw new Error(`GET ${path}: ${status} ${text}`);
  return (body as { value: Record<string, unknown>[] }).value;
}

/** Names (or another property) of the entities of a set. */
export async function namesOf(service: Service, path: string, property = 'name'): Promise<unknown[]> {
  return (await valuesOf(service, path)).map((entity) => entity[property]);
}
