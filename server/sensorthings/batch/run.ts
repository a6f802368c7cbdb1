import type { ServiceAnswer, ServiceRequest } from '../answer.ts';
import { badRequest, shown } from '../problem.ts';
import { answer, type ServiceContext } from '../service.ts';
import { isBody } from '../write/body.ts';

/** A request of a batch. */
export interface BatchRequest {
  /** Name that later requests may refer to, as `$name`; undefined = it has none. */
  id: string | undefined;
  method: string;
  url: string;
  contentType: string;
  /** Undefined = nothing. */
  body: string | undefined;
  /** Run only if the request of this name succeeded, or failed. */
  condition?: { id: string; succeeded: boolean } | undefined;
}

/** What a request of a batch led to, for those that refer to it. */
interface Outcome {
  status: number;
  /** Path of the entity below the root, and its id; undefined = there is none. */
  path: string | undefined;
  id: number | undefined;
}

const mostRequests = 1000;

/** Runs the requests of a batch one after the other, with what they refer to of each other. */
export class BatchRun {
  readonly #context: ServiceContext;
  readonly #mayWrite: boolean;
  readonly #outcomes = new Map<string, Outcome>();
  #count = 0;

  constructor(context: ServiceContext, mayWrite: boolean) {
    this.#context = context;
    this.#mayWrite = mayWrite;
  }

  /** Runs one request. Errors: only what is no client's fault. */
  async run(request: BatchRequest, context = this.#context): Promise<ServiceAnswer> {
    this.#count++;
    if (this.#count > mostRequests) throw badRequest(`A batch has ${mostRequests} requests at most.`);
    const { condition } = request;
    const before = condition && this.#outcomes.get(condition.id);
    const unfit = condition && (before !== undefined && before.status < 400) !== condition.succeeded;
    const made = unfit
      ? skipped(`The condition on ${shown(condition.id)} does not hold.`)
      : await this.#answer(request, context);
    if (request.id !== undefined) this.#outcomes.set(request.id, outcomeOf(made, context.links.root));
    return made;
  }

  /** Runs a change set: all of it or nothing. Returns an answer a request; the first failure stops it. */
  async runWhole(
    requests: readonly BatchRequest[],
  ): Promise<{ answers: ServiceAnswer[]; failed: ServiceAnswer | undefined }> {
    const answers: ServiceAnswer[] = [];
    let failed: ServiceAnswer | undefined;
    try {
      await this.#context.db.transaction().execute(async (transaction) => {
        for (const request of requests) {
          const made = await this.run(request, { ...this.#context, db: transaction, transaction });
          answers.push(made);
          if (made.status < 400) continue;
          failed = made;
          throw new ChangeSetFailed();
        }
      });
    } catch (error) {
      if (!(error instanceof ChangeSetFailed)) throw error;
      // Nothing of it is there, so nobody may refer to it.
      for (const { id } of requests)
        if (id !== undefined) this.#outcomes.set(id, { status: 424, path: undefined, id: undefined });
    }
    return { answers, failed };
  }

  async #answer({ method, url, contentType, body }: BatchRequest, context: ServiceContext): Promise<ServiceAnswer> {
    const [path = '', ...query] = this.#resolve(url).split('?');
    if (path === '$batch') return skipped('A batch may not hold another one.', 400);
    const asked: ServiceRequest = {
      ...{ method: method.toUpperCase(), path, query: query.join('?'), contentType, mayWrite: this.#mayWrite },
      body: body === undefined ? '' : this.#fill(body),
    };
    return answer(context, asked);
  }

  /** An address as a path below the root: absolute, from the host's root, or below the service root; `$name` is an entity. */
  #resolve(url: string): string {
    const { root } = this.#context.links;
    const host = new URL(root);
    const below = [root, host.pathname].find((start) => url.startsWith(`${start}/`));
    const path = (below === undefined ? url : url.slice(below.length)).replace(/^\/+/, '');
    const [, name, rest = ''] = /^\$([^/?]+)(.*)$/s.exec(path) ?? [];
    const referred = name === undefined ? undefined : this.#outcomes.get(name)?.path;
    return referred === undefined ? path : referred + rest;
  }

  /** Puts ids where a body refers to what was made before. */
  #fill(body: string): string {
    if (!body.includes('"$')) return body;
    let value: unknown;
    try {
      value = JSON.parse(body);
    } catch {
      return body; // whoever reads it says what is wrong
    }
    return JSON.stringify(this.#filled(value, 0));
  }

  #filled(value: unknown, depth: number): unknown {
    if (depth > 60) return value;
    if (Array.isArray(value)) return value.map((item) => this.#filled(item, depth + 1));
    if (!isBody(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => {
        const reference =
          name === '@iot.id' && typeof inner === 'string' && inner.startsWith('$') ? inner.slice(1) : undefined;
        const id = reference === undefined ? undefined : this.#outcomes.get(reference)?.id;
        return [name, id ?? this.#filled(inner, depth + 1)];
      }),
    );
  }
}

class ChangeSetFailed extends Error {}

/** An answer for a request that is not run. */
export function skipped(message: string, status = 424): ServiceAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ code: status, type: 'error', message }),
  };
}

function outcomeOf({ status, headers, body }: ServiceAnswer, root: string): Outcome {
  const none = { status, path: undefined, id: undefined };
  if (status >= 400) return none;
  const entity = entityOf(body);
  const address = headers.Location ?? entity?.['@iot.selfLink'];
  const id = entity?.['@iot.id'];
  if (typeof address !== 'string' || typeof id !== 'number') return none;
  return { status, path: address.slice(root.length + 1), id };
}

/** The entity of an answer, or the first of its set. */
function entityOf(body: string | undefined): Record<string, unknown> | undefined {
  if (!body?.startsWith('{')) return undefined;
  const value = JSON.parse(body) as Record<string, unknown>;
  const first = Array.isArray(value.value) ? (value.value as unknown[])[0] : value;
  return isBody(first) ? first : undefined;
}
