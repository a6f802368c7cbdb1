import { Request } from '../request.svelte.ts';
import { url } from '../url.svelte.ts';
import { PlannedAreasDocument, ProgressDocument } from './documents.ts';
import { dayOf, plannedAreasVariables, progressVariables } from './questions.ts';

/** All that the planners' page asks and knows; made once, in a component. What is chosen is in the URL, never here. */
export class ProgressState {
  readonly #areas = new Request(PlannedAreasDocument, () => plannedAreasVariables(url.view), { brings: true });
  readonly #progress = new Request(ProgressDocument, () => progressVariables(url.view), { brings: true });

  readonly day = $derived(dayOf(url.view));
  readonly municipality = $derived(this.#areas.data?.municipality ?? undefined);
  readonly #all = $derived(this.municipality?.rolloutAreas ?? []);
  readonly districts = $derived(
    this.#all
      .flatMap(({ districtName }) => districtName ?? [])
      .filter((name, index, names) => names.indexOf(name) === index)
      .sort((one, other) => one.localeCompare(other, url.view.language)),
  );
  /** Those of the chosen district, or all. */
  readonly areas = $derived(
    this.#all.filter(({ districtName }) => url.view.district === undefined || districtName === url.view.district),
  );
  /** The link names a district in which nothing is built. */
  readonly unknownDistrict = $derived(
    url.view.district !== undefined && this.#all.length > 0 && !this.districts.includes(url.view.district),
  );
  readonly answer = $derived(this.#progress.data);
  readonly loading = $derived(this.#areas.loading || this.#progress.loading);
  readonly failing = $derived(this.#areas.failed || (this.#progress.failed && !this.unknownDistrict));

  retry(): void {
    for (const request of [this.#areas, this.#progress]) if (request.failed) request.retry();
  }
}
