export type Toast = {
  id: number;
  text: string;
  /** `problem`: read out at once. */
  kind: 'done' | 'problem';
  action?: { name: string; run(): void };
};

/** Milliseconds: time to undo; what went wrong stays until it is put away. */
const DONE_MS = 6_000;

class Toasts {
  shown = $state.raw<readonly Toast[]>([]);
  #last = 0;

  /** @returns how to put it away */
  show(toast: Omit<Toast, 'id'>, ms: number = DONE_MS): () => void {
    const id = ++this.#last;
    this.shown = [...this.shown.slice(-3), { ...toast, id }];
    const dismiss = () => this.dismiss(id);
    if (toast.kind === 'done') setTimeout(dismiss, ms);
    return dismiss;
  }

  /** The newest that can be taken back. */
  get undoable(): Toast | undefined {
    return this.shown.findLast(({ action }) => action !== undefined);
  }

  undo(): void {
    const { undoable } = this;
    if (!undoable) return;
    this.dismiss(undoable.id);
    undoable.action?.run();
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
