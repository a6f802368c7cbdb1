/** Fetching from publishers' servers: retries, and errors that say what to do. */
import { setTimeout as sleep } from 'node:timers/promises';
import { FormatError } from '../records.ts';

export interface FetchOptions {
  signal?: AbortSignal;
  /** Tries in all, for 5xx, 429, timeouts and broken connections. */
  tries?: number;
  /** Wait before the second try in ms; doubles with each further one. */
  firstWaitMs?: number;
  /** Until the answer starts, ms. */
  timeoutMs?: number;
}

const incompleteChain = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

/**
 * Fetches a URL, and again with growing waits while the server is busy or away. Certificates are always verified.
 * Errors: FormatError `certificate-chain` (names NODE_EXTRA_CA_CERTS), `not-found`, `http-error`, `unreachable`,
 * `invalid-url`.
 */
export async function fetchSource(url: string, options: FetchOptions = {}): Promise<Response> {
  const { tries = 4, firstWaitMs = 500, timeoutMs = 60_000, signal } = options;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new FormatError('invalid-url', `"${url}" is no http or https URL`);
  }
  let last: FormatError | undefined;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    if (attempt > 0) await sleep(firstWaitMs * 2 ** (attempt - 1), undefined, signal ? { signal } : {});
    const started = new AbortController();
    const timer = setTimeout(() => started.abort(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    try {
      const response = await fetch(url, {
        signal: signal ? AbortSignal.any([signal, started.signal]) : started.signal,
      });
      if (response.ok) return response;
      await response.body?.cancel();
      if (response.status === 404 || response.status === 410) {
        throw new FormatError('not-found', `${url} does not exist (HTTP ${response.status}); check the address`);
      }
      last = new FormatError('http-error', `${url} answered HTTP ${response.status}; try again later`);
      if (response.status < 500 && response.status !== 429) throw last;
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof FormatError) throw error;
      last = explain(url, error as Error);
      if (last.rule === 'certificate-chain') throw last;
    } finally {
      clearTimeout(timer);
    }
  }
  throw last!;
}

function explain(url: string, error: Error): FormatError {
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = 'code' in cause ? String(cause.code) : '';
  if (incompleteChain.has(code)) {
    return new FormatError(
      'certificate-chain',
      `the certificate of ${new URL(url).host} can't be verified (${code}): its server leaves out the intermediate certificate. Store that certificate as a PEM file and name it when starting: NODE_EXTRA_CA_CERTS=/path/to/intermediate.pem`,
    );
  }
  return new FormatError(
    'unreachable',
    `${url} can't be reached (${code || cause.message}); check the address and the network`,
  );
}
