import type { Problem } from '../records.ts';
import { germanProblems } from './problems-de.ts';

export type Language = 'de' | 'en';

/** What a problem or a finding says, as sentences; a rule that has no German words says it in English. */
export function problemText(
  { rule, message, fix }: Pick<Problem, 'rule' | 'message' | 'fix'>,
  language: Language,
): string {
  const own = language === 'de' ? germanProblems[rule] : undefined;
  return own ?? `${message.charAt(0).toUpperCase()}${message.slice(1)}. ${fix}.`;
}
