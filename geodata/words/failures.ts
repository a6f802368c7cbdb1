import type { FailureDetails } from '../records.ts';
import { germanFailures } from './failures-de.ts';
import type { Language } from './problems.ts';

/** Why nothing of a file can be used. */
export interface Failure {
  /** In English. */
  message: string;
  /** Null = of no rule that is known. */
  rule: string | null;
  line: number;
  details: FailureDetails;
}

/** A failure in words; a rule that has no German ones, or lacks what belongs into them, says it in English. */
export function failureText({ message, rule, line, details }: Failure, language: Language): string {
  const words = language === 'de' && rule !== null ? germanFailures[rule] : undefined;
  if (words === undefined) return message;
  const named = line > 0 ? { ...details, line: String(line) } : details;
  const needed = [...words.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  if (needed.some((name) => named[name] === undefined)) return message;
  return words.replaceAll(/\{(\w+)\}/g, (_, name: string) => [named[name] ?? ''].flat().join(', '));
}
