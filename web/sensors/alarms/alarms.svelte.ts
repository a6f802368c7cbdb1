import { Request } from '../../request.svelte.ts';
import { url } from '../../url.svelte.ts';
import { AlarmLogDocument, type Threshold, WatchDocument } from './documents.ts';
import { byGravity, firstOfEach, logVariables } from './log.ts';

/** After news alarms are asked for anew, but not more often than this, ms. */
const renewMs = 15_000;

/** What is watched, which alarms last, and the log that the link shows. Made once, by the state of the sensors. */
export class AlarmsState {
  readonly #watch = new Request(WatchDocument, () => ({ ags: url.view.place }), { brings: true });
  readonly #log = new Request(AlarmLogDocument, () => logVariables(url.view), { brings: true });
  #renewed = 0;

  readonly thresholds = $derived<readonly Threshold[]>(this.#watch.data?.thresholds ?? []);
  /** The gravest first. */
  readonly lasting = $derived(byGravity(this.#watch.data?.alarms ?? []));
  /** The gravest alarm of each datastream that has one. */
  readonly byDatastream = $derived(firstOfEach(this.lasting));
  /** Undefined = not there yet. The last answer stays until the next is there. */
  readonly log = $derived(this.#log.data?.alarms);
  readonly failing = $derived(this.#watch.failed || this.#log.failed);

  thresholdsOf(datastreamId: number): readonly Threshold[] {
    return this.thresholds.filter((threshold) => threshold.datastreamId === datastreamId);
  }

  /** After news of values. */
  renew(): void {
    if (Date.now() - this.#renewed < renewMs) return;
    this.askAnew();
  }

  /** After a threshold has changed. */
  askAnew(): void {
    this.#renewed = Date.now();
    this.#watch.retry();
    this.#log.retry();
  }

  retry(): void {
    for (const request of [this.#watch, this.#log]) if (request.failed) request.retry();
  }
}
