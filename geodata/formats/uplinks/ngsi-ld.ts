import type { Decode, Reading, ReadingItem } from '../../sensors/readings.ts';
import { flagBits } from '../../sensors/quality.ts';
import { quote, refused } from '../problems.ts';
import { type JsonObject, objectOf, reading, soleTime, textOf, timeOf, unreadable, valueOf } from './parts.ts';

/** What of an entity is no measurement. */
const notMeasured = new Set([
  ...['id', 'type', '@context', 'scope', 'location', 'observationSpace', 'operationSpace', 'address', 'areaServed'],
  ...['dateObserved', 'dateObservedFrom', 'dateObservedTo', 'dateModified', 'dateCreated', 'dataProvider', 'source'],
  ...[
    'name',
    'description',
    'alternateName',
    'owner',
    'seeAlso',
    'typeOfLocation',
    'reliability',
    'createdAt',
    'modifiedAt',
  ],
]);

/**
 * Reads NGSI-LD: an entity, a list of them, or a notification; attributes normalized, concise or as key and value. The
 * device is the id of the entity, without a time at its end. Time is the attribute's `observedAt`, else the entity's
 * `dateObserved`, else when the notification was sent.
 * Problems: `no-device`, `no-time`, `wrong-clock`, `no-value`.
 * Source: ETSI GS CIM 009, 4.5 and 5.3.1.
 */
export const decodeNgsiLd: Decode = function* (message, receivedAt): Generator<ReadingItem> {
  const root = objectOf(message);
  const notification = shortName(textOf(root?.type) ?? '') === 'Notification' ? root : null;
  const notifiedAt = textOf(notification?.notifiedAt);
  const data = notification === null ? message : notification.data;
  for (const [index, item] of (Array.isArray(data) ? data : [data]).entries()) {
    const entity = objectOf(item);
    const id = textOf(entity?.id);
    if (entity === null || id === null)
      yield unreadable('no-device', `entity ${index + 1} has no id`, 'Send entities whole');
    else yield* readEntity(entity, id, { notifiedAt, receivedAt, line: index + 1 });
  }
};

/** A name without its vocabulary: brokers that are given no `@context` write names out, with it in front. */
function shortName(name: string): string {
  return /^https?:.*[/#]([^/#]+)$/.exec(name)?.[1] ?? /^ngsi-ld:(.+)$/.exec(name)?.[1] ?? name;
}

/** A value that states its JSON-LD type, without that. */
function plainValue(value: unknown): unknown {
  const typed = objectOf(value);
  return typed !== null && '@value' in typed ? typed['@value'] : value;
}

interface Envelope {
  notifiedAt: string | null;
  receivedAt: Date;
  line: number;
}

function* readEntity(entity: JsonObject, id: string, envelope: Envelope): Generator<ReadingItem> {
  const device = id.replace(/[-:]\d{4}-\d\d-\d\dT[\d:.]+Z?$/, '');
  const attributes = Object.entries(entity).map(([name, attribute]) => [shortName(name), attribute] as const);
  const observed = new Map(attributes).get('dateObserved');
  const entityTime = textOf(plainValue(objectOf(observed)?.value ?? observed)) ?? envelope.notifiedAt;
  for (const [name, attribute] of attributes) {
    if (notMeasured.has(name)) continue;
    // Several instances are objects; a list of plain values is one value, and no number.
    const instances = Array.isArray(attribute) ? attribute.filter((one) => objectOf(one) !== null) : [attribute];
    for (const instance of instances) yield* readAttribute(name, instance, { device, entityTime, ...envelope });
  }
}

function* readAttribute(
  name: string,
  instance: unknown,
  { device, entityTime, notifiedAt, receivedAt, line }: Envelope & { device: string; entityTime: string | null },
): Generator<ReadingItem> {
  const attribute = objectOf(instance);
  const type = attribute?.type;
  if (type !== undefined && (typeof type !== 'string' || shortName(type) !== 'Property')) return;
  if (attribute !== null && !('value' in attribute)) return;
  const raw = plainValue(attribute === null ? instance : attribute.value);
  if (raw === null || raw === 'urn:ngsi-ld:null' || typeof raw === 'object') return;
  const value = valueOf(raw);
  if (!value) {
    yield refused(
      line,
      'no-value',
      `${quote(name)} of ${quote(device)} is ${quote(JSON.stringify(raw))}, no value`,
      'Look after the device',
    );
    return;
  }
  const own = textOf(attribute?.observedAt);
  // An interval is told by its start.
  const [start = '', end] = (own ?? entityTime ?? '').split('/');
  const when = soleTime(start, receivedAt, line);
  if ('rule' in when) {
    yield when;
    return;
  }
  const datasetId = textOf(attribute?.datasetId);
  const assumed = own === null && entityTime === notifiedAt ? flagBits.time_assumed : 0;
  const of: Pick<Reading, 'flags' | 'end' | 'resultTime'> = {
    flags: when.flags | assumed,
    end: end === undefined ? null : (timeOf(end)?.time ?? null),
    resultTime: notifiedAt === null ? null : (timeOf(notifiedAt)?.time ?? null),
  };
  const field = datasetId === null ? name : `${name}#${datasetId}`;
  const unit = textOf(attribute?.unitCode) ?? value.unit;
  yield reading({ device, field, time: when.time, value: value.value, unit, ...of });
}
