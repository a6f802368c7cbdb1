import { timingSafeEqual } from 'node:crypto';

/** True if an Authorization header carries this token; takes as long whichever characters are wrong. */
export function isToken(header: string | undefined, token: string): boolean {
  const given = Buffer.from(header ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** True if it carries this token, or has it as the password of whichever user: small devices know no other way. */
export function isTokenOrPassword(header: string | undefined, token: string): boolean {
  const [, basic] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '') ?? [];
  if (basic === undefined) return isToken(header, token);
  const [, ...password] = Buffer.from(basic, 'base64').toString().split(':');
  return isToken(`Bearer ${password.join(':')}`, token);
}
