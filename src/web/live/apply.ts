import { type Row } from './row.ts';

export type RowPatch = { id: string; rev: number } & Partial<Row>;
export type RowEnd = { id: string; rev: number; status: string; reason?: string | null };

/** How long an ended row stays where it was, with its end state, in milliseconds. */
export const STAYS_MS = 4_000;

/** The rows of the queue by id, changed in place. What comes late is passed over. */
export class Rows {
  readonly byId = new Map<string, Row>();
  #snapshot: Set<string> | null = null;

  /** From here on a snapshot is told: what it does not hold is gone once it is whole. */
  beginSnapshot(): void {
    this.#snapshot = new Set();
  }

  snapshotPart(rows: readonly Row[]): void {
    for (const row of rows) this.put(row);
  }

  endSnapshot(): void {
    if (!this.#snapshot) return;
    for (const id of this.byId.keys()) if (!this.#snapshot.has(id)) this.byId.delete(id);
    this.#snapshot = null;
  }

  put(row: Row): void {
    const known = this.byId.get(row.id);
    if (!known || known.leavesAt !== undefined || row.rev >= known.rev) this.byId.set(row.id, row);
    this.#snapshot?.add(row.id);
  }

  patch(patch: RowPatch): void {
    const known = this.byId.get(patch.id);
    if (!known || known.leavesAt !== undefined || patch.rev <= known.rev) return;
    this.byId.set(patch.id, { ...known, ...patch });
  }

  /** It stays for a moment, so that one sees what became of it. */
  end({ id, rev, status, reason }: RowEnd, now: number): void {
    const known = this.byId.get(id);
    if (!known || known.rev > rev) return;
    const progress = status === 'completed' ? 1 : known.progress;
    this.byId.set(id, { ...known, rev, status, progress, message: reason ?? null, downloadSpeed: null, uploadSpeed: null, etaSeconds: null, leavesAt: now + STAYS_MS }); // prettier-ignore
  }

  /** Takes away those whose moment is over. @returns whether there were any */
  sweep(now: number): boolean {
    const before = this.byId.size;
    for (const [id, { leavesAt }] of this.byId) if (leavesAt !== undefined && leavesAt <= now) this.byId.delete(id);
    return this.byId.size < before;
  }
}
