/** Fetching from publishers' servers: retries, and errors that say what to do. Certificates are always verified. */
import { setTimeout as sleep } from 'node:timers/promises';
import { FormatError } from '../records.ts';

export interface FetchOptions {
  signal?: AbortSignal;
  /** Tries in all, for 5xx, 429, timeouts and broken connections. */
  tries?: number;
  /** Wait before the second try in ms; doubles with each further one. */
  firstWaitMs?: number;
  /** Until the answer starts (for JSON: until it is complete), ms. */
  timeoutMs?: number;
}

/** Errors of which another try may get rid. */
const passing = new Set(['http-busy', 'unreachable', 'download-broken', 'service-busy']);

/** What OpenSSL says when a server leaves out its intermediate certificate, or uses one of its own. */
const incompleteChain = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

/**
 * Fetches a URL, and again with growing waits while the server is busy or away.
 * Errors: FormatError `certificate-chain` (names NODE_EXTRA_CA_CERTS), `not-found`, `http-error`, `http-busy`,
 * `unreachable`, `invalid-url`.
 */
export function fetchSource(url: string, options: FetchOptions = {}): Promise<Response> {
  return retry(url, options, (response) => Promise.resolve(response));
}

/**
 * Fetches JSON; a body that breaks off is fetched again. `check` may throw FormatError `service-busy` to have another try.
 * Errors: as `fetchSource`; FormatError `no-json`.
 */
export function fetchJson<T>(url: string, options: FetchOptions, check: (value: unknown) => T): Promise<T> {
  return retry(url, options, async (response) => {
    let text: string;
    try {
      text = await response.text();
    } catch (error) {
      throw new FormatError('download-broken', `${url} broke off (${(error as Error).message}); try again`);
    }
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new FormatError('no-json', `${url} did not answer with JSON; check the address`);
    }
    return check(value);
  });
}

async function retry<T>(url: string, options: FetchOptions, use: (response: Response) => Promise<T>): Promise<T> {
  const { tries = 4, firstWaitMs = 500, timeoutMs = 60_000, signal } = options;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new FormatError('invalid-url', `"${url}" is no http or https URL`);
  }
  for (let attempt = 1; ; attempt += 1) {
    const clock = new AbortController();
    const timer = setTimeout(() => clock.abort(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    try {
      return await use(await fetchOnce(url, signal ? AbortSignal.any([signal, clock.signal]) : clock.signal));
    } catch (error) {
      signal?.throwIfAborted();
      const known = error instanceof FormatError ? error : explain(url, error as Error);
      if (attempt >= tries || !passing.has(known.rule)) throw known;
    } finally {
      clearTimeout(timer);
    }
    await sleep(firstWaitMs * 2 ** (attempt - 1), undefined, signal ? { signal } : {});
  }
}

async function fetchOnce(url: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal });
  if (response.ok) return response;
  await response.body?.cancel();
  const { status } = response;
  if (status === 404 || status === 410) {
    throw new FormatError('not-found', `${url} does not exist (HTTP ${status}); check the address`);
  }
  const busy = status >= 500 || status === 429;
  throw new FormatError(
    busy ? 'http-busy' : 'http-error',
    `${url} answered HTTP ${status}; ${busy ? 'try again later' : 'check the address and whether it is open to everybody'}`,
  );
}

function explain(url: string, error: Error): FormatError {
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = 'code' in cause ? String(cause.code) : '';
  if (incompleteChain.has(code)) {
    return new FormatError(
      'certificate-chain',
      `the certificate of ${new URL(url).host} can't be verified (${code}): its server leaves out the intermediate certificate. ` +
        'Store that certificate as a PEM file and name it at the start: NODE_EXTRA_CA_CERTS=/path/to/intermediate.pem',
    );
  }
  return new FormatError(
    'unreachable',
    `${url} can't be reached (${code || cause.message}); check the address and the network`,
  );
}
