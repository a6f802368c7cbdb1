import { timingSafeEqual } from 'node:crypto';

/** True if an Authorization header carries this token; takes as long whichever characters are wrong. */
export function isToken(header: string | undefined, token: string): boolean {
  const given = Buffer.from(header ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
