import type { StateCode } from '../../geodata/states.ts';
import { EditionsDocument } from '../editions/documents.ts';
import { findDefault, listCurrent, listEditions } from '../editions/editions.ts';
import { FormerMunicipalityDocument } from '../places/documents.ts';
import { Request } from '../request.svelte.ts';
import { url } from '../url.svelte.ts';
import {
  CellDocument,
  DistributionDocument,
  DistrictDocument,
  MunicipalityDocument,
  RankDocument,
} from './documents.ts';
import { fastestSpeed, resolveTechnology } from '../editions/figures.ts';
import { rankVariables } from './rank.ts';
import { breaksOf, historyOf } from './history.ts';
import { type Choice, choiceOf, distributionVariables, variablesOf } from './questions.ts';

/** All that the coverage view asks and knows; made once, in a component. What is chosen is in the URL, never here. */
export class CoverageState {
  readonly editionsRequest = new Request(EditionsDocument, () => ({}), { brings: true });
  readonly editions = $derived(this.editionsRequest.data ? listEditions(this.editionsRequest.data) : []);
  readonly current = $derived(listCurrent(this.editions));
  readonly newest = $derived(findDefault(this.editions));
  readonly pinned = $derived(this.editions.find(({ editionId }) => editionId === url.view.edition));
  /** An edition that the link names and that is not here. */
  readonly unknownEdition = $derived(
    this.editions.length > 0 && url.view.edition !== undefined && !this.pinned ? url.view.edition : undefined,
  );
  readonly choice = $derived(choiceOf(this.editions, url.view));
  readonly #variables = $derived(this.choice && variablesOf(this.choice));

  readonly municipalityRequest = new Request(
    MunicipalityDocument,
    () => this.#variables && { ags: url.view.place, ...this.#variables },
    { brings: true },
  );
  readonly municipality = $derived(this.municipalityRequest.data?.municipality);
  /** The choice that the municipality's figures answer. */
  readonly answered = $derived.by<Choice | undefined>(() => {
    const asked = this.municipalityRequest.answered;
    const edition = asked && this.editions.find(({ editionId }) => editionId === asked.edition);
    if (!asked || !edition) return undefined;
    return {
      edition,
      technology: asked.technology,
      fibre: asked.fibre,
      cable: asked.cable,
      speed: asked.speed,
    };
  });
  /** The key in the link, if no municipality has it today. */
  readonly #vanished = $derived(
    this.municipalityRequest.data?.municipality === null && this.municipalityRequest.answered?.ags === url.view.place
      ? url.view.place
      : undefined,
  );
  readonly #formerRequest = new Request(FormerMunicipalityDocument, () =>
    this.#vanished === undefined ? undefined : { ags: this.#vanished },
  );
  /** The key in the link, if it is not known where it leads. */
  readonly unknownPlace = $derived.by(() => {
    const { data, answered, failed } = this.#formerRequest;
    const nowhere = failed || (answered?.ags === this.#vanished && data?.formerMunicipality?.today == null);
    return nowhere ? this.#vanished : undefined;
  });
  /** A municipality that is gone, and the one that the reader was led to instead. */
  former = $state.raw<{ name: string; today: { ags: string; name: string } } | undefined>(undefined);
  readonly history = $derived(
    this.municipality && this.answered ? historyOf(this.municipality, this.answered.speed) : [],
  );
  readonly breaks = $derived(breaksOf(this.history));
  /** A slower class that the edition has, for when the chosen one was not surveyed. */
  readonly slowerSpeed = $derived(
    this.answered && fastestSpeed(this.answered.edition, resolveTechnology(this.answered.edition, 'ALL', 30)),
  );

  readonly rankRequest = new Request(
    RankDocument,
    () => {
      const { municipality, choice } = this;
      return choice && municipality?.ags === url.view.place ? rankVariables(municipality, choice) : undefined;
    },
    { brings: true },
  );
  /** Undefined while they are not the ranks of what the panel shows. */
  readonly ranks = $derived.by(() => {
    const { answered, data } = this.rankRequest;
    const fits =
      answered?.ags === this.municipality?.ags &&
      answered?.edition === this.answered?.edition.editionId &&
      answered?.technology === this.answered?.technology &&
      answered?.speed === this.answered?.speed;
    return fits ? (data?.municipality ?? undefined) : undefined;
  });

  readonly distributionRequest = new Request(
    DistributionDocument,
    () => this.choice && distributionVariables(this.choice, url.view.place),
    { brings: true },
  );
  readonly distribution = $derived.by(() => {
    const { answered, data } = this.distributionRequest;
    const fits = answered?.technology === this.choice?.technology && answered?.speed === this.choice?.speed;
    return fits ? data?.distribution : undefined;
  });

  readonly #partVariables = $derived(
    this.#variables &&
      this.choice?.edition.cells && { ...this.#variables, edition: this.choice.edition.cells.editionId },
  );
  readonly cellRequest = new Request(CellDocument, () =>
    this.#partVariables && url.view.cell !== undefined ? { cellId: url.view.cell, ...this.#partVariables } : undefined,
  );
  readonly districtRequest = new Request(DistrictDocument, () =>
    this.#partVariables && url.view.district !== undefined
      ? { ags: url.view.place, name: url.view.district, ...this.#partVariables }
      : undefined,
  );

  #withCells = $state.raw<string[]>([]);
  /** Municipalities that are known to have cells. */
  get agsWithCells(): readonly string[] {
    return this.#withCells;
  }

  readonly failing = $derived(this.editionsRequest.failed || this.municipalityRequest.failed);
  readonly state = $derived(url.view.place.slice(0, 2) as StateCode);

  constructor() {
    $effect(() => {
      if (this.municipality) url.named = { place: this.municipality.ags, name: this.municipality.name };
    });
    // No step of its own: going back would only lead here again.
    $effect(() => {
      const { data, answered } = this.#formerRequest;
      const former = data?.formerMunicipality;
      if (!former?.today || answered?.ags !== this.#vanished) return;
      this.former = { name: former.name, today: former.today };
      url.follow({ place: former.today.ags, called: undefined, district: undefined, cell: undefined });
    });
    $effect(() => {
      if (this.former?.today.ags !== url.view.place) this.former = undefined;
    });
    // A link keeps its meaning only if it names its edition.
    $effect(() => {
      if (this.newest && url.view.edition === undefined) url.follow({ edition: this.newest.editionId });
    });
    $effect(() => {
      const data = this.municipalityRequest.data;
      const ags = data?.municipality?.ags;
      if (data && ags !== undefined && data.cells.totalCount > 0 && !this.#withCells.includes(ags))
        this.#withCells = [...this.#withCells, ags];
    });
  }

  retry(): void {
    for (const request of [this.editionsRequest, this.municipalityRequest, this.rankRequest, this.distributionRequest])
      if (request.failed) request.retry();
  }
}
