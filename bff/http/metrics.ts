import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface RequestMeasurement {
  readonly method: string;
  /** First part of the path, of a bounded set. */
  readonly area: string;
  readonly status: number;
  readonly durationMs: number;
}

export type Metrics = ReturnType<typeof createMetrics>;

/** The figures of `/metrics`. One registry an app, so that several can live in one process. */
export function createMetrics(options: { process: boolean }) {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  if (options.process) collectDefaultMetrics({ register: registry });

  const requests = new Histogram({
    name: 'watchbill_http_request_duration_seconds',
    help: 'Time from request to answer.',
    labelNames: ['method', 'area', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.3, 1, 3, 10],
    registers,
  });
  const launches = new Counter({
    name: 'watchbill_launches_total',
    help: 'Decisions on due occurrences.',
    labelNames: ['verdict'],
    registers,
  });
  const lateness = new Gauge({
    name: 'watchbill_ticker_lag_seconds',
    help: 'How late a ticker ran after its due time, last time.',
    labelNames: ['ticker'],
    registers,
  });
  const listeners = new Gauge({ name: 'watchbill_live_listeners', help: 'Open streams of live events.', registers });

  return {
    observeRequest: ({ method, area, status, durationMs }: RequestMeasurement) =>
      requests.observe({ method, area, status }, durationMs / 1000),
    launchDecided: (verdict: string) => launches.inc({ verdict }),
    tickerRan: (ticker: string, lagMs: number) => lateness.set({ ticker }, lagMs / 1000),
    listenersChanged: (count: number) => listeners.set(count),
    /** The text form of Prometheus. */
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
