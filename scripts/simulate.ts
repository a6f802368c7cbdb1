/**
 * `npm run simulate`: publishes what the modelled town says now to the broker of MQTT_URL, as The Things Stack would, until it
 * is stopped. A server that listens to the same broker shows the whole way of a message.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import mqtt from 'mqtt';
import { uplinksAt } from '../geodata/landau/sensors/uplinks.ts';
import { readConfig } from '../server/config.ts';
import { OperatorError } from '../server/errors.ts';
import { runCommand } from './command.ts';

await runCommand(async () => {
  const { values } = parseArgs({
    options: { every: { type: 'string', default: '60' }, once: { type: 'boolean', default: false } },
  });
  const seconds = Number(values.every);
  if (!(seconds >= 1 && seconds <= 3600)) {
    throw new OperatorError(`--every ${values.every}: give the seconds between two rounds, 1 to 3600.`);
  }
  const { mqtt: broker } = readConfig(process.env);
  if (!broker) throw new OperatorError('Set MQTT_URL to the broker to publish to, e.g. mqtt://localhost:1883.');
  const client = await mqtt.connectAsync(broker.url, { connectTimeout: 10_000 }, false).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OperatorError(`The broker at MQTT_URL can't be reached: ${reason}. Check the address, and that it runs.`);
  });
  client.on('error', () => {}); // it comes back by itself
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  do {
    const now = new Date(Math.floor(Date.now() / 1000) * 1000);
    const uplinks = uplinksAt(now, seconds);
    await Promise.all(
      uplinks.map(({ topic, message }) => client.publishAsync(topic, JSON.stringify(message), { qos: 1 })),
    );
    console.log(`${now.toISOString()} ${uplinks.length} messages`);
    if (!values.once) await sleep(seconds * 1000, undefined, { signal: stop.signal }).catch(() => {});
  } while (!values.once && !stop.signal.aborted);
  await client.endAsync();
});
