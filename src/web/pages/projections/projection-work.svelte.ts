import { api, dataOf } from '../../api/client.ts';
import { ProblemError } from '../../api/problem.ts';
import { toasts } from '../../parts/toasts.svelte.ts';
import { type RebuildJob } from './job-view.ts';

/** A job is asked about so often, in milliseconds: the stream tells of projections, and of no jobs. */
const ASK_MS = 500;

/** What somebody does to one projection. */
export class ProjectionWork {
  job = $state.raw<RebuildJob | null>(null);
  readonly #name: string;
  readonly #changed: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(name: string, changed: () => void) {
    this.#name = name;
    this.#changed = changed;
    $effect(() => () => clearTimeout(this.#timer));
  }

  get running(): boolean {
    return this.job?.state === 'running';
  }

  async rebuild(dryRun: boolean): Promise<void> {
    const params = { path: { name: this.#name } };
    this.job = await this.#try(() =>
      dataOf(api.POST('/api/v1/projections/{name}/rebuild', { params, body: { dryRun } })),
    );
    this.#follow();
  }

  async stop(): Promise<void> {
    const id = this.job?.id;
    if (id === undefined) return;
    const stopped = await this.#try(() =>
      dataOf(api.POST('/api/v1/projections/rebuilds/{id}/stop', { params: { path: { id } } })),
    );
    this.job = stopped ?? this.job;
  }

  async pause(paused: boolean): Promise<void> {
    const params = { path: { name: this.#name } };
    await this.#try(() =>
      paused
        ? api.POST('/api/v1/projections/{name}/pause', { params })
        : api.POST('/api/v1/projections/{name}/resume', { params }),
    );
    this.#changed();
  }

  #follow(): void {
    clearTimeout(this.#timer);
    if (!this.running) return this.#changed();
    this.#timer = setTimeout(() => void this.#ask(), ASK_MS);
  }

  async #ask(): Promise<void> {
    const id = this.job!.id;
    const job = await this.#try(() =>
      dataOf(api.GET('/api/v1/projections/rebuilds/{id}', { params: { path: { id } } })),
    );
    if (job) this.job = job;
    this.#follow();
  }

  async #try<T>(call: () => Promise<T>): Promise<T | null> {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      toasts.show({ kind: 'problem', text: error.message });
      return null;
    }
  }
}
