import type { TadaDocumentNode } from 'gql.tada';
import type { AnyVariables } from '@urql/core';
import { untrack } from 'svelte';
import { planner } from './frame/planner.svelte.ts';
import { broughtAnswer, client } from './graphql.ts';

/** How long the page waits before it asks again by itself. */
const retrySeconds = 20;

/**
 * One question to the server that follows its variables. The last answer stays while the next one is on its way and
 * when the next one fails, so that a view is never emptied by a slow or failing server.
 */
export class Request<Data, Variables extends AnyVariables> {
  data = $state.raw<Data | undefined>(undefined);
  /** The variables that `data` answers. */
  answered = $state.raw<Variables | undefined>(undefined);
  failed = $state(false);
  loading = $state(false);
  /** When `data` came, in ms since 1970. */
  at = $state.raw<number | undefined>(undefined);
  #turn = 0;
  #again: () => void = () => {};

  /** `brings`: the page may have brought the answer. `variables` is then called here, and not only once all is set up. */
  constructor(
    document: TadaDocumentNode<Data, Variables>,
    variables: () => Variables | undefined,
    { brings = false }: { brings?: boolean } = {},
  ) {
    // What the page was drawn with on the server is there at once, and so is the drawn page's when it comes alive.
    const first = brings ? untrack(variables) : undefined;
    let brought = first && broughtAnswer(document, first);
    if (brought !== undefined) this.#take(brought, first);

    $effect(() => {
      const asked = variables();
      // Whoever signs in or out gets other answers; what the page brought is for the public.
      const isPublic = planner.token === undefined;
      if (asked === undefined) return;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const ask = (requestPolicy: 'cache-first' | 'network-only') => {
        clearTimeout(timer);
        const turn = ++this.#turn;
        this.loading = true;
        void client
          .query(document, asked, { requestPolicy })
          .toPromise()
          .then(({ data, error }) => {
            if (turn !== this.#turn) return;
            this.loading = false;
            this.failed = error !== undefined;
            if (error !== undefined) timer = setTimeout(() => ask('network-only'), retrySeconds * 1000);
            if (error !== undefined || data === undefined) return;
            this.#take(data, asked);
          });
      };
      this.#again = () => ask('network-only');
      if (brought === undefined || !isPublic || JSON.stringify(asked) !== JSON.stringify(first)) ask('cache-first');
      brought = undefined;
      const online = () => {
        if (this.failed) ask('network-only');
      };
      addEventListener('online', online);
      return () => {
        clearTimeout(timer);
        removeEventListener('online', online);
      };
    });
  }

  #take(data: Data, answered: Variables | undefined): void {
    this.data = data;
    this.answered = answered;
    this.at = Date.now();
  }

  retry(): void {
    this.#again();
  }
}
