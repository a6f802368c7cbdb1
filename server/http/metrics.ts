import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  /** Prometheus' text format. */
  render(): Promise<string>;
  contentType: string;
  observeRequest(route: string, method: string, status: number, seconds: number): void;
  observeStatement(milliseconds: number): void;
  setEditions(count: number): void;
}

/** What `/metrics` shows; names after Prometheus' conventions. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request, by door, method and status.',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  const statements = new Counter({
    name: 'database_statements_total',
    help: 'Statements sent to the database.',
    registers: [registry],
  });
  const statementTime = new Counter({
    name: 'database_statement_seconds_total',
    help: 'Time spent waiting for the database.',
    registers: [registry],
  });
  const editions = new Gauge({
    name: 'breitblick_editions',
    help: 'Editions of data that can be served.',
    registers: [registry],
  });
  return {
    render: () => registry.metrics(),
    contentType: registry.contentType,
    observeRequest: (route, method, status, seconds) => requests.observe({ route, method, status }, seconds),
    observeStatement(milliseconds) {
      statements.inc();
      statementTime.inc(milliseconds / 1000);
    },
    setEditions: (count) => editions.set(count),
  };
}
