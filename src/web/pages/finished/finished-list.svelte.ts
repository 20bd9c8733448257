import { api, dataOf } from '../../api/client.ts';
import { Listing } from '../../api/listing.svelte.ts';
import { ProblemError } from '../../api/problem.ts';
import { Selection } from '../../list/selection.ts';
import { m } from '../../messages/en.ts';
import { queue } from '../../live/queue.svelte.ts';
import { toasts } from '../../parts/toasts.svelte.ts';
import { type FinishedDownload, type FinishedView, idsOf, queryOfFinished } from './finished-view.ts';

const CONCERNS = /^download\.(completed|failed|removal-requested|removed)$/;

/** What has ended and is still in its client. It is read anew when the log tells of it, but not under a hand. */
export class FinishedList {
  readonly list: Listing<FinishedDownload>;
  selection = $state.raw(new Selection());
  touched = $state(false);
  /** Something has changed while somebody was at the list. */
  changed = $state(false);

  constructor(view: () => FinishedView) {
    this.list = new Listing((cursor) =>
      dataOf(api.GET('/api/v1/downloads/finished', { params: { query: { ...queryOfFinished(view()), cursor } } } as never)),
    ); // prettier-ignore
    $effect(() => {
      void view();
      void this.load();
    });
    $effect(() => queue.listen((event, data) => this.#heard(event, data)));
  }

  readonly load = async (): Promise<void> => {
    this.changed = false;
    await this.list.load();
    this.selection = this.selection.within(idsOf(this.list.items));
  };

  toggle(id: string): void {
    this.selection = this.selection.toggle(id);
  }

  /** Lets their clients forget them. What could not be done stays selected, and says why. */
  async remove(ids: readonly string[], removeData: boolean): Promise<void> {
    const failed: string[] = [];
    for (const id of ids) if (!(await this.#removeOne(id, removeData))) failed.push(id);
    const done = ids.length - failed.length;
    if (done > 0) toasts.show({ kind: 'done', text: m.finished.removed(done) });
    this.selection = new Selection(failed);
    await this.load();
  }

  async #removeOne(id: string, removeData: boolean): Promise<boolean> {
    try {
      await api.POST('/api/v1/downloads/{id}/remove', { params: { path: { id } }, body: { removeData } });
      return true;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      toasts.show({ kind: 'problem', text: m.finished.failed(1, error.message) });
      return false;
    }
  }

  #heard(event: string, data: unknown): void {
    const type = (data as { entry?: { type: string } } | null)?.entry?.type ?? '';
    if (event !== 'history' || !CONCERNS.test(type)) return;
    if (this.touched || this.selection.ids.size > 0) this.changed = true;
    else void this.load();
  }
}
