import { announcer } from '../../announcer.svelte.ts';
import { planner } from '../../frame/planner.svelte.ts';
import { client } from '../../graphql.ts';
import { recordingWords } from '../../messages/recording.ts';
import { inLanguage } from '../../messages/words.svelte.ts';
import { Request } from '../../request.svelte.ts';
import { url } from '../../url.svelte.ts';
import { today } from '../../days.ts';
import {
  type Conflict,
  PreviewDocument,
  RevisionDocument,
  SaveDocument,
  type SavedStage,
  type StageEvent,
  type StageFinding,
  type StagePreview,
  type StageSubject,
  SubjectsDocument,
  UndoDocument,
} from './documents.ts';
import { emptyFields, eventOf, type Fields, nextFields, saysAnything } from './form.ts';

/** How long the preview waits for the next key. */
const typingPause = 350;

/** A form of one event: what is filled in, what the public would read, and what became of it. Made once, in a component. */
export class RecordingState {
  fields = $state<Fields>(emptyFields(today()));
  /** One area of a district that has several. */
  areaId = $state<string>();
  preview = $state.raw<StagePreview>();
  findings = $state.raw<readonly StageFinding[]>([]);
  saved = $state.raw<SavedStage>();
  conflict = $state.raw<Conflict>();
  /** The server did not answer. */
  failed = $state(false);
  saving = $state(false);
  #basedOn = $state.raw<string>();
  #turn = 0;

  readonly #subjects = new Request(SubjectsDocument, () => ({
    ags: url.view.place,
    address: url.view.address ?? '',
    hasAddress: url.view.address !== undefined,
  }));
  readonly municipality = $derived(this.#subjects.data?.municipality ?? undefined);
  readonly areas = $derived(this.municipality?.rolloutAreas ?? []);
  readonly districts = $derived(
    [...Map.groupBy(this.areas, ({ districtName }) => districtName)].flatMap(([name, areas]) =>
      name === null ? [] : [{ name, areas }],
    ),
  );
  readonly address = $derived(
    url.view.address !== undefined && this.#subjects.data?.address?.addressId === url.view.address
      ? this.#subjects.data.address
      : undefined,
  );
  readonly subject = $derived.by<StageSubject | undefined>(() => {
    const { place: ags, district, address } = url.view;
    if (address !== undefined) return { ags, kind: 'ADDRESS', id: address };
    if (this.areaId !== undefined) return { ags, kind: 'AREA', id: this.areaId };
    return district === undefined ? undefined : { ags, districtName: district };
  });
  readonly #event = $derived(this.subject && eventOf($state.snapshot(this.fields), this.subject));

  constructor() {
    $effect(() => {
      const { subject } = this;
      this.#basedOn = undefined;
      this.conflict = undefined;
      if (subject && planner.token !== undefined) void this.#open(subject);
    });
    $effect(() => {
      const event = this.#event;
      if (!event || planner.token === undefined || !saysAnything(this.fields)) {
        this.#turn++;
        this.preview = undefined;
        this.findings = [];
        return;
      }
      const timer = setTimeout(() => void this.#look(event), typingPause);
      return () => clearTimeout(timer);
    });
  }

  /** What is wrong with a field. */
  findingOf(field: string): StageFinding | undefined {
    return this.findings.find((finding) => finding.field === field);
  }

  async #open(subject: StageSubject): Promise<void> {
    const { data } = await client.query(RevisionDocument, { subject }, { requestPolicy: 'network-only' }).toPromise();
    this.failed = data === undefined;
    if (this.subject === subject && data?.stageRecord.__typename === 'StageRecord')
      this.#basedOn = data.stageRecord.revision;
  }

  async #look(event: StageEvent): Promise<void> {
    const turn = ++this.#turn;
    const w = inLanguage(recordingWords);
    const { title, publisher } = event.source;
    // Who says so is asked for last, and no reason to show nothing before.
    const source = { ...event.source, title: title.trim() || w.noTitle, publisher: publisher.trim() || w.noPublisher };
    const variables = { event: { ...event, source }, language: this.#language };
    const { data } = await client.query(PreviewDocument, variables, { requestPolicy: 'network-only' }).toPromise();
    if (turn !== this.#turn) return;
    this.failed = data === undefined;
    const result = data?.previewStage;
    this.preview = result?.__typename === 'StagePreview' ? result : undefined;
    if (result?.__typename === 'StageRefusedError') this.findings = result.findings;
    else this.findings = result?.__typename === 'StagePreview' ? result.warnings : [];
  }

  /** Saves what is filled in; after a conflict, knowing what somebody else has recorded. */
  async save(): Promise<void> {
    const event = this.#event;
    if (!event || this.saving) return;
    this.saving = true;
    if (this.#basedOn === undefined) await this.#open(event.subject);
    const basedOn = this.conflict?.revision ?? this.#basedOn ?? '';
    const { data } = await client.mutation(SaveDocument, { event, basedOn, language: this.#language }).toPromise();
    this.saving = false;
    this.failed = data === undefined;
    const result = data?.recordStage;
    const w = inLanguage(recordingWords);
    if (result?.__typename === 'RecordedStage') {
      this.#turn++;
      this.saved = result;
      this.conflict = undefined;
      this.#basedOn = result.revision;
      this.fields = nextFields(this.fields, today());
      announcer.say(w.saved.title);
    } else if (result?.__typename === 'ChangedMeanwhileError') {
      this.conflict = result;
      announcer.say(w.conflict.title);
    } else if (result?.__typename === 'StageRefusedError') this.findings = result.findings;
    else if (result?.__typename === 'PlannerOnlyError') planner.signOut();
  }

  /** Takes back what was saved last. */
  async undo(): Promise<void> {
    const editionId = this.saved?.edition.editionId;
    if (editionId === undefined) return;
    const { data } = await client.mutation(UndoDocument, { editionId, language: this.#language }).toPromise();
    const w = inLanguage(recordingWords);
    this.failed = data === undefined;
    if (data === undefined) return;
    this.saved = undefined;
    if (data.retractStage.__typename === 'RetractedStage') {
      this.#basedOn = data.retractStage.revision;
      announcer.say(w.saved.undone);
    } else announcer.say(w.saved.notUndone);
  }

  /** Something was taken back below: the form goes on from there. */
  renew(): void {
    this.saved = undefined;
    this.#basedOn = undefined;
    if (this.subject) void this.#open(this.subject);
  }

  /** Leaves what somebody else has recorded as it is. */
  discard(): void {
    this.#basedOn = this.conflict?.revision;
    this.conflict = undefined;
    this.fields = nextFields(this.fields, today());
  }

  get #language(): 'DE' | 'EN' {
    return url.view.language === 'en' ? 'EN' : 'DE';
  }
}
