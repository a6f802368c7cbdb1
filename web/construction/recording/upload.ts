/** Sending a file to be recorded: a rehearsal first, and then in earnest. */
import type { ConstructionContent } from '../../../geodata/construction/contents.ts';

export interface FileFinding {
  /** 0 = the file as a whole. */
  line: number;
  severity: 'refused' | 'warning';
  rule: string;
  message: string;
  fix: string;
  read?: string;
}

export interface FileReport {
  findings: readonly FileFinding[];
  /** What was recognised; null = nothing that is known. */
  content: ConstructionContent | null;
  /** Undefined = nothing of it can be used; `failure` says why. */
  result: FileResult | undefined;
  failure: Failure | undefined;
}

interface FileResult {
  status: 'imported' | 'known' | 'rehearsed';
  written: number;
  refused: number;
  warnings: number;
}

interface Failure {
  message: string;
  rule: string | null;
  details: Readonly<Record<string, string | readonly string[]>>;
}

/** What a planner says of a file where it does not say so itself. */
export interface Stated {
  holds?: ConstructionContent | undefined;
  crs?: string | undefined;
  kind?: 'area' | 'trench' | 'network_point' | undefined;
  layer?: string | undefined;
  ags?: string | undefined;
}

export type Question = keyof Stated;

/** How far a file is: what part of it was sent, and then how many of its rows were read. */
export type FileProgress = { sent: number } | { rows: number };

type ImportEvent =
  | { type: 'problem'; problem: FileFinding }
  | { type: 'done'; result: FileResult }
  | ({ type: 'failed' } & Failure)
  | { type: 'opened'; content: ConstructionContent | null }
  | { type: 'progress'; records: number };

/** Where blank forms of the tables are. */
export const templates = (
  ['stage-events', 'addresses', 'surface-defects', 'roadworks', 'plan', 'spending'] as const
).map((name) => ({
  name,
  files: ['xlsx', 'csv'].map((ending) => ({ ending, href: `/downloads/templates/${name}.${ending}` })),
}));

/** Systems that towns export in, the usual one first. */
export const coordinateSystems = [25832, 25833, 4326, 4647, 5650, 31466, 31467, 31468, 31469, 3857] as const;

const questionOfFailure: Readonly<Record<string, Question>> = {
  'crs-not-stated': 'crs',
  'unknown-crs': 'crs',
  'several-layers': 'layer',
  'unknown-layer': 'layer',
  'unknown-format': 'holds',
  'missing-columns': 'holds',
};

/** What has to be asked, for the file does not say it. */
export function questionsOf({ failure, findings }: FileReport): Question[] {
  const asked: Question[] = [];
  const question = questionOfFailure[failure?.rule ?? ''];
  if (question) asked.push(question);
  if (findings.some(({ rule }) => rule === 'wrong-geometry-type')) asked.push('kind');
  const lacksAgs = ({ rule, read }: FileFinding): boolean => rule === 'unusable-ags' && read === undefined;
  if (findings.some((finding) => lacksAgs(finding) || finding.rule === 'unknown-municipality')) asked.push('ags');
  return asked;
}

/** What comes of a file; `onProgress` is told how far it is. Errors: Error if the server does not answer. */
export async function sendFile(
  file: File,
  { token, date, dry, language }: { token: string; date: string; dry: boolean; language: 'de' | 'en' },
  stated: Stated,
  onProgress: (progress: FileProgress) => void,
): Promise<FileReport> {
  const isGeometry = /\.(geojson|json|gpkg|zip)$/i.test(file.name);
  const known = { ...(isGeometry && { holds: 'geometry' as const }), ...stated };
  const query = new URLSearchParams({ name: file.name, date, lang: language, ...(dry && { dry: '1' }) });
  for (const [name, value] of Object.entries(known)) if (value !== undefined) query.set(name, value);
  const { text, isReport } = await post(`/import?${query}`, file, token, onProgress);
  if (!isReport) {
    const { message } = JSON.parse(text) as { message: string };
    return { findings: [], content: null, result: undefined, failure: { message, rule: null, details: {} } };
  }
  const events = eventsOf(text);
  return {
    findings: events.flatMap((event) => (event.type === 'problem' ? [event.problem] : [])),
    content: events.find((event) => event.type === 'opened')?.content ?? null,
    result: events.find((event) => event.type === 'done')?.result,
    failure: events.find((event) => event.type === 'failed'),
  };
}

/** `fetch` does not tell how much was sent. */
function post(
  address: string,
  file: File,
  token: string,
  onProgress: (progress: FileProgress) => void,
): Promise<{ text: string; isReport: boolean }> {
  return new Promise((done, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => {
      if (total > 0) onProgress({ sent: loaded / total });
    };
    request.onprogress = () => {
      const last = eventsOf(request.responseText).findLast((event) => event.type === 'progress');
      if (last) onProgress({ rows: last.records });
    };
    request.onload = () => {
      const type = request.getResponseHeader('Content-Type') ?? '';
      done({ text: request.responseText, isReport: type.includes('ndjson') });
    };
    request.onerror = () => reject(new Error('The server did not answer'));
    request.send(file);
  });
}

/** Events of whole lines; the last one may not be there yet. */
function eventsOf(text: string): ImportEvent[] {
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ImportEvent);
}
