import { session } from '../api/session.svelte.ts';
import { type RowEnd, type RowPatch, Rows } from './apply.ts';
import { type Row } from './row.ts';
import { type Connection, LiveStream } from './stream.ts';

type Ready = { at: string; lagSeconds: number };

/** The queue as the service tells it, live. Changes are applied once a frame, and in a hidden tab not at all. */
class Queue {
  /** Counts the frames in which something changed: what reads it is drawn anew. */
  version = $state(0);
  /** Counts the changes that may have moved rows. */
  orderVersion = $state(0);
  connection = $state<Connection>('connecting');
  ready = $state(false);
  /** When the last message came, as the service's clock has it. */
  dataAt = $state<string | null>(null);
  lagSeconds = $state(0);
  readonly #rows = new Rows();
  readonly #waiting: [event: string, data: unknown][] = [];
  readonly #listeners = new Set<(event: string, data: unknown) => void>();
  #frame: number | null = null;
  #stream: LiveStream | null = null;

  /** Rows by id. Read `version` where a change matters. */
  get rows(): ReadonlyMap<string, Row> {
    return this.#rows.byId;
  }

  open(): void {
    if (this.#stream) return;
    this.#stream = new LiveStream(['queue', 'clients', 'projections', 'history', 'refusals'], {
      message: (event, data) => this.#received(event, data),
      connection: (state) => (this.connection = state),
      unauthorized: () => session.expired(),
    });
    this.#stream.open();
  }

  close(): void {
    this.#stream?.close();
    this.#stream = null;
  }

  /** Tells of the messages that are no rows: `client`, `projection`, `history`, `refusal`. @returns how to end it */
  listen(listener: (event: string, data: unknown) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #received(event: string, data: unknown): void {
    this.#waiting.push([event, data]);
    this.#frame ??= requestAnimationFrame(() => this.#apply());
  }

  #apply(): void {
    this.#frame = null;
    let moved = false;
    for (const [event, data] of this.#waiting.splice(0)) {
      moved = this.#applyOne(event, data) || moved;
      for (const listener of this.#listeners) listener(event, data);
    }
    this.version++;
    if (moved) this.orderVersion++;
  }

  /** @returns whether rows may have moved */
  #applyOne(event: string, data: unknown): boolean {
    switch (event) {
      case 'snapshot':
        this.#rows.snapshotPart((data as { rows: Row[] }).rows);
        return true;
      case 'put':
        for (const row of (data as { rows: Row[] }).rows) this.#rows.put(row);
        return true;
      case 'patch':
        return (data as { rows: RowPatch[] }).rows.map((patch) => this.#patch(patch)).some(Boolean);
      case 'remove':
        for (const end of (data as { rows: RowEnd[] }).rows) this.#rows.end(end, performance.now());
        setTimeout(() => this.#sweep(), 4_100);
        return true;
      case 'ready':
        this.#rows.endSnapshot();
        this.ready = true;
        this.#heard(data as Ready);
        return true;
      case 'ping':
        this.#heard(data as Ready);
        return false;
      case 'begin':
        this.#rows.beginSnapshot();
        return false;
    }
    return false;
  }

  #patch(patch: RowPatch): boolean {
    const before = this.#rows.byId.get(patch.id)?.status;
    this.#rows.patch(patch);
    return patch.status !== undefined && patch.status !== before;
  }

  #heard({ at, lagSeconds }: Ready): void {
    this.dataAt = at;
    this.lagSeconds = lagSeconds;
  }

  #sweep(): void {
    if (!this.#rows.sweep(performance.now())) return;
    this.version++;
    this.orderVersion++;
  }
}

export const queue = new Queue();
