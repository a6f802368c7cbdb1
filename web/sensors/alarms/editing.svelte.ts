import { announcer } from '../../announcer.svelte.ts';
import { planner } from '../../frame/planner.svelte.ts';
import { client } from '../../graphql.ts';
import { alarmWords } from '../../messages/alarms.ts';
import { inLanguage } from '../../messages/words.svelte.ts';
import { url } from '../../url.svelte.ts';
import type { AlarmsState } from './alarms.svelte.ts';
import {
  PreviewThresholdDocument,
  RemoveThresholdDocument,
  SetThresholdDocument,
  TestWebhookDocument,
  type Threshold,
  type ThresholdInput,
  type ThresholdPreview,
  type WebhookAnswer,
} from './documents.ts';
import { emptyFields, type FieldError, type FieldName, type Fields, fieldsOf, inputAsBefore, inputOf } from './form.ts';

/** How long the preview waits for the next key. */
const typingPause = 350;

type Errors = Partial<Record<FieldName, FieldError>>;

/** A planner's form of one threshold of a datastream, and what became of it. Made once, in a component. */
export class Editing {
  readonly #alarms: AlarmsState;
  readonly #datastreamId: () => number;
  fields = $state<Fields>({ ...emptyFields });
  /** The threshold that is changed; null = a new one, undefined = the form is closed. */
  id = $state.raw<number | null>();
  preview = $state.raw<ThresholdPreview>();
  errors = $state.raw<Errors>({});
  /** What was done last, and how it is undone. */
  done = $state.raw<{ text: string; undo: () => Promise<void> }>();
  /** The server did not answer. */
  failed = $state(false);
  saving = $state(false);
  /** The threshold whose webhook was tested last, and what that answered; undefined = it is on its way. */
  tested = $state.raw<{ id: number; answer: WebhookAnswer | undefined }>();

  constructor(alarms: AlarmsState, datastreamId: () => number) {
    this.#alarms = alarms;
    this.#datastreamId = datastreamId;
    $effect(() => {
      const input = this.id === undefined ? undefined : this.#read().input;
      if (!input) {
        this.preview = undefined;
        return;
      }
      let late = false;
      const timer = setTimeout(() => {
        const variables = { ags: url.view.place, threshold: input };
        void client
          .query(PreviewThresholdDocument, variables, { requestPolicy: 'network-only' })
          .toPromise()
          .then(({ data }) => {
            const result = data?.previewThreshold;
            if (!late) this.preview = result?.__typename === 'ThresholdPreview' ? result : undefined;
          });
      }, typingPause);
      return () => {
        late = true;
        clearTimeout(timer);
      };
    });
  }

  /** Opens the form, of a threshold or empty. */
  open(threshold: Threshold | null): void {
    this.id = threshold?.thresholdId ?? null;
    this.fields = threshold ? fieldsOf(threshold, url.view.language === 'en' ? '.' : ',') : { ...emptyFields };
    this.errors = {};
    this.failed = false;
  }

  close(): void {
    this.id = undefined;
  }

  #read() {
    const { name } = this.fields;
    // What it is called is no reason to show nothing before.
    const fields = {
      ...this.fields,
      webhookSecret: '',
      unsigned: false,
      name: name.trim() === '' && this.id === null ? '…' : name,
    };
    return inputOf(fields, { id: this.id ?? null, datastreamId: this.#datastreamId() });
  }

  /** Sets what is filled in. */
  async save(): Promise<void> {
    const before = this.#alarms.thresholds.find(({ thresholdId }) => thresholdId === this.id);
    const { input, errors } = inputOf($state.snapshot(this.fields), {
      ...{ id: this.id ?? null, datastreamId: this.#datastreamId() },
    });
    this.errors = errors;
    if (!input || this.saving) return;
    const id = await this.#set(input);
    if (id === undefined) return;
    this.close();
    const w = inLanguage(alarmWords);
    const said = before ? w.done.changed(input.name) : w.done.added(input.name);
    // Nobody is told what the secret was, so it can't be set again.
    const lost = before?.signed === true && input.webhookSecret !== undefined;
    this.#tell(lost ? `${said} ${w.done.secretLost}` : said, () =>
      before ? this.#setAgain(before) : this.#remove(id),
    );
  }

  /** Ends a threshold, or lets it go on; its log stays. */
  async setActive(threshold: Threshold, active: boolean): Promise<void> {
    if ((await this.#set({ ...inputAsBefore(threshold), active })) === undefined) return;
    const w = inLanguage(alarmWords);
    this.#tell(active ? w.done.resumed(threshold.name) : w.done.ended(threshold.name), () => this.#setAgain(threshold));
  }

  /** Sends a test message to the webhook of a threshold that is set. */
  async test({ thresholdId: id }: Threshold): Promise<void> {
    if (this.tested && !this.tested.answer) return;
    this.tested = { id, answer: undefined };
    const { data } = await client.mutation(TestWebhookDocument, { ags: url.view.place, id }).toPromise();
    const result = data?.testWebhook;
    if (result?.__typename === 'PlannerOnlyError') planner.signOut();
    this.failed = result?.__typename !== 'WebhookAnswer';
    this.tested = result?.__typename === 'WebhookAnswer' ? { id, answer: result } : undefined;
  }

  #tell(text: string, undo: () => Promise<void>): void {
    this.done = { text, undo };
    announcer.say(text);
  }

  /** The id of what was set; undefined = it was not. */
  async #set(threshold: ThresholdInput): Promise<number | undefined> {
    this.saving = true;
    const { data, error } = await client.mutation(SetThresholdDocument, { ags: url.view.place, threshold }).toPromise();
    this.saving = false;
    const wrong = error?.graphQLErrors.map(({ extensions }) => extensions.argument as FieldName | undefined)[0];
    if (wrong !== undefined && wrong in emptyFields) this.errors = { [wrong]: 'refused' };
    const result = data?.setThreshold;
    this.failed = wrong === undefined && result?.__typename !== 'Threshold';
    if (result?.__typename === 'PlannerOnlyError') planner.signOut();
    if (result?.__typename !== 'Threshold') return undefined;
    this.#alarms.askAnew();
    return result.thresholdId;
  }

  async #setAgain(threshold: Threshold): Promise<void> {
    if ((await this.#set(inputAsBefore(threshold))) !== undefined) this.#undone();
  }

  async #remove(id: number): Promise<void> {
    const { data } = await client.mutation(RemoveThresholdDocument, { ags: url.view.place, id }).toPromise();
    this.failed = data === undefined;
    if (data === undefined) return;
    this.#alarms.askAnew();
    this.#undone();
  }

  #undone(): void {
    this.done = undefined;
    announcer.say(inLanguage(alarmWords).done.undone);
  }
}
