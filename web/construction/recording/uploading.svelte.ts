import { announcer } from '../../announcer.svelte.ts';
import { today } from '../../days.ts';
import { planner } from '../../frame/planner.svelte.ts';
import { recordingWords } from '../../messages/recording.ts';
import { inLanguage } from '../../messages/words.svelte.ts';
import { url } from '../../url.svelte.ts';
import { type FileProgress, type FileReport, type Question, questionsOf, sendFile, type Stated } from './upload.ts';

/** A file that is chosen, what has to be said of it, and what became of it. Made once, in a component. */
export class Uploading {
  files = $state<FileList>();
  date = $state(today());
  /** Empty = not said. */
  stated = $state<Record<Question, string>>({ ...nothing });
  report = $state.raw<FileReport>();
  progress = $state.raw<FileProgress>();
  busy = $state(false);
  /** The server did not answer. */
  failed = $state(false);
  /** No file is chosen. */
  missing = $state(false);
  /** What the file did not say so far. */
  questions = $state.raw<readonly Question[]>([]);
  /** Layers of the file, once it has said that there are several. */
  layers = $state.raw<readonly string[]>([]);

  /** Begins anew with another file. */
  choose(): void {
    this.report = undefined;
    this.questions = [];
    this.layers = [];
    this.stated = { ...nothing };
    this.missing = false;
  }

  async send(dry: boolean): Promise<void> {
    const file = this.files?.[0];
    const { token } = planner;
    this.missing = file === undefined;
    if (file === undefined || token === undefined || this.busy) return;
    this.busy = true;
    this.failed = false;
    this.progress = undefined;
    try {
      const stated = Object.fromEntries(Object.entries(this.stated).filter(([, value]) => value !== '')) as Stated;
      const options = { token, date: this.date, dry, language: url.view.language };
      this.report = await sendFile(file, options, stated, (progress) => (this.progress = progress));
      this.questions = [...this.questions, ...questionsOf(this.report)];
      const { layers } = this.report.failure?.details ?? {};
      if (Array.isArray(layers)) this.layers = layers as string[];
      if (this.report.result) announcer.say(this.summary);
    } catch {
      this.failed = true;
    }
    this.busy = false;
  }

  /** What came of the file, in a sentence; empty = nothing. */
  get summary(): string {
    const { upload } = inLanguage(recordingWords);
    const result = this.report?.result;
    if (!result) return '';
    const { status, written, refused } = result;
    if (status === 'known') return upload.known;
    return status === 'imported' ? upload.done(written, refused) : upload.good(written, refused);
  }
}

const nothing: Record<Question, string> = { holds: '', crs: '', kind: '', layer: '', ags: '' };
