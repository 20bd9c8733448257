import { type LiveRow } from '../../downloads/live/live-row.js';
import { type RowPatch } from '../../downloads/live/row-changes.js';

export type Ended = { id: string; rev: number; status: string | null; reason: string | null };
/** What a message has done, for whoever tells of single changes. */
export type Change = { put: LiveRow[] } | { patch: RowPatch[] } | { remove: Ended[] } | null;

/** The queue as the service tells it, message by message. What comes late is passed over. */
export class QueueState {
  readonly rows = new Map<string, LiveRow>();
  /** Whether the whole queue has been told. */
  isReady = false;

  apply(event: string, data: unknown): Change {
    const { rows = [] } = data as { rows?: unknown[] };
    switch (event) {
      case 'lost':
        return this.isReady ? null : this.startOver();
      case 'reset':
        return this.startOver();
      case 'ready':
        this.isReady = true;
        return null;
      case 'snapshot':
      case 'put':
        return { put: this.putAll(rows as LiveRow[]) };
      case 'patch':
        return { patch: (rows as RowPatch[]).filter((patch) => this.patch(patch)) };
      case 'remove':
        return { remove: (rows as Ended[]).filter((ended) => this.rows.delete(ended.id)) };
      default:
        return null;
    }
  }

  /** A whole queue follows. */
  private startOver(): null {
    this.isReady = false;
    this.rows.clear();
    return null;
  }

  private putAll(rows: readonly LiveRow[]): LiveRow[] {
    const newer = rows.filter(({ id, rev }) => rev >= (this.rows.get(id)?.rev ?? 0));
    for (const row of newer) this.rows.set(row.id, row);
    return newer;
  }

  private patch(patch: RowPatch): boolean {
    const known = this.rows.get(patch.id);
    if (!known || patch.rev <= known.rev) return false;
    this.rows.set(patch.id, { ...known, ...patch });
    return true;
  }
}
