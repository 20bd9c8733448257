import { v5 as uuidV5 } from 'uuid';
import { type NewEvent, type Revision } from '../../event-store/event-log.js';
import { Refused } from '../../downloads/domain/refused.js';
import { attemptStatus, type DownloadState, findAttempt } from '../../downloads/domain/state.js';
import { type Read } from '../../downloads/initiation/claim-protocol.js';
import { attemptEvents, causeOf } from './attempt-events.js';
import { asideOf, type AttemptHistory, supersededNow } from './attempt-history.js';
import { type ImportParts } from './import-parts.js';
import { type ItemPlan, streamOf } from './plan.js';

/** An append has a limit of 1,048,576 bytes; an event has about one kilobyte, and twenty at most. */
const MAX_EVENTS = 300;
const MAX_BYTES = 512 * 1024;

const isFull = (events: readonly NewEvent[]): boolean =>
  events.length >= MAX_EVENTS || Buffer.byteLength(JSON.stringify(events)) >= MAX_BYTES;

/** One item's way through the steps of design §6, which are numbered here and in the protocol. */
export class ImportRound {
  /** @param written what this and earlier rounds have written, by id */
  constructor(
    private readonly plan: ItemPlan,
    private readonly parts: ImportParts,
    private readonly written: Map<string, AttemptHistory>,
  ) {}

  /** @returns D as it was before. @throws RevisionConflict: another round is due */
  async run(): Promise<DownloadState> {
    const { stream: D, attempts } = this.plan;
    const active = attempts.find(({ ending }) => ending === null);

    // 1.
    const read = await this.parts.protocol.read(D, active?.content ?? null);
    const { state, revision } = read.item;
    const missing = await this.missing(state);

    // 2. D has an active attempt: what is imported must not disturb it.
    if (state.active) for (const attempt of missing) await this.writeAside(attempt);
    else if (!active || !missing.includes(active)) await this.write(D, missing, revision);
    else {
      // 3. and 4.
      const claimed = await this.claim(active, read);
      const start = claimed === null ? supersededNow(active) : active;
      const all = missing.map((attempt) => (attempt === active ? start : attempt));
      // 5.
      await this.write(D, all, claimed ?? revision);
    }
    return state;
  }

  /** Those that are in no stream: not in this one, not beside it, in no other. One that was fenced is missing still. */
  private async missing(state: DownloadState): Promise<AttemptHistory[]> {
    const { known, streams } = this.parts;
    const isElsewhere = (id: string) => (known.get(id)?.stream ?? this.plan.stream) !== this.plan.stream;
    const absent = this.plan.attempts.filter(({ downloadId: id }) => !findAttempt(state, id) && !isElsewhere(id));
    // Only an item that was at work before can have sent attempts aside.
    if (!state.active && state.ended.length === 0) return absent;
    const missing: AttemptHistory[] = [];
    for (const attempt of absent) {
      const beside = await streams.loadItem(streamOf(asideOf(attempt)));
      if (!findAttempt(beside.state, attempt.downloadId)) missing.push(attempt);
    }
    return missing;
  }

  /** @returns the revision of D at which the attempt may become active; null when Ledgarr has its item or content */
  private async claim(attempt: AttemptHistory, read: Read): Promise<Revision | null> {
    const { downloadId, content, commandId } = attempt;
    const { stream } = this.plan;
    // Fenced: a run broke off between the claim and this, and somebody else went on.
    if (this.parts.hasItem(attempt) || attemptStatus(read.item.state, downloadId) === 'fenced') return null;
    if (!content) return read.item.revision;
    const cause = causeOf(attempt, new Date().toISOString());
    const claimCause = causeOf(attempt, attempt.begunAt);
    // By now its client may have another slug, and then its claim says something else than that of a run that broke off.
    const namespace = uuidV5(stream, commandId);
    const claimant = { downloadId, stream, content, force: false, cause, claimCause, namespace };
    try {
      return await this.parts.protocol.claim(claimant, read);
    } catch (error) {
      if (error instanceof Refused && error.code === 'duplicate-download') return null;
      throw error;
    }
  }

  private async writeAside(attempt: AttemptHistory): Promise<void> {
    const aside = asideOf(attempt.ending ? attempt : supersededNow(attempt));
    const { revision } = await this.parts.streams.loadItem(streamOf(aside));
    await this.write(streamOf(aside), [aside], revision);
  }

  private async write(stream: string, attempts: readonly AttemptHistory[], expected: Revision): Promise<void> {
    let revision = expected;
    let waiting: AttemptHistory[] = [];
    const events = await Promise.all(attempts.map((attempt) => this.eventsOf(attempt)));
    for (const [i, attempt] of attempts.entries()) {
      waiting.push(attempt);
      const upTo = events.slice(i + 1 - waiting.length, i + 1).flat();
      if (!isFull(upTo) && i < attempts.length - 1) continue;
      ({ revision } = await this.parts.streams.appendWritten(stream, upTo, revision));
      for (const one of waiting) this.written.set(one.downloadId, one);
      waiting = [];
    }
  }

  private async eventsOf(attempt: AttemptHistory): Promise<NewEvent[]> {
    return attemptEvents(attempt, await this.parts.keepRelease(attempt));
  }
}
