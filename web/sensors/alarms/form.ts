import type { Threshold, ThresholdInput } from './documents.ts';

/** What stands in the fields of a threshold; numbers as they are typed. */
export interface Fields {
  name: string;
  severity: Threshold['severity'];
  direction: Threshold['direction'];
  raiseAt: string;
  clearAt: string;
  webhook: string;
  /** A new secret; empty = as it was. */
  webhookSecret: string;
  /** Whether the secret that is set goes. */
  unsigned: boolean;
}

export type FieldName = Exclude<keyof Fields, 'unsigned'>;

/** What can be wrong with a field. */
export type FieldError = 'missing' | 'noNumber' | 'wrongSide' | 'noAddress' | 'noSecret' | 'refused';

/** An empty form. */
export const emptyFields: Fields = {
  name: '',
  severity: 'WARNING',
  direction: 'ABOVE',
  raiseAt: '',
  clearAt: '',
  webhook: '',
  webhookSecret: '',
  unsigned: false,
};

/** One to three digits and three more: a thousand to one reader, and one and a bit to the other. */
const ambiguous = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;

/** A number for a field, all of its digits; `point`: what stands before the decimals. */
export function writeNumber(value: number, point: string): string {
  const text = String(value).replace('.', point);
  return ambiguous.test(text) ? `${text}0` : text;
}

/** The form of a threshold that is there. */
export function fieldsOf(threshold: Threshold, point: string): Fields {
  const write = (value: number) => writeNumber(value, point);
  const { name, severity, direction, raiseAt, clearAt, webhook } = threshold;
  const bounds = { direction, raiseAt: write(raiseAt), clearAt: write(clearAt) };
  return { ...emptyFields, name, severity, ...bounds, webhook: webhook ?? '' };
}

/** A number as people type it, with comma or point before the decimals; undefined = it is none, or could be two. */
export function parseNumber(text: string): number | undefined {
  const plain = text.trim().replace('−', '-');
  return /^[+-]?\d+([.,]\d+)?$/.test(plain) && !ambiguous.test(plain) ? Number(plain.replace(',', '.')) : undefined;
}

/** What signs messages after the Standard Webhooks: `whsec_` and 24 to 64 bytes as base64. */
function isSecret(text: string): boolean {
  const [, base64 = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  const bytes = Math.floor((base64.replaceAll('=', '').length * 3) / 4);
  return bytes >= 24 && bytes <= 64;
}

/** A secret that nobody can guess. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return `whsec_${btoa(String.fromCodePoint(...bytes))}`;
}

/** The form as the API takes it, or what is wrong with it. An empty second bound is the first one. */
export function inputOf(
  fields: Fields,
  { id, datastreamId }: { id: number | null; datastreamId: number },
): { input?: ThresholdInput; errors: Partial<Record<FieldName, FieldError>> } {
  const { severity, direction } = fields;
  const name = fields.name.trim();
  const webhook = fields.webhook.trim();
  const raiseAt = parseNumber(fields.raiseAt);
  const clearAt = fields.clearAt.trim() === '' ? raiseAt : parseNumber(fields.clearAt);
  const errors: Partial<Record<FieldName, FieldError>> = {};
  if (name === '') errors.name = 'missing';
  if (raiseAt === undefined) errors.raiseAt = fields.raiseAt.trim() === '' ? 'missing' : 'noNumber';
  else if (clearAt === undefined) errors.clearAt = 'noNumber';
  else if (direction === 'ABOVE' ? clearAt > raiseAt : clearAt < raiseAt) errors.clearAt = 'wrongSide';
  const webhookSecret = fields.webhookSecret.trim();
  if (webhookSecret !== '' && !isSecret(webhookSecret)) errors.webhookSecret = 'noSecret';
  if (webhook !== '' && !/^https?:\/\/\S+$/.test(webhook)) errors.webhook = 'noAddress';
  if (raiseAt === undefined || clearAt === undefined || Object.keys(errors).length > 0) return { errors };
  return {
    input: {
      ...{ id, datastreamId, name, severity, direction, raiseAt, clearAt, active: true },
      webhook: webhook === '' ? null : webhook,
      ...(webhookSecret !== '' ? { webhookSecret } : fields.unsigned && { webhookSecret: '' }),
    },
    errors,
  };
}

/** A threshold as it was, to set it again; its secret, which nobody is told, stays as it is. */
export function inputAsBefore(threshold: Threshold): ThresholdInput {
  const { thresholdId: id, datastreamId, name, severity, direction, raiseAt, clearAt, active, webhook } = threshold;
  return { id, datastreamId, name, severity, direction, raiseAt, clearAt, active, webhook };
}
