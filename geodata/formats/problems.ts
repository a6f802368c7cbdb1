import type { Problem } from '../records.ts';

/** A record that was left out, and why. */
export function refused(line: number, rule: string, message: string, fix: string): Problem {
  return { type: 'problem', severity: 'refused', line, rule, message, fix };
}

/** A record (or a cell of it) that was taken, but deserves a look. */
export function warning(line: number, rule: string, message: string, fix: string): Problem {
  return { type: 'problem', severity: 'warning', line, rule, message, fix };
}

/** Text of a source as it can be shown in a message: one line, no control characters, not too long. */
export function quote(text: string, length = 40): string {
  const flat = text.replace(/[\u0000-\u001f\u007f\ufffd]+/g, ' ').trim();
  return flat.length > length ? `"${flat.slice(0, length)}…"` : `"${flat}"`;
}
