import type { Technology } from '../../geodata/technologies.ts';
import { isSurveyed } from '../editions/figures.ts';
import { EditionsDocument } from '../editions/documents.ts';
import { type Edition, listCurrent, listEditions } from '../editions/editions.ts';
import { Request } from '../request.svelte.ts';
import { url } from '../url.svelte.ts';
import { ClusterGapsDocument, DistrictGapsDocument, MunicipalityGapsDocument, PlaceDocument } from './documents.ts';
import { fromCluster, fromDistrict, fromMunicipality, type GapItem } from './items.ts';
import { resolveMeans } from './question.ts';

/** Gaps that come at once; more come when the reader asks for them. */
const pageLength = 50;

/** The question with its edition, as it goes to the server. */
export interface Question {
  edition: Edition;
  /** The edition whose figures are asked: below the municipality one of cells. */
  figures: { editionId: string; figures: readonly { name: string }[] };
  technology: Technology;
}

/** What is in no gap, counted apart. */
export interface Apart {
  notStated: number;
  protectedCells: number;
  uninhabited: number;
  smaller: number;
}

/** The gaps of an answer; what they are made of belongs to the speed that was asked for. */
function listed<Node>(
  {
    data,
    answered,
  }: { data: { gaps: { edges: { node: Node }[] } } | undefined; answered: { speed: number } | undefined },
  from: (node: Node, speed: number) => GapItem,
): GapItem[] | undefined {
  return answered && data?.gaps.edges.map(({ node }) => from(node, answered.speed));
}

/** All that "Where are the gaps?" asks and knows; made once, in a component. What is chosen is in the URL, never here. */
export class GapsState {
  readonly editionsRequest = new Request(EditionsDocument, () => ({}));
  readonly editions = $derived(this.editionsRequest.data ? listEditions(this.editionsRequest.data) : []);
  readonly current = $derived(listCurrent(this.editions));
  readonly pinned = $derived(this.editions.find(({ editionId }) => editionId === url.view.edition));
  readonly unknownEdition = $derived(
    this.editions.length > 0 && url.view.edition !== undefined && !this.pinned ? url.view.edition : undefined,
  );
  readonly edition = $derived(this.pinned ?? this.current.at(-1));
  readonly question = $derived.by<Question | undefined>(() => {
    if (!this.edition) return undefined;
    const { level, technology, speed } = url.view;
    const figures = level === 'municipalities' ? this.edition : this.edition.cells;
    return figures && { edition: this.edition, figures, technology: resolveMeans(figures, technology, speed) };
  });
  readonly surveyed = $derived(
    this.question !== undefined && isSurveyed(this.question.figures, this.question.technology, url.view.speed),
  );
  /** How many of the list are wanted; more when the reader asks. */
  wanted = $state(pageLength);

  readonly #placeRequest = new Request(PlaceDocument, () => {
    const cells = this.edition?.cells;
    return cells && { ags: url.view.place, edition: cells.editionId };
  });
  /** Whether the edition has cells of the place; undefined while it is not known. */
  readonly #hasCells = $derived.by(() => {
    const { data, answered } = this.#placeRequest;
    const fits = answered?.ags === url.view.place && answered.edition === this.edition?.cells?.editionId;
    return fits && data ? data.cells.totalCount > 0 : undefined;
  });
  /** The place is known, and the edition has no cells of it. */
  readonly noCells = $derived(url.view.level !== 'municipalities' && this.#hasCells === false);

  readonly #common = $derived(
    this.question && {
      edition: this.question.figures.editionId,
      technology: this.question.technology,
      speed: url.view.speed,
      below: url.view.below,
      order: url.view.order === 'share' ? ('SHARE' as const) : ('HOUSEHOLDS' as const),
      first: Math.min(this.wanted, 500),
    },
  );
  readonly #ofPlace = $derived(
    this.#common && this.#hasCells
      ? { ...this.#common, ags: url.view.place, minHouseholds: url.view.minHouseholds }
      : undefined,
  );
  readonly clusters = new Request(ClusterGapsDocument, () =>
    url.view.level === 'clusters' ? this.#ofPlace : undefined,
  );
  readonly districts = new Request(DistrictGapsDocument, () =>
    url.view.level === 'districts' ? this.#ofPlace : undefined,
  );
  readonly municipalities = new Request(MunicipalityGapsDocument, () =>
    url.view.level === 'municipalities' && this.#common
      ? { ...this.#common, filter: { stateCode: url.view.state ?? null } }
      : undefined,
  );
  readonly request = $derived(this[url.view.level]);

  readonly items = $derived.by<readonly GapItem[] | undefined>(() => {
    if (this.noCells) return [];
    if (url.view.level === 'clusters') return listed(this.clusters, fromCluster);
    if (url.view.level === 'districts') return listed(this.districts, fromDistrict);
    return listed(this.municipalities, fromMunicipality);
  });
  /** A municipality that was chosen on the map or by search, and is further down in the list than it has come. Asked after `items`, which it reads at once. */
  readonly #distant = new Request(MunicipalityGapsDocument, () => {
    const { gap, level } = url.view;
    const listed = this.items?.some(({ key }) => key === gap) ?? true;
    return level === 'municipalities' && gap !== undefined && !listed && this.#common
      ? { ...this.#common, first: 1, filter: { ags: [gap] } }
      : undefined;
  });
  readonly total = $derived(this.noCells ? 0 : (this.request.data?.gaps.totalCount ?? 0));
  readonly hasMore = $derived(this.request.data?.gaps.pageInfo.hasNextPage === true && this.wanted < 500);
  /** Households without the class in all gaps; null = not known. */
  readonly households = $derived.by(() => {
    const gaps = this.request.data?.gaps;
    return gaps && 'householdsWithout' in gaps ? gaps.householdsWithout : null;
  });
  readonly apart = $derived.by<Apart>(() => {
    const gaps = this.noCells ? undefined : this.request.data?.gaps;
    return {
      notStated: gaps?.notStatedCount ?? 0,
      protectedCells: gaps && 'protectedCount' in gaps ? gaps.protectedCount : 0,
      uninhabited: gaps && 'uninhabitedCount' in gaps ? gaps.uninhabitedCount : 0,
      smaller: gaps && 'smallerCount' in gaps ? gaps.smallerCount : 0,
    };
  });
  /** Undefined while it is not known. */
  readonly place = $derived.by(() => {
    const { data, answered } = this.#placeRequest;
    return answered?.ags === url.view.place ? (data?.municipality ?? undefined) : undefined;
  });
  readonly placeName = $derived(this.place?.name ?? url.view.place);
  readonly state = $derived(url.view.state);
  readonly failing = $derived(this.editionsRequest.failed || (this.request.failed && !this.noCells));
  readonly chosen = $derived.by<GapItem | undefined>(() => {
    const { gap, level } = url.view;
    const listed = this.items?.find(({ key }) => key === gap);
    if (listed || level !== 'municipalities') return listed;
    const [edge] = this.#distant.data?.gaps.edges ?? [];
    return edge && edge.node.municipality.ags === gap ? fromMunicipality(edge.node) : undefined;
  });

  constructor() {
    // A link keeps its meaning only if it names its edition.
    $effect(() => {
      if (this.edition && url.view.edition === undefined) url.follow({ edition: this.edition.editionId });
    });
  }

  more(): void {
    this.wanted = Math.min(this.wanted + pageLength, 500);
  }

  retry(): void {
    for (const request of [this.editionsRequest, this.request]) if (request.failed) request.retry();
  }
}
