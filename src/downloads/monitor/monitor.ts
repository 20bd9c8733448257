import { type Logger } from 'pino';
import { type Observable } from 'rxjs';
import { type ConfiguredClient } from '../../download-clients/configured-client.js';
import { type ConfiguredClients } from '../../download-clients/configured-clients.js';
import { delayAfter, pause } from '../../back-off/back-off.js';
import { ClientUnavailable } from '../../download-clients/download-client.js';
import { type ClientPoll, type Polled } from './poll.js';
import { interrupted, NO_SIGHT, type Sight } from './sight.js';

export type Pace = { activeMs: number; idleMs: number };

const MAX_BACK_OFF_MS = 60_000;
/** How soon a client that was added or taken away is noticed. */
const CLIENT_REFRESH_MS = 2_000;

/** Polls each client at a pace of its own, so that a slow one holds up nobody else. */
export class Monitor {
  constructor(
    private readonly parts: { clients: ConfiguredClients; poll: ClientPoll; log: Logger },
    private readonly pace: Pace,
    /** Says that the queue may have changed: an idle client may be followed again. */
    private readonly changes: Observable<unknown>,
  ) {}

  /** Works until `signal` is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const followed = new Map<string, Promise<void>>();
    while (!signal.aborted) {
      for (const id of await this.clientIds()) {
        if (!followed.has(id))
          followed.set(
            id,
            this.follow(id, signal).finally(() => followed.delete(id)),
          );
      }
      await pause(CLIENT_REFRESH_MS, signal);
    }
    await Promise.all(followed.values());
  }

  /** None while the database cannot be asked: those that are followed go on being so. */
  private async clientIds(): Promise<string[]> {
    try {
      return (await this.parts.clients.all()).map(({ id }) => id);
    } catch (error) {
      this.parts.log.error({ err: error }, 'the list of clients could not be read');
      return [];
    }
  }

  /** Ends when the client is no longer configured. */
  private async follow(id: string, signal: AbortSignal): Promise<void> {
    let failures = 0;
    let sight: Sight = NO_SIGHT;
    while (!signal.aborted) {
      try {
        const client = await this.parts.clients.find(id);
        if (!client) return;
        const polled = await this.look(client, sight);
        sight = polled.sight;
        failures = 0;
        if (polled.active > 0) await pause(this.pace.activeMs, signal);
        else await this.idle(signal);
      } catch (error) {
        // What comes back may have been started anew.
        sight = interrupted(sight);
        await this.backOff(id, error, failures++, signal);
      }
    }
  }

  private async look(client: ConfiguredClient, sight: Sight): Promise<Polled> {
    const start = performance.now();
    const polled = await this.parts.poll.run(client, sight);
    const latencyMs = Math.round(performance.now() - start);
    await this.parts.clients.recordHealth(client.id, { ...HEALTHY, lastError: polled.warning, latencyMs });
    return polled;
  }

  private async idle(signal: AbortSignal): Promise<void> {
    const woken = new AbortController();
    const subscription = this.changes.subscribe(() => woken.abort());
    await pause(this.pace.idleMs, AbortSignal.any([signal, woken.signal]));
    subscription.unsubscribe();
    // A change of another client's rows wakes this one too: not more often than while active.
    if (woken.signal.aborted) await pause(Math.min(200, this.pace.activeMs), signal);
  }

  private async backOff(id: string, error: unknown, failures: number, signal: AbortSignal): Promise<void> {
    const wait = delayAfter(failures, { firstMs: this.pace.activeMs, maxMs: MAX_BACK_OFF_MS });
    if (error instanceof ClientUnavailable) {
      const retryAt = new Date(Date.now() + wait).toISOString();
      const down = { ...HEALTHY, state: 'down', lastError: error.message, retryAt } as const;
      await this.parts.clients
        .recordHealth(id, down)
        .catch((e: unknown) => this.parts.log.error({ err: e }, 'no record'));
      if (failures === 0) this.parts.log.warn({ client: id, problem: error.message }, 'the client is unavailable');
    } else this.parts.log.error({ client: id, err: error }, 'the client could not be followed');
    await pause(wait, signal);
  }
}

const HEALTHY = { state: 'up', lastError: null, latencyMs: null, retryAt: null, version: null } as const;
