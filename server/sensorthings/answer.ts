/** A request to the service, wherever it came from: HTTP or a part of a batch. */
export interface ServiceRequest {
  method: string;
  /** Path below the service root, without a slash at its start, still encoded. */
  path: string;
  /** What follows the question mark. */
  query: string;
  contentType: string;
  body: string;
  /** Whether the sender may write. */
  mayWrite: boolean;
}

export interface ServiceAnswer {
  status: number;
  headers: Record<string, string>;
  /** Undefined = nothing. */
  body: string | undefined;
}

export function answerJson(status: number, body: unknown, headers: Record<string, string> = {}): ServiceAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

export function answerText(body: string, mediaType = 'text/plain; charset=utf-8'): ServiceAnswer {
  return { status: 200, headers: { 'Content-Type': mediaType }, body };
}

export function answerNothing(status: number): ServiceAnswer {
  return { status, headers: {}, body: undefined };
}
