import type { Threshold, ThresholdInput } from './documents.ts';

/** What stands in the fields of a threshold; numbers as they are typed. */
export interface Fields {
  name: string;
  severity: Threshold['severity'];
  direction: Threshold['direction'];
  raiseAt: string;
  clearAt: string;
  webhook: string;
}

export type FieldName = keyof Fields;

/** What can be wrong with a field. */
export type FieldError = 'missing' | 'noNumber' | 'wrongSide' | 'noAddress' | 'refused';

/** An empty form. */
export const emptyFields: Fields = {
  name: '',
  severity: 'WARNING',
  direction: 'ABOVE',
  raiseAt: '',
  clearAt: '',
  webhook: '',
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
  return { name, severity, direction, raiseAt: write(raiseAt), clearAt: write(clearAt), webhook: webhook ?? '' };
}

/** A number as people type it, with comma or point before the decimals; undefined = it is none, or could be two. */
export function parseNumber(text: string): number | undefined {
  const plain = text.trim().replace('−', '-');
  return /^[+-]?\d+([.,]\d+)?$/.test(plain) && !ambiguous.test(plain) ? Number(plain.replace(',', '.')) : undefined;
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
  if (webhook !== '' && !/^https?:\/\/\S+$/.test(webhook)) errors.webhook = 'noAddress';
  if (raiseAt === undefined || clearAt === undefined || Object.keys(errors).length > 0) return { errors };
  return {
    input: {
      ...{ id, datastreamId, name, severity, direction, raiseAt, clearAt, active: true },
      webhook: webhook === '' ? null : webhook,
    },
    errors,
  };
}

/** A threshold as it was, to set it again. */
export function inputAsBefore({ thresholdId: id, ...threshold }: Threshold): ThresholdInput {
  return { id, ...threshold };
}
