import { z } from 'zod';
import { isUplinkFormat, type UplinkFormat, uplinkFormats } from '../../geodata/formats/uplinks/formats.ts';

export interface MqttOptions {
  /** Address of the broker, with user and password where it wants them. */
  url: string;
  /** Under this name the broker keeps what came while nobody listened. */
  clientId: string;
  /** Topics to listen to, wildcards included, and the protocol of their messages; the first that fits decides. */
  topics: readonly { filter: string; format: UplinkFormat }[];
  /** Below it alarms are published; undefined = they are not. */
  alarmTopic: string | undefined;
}

const usualTopics = 'v3/+/devices/+/up=ttn application/+/device/+/event/up=chirpstack';

/** Variables of the environment that say where messages of devices come from. */
export const ingestVariables = {
  INGEST_TOKEN: z.string().min(16, 'must have 16 characters or more').optional(),
  MQTT_URL: z.url({ protocol: /^(mqtts?|wss?)$/, error: 'must look like mqtt://user:password@host:1883' }).optional(),
  MQTT_CLIENT_ID: z.string().min(1).max(64).default('breitblick'),
  MQTT_ALARM_TOPIC: z
    .string()
    .regex(/^[^#+\0/]+(\/[^#+\0/]+)*$/, 'must be a topic without wildcards, e.g. breitblick/alarms')
    .max(200)
    .optional(),
  MQTT_TOPICS: z
    .string()
    .default(usualTopics)
    .transform((text) => text.split(/\s+/).filter((part) => part !== ''))
    .refine((parts) => parts.length > 0 && parts.every((part) => topicOf(part) !== undefined), {
      error: `must be topics with their protocols, parted by spaces, as in ${usualTopics}; protocols are ${uplinkFormats.join(', ')}`,
    }),
};

/** Undefined = no broker is named. */
export function mqttOf(given: {
  MQTT_URL?: string | undefined;
  MQTT_CLIENT_ID: string;
  MQTT_TOPICS: string[];
  MQTT_ALARM_TOPIC?: string | undefined;
}): MqttOptions | undefined {
  const { MQTT_URL: url, MQTT_CLIENT_ID: clientId, MQTT_TOPICS: parts, MQTT_ALARM_TOPIC: alarmTopic } = given;
  return url === undefined
    ? undefined
    : { url, clientId, alarmTopic, topics: parts.map(topicOf).filter((topic) => topic !== undefined) };
}

function topicOf(part: string): MqttOptions['topics'][number] | undefined {
  const [, filter = '', format = ''] = /^([^=]+)=([a-z-]+)$/.exec(part) ?? [];
  return filter !== '' && isUplinkFormat(format) ? { filter, format } : undefined;
}
