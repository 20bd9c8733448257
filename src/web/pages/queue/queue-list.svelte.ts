import { queue } from '../../live/queue.svelte.ts';
import { type Row } from '../../live/row.ts';
import { filtered, statusCounts } from '../../list/filter.ts';
import { HeldOrder } from '../../list/held-order.ts';
import { isMoving, ordered } from '../../list/order.ts';
import { Selection } from '../../list/selection.ts';
import { type View } from '../../list/view.ts';

/** A moving value puts the rows in another order at most once in so many milliseconds. */
const MOVING_MS = 1_000;

/** What the list shows, and what of it is selected. It never moves under a pointer, a finger or a selection. */
export class QueueList {
  selection = $state.raw(new Selection());
  /** The row that the keys act on. */
  active = $state<string | null>(null);
  /** A pointer, a finger, the focus or a menu is at the list. */
  touched = $state(false);
  shown = $state.raw<readonly string[]>([]);
  waiting = $state(0);
  changed = $state(false);
  readonly #order = new HeldOrder();
  readonly #view: () => View;

  readonly counts = $derived.by(() => {
    void queue.orderVersion;
    return statusCounts(queue.rows.values(), Date.now());
  });

  readonly totals = $derived.by(() => {
    void queue.version;
    const active = [...queue.rows.values()].filter(({ leavesAt }) => leavesAt === undefined);
    return { count: active.length, downloadSpeed: active.reduce((sum, row) => sum + (row.downloadSpeed ?? 0), 0) };
  });

  constructor(view: () => View) {
    this.#view = view;
    $effect(() => {
      void [queue.orderVersion, this.#view(), this.touched, this.selection];
      this.#reorder();
    });
    $effect(() => {
      if (!isMoving(this.#view().sort)) return;
      const timer = setInterval(() => this.#reorder(), MOVING_MS);
      return () => clearInterval(timer);
    });
  }

  /** As it is now: what reads it is drawn anew with each frame in which something changed. */
  row(id: string): Row | undefined {
    void queue.version;
    return queue.rows.get(id);
  }

  refresh(): void {
    this.#order.release();
    this.#tell();
  }

  /** A new question has a new order, whoever is at the list. */
  takeOrderAnew(): void {
    this.#reorder(false);
  }

  #reorder(held: boolean = this.touched || this.selection.ids.size > 0): void {
    const view = this.#view();
    this.#order.update(ordered(filtered(queue.rows.values(), view, Date.now()), view.sort), held);
    this.selection = this.selection.within(queue.rows);
    this.#tell();
  }

  #tell(): void {
    this.shown = this.#order.shown;
    this.waiting = this.#order.waiting;
    this.changed = this.#order.changed;
  }
}
