import { ProblemError } from '../api/problem.ts';
import { queue } from '../live/queue.svelte.ts';
import { m } from '../messages/en.ts';
import { toasts } from '../parts/toasts.svelte.ts';
import { type BulkAction, type BulkResult, reasons, runBulk } from './bulk.ts';

/** What can be taken back by its opposite. */
const OPPOSITE: Partial<Record<BulkAction, BulkAction>> = { pause: 'resume', resume: 'pause' };
/** Milliseconds. */
const [GRACE_MS, PENDING_MS] = [5_000, 5_000];

/** What a person does to downloads. Rows say so until the service has: an answer is not yet what the log says. */
class Actions {
  /** What is under way for a row, in a word. */
  pending = $state.raw<ReadonlyMap<string, string>>(new Map());

  /** @returns the ids that could not be done, with why told to the person */
  async run(action: BulkAction, ids: readonly string[], removeData = false): Promise<string[]> {
    if (ids.length === 0) return [];
    this.#mark(ids, m.actions[action].going);
    try {
      const results = await runBulk(action, ids, removeData);
      return this.#tell(action, results);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      toasts.show({ kind: 'problem', text: `${m.actions[action].name}: ${error.message}` });
      return [...ids];
    } finally {
      setTimeout(() => this.#unmark(ids), PENDING_MS);
    }
  }

  /** Keeps the data, so nobody asks: there is time to take it back instead. Leaving the page sends it. */
  cancelKeeping(ids: readonly string[]): void {
    this.#mark(ids, m.actions.cancel.going);
    const send = () => {
      removeEventListener('pagehide', send);
      void this.run('cancel', ids);
    };
    const timer = setTimeout(send, GRACE_MS);
    addEventListener('pagehide', send);
    const undo = () => {
      clearTimeout(timer);
      removeEventListener('pagehide', send);
      this.#unmark(ids);
    };
    toasts.show(
      { kind: 'done', text: m.actions.cancelling(ids.length), action: { name: m.undo, run: undo } },
      GRACE_MS,
    );
  }

  #tell(action: BulkAction, results: readonly BulkResult[]): string[] {
    const done = results.filter(({ ok }) => ok).map(({ id }) => id);
    const failed = results.filter(({ ok }) => !ok);
    this.#unmark(failed.map(({ id }) => id));
    const opposite = OPPOSITE[action];
    if (done.length > 0) {
      const undo = opposite && { name: m.undo, run: () => void this.run(opposite, done) };
      toasts.show({ kind: 'done', text: m.actions[action].done(done.length), ...(undo && { action: undo }) });
    }
    for (const [reason, count] of reasons(failed))
      toasts.show({ kind: 'problem', text: m.actions[action].failed(count, reason) });
    return failed.map(({ id }) => id);
  }

  #mark(ids: readonly string[], word: string): void {
    const known = ids.filter((id) => queue.rows.has(id));
    this.pending = new Map([...this.pending, ...known.map((id) => [id, word] as const)]);
  }

  #unmark(ids: readonly string[]): void {
    this.pending = new Map([...this.pending].filter(([id]) => !ids.includes(id)));
  }
}

export const actions = new Actions();
