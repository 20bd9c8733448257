import { LRUCache } from 'lru-cache';
import { type Logger } from 'pino';
import { type DataSource } from 'typeorm';
import { BackOff, pause } from '../../back-off/back-off.js';
import { type ConfiguredClients } from '../../download-clients/configured-clients.js';
import { ClientUnavailable } from '../../download-clients/download-client.js';
import { type ClientCalls } from './client-calls.js';
import { writeTrouble } from '../troubled-rows/write-trouble.js';
import { plainMessage, RowBackOff } from '../troubled-rows/row-back-off.js';
import { rowsWaitingFor, type WaitingRow } from './waiting-row.js';

const RANGE = { firstMs: 500, maxMs: 60_000 };

/** Works off the rows that wait for one client, so that a client that is down holds up nobody else. */
export class ClientLane {
  private working = false;
  private again = false;
  /** What has been attended to and is not projected yet: `id status`. */
  private attended = new Set<string>();
  private readonly backOff = new BackOff(RANGE);
  private readonly backOffOfRows = new RowBackOff();
  /** Rows that say so already. */
  private readonly heldBack = new LRUCache<string, true>({ max: 10_000 });

  constructor(
    private readonly client: string,
    private readonly parts: { database: DataSource; clients: ConfiguredClients; calls: ClientCalls; log: Logger },
    private readonly signal: AbortSignal,
  ) {}

  /** There may be something to do. */
  async wake(): Promise<void> {
    this.again = true;
    if (this.working) return;
    this.working = true;
    try {
      while (this.again && !this.signal.aborted) {
        this.again = false;
        await this.workOff();
      }
    } finally {
      this.working = false;
    }
  }

  private async workOff(): Promise<void> {
    try {
      const waiting = await rowsWaitingFor(this.parts.database, this.client, this.backOffOfRows.waiting());
      const present = new Set(waiting.map(label));
      this.attended = new Set([...this.attended].filter((each) => present.has(each)));
      for (const row of waiting) {
        if (this.signal.aborted) return;
        if (!this.attended.has(label(row))) await this.deal(row);
      }
      this.backOff.reset();
    } catch (error) {
      await this.waitAfter(error);
    }
  }

  /** What is wrong with one row concerns that row alone: it is tried again later, and says why. */
  private async deal(row: WaitingRow): Promise<void> {
    try {
      await this.processRow(row);
      this.backOffOfRows.succeeded(label(row));
    } catch (error) {
      // Or is it the client? Then this throws, and the lane waits.
      if (error instanceof ClientUnavailable) await this.test();
      const message = plainMessage(error);
      const retryInMs = this.backOffOfRows.failed(label(row), message);
      this.parts.log.error(
        { client: this.client, download: row.id, err: error, retryInMs },
        'a row could not be dealt with',
      );
      await writeTrouble(this.parts.database, row.id, message);
    }
  }

  /** @throws ClientUnavailable */
  private async test(): Promise<void> {
    const client = await this.parts.clients.find(this.client);
    if (client) await this.parts.clients.open(client).test();
  }

  private async processRow(row: WaitingRow): Promise<void> {
    const { clients, calls } = this.parts;
    const client = await clients.find(this.client);
    if (client && !client.enabled && row.status === 'submitting') return this.holdBack(row);
    if (client) await calls.process(row, client);
    else await calls.finishWithoutClient(row);
    this.heldBack.delete(row.id);
    this.attended.add(label(row));
  }

  /** One that was asked for before its client was switched off waits until it is on again. */
  private async holdBack(row: WaitingRow): Promise<void> {
    if (this.heldBack.has(row.id)) return;
    this.heldBack.set(row.id, true);
    await writeTrouble(this.parts.database, row.id, `The client ${this.client} is switched off: this waits for it.`);
  }

  private async waitAfter(error: unknown): Promise<void> {
    const delayMs = this.backOff.next();
    const level = error instanceof ClientUnavailable ? 'warn' : 'error';
    this.parts.log[level](
      { client: this.client, err: error, retryInMs: Math.round(delayMs) },
      'a call to the client failed',
    );
    await pause(delayMs, this.signal);
    this.again = true;
  }
}

const label = ({ id, status }: WaitingRow) => `${id} ${status}`;
