import { latestValuesSubscription } from './documents.ts';
import type { LatestColumns } from './items.ts';

/** Waits so long before it listens again after the server has let go. */
const againMs = 5000;

interface Heard {
  /** News. */
  onnews: (news: LatestColumns) => void;
  /** Listening again after a break: what came meanwhile has not been heard. */
  onagain: () => void;
}

/** Listens to the new values of a municipality until it is told to stop. The browser itself tries again after a broken line. */
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

  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
