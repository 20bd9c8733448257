import { Counter, Gauge, Histogram, collectDefaultMetrics, Registry } from 'prom-client';

/** Seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What Prometheus reads. A registry of its own for each app, since several may run in one process. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    commands: new Counter({
      name: 'ledgarr_commands_total',
      help: 'Commands by outcome: done, refused, failed.',
      labelNames: ['command', 'outcome'] as const,
      registers,
    }),
    refusals: new Counter({
      name: 'ledgarr_refusals_total',
      help: 'Commands that were refused, by the code of the refusal.',
      labelNames: ['code'] as const,
      registers,
    }),
    requests: new Histogram({
      name: 'ledgarr_http_request_duration_seconds',
      help: 'Requests by route, until the answer is sent.',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: BUCKETS,
      registers,
    }),
    openRequests: new Gauge({
      name: 'ledgarr_http_requests_open',
      help: 'Requests that are under way now, by route. Those of the live queue are its readers.',
      labelNames: ['method', 'route'] as const,
      registers,
    }),
    queue: new Gauge({
      name: 'ledgarr_queue_downloads',
      help: 'Active downloads by status.',
      labelNames: ['status'] as const,
      registers,
    }),
    clientUp: new Gauge({
      name: 'ledgarr_client_up',
      help: '1 where the client answered the last time, 0 where it did not; missing while nobody has asked it.',
      labelNames: ['client'] as const,
      registers,
    }),
    clientLatency: new Gauge({
      name: 'ledgarr_client_latency_seconds',
      help: 'How long the last good look at the client took.',
      labelNames: ['client'] as const,
      registers,
    }),
    clientWaiting: new Gauge({
      name: 'ledgarr_client_waiting_downloads',
      help: 'Downloads that wait to be handed to the client, or taken from it.',
      labelNames: ['client'] as const,
      registers,
    }),
    projectionLag: new Gauge({
      name: 'ledgarr_projection_lag_seconds',
      help: 'How far a projection is behind the log.',
      labelNames: ['projection'] as const,
      registers,
    }),
    projectionParked: new Gauge({
      name: 'ledgarr_projection_parked_events',
      help: 'Events that a projection has set aside.',
      labelNames: ['projection'] as const,
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
