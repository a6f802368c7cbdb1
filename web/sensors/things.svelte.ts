import { client } from '../graphql.ts';
import { Request } from '../request.svelte.ts';
import { url } from '../url.svelte.ts';
import { type ListedThing, MoreThingsDocument, NamedThingsDocument, SensorsDocument } from './documents.ts';
import { unknownAmong, withOthers } from './things.ts';

/** What is known of the things of a town: the first ones, more of them once somebody asks, and those that the link names. */
export class Things {
  readonly #first = new Request(SensorsDocument, () => ({ ags: url.view.place }), { brings: true });
  readonly #named = new Request(NamedThingsDocument, () =>
    this.#missing.length > 0 ? { ags: url.view.place, ids: [...this.#missing] } : undefined,
  );
  /** Pages after the first, of a town. */
  #pages = $state.raw<{ ags: string; things: readonly ListedThing[]; cursor: string | null }>();
  loadingMore = $state(false);
  #moreFailed = $state(false);

  readonly #more = $derived(this.#pages?.ags === url.view.place ? this.#pages : undefined);
  readonly #listed = $derived<readonly ListedThing[]>([
    ...(this.#first.data?.things.edges.map(({ node }) => node) ?? []),
    ...(this.#more?.things ?? []),
  ]);
  /** Things that the town has, and that are not listed, for they are too many. */
  readonly unlisted = $derived(Math.max(0, (this.#first.data?.things.totalCount ?? 0) - this.#listed.length));
  /** Datastreams of the link that may be those of things that are not listed. */
  readonly #missing = $derived<readonly number[]>(
    this.unlisted === 0 ? [] : unknownAmong(url.view.sensors.ids, this.#listed),
  );
  /** Those that are listed, and those that the link names. */
  readonly known = $derived<readonly ListedThing[]>(
    this.#missing.length === 0
      ? this.#listed
      : withOthers(this.#listed, this.#named.data?.datastreams.map(({ thing }) => thing) ?? []),
  );
  /** Whether it is still being asked what the link names. */
  readonly searching = $derived(this.#missing.length > 0 && this.#named.answered?.ids.join() !== this.#missing.join());
  readonly place = $derived(this.#first.data?.municipality ?? undefined);
  readonly ready = $derived(this.#first.data !== undefined);
  readonly failing = $derived(this.#first.failed || this.#named.failed || this.#moreFailed);

  /** Lists the next ones too. */
  async more(): Promise<void> {
    const ags = url.view.place;
    const before = this.#more;
    const after = before ? before.cursor : (this.#first.data?.things.pageInfo.endCursor ?? null);
    if (after === null || this.loadingMore) return;
    this.loadingMore = true;
    const { data } = await client.query(MoreThingsDocument, { ags, after }).toPromise();
    this.loadingMore = false;
    this.#moreFailed = data === undefined;
    if (!data) return;
    const things = [...(before?.things ?? []), ...data.things.edges.map(({ node }) => node)];
    this.#pages = { ags, things, cursor: data.things.pageInfo.endCursor };
  }

  /** All anew, after news were missed. */
  askAnew(): void {
    this.#first.retry();
  }

  retry(): void {
    for (const request of [this.#first, this.#named]) if (request.failed) request.retry();
    if (this.#moreFailed) void this.more();
  }
}
