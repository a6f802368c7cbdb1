/** The protocols by which devices are heard. A further one is a decoder and a line here. */
import type { Problem } from '../../records.ts';
import type { Decode, ReadingItem } from '../../sensors/readings.ts';
import { decodeChirpStack } from './chirpstack.ts';
import { decodeLoggerCsv } from './logger-csv.ts';
import { decodeNgsiLd } from './ngsi-ld.ts';
import { unreadable } from './parts.ts';
import { decodeSensorCommunity } from './sensor-community.ts';
import { decodeSensorThings } from './sensorthings.ts';
import { decodeTheThingsStack } from './the-things-stack.ts';

/** Names of protocols: part of addresses, topics and of the devices' keys. */
export const uplinkFormats = ['ttn', 'chirpstack', 'sensor-community', 'ngsi-ld', 'sensorthings', 'csv'] as const;

export type UplinkFormat = (typeof uplinkFormats)[number];

/** True if it names a protocol. */
export function isUplinkFormat(name: string): name is UplinkFormat {
  return (uplinkFormats as readonly string[]).includes(name);
}

const decoders: Record<Exclude<UplinkFormat, 'csv'>, Decode> = {
  ttn: decodeTheThingsStack,
  chirpstack: decodeChirpStack,
  'sensor-community': decodeSensorCommunity,
  'ngsi-ld': decodeNgsiLd,
  sensorthings: decodeSensorThings,
};

/** Largest message that is read, bytes. */
export const largestMessage = 2 * 2 ** 20;

/**
 * Reads one message of a protocol. Never throws: what can't be read is a problem.
 * Problems: `too-large`, `not-text`, `malformed-json`, and those of the protocol.
 */
export function decodeUplink(
  format: UplinkFormat,
  bytes: Uint8Array,
  receivedAt: Date,
  topic: string | null = null,
): ReadingItem[] {
  if (bytes.length > largestMessage) {
    return [
      unreadable(
        'too-large',
        `the message has ${bytes.length} bytes, at most ${largestMessage} are read`,
        'Send less at once',
      ),
    ];
  }
  const text = readText(bytes, format === 'csv');
  if (text === null) return [unreadable('not-text', 'the message is not UTF-8', 'Send JSON or CSV as UTF-8')];
  if (format === 'csv') return [...decodeLoggerCsv(text, receivedAt)];
  const parsed = parseJson(text, format);
  if ('problem' in parsed) return [parsed.problem];
  return [...decoders[format](parsed.message, receivedAt, topic)];
}

/** Loggers' tables may be of Windows-1252 (Excel's). */
function readText(bytes: Uint8Array, mayBeOld: boolean): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return mayBeOld ? new TextDecoder('windows-1252').decode(bytes) : null;
  }
}

function parseJson(text: string, format: UplinkFormat): { message: unknown } | { problem: Problem } {
  try {
    return { message: JSON.parse(text) as unknown };
  } catch (error) {
    // Its answers sometimes have warnings of the server behind them (opendata-stuttgart/meta#154).
    const end = text.lastIndexOf(']');
    if (format === 'sensor-community' && end > 0 && end < text.trimEnd().length - 1) {
      return parseJson(text.slice(0, end + 1), format);
    }
    const reason = (error as Error).message.slice(0, 120);
    return { problem: unreadable('malformed-json', `the message is no JSON: ${reason}`, 'Send JSON') };
  }
}
