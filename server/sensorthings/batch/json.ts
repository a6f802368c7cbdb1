import { answerJson, type ServiceAnswer } from '../answer.ts';
import { badRequest } from '../problem.ts';
import { isBody, parseBody } from '../write/body.ts';
import { type BatchRequest, type BatchRun, skipped } from './run.ts';

type JsonRequest = BatchRequest & { id: string; group: string | undefined };

/**
 * Answers the JSON form of a batch. Requests with one `atomicityGroup` are done whole or not at all; they stand side by
 * side. Errors: 400 for a malformed batch.
 */
export async function answerJsonBatch(run: BatchRun, text: string): Promise<ServiceAnswer> {
  const { requests } = parseBody(text);
  if (!Array.isArray(requests)) throw badRequest('requests: must be a list.');
  const read = requests.map(readRequest);
  const ids = new Set(read.map(({ id }) => id));
  if (ids.size < read.length) throw badRequest('requests: each needs an id of its own.');
  const responses: unknown[] = [];
  for (let start = 0; start < read.length;) {
    const first = read[start];
    if (!first) break;
    let end = start + 1;
    while (first.group !== undefined && read[end]?.group === first.group) end++;
    const members = read.slice(start, end);
    responses.push(
      ...(first.group === undefined ? [responseOf(first, await run.run(first))] : await runGroup(run, members)),
    );
    start = end;
  }
  return answerJson(200, { responses });
}

async function runGroup(run: BatchRun, members: readonly JsonRequest[]): Promise<unknown[]> {
  const { answers, failed } = await run.runWhole(members);
  return members.map((member, index) => {
    const own = answers[index];
    const undone = failed && own !== failed;
    return responseOf(member, own && !undone ? own : skipped('Another request of its group failed, so it was undone.'));
  });
}

function readRequest(value: unknown, index: number): JsonRequest {
  const where = `requests[${index}]`;
  if (!isBody(value)) throw badRequest(`${where}: must be an object.`);
  const { id, method, url, body, atomicityGroup: group, headers, if: condition } = value;
  if (typeof id !== 'string' || !/^[A-Za-z0-9_.:,;-]{1,100}$/.test(id))
    throw badRequest(`${where}.id: must be letters, digits and _ . : , ; - only.`);
  if (typeof method !== 'string' || typeof url !== 'string') throw badRequest(`${where}: needs method and url.`);
  if (group !== undefined && typeof group !== 'string') throw badRequest(`${where}.atomicityGroup: must be a text.`);
  const type = isBody(headers)
    ? Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1]
    : undefined;
  return {
    ...{ id, method, url, group },
    contentType: typeof type === 'string' ? type : 'application/json',
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    condition: condition === undefined ? undefined : readCondition(condition, where),
  };
}

function readCondition(value: unknown, where: string): BatchRequest['condition'] {
  const [, not, id] = (typeof value === 'string' ? /^(not\s+)?\$([A-Za-z0-9_.:,;-]+)$/.exec(value) : null) ?? [];
  if (id === undefined) throw badRequest(`${where}.if: must be "$id" or "not $id" of a request before.`);
  return { id, succeeded: not === undefined };
}

function responseOf({ id }: JsonRequest, { status, headers, body }: ServiceAnswer): unknown {
  const json = headers['Content-Type']?.includes('json');
  return {
    ...{ id, status },
    ...(headers.Location !== undefined && { location: headers.Location }),
    ...(body !== undefined && { body: json ? (JSON.parse(body) as unknown) : body }),
  };
}
