import { Subject, type Observable } from 'rxjs';
import { type Client, type ClientConfig } from 'pg';
import { comparePositions, type Position } from '../../event-store/event-log.js';
import { BackOff } from '../../back-off/back-off.js';
import { CHECKPOINT_CHANNEL } from './checkpoint.js';
import { CONTROL_CHANNEL, type ControlNotice } from './pausing.js';
import { type ProcessorLogger } from './processor-logger.js';
import { closeSession, openSession } from '../../database/sessions.js';

export type ProcessorMoved = { name: string; position: Position };

type Waiter = { name: string; position: Position; settle: (reached: boolean) => void };

/**
 * How far each processor is, whichever process runs it: one connection for each process, which is notified when
 * batches commit. After it was lost, everything is read again.
 */
export class ProcessorPositions {
  private readonly reached = new Map<string, Position>();
  private readonly paused = new Set<string>();
  private readonly waiters = new Set<Waiter>();
  private readonly moved = new Subject<ProcessorMoved>();
  private readonly stopping = new AbortController();
  private running: Promise<void> | null = null;

  /** A batch was committed. Emitted again after a lost connection, since notices may have been missed. */
  readonly changes: Observable<ProcessorMoved> = this.moved.asObservable();

  constructor(
    private readonly database: ClientConfig,
    private readonly logger: ProcessorLogger,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    for (const waiter of [...this.waiters]) waiter.settle(false);
    await this.running;
    this.moved.complete();
  }

  /**
   * @returns true once the rows of the projection hold everything up to `position`; false after `timeoutMs`, and at once
   *   where it is paused
   */
  waitFor(name: string, position: Position, timeoutMs: number): Promise<boolean> {
    if (this.has(name, position)) return Promise.resolve(true);
    if (this.stopping.signal.aborted || this.paused.has(name)) return Promise.resolve(false);
    return new Promise((resolve) => {
      const settle = (reached: boolean): void => {
        clearTimeout(timer);
        this.waiters.delete(waiter);
        resolve(reached);
      };
      const waiter = { name, position, settle };
      const timer = setTimeout(() => settle(false), timeoutMs);
      this.waiters.add(waiter);
    });
  }

  private has(name: string, position: Position): boolean {
    const reached = this.reached.get(name);
    return reached !== undefined && comparePositions(reached, position) >= 0;
  }

  private async run(): Promise<void> {
    const backOff = new BackOff();
    while (!this.stopping.signal.aborted) {
      try {
        await this.listen(backOff);
      } catch (error) {
        this.logger.warn({ err: error }, 'lost the connection that tells how far the processors are');
        await backOff.wait(this.stopping.signal);
      }
    }
  }

  /** Returns when stopped. @throws when the connection is lost */
  private async listen(backOff: BackOff): Promise<void> {
    let onLost: (error: Error) => void = () => {};
    const lost = new Promise<never>((_, reject) => (onLost = reject));
    lost.catch(() => {}); // it is awaited below, when all is set up
    const client = await openSession(this.database, 'ledgarr projection positions', onLost);
    try {
      client.on('notification', ({ channel, payload = '' }) => {
        if (channel === CONTROL_CHANNEL) this.recordPaused(JSON.parse(payload) as ControlNotice);
        else this.receive(payload);
      });
      await client.query(`LISTEN ${CHECKPOINT_CHANNEL}; LISTEN ${CONTROL_CHANNEL}`);
      // Only now: what was committed before the LISTEN is read, and what comes after it is notified.
      await this.readAll(client);
      backOff.reset();
      await Promise.race([lost, aborted(this.stopping.signal)]);
    } finally {
      await closeSession(client);
    }
  }

  private async readAll(client: Client): Promise<void> {
    const { rows } = await client.query<{ name: string; commit: string | null; prepare: string; paused: boolean }>(
      `SELECT name, commit_position AS commit, prepare_position AS prepare, paused_at IS NOT NULL AS paused FROM projections`,
    );
    this.reached.clear();
    for (const { name, commit, prepare, paused } of rows) {
      this.recordPaused({ name, paused });
      if (commit !== null) this.record(name, { commit: BigInt(commit), prepare: BigInt(prepare) });
    }
  }

  private recordPaused({ name, paused }: ControlNotice): void {
    if (!paused) return void this.paused.delete(name);
    this.paused.add(name);
    for (const waiter of [...this.waiters]) if (waiter.name === name) waiter.settle(false);
  }

  private receive(payload: string): void {
    const { name, commit, prepare } = JSON.parse(payload) as Record<'name' | 'commit' | 'prepare', string>;
    this.record(name, { commit: BigInt(commit), prepare: BigInt(prepare) });
  }

  private record(name: string, position: Position): void {
    this.reached.set(name, position);
    for (const waiter of [...this.waiters]) {
      if (waiter.name === name && comparePositions(position, waiter.position) >= 0) waiter.settle(true);
    }
    this.moved.next({ name, position });
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
