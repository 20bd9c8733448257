import { type DataSource } from 'typeorm';
import { afterNextEvent, type LiveRow, type Mark, readEnded, readMarks, readRows, sameEvent } from './live-row.js';
import { Message } from './message.js';
import { type MessageLog } from './message-log.js';
import { type Snapshot } from './live-reader.js';
import { changeOf, type Counts, countsOf, type RowPatch } from './row-changes.js';

const PART = 500;
/** A row is patched twice a second at most, and everything is counted once: milliseconds. */
const PATCH_EVERY_MS = 500;
const COUNT_EVERY_MS = 1_000;
/** How long the history is waited for to say how a download has ended, in milliseconds. */
const END_KNOWN_MS = 2_000;

type Known = { row: LiveRow; away: string | null; patchedAt: number; missingSince: number | null };

/** The queue as readers have it, and what has to be told to them where the tables have become otherwise. */
export class LiveQueue {
  private readonly known = new Map<string, Known>();
  private counted: { text: string; at: number } = { text: '', at: -Infinity };
  private snapshotAt: Snapshot | null = null;

  constructor(
    private readonly database: DataSource,
    private readonly log: MessageLog,
  ) {}

  /**
   * Compares the tables with what was told, and tells the difference.
   * @param position up to where the tables show the log at the least
   * @returns true where something was left for later
   */
  async refresh(position: unknown): Promise<boolean> {
    const now = performance.now();
    const marks = await readMarks(this.database);
    const different = marks.filter((mark) => this.differs(mark));
    const due = different.filter((mark) => this.isDue(mark, now));
    const rows = await readRows(
      this.database,
      due.map(({ id }) => id),
    );
    this.takeOver(rows, new Map(due.map((mark) => [mark.id, mark])), position);
    const waiting = await this.dropMissing(new Set(marks.map(({ id }) => id)), now, position);
    return this.tellCounts(now) || waiting || due.length < different.length;
  }

  get counts(): Counts {
    return countsOf(this.rows());
  }

  /** The whole queue in parts, made once for all who begin at the same place. */
  snapshot(ready: (counts: Counts) => unknown): Snapshot {
    const seq = this.log.head;
    if (this.snapshotAt?.seq === seq) return this.snapshotAt;
    const pieces = chunks([...this.rows()], PART);
    const parts = pieces.map((rows, i) => new Message('snapshot', { part: i + 1, of: pieces.length, rows }, null));
    const last = new Message('ready', ready(this.counts), this.log.idOf(seq));
    return (this.snapshotAt = { parts: [...parts, last], seq });
  }

  private *rows(): Iterable<LiveRow> {
    for (const { row } of this.known.values()) yield row;
  }

  private differs({ id, rev, away }: Mark): boolean {
    const known = this.known.get(id);
    return !known || known.row.rev !== rev || known.away !== away;
  }

  /** What an event has done is told at once, what the client says not too often. */
  private isDue({ id, rev }: Mark, now: number): boolean {
    const known = this.known.get(id);
    return !known || !sameEvent(known.row.rev, rev) || now - known.patchedAt >= PATCH_EVERY_MS;
  }

  private takeOver(rows: readonly LiveRow[], marks: ReadonlyMap<string, Mark>, position: unknown): void {
    const puts: LiveRow[] = [];
    const patches: RowPatch[] = [];
    const patchedAt = performance.now();
    for (const row of rows) {
      const change = changeOf(this.known.get(row.id)?.row, row);
      this.known.set(row.id, { row, away: marks.get(row.id)!.away, patchedAt, missingSince: null });
      if (change && 'put' in change) puts.push(change.put);
      else if (change) patches.push(change.patch);
    }
    for (const part of chunks(puts, PART)) this.log.append('queue', 'put', { rows: part, position });
    if (patches.length > 0) this.log.append('queue', 'patch', { rows: patches });
  }

  /** @returns true where the end of one is not known yet */
  private async dropMissing(present: ReadonlySet<string>, now: number, position: unknown): Promise<boolean> {
    const missing = [...this.known].filter(([id]) => !present.has(id));
    const ends = new Map((await readEnded(this.database, missing.map(([id]) => id))).map((each) => [each.id, each])); // prettier-ignore
    const removed = missing.filter(([id, known]) => {
      known.missingSince ??= now;
      return ends.has(id) || now - known.missingSince >= END_KNOWN_MS;
    });
    const rows = removed.map(([id, { row }]) => {
      const { status = null, reason = null } = ends.get(id) ?? {};
      return { id, rev: afterNextEvent(row.rev), status, reason };
    });
    for (const [id] of removed) this.known.delete(id);
    for (const part of chunks(rows, PART)) this.log.append('queue', 'remove', { rows: part, position });
    return removed.length < missing.length;
  }

  /** @returns true where it is too early to count again */
  private tellCounts(now: number): boolean {
    const counts = this.counts;
    const text = JSON.stringify(counts);
    if (text === this.counted.text) return false;
    if (now - this.counted.at < COUNT_EVERY_MS) return true;
    this.counted = { text, at: now };
    this.log.append('queue', 'counts', counts);
    return false;
  }
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}
