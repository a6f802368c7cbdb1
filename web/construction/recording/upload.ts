/** Sending a file to be recorded: a rehearsal first, and then in earnest. */

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
  /** Undefined = nothing of it can be used; `failure` says why. */
  result: { status: 'imported' | 'known' | 'rehearsed'; written: number; refused: number } | undefined;
  failure: string | undefined;
}

type ImportEvent =
  | { type: 'problem'; problem: FileFinding }
  | { type: 'done'; result: NonNullable<FileReport['result']> }
  | { type: 'failed'; message: string }
  | { type: 'opened' | 'progress' };

/** Where blank forms of the tables are. */
export const templates = (
  ['stage-events', 'addresses', 'surface-defects', 'roadworks', 'plan', 'spending'] as const
).map((name) => ({
  name,
  files: ['xlsx', 'csv'].map((ending) => ({ ending, href: `/downloads/templates/${name}.${ending}` })),
}));

/** What comes of a file. Errors: those of fetch, if the server does not answer. */
export async function sendFile(
  file: File,
  { token, date, dry }: { token: string; date: string; dry: boolean },
): Promise<FileReport> {
  const isGeometry = /\.(geojson|json|gpkg|zip)$/i.test(file.name);
  const query = new URLSearchParams({
    name: file.name,
    date,
    ...(isGeometry && { holds: 'geometry' }),
    ...(dry && { dry: '1' }),
  });
  const response = await fetch(`/import?${query}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/octet-stream' },
    body: file,
  });
  if (!response.headers.get('content-type')?.includes('ndjson')) {
    const { message } = (await response.json()) as { message: string };
    return { findings: [], result: undefined, failure: message };
  }
  const events = (await response.text())
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ImportEvent);
  return {
    findings: events.flatMap((event) => (event.type === 'problem' ? [event.problem] : [])),
    result: events.find((event) => event.type === 'done')?.result,
    failure: events.find((event) => event.type === 'failed')?.message,
  };
}
