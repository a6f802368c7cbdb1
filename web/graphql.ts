import {
  type AnyVariables,
  cacheExchange,
  Client,
  createRequest,
  type DocumentInput,
  fetchExchange,
  type SSRData,
  ssrExchange,
} from '@urql/core';
import type { MultiPolygon } from 'geojson';
import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './schema.generated.d.ts';

/** Documents are written with this; their types come from server/schema.graphql. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { Date: string; DateTime: string; GeoJSON: MultiPolygon; Numbers: (number | null)[] };
}>();

/** A server that says nothing for so long is treated as one that failed: the reader is told, and it is asked again. */
const answersWithin = 30_000;

let brought = answersInPage();

/** Asks the server; another one from the moment on that somebody signs in or out. */
export let client = openClient(undefined);

/** From now on all is asked as whoever has this token, undefined = as the public. What it was answered before is not told. */
export function askAs(token: string | undefined): void {
  client = openClient(token);
}

/**
 * A client with answers of its own. Editions never change, so what was once answered stays right for as long as the page
 * is open; but to planners more is told than to the public.
 */
export function openClient(token: string | undefined): Client {
  return new Client({
    url: '/graphql',
    exchanges: [
      cacheExchange,
      ...(token === undefined ? [ssrExchange({ isClient: true, initialState: brought })] : []),
      fetchExchange,
    ],
    preferGetMethod: false,
    fetch: (input, init) => fetch(input, { ...init, signal: signalOf(init?.signal) }),
    fetchOptions: token === undefined ? {} : { headers: { Authorization: `Bearer ${token}` } },
  });
}

/** On a server: the answers that the next page is drawn with. */
export function bring(answers: SSRData): void {
  brought = answers;
}

/** What the page brought with it as the answer to a question; undefined if nothing. */
export function broughtAnswer<Data, Variables extends AnyVariables>(
  document: DocumentInput<Data, Variables>,
  variables: Variables,
): Data | undefined {
  const data = brought[createRequest(document, variables).key]?.data;
  return data === undefined ? undefined : (JSON.parse(data) as Data);
}

/** Answers that the server put into the page (opening.ts); a page that was served without any asks for all of them. */
function answersInPage(): SSRData {
  const element = typeof document === 'undefined' ? null : document.getElementById('page-answers');
  return element ? (JSON.parse(element.textContent) as SSRData) : {};
}

function signalOf(given: AbortSignal | null | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(answersWithin);
  return given ? AbortSignal.any([given, timeout]) : timeout;
}
