import { randomUUID } from 'node:crypto';
import { messageOf } from '../../processor/error-message.js';
import { type RebuildOptions, type Rebuilt } from './rebuild-options.js';
import { type Progress } from './rebuild-progress.js';

export type RebuildJob = {
  id: string;
  projections: readonly string[];
  dryRun: boolean;
  state: 'running' | 'done' | 'failed' | 'stopped';
  startedAt: string;
  endedAt: string | null;
  progress: Progress | null;
  /** In the order of `projections`, when it is done. */
  results: readonly Rebuilt[] | null;
  error: string | null;
};

type Running = { job: RebuildJob; abort: AbortController; ended: Promise<void> };
type Rebuild = (names: readonly string[], options: Omit<RebuildOptions, 'eventLog' | 'database'>) => Promise<Rebuilt[]>;

/** Jobs that are remembered after their end. */
const MAX_JOBS = 50;
const MAX_DIFFERENCES = 100;

/** Rebuilds that this process does for somebody who does not wait for them. */
export class RebuildJobs {
  private readonly jobs = new Map<string, Running>();

  constructor(private readonly rebuild: Rebuild) {}

  /** @returns once it has begun @throws what kept it from that: UnknownProjection, RebuildRunning */
  async start(projections: readonly string[], dryRun: boolean): Promise<RebuildJob> {
    const [abort, startedAt] = [new AbortController(), new Date().toISOString()];
    const job: RebuildJob = { id: randomUUID(), projections, dryRun, state: 'running', startedAt, endedAt: null, progress: null, results: null, error: null }; // prettier-ignore
    let onBegin: () => void = () => {};
    const begun = new Promise<void>((resolve) => (onBegin = resolve));
    const onProgress = (progress: Progress) => (job.progress = progress);
    const work = this.rebuild(projections, {
      dryRun,
      differences: MAX_DIFFERENCES,
      onBegin,
      onProgress,
      signal: abort.signal,
    });
    await Promise.race([begun, work]);
    this.remember({ job, abort, ended: record(job, work, abort.signal) });
    return job;
  }

  get(id: string): RebuildJob | null {
    return this.jobs.get(id)?.job ?? null;
  }

  /** The newest first. */
  list(): RebuildJob[] {
    return [...this.jobs.values()].map(({ job }) => job).reverse();
  }

  /** Leaves everything as it was, unless it is done already. @returns the job as it ended; null where there is none */
  async stop(id: string): Promise<RebuildJob | null> {
    const running = this.jobs.get(id);
    if (!running) return null;
    running.abort.abort();
    await running.ended;
    return running.job;
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.jobs.keys()].map((id) => this.stop(id)));
  }

  private remember(running: Running): void {
    this.jobs.set(running.job.id, running);
    for (const [id, { job }] of this.jobs) {
      if (this.jobs.size <= MAX_JOBS) return;
      if (job.state !== 'running') this.jobs.delete(id);
    }
  }
}

async function record(job: RebuildJob, work: Promise<Rebuilt[]>, signal: AbortSignal): Promise<void> {
  try {
    job.results = await work;
    job.state = 'done';
  } catch (error) {
    job.state = signal.aborted ? 'stopped' : 'failed';
    job.error = signal.aborted ? null : messageOf(error);
  }
  job.endedAt = new Date().toISOString();
}
