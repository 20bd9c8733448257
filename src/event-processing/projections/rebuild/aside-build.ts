import { type Client } from 'pg';
import { closeSession, tryLock } from '../../../database/sessions.js';
import { comparePositions, earlierOf, type Position, type StoredEvent } from '../../../event-store/event-log.js';
import { type Checkpoint, readCheckpoint } from '../../processor/checkpoint.js';
import { openProcessorSession } from '../../processor/processor-session.js';
import { LogReader } from '../../subscription/log-reader.js';
import { targetIn } from '../apply-batch.js';
import { type Projection } from '../projection.js';
import { isRefusal } from '../refused-row.js';
import { LogFold } from './log-fold.js';
import { ProjectionFold } from './projection-fold.js';
import { rebuildLock } from './rebuild-lock.js';
import { RebuildProgress, type Progress } from './rebuild-progress.js';
import { RebuildRunning } from './rebuild-running.js';
import { type BuildOptions, type Rebuilt } from './rebuild-options.js';
import { Replacement } from './replacement.js';
import { SideSchema } from './side-schema.js';
import { skippedEvents } from './skipped-events.js';

/** Events written at once where it is done batch by batch: the larger, the fewer statements; 5,000 take some 20 MB. */
const BATCH_EVENTS = 5_000;

/** The tables of one projection, built aside on a session that holds the lock of its rebuild. */
export class AsideBuild {
  /** Whether an event has come that is not to be folded any more. */
  isAtEnd = false;
  private isRefused = false;
  /** Of the last event that was folded. */
  private position: Position | null = null;
  private first: Position | null = null;

  private constructor(
    readonly projection: Projection,
    /** The log is folded in memory up to here at least; the rest follows batch by batch. */
    readonly foldEnd: Position | null,
    private readonly client: Client,
    private readonly options: BuildOptions,
    private readonly parts: { side: SideSchema; fold: ProjectionFold; progress: RebuildProgress; skipped: Set<string> },
  ) {}

  /** @throws RebuildRunning */
  static async open(
    projection: Projection,
    options: BuildOptions,
    onLost: (error: Error) => void,
  ): Promise<AsideBuild> {
    const tables = projection.tables.map(({ name }) => name);
    const name = `ledgarr rebuild ${projection.name}`;
    let closing = false;
    const client = await openProcessorSession(options.database, name, tables, (error) => {
      if (!closing) onLost(error);
    });
    try {
      if (!(await tryLock(client, rebuildLock(projection.name)))) throw new RebuildRunning(projection.name);
      // A copy that a crash loses is built again; the swap flushes everything before it.
      await client.query('SET synchronous_commit = off');
      // A projection that never ran has its checkpoint from here on.
      const live = await readCheckpoint(client, projection.name, projection.version);
      const end = await foldEnd(projection, live, options);
      const [side, skipped] = [
        await SideSchema.create(client, projection),
        await skippedEvents(client, projection.name),
      ];
      const target = await targetIn(client, projection, side.name);
      const fold = new ProjectionFold({ client, side, target, skipped, limits: options.limits });
      const progress = new RebuildProgress(client, projection.name, end);
      return new AsideBuild(projection, end, client, options, { side, skipped, fold, progress });
    } catch (error) {
      closing = true;
      await closeSession(client);
      throw error;
    }
  }

  add(event: StoredEvent): void {
    const { streams } = this.projection;
    this.isAtEnd ||= this.isPast(event);
    if (this.isAtEnd || !streams.some((prefix) => event.streamId.startsWith(prefix))) return;
    this.first ??= event.position;
    this.position = event.position;
    if (!this.isRefused) this.parts.fold.add(event);
  }

  fold(): Promise<void> {
    return this.unlessRefused(() => this.parts.fold.fold());
  }

  report(): Promise<Progress | null> {
    return this.parts.progress.report(this.parts.fold.events, { first: this.first, last: this.position });
  }

  /** Rows and keys, and the indexes where the tables are to be used. */
  async finishFold(): Promise<void> {
    const { fold, side } = this.parts;
    await this.unlessRefused(async () => {
      await fold.finish();
      await (this.options.dryRun ? side.addKeys(this.client) : side.finish(this.client));
    });
    if (!this.isRefused) return;
    this.parts.side = await SideSchema.create(this.client, this.projection);
    await this.parts.side.addKeys(this.client);
  }

  /** Follows what has come meanwhile, and compares, or puts the tables in their place. */
  async finish(): Promise<Rebuilt> {
    const { progress, side, skipped, fold } = this.parts;
    const { eventLog, signal } = this.options;
    const done = this.isRefused
      ? { position: null, events: 0, unknownTypes: 0 }
      : { ...counts(fold), position: this.position };
    const reader = new LogReader(eventLog, this.projection.streams, signal, BATCH_EVENTS, done.position);
    try {
      const target = await targetIn(this.client, this.projection, side.name);
      const tail = new LogFold(this.client, target, reader, { progress, skipped, signal, first: this.first }, done);
      const replacement = new Replacement(this.projection, this.options, this.client, side, tail);
      const differences = await this.conclude(replacement);
      await progress.finish();
      return { events: tail.events, seconds: progress.seconds, ...tail.notes, differences };
    } finally {
      reader.close();
    }
  }

  private async conclude(replacement: Replacement): Promise<Rebuilt['differences']> {
    if (this.options.dryRun) return replacement.compare();
    if (this.options.until) return replacement.rewindTo(this.position);
    return replacement.replace();
  }

  private isPast({ position, createdAt }: StoredEvent): boolean {
    const { until } = this.options;
    if (this.foldEnd === null || comparePositions(position, this.foldEnd) > 0) return true;
    return until !== undefined && 'instant' in until && Date.parse(createdAt) > until.instant;
  }

  async close(): Promise<void> {
    try {
      await this.parts.side.drop(this.client);
    } catch {
      // The connection is gone as well, and the error on its way says why: the next rebuild drops what is left.
    }
    await closeSession(this.client);
  }

  /** Where the database refuses a row, it is done again batch by batch: only so the event to blame is found. */
  private async unlessRefused(work: () => Promise<void>): Promise<void> {
    if (this.isRefused) return;
    try {
      await work();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.isRefused = true;
    }
  }
}

/** A place that is surely in the log: a reader may wait for it. */
async function foldEnd(
  { streams }: Projection,
  live: Checkpoint,
  { eventLog, dryRun, until }: BuildOptions,
): Promise<Position | null> {
  const last = await eventLog.lastPosition(streams);
  if (until && 'position' in until) return earlierOf(until.position, last);
  // A dry run goes never past the live tables, or there would be nothing to compare with; what is paused stays where it is.
  return dryRun || (live.isPaused && !until) ? earlierOf(live.position, last) : last;
}

const counts = ({ events, unknownTypes }: ProjectionFold) => ({ events, unknownTypes });
