import { type Client, type ClientConfig } from 'pg';
import { comparePositions, type EventLog, type Position, type StoredEvent } from '../../event-store/event-log.js';
import { BackOff, pause } from '../subscription/back-off.js';
import { beginAdvanced, CheckpointMoved, readCheckpoint, type Checkpoint } from '../processor/checkpoint.js';
import { EventBatches } from '../subscription/event-batches.js';
import { parkedStreamsSql, streamsOf, type ParkedStream } from '../processor/parking.js';
import { messageOf, projectBatch, targetIn, type WriteMode, type Target } from './apply-batch.js';
import { type Projection } from './projection.js';
import { type ProjectorLog } from '../processor/processor-logger.js';
import { Rate } from '../processor/rate.js';
import { rebuild } from './rebuild/rebuild.js';
import { isRefusal } from './refused-row.js';
import { closeSession, transactionOn, tryLock } from '../../database/sessions.js';
import { runnerLock } from '../processor/locks.js';
import { openProjectionSession } from './projection-role.js';

export type RunnerParts = {
  projection: Projection;
  eventLog: EventLog;
  database: ClientConfig;
  /** Names this instance in the status: host and process, say. */
  runner: string;
  log: ProjectorLog;
};

/** How often an instance asks whether the lock is free, in milliseconds: how soon it takes over from one that died. */
const LOCK_POLL = 300;

/**
 * Runs one projection while this instance holds its lock, and waits for the lock otherwise. The lock and the writes are on
 * one connection, so that a runner without the lock cannot write. Whatever goes wrong ends the session; after a pause
 * the next one goes on from the checkpoint.
 */
export class ProjectionRunner {
  private readonly stopping = new AbortController();
  private readonly backOff = new BackOff();
  private readonly rate = new Rate();
  private running: Promise<void> | null = null;

  constructor(private readonly parts: RunnerParts) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Finishes the batch under way and gives the lock back. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { log, projection } = this.parts;
    while (!this.stopping.signal.aborted) {
      try {
        await this.session();
      } catch (error) {
        if (this.stopping.signal.aborted) return;
        const moved = error instanceof CheckpointMoved;
        log[moved ? 'info' : 'warn'](
          { err: error, projection: projection.name },
          'the projection starts again from its checkpoint',
        );
        if (!moved) await this.recordFailure(error);
        await this.backOff.wait(this.stopping.signal);
      }
    }
  }

  private async session(): Promise<void> {
    const { database, projection } = this.parts;
    const lost = new AbortController();
    const client = await openProjectionSession(database, `ledgarr projection ${projection.name}`, projection, (error) =>
      lost.abort(error),
    );
    try {
      const signal = AbortSignal.any([lost.signal, this.stopping.signal]);
      if (!(await this.acquire(client, signal))) return lost.signal.throwIfAborted();
      const checkpoint = await this.currentCheckpoint(client, signal);
      await this.follow(client, checkpoint, signal);
    } catch (error) {
      // The connection's end explains what it broke.
      throw lost.signal.aborted ? lost.signal.reason : error;
    } finally {
      await closeSession(client);
    }
  }

  private async acquire(client: Client, signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      if (await tryLock(client, runnerLock(this.parts.projection.name))) return true;
      this.backOff.reset();
      await pause(LOCK_POLL, signal);
    }
    return false;
  }

  /** Rebuilds first, where the code is newer than the tables. @throws where it is older: it must not touch them */
  private async currentCheckpoint(client: Client, signal: AbortSignal): Promise<Checkpoint> {
    const { projection } = this.parts;
    const checkpoint = await readCheckpoint(client, projection.name, projection.version);
    await client.query('UPDATE projections SET runner = $2 WHERE name = $1', [projection.name, this.parts.runner]);
    if (checkpoint.version === projection.version) return checkpoint;
    if (checkpoint.version > projection.version) {
      throw new Error(
        `${projection.name} is at version ${checkpoint.version}, and this program at ${projection.version}`,
      );
    }
    await rebuild({ ...this.parts, signal });
    return readCheckpoint(client, projection.name, projection.version);
  }

  private async follow(client: Client, { position }: Checkpoint, signal: AbortSignal): Promise<void> {
    const { projection, eventLog } = this.parts;
    // Rows and checkpoint that a crash of the server loses, it loses together, and they are made again from the log.
    await client.query('SET synchronous_commit = off');
    const target = await targetIn(client, projection, 'public');
    const head = await eventLog.lastPosition(projection.streams);
    await this.recordState(client, isBehind(position, head) ? 'catching-up' : 'running');
    const ended = new AbortController();
    const events = eventLog.subscribe(
      { after: position, prefixes: projection.streams },
      AbortSignal.any([signal, ended.signal]),
    );
    const batches = new EventBatches(events);
    let from = position;
    try {
      for (;;) {
        const batch = (await batches.take()).filter((event) => isBehind(from, event.position));
        signal.throwIfAborted();
        if (batch.length > 0) from = await this.commit(client, target, from, head, batch);
      }
    } finally {
      ended.abort();
      batches.close();
    }
  }

  private async commit(
    client: Client,
    target: Target,
    from: Position | null,
    head: Position | null,
    events: readonly StoredEvent[],
  ): Promise<Position> {
    const { name, version } = this.parts.projection;
    const to = events.at(-1)!.position;
    const state = isBehind(to, head) ? 'catching-up' : 'running';
    const eventsPerSecond = this.rate.add(events.length);
    const move = { name, version, from, to, events: events.length, eventsPerSecond, state } as const;
    // From its beginning to the commit, no other runner, rebuild, retry or skip can come in between.
    const begin = () => beginAdvanced<ParkedStream>(client, move, parkedStreamsSql(target));
    const write = (care: WriteMode) => async (parked: readonly ParkedStream[]) => {
      const { unknownTypes } = await projectBatch(client, target, events, streamsOf(parked), care);
      if (unknownTypes === 0) return;
      await client.query('UPDATE projections SET unknown_types = unknown_types + $2 WHERE name = $1', [
        name,
        unknownTypes,
      ]);
    };
    try {
      await transactionOn(client, write('all-or-nothing'), begin);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await transactionOn(client, write('one-by-one'), begin);
    }
    this.backOff.reset();
    return to;
  }

  private async recordState(client: Client, state: string): Promise<void> {
    await client.query('UPDATE projections SET state = $2, error = NULL WHERE name = $1', [
      this.parts.projection.name,
      state,
    ]);
  }

  /** For the status only, and only while nobody else has taken over. */
  private async recordFailure(failure: unknown): Promise<void> {
    const { database, projection, runner, log } = this.parts;
    try {
      const client = await openProjectionSession(database, 'ledgarr projection failure', null, () => {});
      try {
        await client.query(`UPDATE projections SET state = 'failed', error = $3 WHERE name = $1 AND runner = $2`, [
          projection.name,
          runner,
          messageOf(failure),
        ]);
      } finally {
        await closeSession(client);
      }
    } catch (error) {
      log.warn({ err: error, projection: projection.name }, 'the failure of the projection could not be recorded');
    }
  }
}

const isBehind = (position: Position | null, other: Position | null): boolean =>
  other !== null && (position === null || comparePositions(position, other) < 0);
