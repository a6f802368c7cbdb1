import { FormatError } from '../geodata/records.ts';
import { failureText } from '../geodata/words/failures.ts';
import type { Language } from '../geodata/words/problems.ts';
import { OperatorError } from './errors.ts';
import type { ImportEvent } from './import-source.ts';

type Failed = Extract<ImportEvent, { type: 'failed' }>;

/** A failure that somebody can mend, as the last event of an import; undefined = it is none, and belongs into a log. */
export function failureOf(error: unknown, language: Language = 'en'): Failed | undefined {
  if (!(error instanceof OperatorError || error instanceof FormatError)) return undefined;
  const { message, rule, details } = error;
  return failed(message, { rule, line: error instanceof FormatError ? error.line : 0, details }, language);
}

/** What is told of a failure that nobody has foreseen. */
export function unforeseen(language: Language = 'en'): Failed {
  const message = 'The import failed; the log of the server says why.';
  return failed(message, { rule: 'import-failed', line: 0, details: {} }, language);
}

function failed(
  message: string,
  failure: Pick<Failed, 'rule' | 'details'> & { line: number },
  language: Language,
): Failed {
  const { rule, details } = failure;
  return { type: 'failed', message: failureText({ message, ...failure }, language), rule, details };
}
