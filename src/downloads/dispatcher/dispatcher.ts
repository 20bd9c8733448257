import { type Logger } from 'pino';
import { type Observable, merge, startWith, throttleTime, timer } from 'rxjs';
import { type DataSource } from 'typeorm';
import { type ConfiguredClients } from '../../download-clients/configured-clients.js';
import { type ClientCalls } from './client-calls.js';
import { ClientLane } from './client-lane.js';
import { clientsWaitedFor } from './waiting-row.js';

/** Milliseconds between two looks at the table, at least: a burst of changes is looked at once at its start and once after. */
const COALESCE_MS = 10;
/** The projector's notice may be lost with its connection, and a row that failed waits for its next turn: this finds both. */
const SWEEP_INTERVAL_MS = 5_000;

/** Hands downloads to their clients and takes them away again: each client in a lane of its own, woken by the projector. */
export class Dispatcher {
  constructor(
    private readonly parts: { database: DataSource; clients: ConfiguredClients; calls: ClientCalls; log: Logger },
    /** Says that the queue may have changed. */
    private readonly changes: Observable<unknown>,
  ) {}

  /** Works until `signal` is aborted, and finishes the calls under way. */
  run(signal: AbortSignal): Promise<void> {
    const lanes = new Map<string, ClientLane>();
    const running = new Set<Promise<void>>();
    const follow = (work: Promise<void>) => {
      const followed = work
        .catch((error: unknown) => this.parts.log.error({ err: error }, 'the dispatcher stumbled'))
        .finally(() => running.delete(followed));
      running.add(followed);
    };
    const wakeLanes = async () => {
      for (const client of await clientsWaitedFor(this.parts.database)) {
        const lane = lanes.get(client) ?? new ClientLane(client, this.parts, signal);
        lanes.set(client, lane);
        follow(lane.wake());
      }
    };
    const calls = merge(
      this.changes.pipe(throttleTime(COALESCE_MS, undefined, { leading: true, trailing: true }), startWith(null)),
      timer(SWEEP_INTERVAL_MS, SWEEP_INTERVAL_MS),
    );
    const subscription = calls.subscribe(() => follow(wakeLanes()));
    return new Promise((resolve) => {
      const end = () => {
        subscription.unsubscribe();
        resolve(Promise.all(running).then(() => undefined));
      };
      if (signal.aborted) end();
      else signal.addEventListener('abort', end, { once: true });
    });
  }
}
