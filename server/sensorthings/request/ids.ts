import { isId, isRelation } from '../model.ts';
import type { Expression, Segment } from './expression.ts';

/** A key between brackets without the quotes that clients of services with ids of text put around each: `'7'` is 7. */
export function unquoteKey(key: string): string {
  return /^'([0-9]{1,18})'$/.exec(key)?.[1] ?? key;
}

/**
 * The number in quotes that an id is compared with, as a number; everything else as it is. `variables`: names that stand
 * for an entity within any(…).
 */
export function unquoteId(value: Expression, beside: Expression, variables: ReadonlySet<string>): Expression {
  if (value.kind !== 'literal' || value.literal.type !== 'text' || !/^[0-9]{1,15}$/.test(value.literal.value))
    return value;
  if (beside.kind !== 'path' || !leadsToId(beside.segments, variables)) return value;
  return { ...value, literal: { type: 'number', value: Number(value.literal.value) } };
}

/** Whether a path ends at the id of an entity, and not at what is called id within JSON. */
function leadsToId(segments: readonly Segment[], variables: ReadonlySet<string>): boolean {
  const last = segments.at(-1);
  return (
    typeof last === 'string' &&
    isId(last) &&
    segments
      .slice(0, -1)
      .every((name, index) => typeof name === 'string' && (isRelation(name) || (index === 0 && variables.has(name))))
  );
}
