import { type Client, type ClientConfig } from 'pg';
import { type EventLog, isBefore } from '../../event-store/event-log.js';
import { closeSession, tryLock } from '../../database/sessions.js';
import { BackOff, pause } from '../../back-off/back-off.js';
import { EventBatches } from '../subscription/event-batches.js';
import { CheckpointMoved, readCheckpoint, type Checkpoint } from './checkpoint.js';
import { CheckpointWriter } from './checkpoint-writer.js';
import { messageOf } from './error-message.js';
import { NewerTables } from './newer-tables.js';
import { CONTROL_CHANNEL, type ControlNotice } from './pausing.js';
import { type Processor, type ProcessorSession } from './processor.js';
import { processorLock } from './processor-lock.js';
import { type ProcessorLogger } from './processor-logger.js';
import { openProcessorSession } from './processor-session.js';
import { Rate } from './rate.js';

export type EventProcessorParts = {
  processor: Processor;
  eventLog: EventLog;
  database: ClientConfig;
  /** Names this instance in the status: host and process, say. */
  runner: string;
  /** The version of the program; written down with what it makes. */
  release: string;
  logger: ProcessorLogger;
};

/** How often an instance asks whether the lock is free: how soon it takes over from one that died. */
const LOCK_POLL_MS = 300;
/** How often a paused one asks whether it may go on. */
const RESUME_POLL_MS = 200;

/**
 * Runs one processor while this instance holds its lock, and waits for the lock otherwise. The lock and the writes are on
 * one connection, so that a runner without the lock cannot write. Whatever goes wrong ends the session; after a pause
 * the next one goes on from the checkpoint.
 */
export class EventProcessor {
  private readonly stopping = new AbortController();
  private readonly backOff = new BackOff();
  private readonly rate = new Rate();
  private running: Promise<void> | null = null;

  constructor(private readonly parts: EventProcessorParts) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Finishes the batch under way and gives the lock back. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { logger, processor } = this.parts;
    while (!this.stopping.signal.aborted) {
      try {
        await this.runSession();
      } catch (error) {
        if (this.stopping.signal.aborted) return;
        const moved = error instanceof CheckpointMoved;
        const fields = { err: error, [processor.kind]: processor.name };
        logger[moved ? 'info' : 'warn'](fields, `the ${processor.kind} starts again from its checkpoint`);
        if (!moved) await this.recordFailure(error);
        await this.backOff.wait(this.stopping.signal);
      }
    }
  }

  private async runSession(): Promise<void> {
    const { database, processor } = this.parts;
    const lost = new AbortController();
    const name = `ledgarr ${processor.kind} ${processor.name}`;
    const client = await openProcessorSession(database, name, processor.tables, (error) => lost.abort(error));
    try {
      const signal = AbortSignal.any([lost.signal, this.stopping.signal]);
      if (!(await this.acquireLock(client, signal))) return lost.signal.throwIfAborted();
      await this.listen(client, () => lost.abort(new CheckpointMoved(processor.name)));
      const current = await this.currentCheckpoint(client, signal);
      if (!current) return;
      const { position } = current;
      const checkpoint = new CheckpointWriter(client, processor, position, this.rate);
      await this.process({ client, signal, checkpoint });
    } catch (error) {
      // The connection's end explains what it broke.
      throw lost.signal.aborted ? lost.signal.reason : error;
    } finally {
      await closeSession(client);
    }
  }

  private async acquireLock(client: Client, signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      if (await tryLock(client, processorLock(this.parts.processor))) return true;
      this.backOff.reset();
      await pause(LOCK_POLL_MS, signal);
    }
    return false;
  }

  /** @param onControl called when somebody has paused it, resumed it or wound it back */
  private async listen(client: Client, onControl: () => void): Promise<void> {
    client.on('notification', ({ payload = '' }) => {
      if ((JSON.parse(payload) as ControlNotice).name === this.parts.processor.name) onControl();
    });
    await client.query(`LISTEN ${CONTROL_CHANNEL}`);
  }

  /**
   * As soon as it is not paused; null where it was stopped before that.
   * @throws where the code is older than what is there: it must not touch that
   */
  private async currentCheckpoint(client: Client, signal: AbortSignal): Promise<Checkpoint | null> {
    const { processor, eventLog, runner, release } = this.parts;
    const { name, version, streams } = processor;
    const start = processor.startFrom === 'end' ? await eventLog.lastPosition(streams) : null;
    let checkpoint = await readCheckpoint(client, name, version, start);
    await client.query('UPDATE projections SET runner = $2 WHERE name = $1', [name, runner]);
    if (checkpoint.version > version) throw new NewerTables(processor, checkpoint, release);
    for (; checkpoint.isPaused && !signal.aborted; checkpoint = await readCheckpoint(client, name, version))
      await pause(RESUME_POLL_MS, signal);
    if (signal.aborted) return null;
    if (checkpoint.version < version) {
      if (!processor.upgrade)
        throw new Error(`${name} is at version ${checkpoint.version}, and this program at ${version}`);
      await processor.upgrade(signal);
    } else if (checkpoint.position === null) await processor.catchUp?.(signal);
    await client.query('UPDATE projections SET release = $2 WHERE name = $1 AND version = $3', [
      name,
      release,
      version,
    ]);
    return readCheckpoint(client, name, version);
  }

  private async process(session: ProcessorSession): Promise<void> {
    const { processor, eventLog } = this.parts;
    const { checkpoint, signal } = session;
    const handle = await processor.open(session);
    await checkpoint.recordStart(eventLog);
    const ended = new AbortController();
    const options = { after: checkpoint.position, prefixes: processor.streams };
    const batches = new EventBatches(eventLog.subscribe(options, AbortSignal.any([signal, ended.signal])));
    try {
      for (;;) {
        const taken = await batches.take();
        const events = taken.filter(({ position }) => isBefore(checkpoint.position, position));
        signal.throwIfAborted();
        if (events.length === 0) continue;
        await handle(events);
        this.backOff.reset();
      }
    } finally {
      ended.abort();
      batches.close();
    }
  }

  /** For the status only, and only while nobody else has taken over. */
  private async recordFailure(failure: unknown): Promise<void> {
    const { database, processor, runner, logger } = this.parts;
    try {
      const client = await openProcessorSession(database, `ledgarr ${processor.kind} failure`, [], () => {});
      try {
        await client.query(`UPDATE projections SET state = 'failed', error = $3 WHERE name = $1 AND runner = $2`, [
          processor.name,
          runner,
          messageOf(failure),
        ]);
      } finally {
        await closeSession(client);
      }
    } catch (error) {
      logger.warn({ err: error, [processor.kind]: processor.name }, 'the failure could not be recorded');
    }
  }
}
