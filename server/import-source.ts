import type { FailureDetails, Population, Problem } from '../geodata/records.ts';
import { type Language, problemText } from '../geodata/words/problems.ts';
import { openSource, type SourceInput } from '../geodata/formats/detect.ts';
import type { ConstructionContent } from '../geodata/construction/contents.ts';
import type { Database } from './database/database.ts';
import { importEdition, type ImportResult } from './editions/import.ts';
import { OperatorError } from './errors.ts';
import { openWriter } from './imports.ts';

/** What the one who imports may say of a file. */
export interface ImportOptions {
  title?: string | undefined;
  /** ISO date that the figures hold for. */
  referenceDate?: string | undefined;
  population?: Population | undefined;
  /** Edition that this file corrects. */
  supersedes?: string | undefined;
  /** Stands beside another edition of the same kind, source and date. */
  beside?: boolean | undefined;
  /** What the file holds, where it could be read as more than one thing. */
  holds?: ConstructionContent | undefined;
  /** Of geometry: e.g. EPSG:25832, where the file does not say it. */
  crs?: string | undefined;
  /** Of geometry: what its features are, where that is not clear from their shapes. */
  kind?: 'area' | 'trench' | 'network_point' | undefined;
  /** Of geometry: municipality, where it is not to be found from the place. */
  ags?: string | undefined;
  /** Of a GeoPackage with several layers: the one that is meant. */
  layer?: string | undefined;
  /** In which language problems and failures are told; default: English. */
  language?: Language | undefined;
  /** A rehearsal: all is done and told as if in earnest, and then undone. */
  dry?: boolean | undefined;
  /** The only kinds of edition that may come of it; default: any. */
  kinds?: ReadonlySet<string> | undefined;
}

/** What happens during an import, in order; the same on a console and over HTTP. */
export type ImportEvent =
  | {
      type: 'opened';
      kind: string;
      content: ConstructionContent | null;
      description: string;
      bytesTotal: number | null;
    }
  | { type: 'progress'; records: number; bytes: number; bytesTotal: number | null }
  /** `text`: what the problem says, in the language that was asked for. */
  | { type: 'problem'; problem: Problem; text: string }
  | { type: 'done'; result: ImportResult }
  /** `message` is in the language that was asked for; `rule` null = it has no name. */
  | { type: 'failed'; message: string; rule: string | null; details: FailureDetails };

/** Ends a rehearsal, and what it has written with it. */
class Rehearsed extends Error {
  readonly result: ImportResult;
  constructor(result: ImportResult) {
    super('This was a rehearsal');
    this.result = { ...result, status: result.status === 'known' ? 'known' : 'rehearsed' };
  }
}

/**
 * Imports one file or address as one edition. `source`: a path or an address, or what somebody has sent.
 * Errors: OperatorError, FormatError; nothing was written then.
 */
export async function importSource(
  database: Database,
  source: string | Extract<SourceInput, { name: string }>,
  options: ImportOptions,
  send: (event: ImportEvent) => void,
): Promise<ImportResult> {
  let bytes = 0;
  let bytesTotal: number | null = null;
  let records = 0;
  const progress = (): void => send({ type: 'progress', records, bytes, bytesTotal });
  const opened = await openSource(typeof source === 'string' ? inputOf(source) : source, {
    holds: options.holds,
    network: { crs: options.crs, kind: options.kind, ags: options.ags, layer: options.layer },
    ...(options.population && { population: options.population }),
    ...(options.referenceDate && { referenceDate: options.referenceDate }),
    onBytes(read, total) {
      const step = (total ?? 0) / 200;
      const worthTelling = read - bytes > step || read === total;
      if (!worthTelling) return;
      bytes = read;
      bytesTotal = total;
      progress();
    },
  });
  try {
    if (options.kinds?.has(opened.kind) === false) {
      throw new OperatorError(`${opened.name} holds ${opened.description}; that is not taken here.`, 'not-taken-here', {
        file: opened.name,
      });
    }
    const { kind, content, description: holds } = opened;
    send({ type: 'opened', kind, content, description: holds, bytesTotal: opened.bytesTotal });
    const description = {
      // What the construction record is from is read on pages of either language: the name of the file is in none.
      title: options.title ?? (content === null ? `${opened.name}: ${opened.description}` : opened.name),
      referenceDate: options.referenceDate,
      fileName: opened.name,
      url: opened.url,
      sha256: await opened.sha256(),
      supersedes: options.supersedes,
      beside: options.beside ?? false,
    };
    const observer = {
      onProblem: (problem: Problem) =>
        send({ type: 'problem', problem, text: problemText(problem, options.language ?? 'en') }),
      onProgress(read: number) {
        records = read;
        progress();
      },
    };
    const result = await database.db
      .transaction()
      .execute(async (transaction) => {
        const imported = await importEdition(transaction, opened.items, description, openWriter, observer);
        if (options.dry) throw new Rehearsed(imported);
        return imported;
      })
      .catch((error: unknown) => {
        if (error instanceof Rehearsed) return error.result;
        throw error;
      });
    send({ type: 'done', result });
    return result;
  } finally {
    await opened.dispose();
  }
}

function inputOf(source: string): SourceInput {
  return /^https?:\/\//i.test(source) ? { url: source } : { path: source };
}
