import { latestValuesSubscription } from './documents.ts';
import type { LatestColumns } from './items.ts';

/** Waits so long before it listens again after the server has let go. */
const againMs = 5000;

/** A clock that jumps by more has slept, ms; browsers wake a page that is not seen once a minute. */
const sleptMs = 150_000;
const tickMs = 15_000;

interface Heard {
  /** News. */
  onnews: (news: LatestColumns) => void;
  /** Listening again after a break: what came meanwhile has not been heard. */
  onagain: () => void;
}

/**
 * Listens to the new values of a municipality until it is told to stop. The browser itself tries again after a broken line;
 * one that was lost while the machine slept or changed its network it may not notice for hours, so that is begun anew.
 */
export function listenTo(ags: string, { onnews, onagain }: Heard): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let broken = false;
  const parameters = new URLSearchParams({ query: latestValuesSubscription, variables: JSON.stringify({ ags }) });

  function open(): void {
    source = new EventSource(`/graphql?${parameters.toString()}`);
    source.addEventListener('open', () => {
      if (broken) onagain();
      broken = false;
    });
    source.addEventListener('error', () => {
      broken = true;
      if (source?.readyState === EventSource.CLOSED) later();
    });
    source.addEventListener('next', ({ data }: MessageEvent<string>) => {
      const { data: answer } = JSON.parse(data) as { data?: { latestValues: LatestColumns } };
      if (answer) onnews(answer.latestValues);
    });
    source.addEventListener('complete', () => {
      broken = true;
      source?.close();
      later();
    });
  }

  function later(): void {
    clearTimeout(timer);
    timer = setTimeout(open, againMs);
  }

  function afresh(): void {
    clearTimeout(timer);
    source?.close();
    broken = true;
    open();
  }

  let awake = Date.now();
  const watch = setInterval(() => {
    const now = Date.now();
    if (now - awake > sleptMs) afresh();
    awake = now;
  }, tickMs);
  addEventListener('online', afresh);

  open();
  return () => {
    removeEventListener('online', afresh);
    clearInterval(watch);
    clearTimeout(timer);
    source?.close();
  };
}
