import { Request } from '../request.svelte.ts';
import { url } from '../url.svelte.ts';
import type { ConstructionState } from './construction.svelte.ts';
import { endOfDay } from '../days.ts';
import { type AreaShape, AreaShapesDocument } from './documents.ts';
import { boundsAround } from './shapes.ts';
import { stepsOf } from './steps.ts';

/** What the map of the rollout shows, and of which day; made once, in a component. */
export class RolloutMapState {
  readonly #construction: ConstructionState;
  readonly #shapes = new Request(AreaShapesDocument, () => ({ ags: url.view.place, asOf: this.asOf ?? null }));

  constructor(construction: ConstructionState) {
    this.#construction = construction;
  }

  readonly asOf = $derived(url.view.asOf === undefined ? undefined : endOfDay(url.view.asOf));
  readonly shapes = $derived<readonly AreaShape[]>(this.#shapes.data?.municipality?.rolloutAreas ?? []);

  /** Days that the slider stops at; none before anything was known. */
  readonly steps = $derived.by(() => {
    const { areas, day } = this.#construction;
    const [first] = areas.flatMap(({ history }) => history.map(({ from }) => from)).sort();
    return first === undefined || first >= day ? [] : stepsOf(first, day, url.view.on);
  });
  readonly step = $derived(url.view.on === undefined ? this.steps.length - 1 : this.steps.indexOf(url.view.on));
  /** The day that is drawn. */
  readonly on = $derived.by(() => url.view.on ?? this.#construction.day);
  /** What follows it when the slider is played. */
  readonly next = $derived(this.steps[this.step + 1]);

  /** Areas that are read: those of the chosen district, or that of the chosen address. */
  readonly chosenAreas = $derived.by(() => {
    const { address, chosenDistrict } = this.#construction;
    if (address) return address.rollout.area ? [address.rollout.area.areaId] : [];
    return chosenDistrict?.areas.map(({ areaId }) => areaId) ?? [];
  });

  /** West, south, east, north of what is read; undefined while it is not known. */
  readonly bounds = $derived.by(() => {
    const { address } = this.#construction;
    if (address) return [address.longitude, address.latitude, address.longitude, address.latitude];
    const { municipality } = this.#shapes.data ?? {};
    if (this.#shapes.answered?.ags !== url.view.place) return undefined;
    const chosen = this.shapes.filter(({ areaId }) => this.chosenAreas.includes(areaId));
    return boundsAround(chosen.length > 0 ? chosen : this.shapes) ?? municipality?.bounds;
  });

  /** By a step of the slider; the last one is the day of the question, whichever that is. A play leaves one step back. */
  goTo(index: number, played: boolean): void {
    const day = this.steps[index];
    if (day === undefined) return;
    const change = { on: day === this.#construction.day ? undefined : day };
    if (played) url.follow(change);
    else url.choose(change);
  }
}
