import { type NewEvent, type Revision, RevisionConflict } from '../../event-store/event-log.js';
import { type Loaded } from '../../downloads/streams/stream-repository.js';
import { type ContentState } from '../../downloads/domain/claims.js';
import { contentStream } from '../../downloads/domain/content.js';
import { type DownloadState, findAttempt, attemptStatus } from '../../downloads/domain/state.js';
import { type Attempt, endedWith, superseded } from './attempt.js';
import { attemptEvents } from './attempt-events.js';
import { append, type ImportParts } from './import-parts.js';
import { keyOf } from './item-of.js';
import { type KnownAttempt } from './known-attempts.js';
import { type ItemPlan, streamOf } from './plan.js';
import { takeContent } from './take-content.js';

/** `added` to the log by this run (or would be), or `present` since an earlier one, and how it stands then. */
export type Imported = {
  attempt: Attempt;
  result: 'added' | 'present';
  becomes: 'active' | 'completed' | 'failed' | 'cancelled';
};

const MOST_ROUNDS = 100;
/** An append has a limit of 1,048,576 bytes; an event has about one kilobyte, and twenty at most. */
const MOST_EVENTS = 300;
const MOST_BYTES = 512 * 1024;

const isFull = (events: readonly NewEvent[]): boolean =>
  events.length >= MOST_EVENTS || Buffer.byteLength(JSON.stringify(events)) >= MOST_BYTES;

/**
 * Writes the attempts at one item that the log lacks, each whole. The active one goes by the protocol of the initiation
 * (design §6, whose steps are numbered here): what Ledgarr has by now stays, and the imported one is superseded.
 */
export async function importItem(plan: ItemPlan, parts: ImportParts): Promise<Imported[]> {
  if (isSettled(plan, parts))
    return plan.attempts.map((attempt) => asItIs(attempt, parts.known.get(attempt.downloadId)!));
  const written = new Map<string, Attempt>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    try {
      const before = await new Round(plan, parts, written).run();
      return plan.attempts.map((attempt) => {
        const elsewhere = parts.known.get(attempt.downloadId);
        if (elsewhere && elsewhere.stream !== plan.stream) return asItIs(attempt, elsewhere);
        return imported(attempt, written.get(attempt.downloadId), before);
      });
    } catch (error) {
      if (!(error instanceof RevisionConflict)) throw error;
    }
  }
  throw new Error(`no end of conflicts on ${plan.stream}`);
}

/** Each attempt is there and has ended, or is in another stream, where it is nothing to this one: the log need not be asked. */
const isSettled = ({ stream, attempts }: ItemPlan, { known }: ImportParts): boolean =>
  attempts.every(({ downloadId }) => {
    const there = known.get(downloadId);
    return there && (there.stream !== stream || there.outcome !== null);
  });

function asItIs(planned: Attempt, { stream, outcome }: KnownAttempt): Imported {
  const aside = stream === streamOf(asideOf(planned)) && !planned.ending;
  return { attempt: aside ? supersededNow(planned) : planned, result: 'present', becomes: outcome ?? 'active' };
}

class Round {
  constructor(
    private readonly plan: ItemPlan,
    private readonly parts: ImportParts,
    private readonly written: Map<string, Attempt>,
  ) {}

  /** @returns D as it was before */
  async run(): Promise<DownloadState> {
    const { streams } = this.parts;
    const { stream: D, attempts } = this.plan;
    const active = attempts.find(({ ending }) => ending === null);
    const C = active?.content ? contentStream(active.content) : null;

    // 1. Read C and D, side by side. In an empty log both count as read: appending to them finds out.
    const [item, claimed] = await Promise.all([streams.loadItemIfKnown(D), C ? streams.loadContentIfKnown(C) : null]);
    const missing = await this.missing(item.state);

    // 2. D has an active attempt: what is imported must not disturb it.
    if (item.state.active) for (const attempt of missing) await this.writeAside(attempt);
    else if (!active || !missing.includes(active)) await this.write(D, missing, item.revision);
    else {
      // 3. and 4.
      const revision = await this.claimed(active, item, claimed);
      const start = revision === null ? supersededNow(active) : active;
      const all = missing.map((attempt) => (attempt === active ? start : attempt));
      // 5. At the revision of D read in step 1: a fence that came in between is not overrun.
      await this.write(D, all, revision ?? item.revision);
    }
    return item.state;
  }

  /** Those that are in no stream: not in this one, not beside it, in no other. One that was fenced is missing still. */
  private async missing(state: DownloadState): Promise<Attempt[]> {
    const { known } = this.parts;
    const isElsewhere = (id: string) => (known.get(id)?.stream ?? this.plan.stream) !== this.plan.stream;
    const absent = this.plan.attempts.filter(({ downloadId: id }) => !findAttempt(state, id) && !isElsewhere(id));
    // Only an item that was at work before can have sent attempts aside.
    if (!state.active && state.ended.length === 0) return absent;
    const missing: Attempt[] = [];
    for (const attempt of absent) {
      const beside = await this.parts.streams.loadItem(streamOf(asideOf(attempt)));
      if (!findAttempt(beside.state, attempt.downloadId)) missing.push(attempt);
    }
    return missing;
  }

  /** @returns the revision of D at which the attempt may become active; null when Ledgarr has its item or content */
  private async claimed(
    attempt: Attempt,
    { state, revision }: Loaded<DownloadState>,
    claimed: Loaded<ContentState> | null,
  ): Promise<Revision | null> {
    // Fenced: a run broke off between the claim and this, and somebody else went on.
    if (this.parts.hasItem(attempt) || attemptStatus(state, attempt.downloadId) === 'fenced') return null;
    const { content } = attempt;
    if (!content || !claimed) return revision;
    return takeContent({ attempt: { ...attempt, content }, D: this.plan.stream, revision }, claimed, this.parts);
  }

  private async writeAside(attempt: Attempt): Promise<void> {
    const aside = asideOf(attempt.ending ? attempt : supersededNow(attempt));
    const { revision } = await this.parts.streams.loadItem(streamOf(aside));
    await this.write(streamOf(aside), [aside], revision);
  }

  private async write(stream: string, attempts: readonly Attempt[], expected: Revision): Promise<void> {
    let revision = expected;
    let waiting: Attempt[] = [];
    const events = await Promise.all(attempts.map((attempt) => this.eventsOf(attempt)));
    for (const [i, attempt] of attempts.entries()) {
      waiting.push(attempt);
      const upTo = events.slice(i + 1 - waiting.length, i + 1).flat();
      if (!isFull(upTo) && i < attempts.length - 1) continue;
      revision = await append(this.parts, stream, upTo, revision);
      for (const one of waiting) this.written.set(one.downloadId, one);
      waiting = [];
    }
  }

  private async eventsOf(attempt: Attempt) {
    return attemptEvents(attempt, this.parts.dryRun ? null : await this.parts.keepRelease(attempt));
  }
}

const supersededNow = (attempt: Attempt): Attempt => endedWith(attempt, superseded(attempt.lastKnownAt));

/**
 * An attempt at an item at which Ledgarr is at work: in the item's own stream it would seem to end that work, and under
 * the item's id its row would be in the way. So it has a stream of its own, and no id in the client.
 */
const asideOf = (attempt: Attempt): Attempt => ({
  ...attempt,
  itemKey: keyOf(`beside ${attempt.downloadId}`),
  downloadClientId: null,
});

function imported(planned: Attempt, written: Attempt | undefined, before: DownloadState): Imported {
  if (written) return { attempt: written, result: 'added', becomes: written.ending?.outcome ?? 'active' };
  const known = findAttempt(before, planned.downloadId);
  const aside = known ? null : planned.ending ? planned : supersededNow(planned);
  const becomes = known ? (known.outcome ?? 'active') : (aside?.ending?.outcome ?? 'active');
  return { attempt: aside ?? planned, result: 'present', becomes };
}
