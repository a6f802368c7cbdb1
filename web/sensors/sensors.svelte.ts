import { Request } from '../request.svelte.ts';
import { url } from '../url.svelte.ts';
import { AlarmsState } from './alarms/alarms.svelte.ts';
import { AvailabilityDocument, periodVariables } from './availability/documents.ts';
import { mostCompared, type Part, type SensorChoice } from './choice.ts';
import { SeriesDocument } from './documents.ts';
import { boundsOf, countStates, current, itemsOf, noNews, type SensorItem, topicsOf, withNews } from './items.ts';
import { listenTo } from './live.ts';
import type { MomentValue } from './moments.ts';
import { Moments } from './moments.svelte.ts';
import { type Bucket, type Gap, gapsOf, type MeansOf, type Point, pointAt, pointsOf } from './chart/series.ts';
import { lastDay, partOf, seriesVariables, shownWindow, windowOf, zoomed } from './chart/window.ts';
import { Things } from './things.svelte.ts';
import { besideListed } from './things.ts';

/** Ages are told in minutes. */
const tickMs = 15_000;

/** A chart of today is asked for anew after news, but not more often. */
const renewMs = 60_000;

const hourMs = 3_600_000;

/** What the chart of a datastream draws. */
interface Drawn {
  id: number;
  bucket: Bucket;
  points: readonly Point[];
  gaps: readonly Gap[];
}

/** All that the page of the sensors asks and knows; made once, in a component. What is chosen is in the URL, never here. */
export class SensorsState {
  /** Undefined until the page is alive: what was drawn before shows states as the server said them. */
  #clock = $state<number>();
  /** A page that stays open over midnight goes on with the next day. */
  readonly today = $derived(lastDay({ on: undefined }, this.now));
  readonly day = $derived(lastDay(url.view, this.now));
  readonly things = new Things();
  readonly #series = new Request(SeriesDocument, () => seriesVariables(url.view, this.day), { brings: true });
  readonly #availability = new Request(AvailabilityDocument, () => periodVariables(url.view, this.today), {
    brings: true,
  });
  readonly alarms = new AlarmsState();
  /** Things of the map's tiles, where a town has more than are listed. */
  seen = $state.raw<readonly SensorItem[]>([]);
  #news = $state.raw(noNews);
  #cursor = $state<number>();
  #held = $state(false);

  readonly choice = $derived(url.view.sensors);
  /** From and until when charts go. */
  readonly window = $derived(shownWindow(this.choice, this.day));
  readonly place = $derived(this.things.place);
  readonly #answered = $derived(itemsOf(this.things.known, url.view.language));
  readonly items = $derived(
    this.#answered.map((item) => ({
      ...current(item, this.#news.get(item.id), this.#clock),
      alarm: this.alarms.byDatastream.get(item.id),
    })),
  );
  /** Those of the chosen theme. */
  readonly shown = $derived(
    this.choice.topic === undefined ? this.items : this.items.filter(({ theme }) => theme === this.choice.topic),
  );
  readonly topics = $derived(topicsOf(this.items));
  /** Chosen datastreams that are there, the first first. */
  readonly compared = $derived(this.choice.ids.flatMap((id) => this.items.find((item) => item.id === id) ?? []));
  readonly chosen = $derived(this.compared[0]);
  readonly counts = $derived(countStates(this.shown.filter(({ leads }) => leads)));
  /** Whether the series that are there are those of the time that is shown; else they are on their way. */
  readonly answersShown = $derived(
    this.#series.answered !== undefined &&
      Date.parse(this.#series.answered.from) === this.window.from &&
      Date.parse(this.#series.answered.to) === this.window.to,
  );
  /** The moment that the reader points at or holds, in all charts, on the map and in the list; ms since 1970. */
  readonly cursor = $derived(this.compared.length > 0 ? this.#cursor : undefined);
  /** Whether that moment stays until it is left by a word. */
  readonly held = $derived(this.cursor !== undefined && this.#held);
  /** Where the map opens: around all that is there, or around the town where that is not known. */
  readonly bounds = $derived((this.things.unlisted === 0 ? boundsOf(this.#answered) : undefined) ?? this.place?.bounds);
  readonly modelled = $derived(this.shown.some(({ modelled }) => modelled));
  readonly ready = $derived(this.things.ready);
  readonly loadingSeries = $derived(this.#series.loading);
  /** How the sensors worked, where the link asks for it; undefined = not there yet. */
  readonly availability = $derived(this.#availability.data?.sensorAvailability);
  readonly failing = $derived(
    this.things.failing || this.#series.failed || this.#availability.failed || this.alarms.failing,
  );
  /** The link names a datastream that is not there. */
  readonly unknown = $derived(this.ready && !this.things.searching && this.compared.length < this.choice.ids.length);
  readonly #drawn = $derived(this.compared.map((item) => this.#draw(item)));
  /** What is shown, as it was at the moment that the reader points at, or else as it is now. */
  readonly moments = new Moments(() => ({
    ...{ cursor: this.cursor, window: this.window, shown: this.shown },
    reading: (item) => this.#readingOf(item),
    meansOf: (item) => this.meansOf(item),
  }));
  /** What has a sign on the map: the first of each thing, those that only its tiles know last. */
  readonly marked = $derived.by<readonly SensorItem[]>(() => {
    const listed = this.moments.items.filter(({ leads }) => leads);
    const { topic } = this.choice;
    const beside = besideListed(this.seen, this.#answered).filter(({ theme }) => (topic ?? theme) === theme);
    // Of a moment that has passed the tiles know nothing.
    return [
      ...listed,
      ...(this.cursor === undefined
        ? beside
        : beside.map((item) => ({ ...item, latest: undefined, state: 'none' as const }))),
    ];
  });
  #renewed = 0;

  constructor() {
    $effect(() => {
      const tick = () => (this.#clock = Date.now());
      tick();
      const timer = setInterval(tick, tickMs);
      return () => clearInterval(timer);
    });
    $effect(() =>
      listenTo(url.view.place, {
        onnews: (news) => {
          this.#news = withNews(this.#news, news);
          this.#clock = Date.now();
          this.alarms.renew();
          if (news.datastreamIds.some((id) => id !== null && this.choice.ids.includes(id))) this.#renewSeries();
        },
        onagain: () => {
          this.things.askAnew();
          this.alarms.askAnew();
        },
      }),
    );
  }

  /** Now, ms since 1970. */
  get now(): number {
    return this.#clock ?? Date.now();
  }

  /** Series of a chosen datastream; undefined = not there yet. The last answer stays until the next is there. */
  seriesOf(id: number) {
    return this.#series.data?.datastreams.find(({ datastreamId }) => datastreamId === id);
  }

  /** What the chart of a chosen datastream draws: points, what they stand for, and times without any. */
  chartOf(item: SensorItem): Drawn {
    return this.#drawn.find(({ id }) => id === item.id) ?? this.#draw(item);
  }

  /** Which values the means of a datastream are of. */
  meansOf({ summed }: Pick<SensorItem, 'summed'>): MeansOf {
    return summed || this.choice.all ? 'all' : 'plausible';
  }

  #draw(item: SensorItem): Drawn {
    const { id, intervalSeconds } = item;
    const means = this.meansOf(item);
    const told = this.seriesOf(id);
    let bucket = this.#series.answered?.bucket ?? 'RAW';
    let points = told ? pointsOf(told.series, bucket, means) : [];
    // Single values are kept for some time, hours for ever.
    const hours = bucket === 'RAW' && points.length === 0 && told?.hours ? pointsOf(told.hours, 'HOUR', means) : [];
    if (hours.length > 0) [bucket, points] = ['HOUR', hours];
    const interval = { RAW: intervalSeconds === null ? null : intervalSeconds * 1000, HOUR: hourMs, DAY: 24 * hourMs };
    const { from, to } = this.window;
    const until = Math.min(to, Math.max(from, this.now));
    // What is on its way is no gap.
    const gaps = told && this.answersShown ? gapsOf(points, from, until, interval[bucket]) : [];
    return { id, bucket, points, gaps };
  }

  /** What the chart of a datastream reads at the moment; undefined = it has none, null = there is nothing. */
  #readingOf(item: SensorItem): MomentValue | null | undefined {
    const drawn = this.#drawn.find(({ id }) => id === item.id);
    if (!drawn || this.cursor === undefined) return undefined;
    const { points, gaps, bucket } = drawn;
    const point = pointAt(points, gaps, this.cursor);
    if (!point) return null;
    const kind = bucket === 'RAW' ? 'single' : item.summed ? 'sum' : 'mean';
    return { value: point.value, time: point.from, doubtful: point.doubtful, kind };
  }

  /** Points at a moment in passing. */
  point(time: number): void {
    if (!this.#held) this.#cursor = time;
  }

  /** Holds a moment until another one is held or all is as now again. */
  hold(time: number): void {
    this.#held = true;
    this.#cursor = time;
  }

  /** What was pointed at in passing is over. */
  leave(): void {
    if (!this.#held) this.#cursor = undefined;
  }

  /** Back to now. */
  release(): void {
    this.#held = false;
    this.#cursor = undefined;
  }

  /** Shows a part of the time; undefined = the whole range. */
  zoom(part: Part | undefined): void {
    this.choose({ part: part && partOf(part.from, part.to) });
  }

  /** Shows `factor` times as much time as now, around what the reader points at. */
  nearer(factor: number): void {
    const { cursor, window } = this;
    const { from, to } = window;
    const around = cursor !== undefined && cursor >= from && cursor <= to ? cursor : (from + to) / 2;
    this.choose({ part: zoomed(window, windowOf(this.choice.range, this.day), around, factor) });
  }

  #renewSeries(): void {
    if (this.day !== this.today || Date.now() - this.#renewed < renewMs) return;
    this.#renewed = Date.now();
    this.#series.retry();
  }

  /** A choice of the reader. */
  choose(change: Partial<SensorChoice>): void {
    url.choose({ sensors: { ...this.choice, ...change } });
  }

  /** Shows another series beside those that are shown; the fifth is not taken. */
  add(id: number): void {
    if (this.choice.ids.length < mostCompared && !this.choice.ids.includes(id))
      this.choose({ ids: [...this.choice.ids, id] });
  }

  remove(id: number): void {
    this.choose({ ids: this.choice.ids.filter((one) => one !== id) });
  }

  retry(): void {
    this.things.retry();
    for (const request of [this.#series, this.#availability]) if (request.failed) request.retry();
    this.alarms.retry();
  }
}
