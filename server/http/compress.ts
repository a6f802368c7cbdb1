import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];

/** Below this a packet more is not saved. */
const worthwhile = 1400;

export interface Compressed {
  body: Uint8Array;
  /** For `Content-Encoding`; undefined = as it was. */
  encoding: 'br' | 'gzip' | undefined;
}

/** Compresses an answer that is made for one request, quickly rather than well, as its `Accept-Encoding` allows. */
export async function compress(body: Uint8Array, acceptEncoding: string | undefined): Promise<Compressed> {
  const accepted = (acceptEncoding ?? '').split(',').map((part) => part.trim());
  const takes = (name: string): boolean =>
    accepted.some((part) => part.split(';')[0]?.trim() === name && !/;\s*q=0(\.0*)?$/.test(part));
  if (body.length < worthwhile) return { body, encoding: undefined };
  if (takes('br')) {
    return { body: await brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }), encoding: 'br' };
  }
  if (takes('gzip')) return { body: await zip(body, { level: 5 }), encoding: 'gzip' };
  return { body, encoding: undefined };
}
