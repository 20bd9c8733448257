import { type QueryBus } from '@nestjs/cqrs';
import { type ConfiguredClients } from '../../download-clients/configured-clients.js';
import { type Projector } from '../../event-processing/projections/projector.js';
import { DatabaseUnavailable } from '../../database/database-unavailable.js';
import { EventStoreUnavailable } from '../../event-store/unknown-outcome.js';
import { downloads } from '../projections/downloads.js';
import { ListHistory } from '../queries/list-history.js';
import { type MessageLog } from './message-log.js';

type Sources = { queries: QueryBus; clients: ConfiguredClients; projector: Projector };

/** New entries of the history that are told at a time. */
const MOST_ENTRIES = 200;
/** The state of the projections is read this often at most, in milliseconds. */
const STATUS_EVERY_MS = 1_000;
const STATUS_TIMEOUT_MS = 1_500;
/** Before anything that a history could hold. */
const EVER = '1900-01-01T00:00:00Z';

/** What a page shows beside the queue: clients, projections and what comes into the history. */
export class LiveSurroundings {
  private readonly told = new Map<string, string>();
  private lastEntry: string | null = null;
  private statusAt = -Infinity;

  constructor(
    private readonly sources: Sources,
    private readonly log: MessageLog,
  ) {}

  /** What there is now is no news. */
  async begin(): Promise<void> {
    const { items } = await this.sources.queries.execute(new ListHistory({}, 1, undefined, undefined));
    this.lastEntry = items[0]?.id ?? EVER;
    await this.tellClients();
  }

  /** @returns true where there is more to tell */
  async refresh(): Promise<boolean> {
    await this.tellClients();
    const early = performance.now() - this.statusAt < STATUS_EVERY_MS;
    if (!early) await this.tellProjections();
    return (await this.tellHistory()) || early;
  }

  /** The projection of the queue: how far it is, and how far behind; null where it cannot be told in time. */
  async queueStatus() {
    const status = await inTime(this.sources.projector.status(downloads.name, STATUS_TIMEOUT_MS));
    return status && { position: status.position, lagSeconds: status.lagSeconds };
  }

  private async tellClients(): Promise<void> {
    for (const [id, { latencyMs: _, ...health }] of await this.sources.clients.healths()) {
      this.tell('clients', 'client', `client ${id}`, { id, health });
    }
  }

  private async tellProjections(): Promise<void> {
    for (const status of (await inTime(this.sources.projector.statuses(STATUS_TIMEOUT_MS))) ?? []) {
      this.tell('projections', 'projection', `projection ${status.name}`, status);
    }
    this.statusAt = performance.now();
  }

  private async tellHistory(): Promise<boolean> {
    const since = this.lastEntry ?? EVER;
    const { items, nextCursor } = await this.sources.queries.execute(
      new ListHistory({}, MOST_ENTRIES, undefined, since),
    );
    for (const entry of items) this.log.append('history', 'history', { entry });
    this.lastEntry = items.at(-1)?.id ?? this.lastEntry;
    return nextCursor !== null;
  }

  private tell(topic: 'clients' | 'projections', event: string, key: string, data: object): void {
    const text = JSON.stringify(data);
    if (this.told.get(key) === text) return;
    this.told.set(key, text);
    this.log.append(topic, event, data);
  }
}

/** A store that is slow or away keeps the state of the projections from being told, and not the queue. */
async function inTime<T>(status: Promise<T>): Promise<T | null> {
  try {
    return await status;
  } catch (error) {
    if (error instanceof DatabaseUnavailable || error instanceof EventStoreUnavailable) return null;
    throw error;
  }
}
