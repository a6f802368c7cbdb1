import { Request } from '../request.svelte.ts';
import { url } from '../url.svelte.ts';
import { type District, districtsOf } from './area.ts';
import { today } from '../days.ts';
import { AddressDocument, AreasDocument } from './documents.ts';
import { addressVariables, areasVariables } from './questions.ts';

/** All that the page of the rollout asks and knows; made once, in a component. What is chosen is in the URL, never here. */
export class ConstructionState {
  readonly #areas = new Request(AreasDocument, () => areasVariables(url.view), { brings: true });
  readonly #address = new Request(AddressDocument, () => addressVariables(url.view), { brings: true });

  /** The day that ages and slips are counted to: what came later was not known on the day of the question. */
  readonly day = $derived(url.view.asOf ?? today());
  /** Undefined while it is not known; the last one stays until the next is. */
  readonly municipality = $derived(this.#areas.data?.municipality ?? undefined);
  readonly areas = $derived(this.municipality?.rolloutAreas ?? []);
  readonly districts = $derived<readonly District[]>(districtsOf(this.areas, url.view.language));
  readonly #answeredId = $derived(this.#address.answered?.id);
  readonly address = $derived(
    url.view.address !== undefined && this.#answeredId === url.view.address
      ? (this.#address.data?.address ?? undefined)
      : undefined,
  );
  /** The link names an address that is not there. */
  readonly unknownAddress = $derived(
    url.view.address !== undefined &&
      this.#answeredId === url.view.address &&
      this.#address.data !== undefined &&
      this.#address.data.address === null,
  );
  /** The district that is read: only where no address is. */
  readonly district = $derived(url.view.address === undefined ? url.view.district : undefined);
  readonly chosenDistrict = $derived(this.districts.find(({ name }) => name === this.district));
  readonly loading = $derived(this.#areas.loading || this.#address.loading);
  readonly failing = $derived(this.#areas.failed || this.#address.failed);
  /** Something to read is there. */
  readonly ready = $derived(
    url.view.address === undefined ? this.#areas.data !== undefined : this.#address.data !== undefined,
  );

  retry(): void {
    for (const request of [this.#areas, this.#address]) if (request.failed) request.retry();
  }
}
