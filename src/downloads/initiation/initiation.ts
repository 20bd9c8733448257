import { isDeepStrictEqual } from 'node:util';
import { v5 as uuidV5 } from 'uuid';
import { type Position, type Revision, RevisionConflict } from '../../event-store/event-log.js';
import { type Claim, claimsInTheWay } from '../domain/claims.js';
import { InitiateAttempt, type Cause, FenceInitiation } from '../domain/commands.js';
import { contentStream, targetsOf } from '../domain/content.js';
import { decide } from '../domain/decide.js';
import { type DownloadInitiated, type InitiatedData, type LedgarrEvent } from '../domain/events.js';
import { loggedData } from '../event-registry/logged-data.js';
import { Refused } from '../domain/refused.js';
import { type DownloadState, findAttempt, attemptStatus } from '../domain/state.js';
import { type Clock } from './clock.js';
import { type EventIds, type StreamRepository, type Loaded } from '../streams/stream-repository.js';
import { type SerialByKey } from './serial-by-key.js';

/** An attempt that somebody wants. Its id is given here, a new one in each round. */
export type InitiationRequest = {
  attempt: Omit<InitiatedData, 'downloadId'>;
  /** Passes the check on the content; nothing passes the check on the item. */
  force: boolean;
  cause: Cause;
  /** Called where a download for the content has completed: its files may have come since anybody looked. @throws Refused */
  recheck?: () => Promise<void>;
};

export type Initiated = {
  downloadId: string;
  position: Position | null;
  stream: string;
  /** What was appended just now; null for a download that this command had begun before. */
  begun: { event: DownloadInitiated; at: string } | null;
};

export const itemStream = (client: string, itemKey: string): string => `download-${client}.${itemKey}`;

/** Somebody else wrote first: what was read is no longer so. */
class RetryRound extends Error {}

const MOST_ROUNDS = 100;
/** All of a series may be asked for where each episode was once claimed by itself. */
const HOLDERS_AT_ONCE = 64;

/**
 * Initiates a download so that there is at most one active per item and per piece of content, whatever races or
 * crashes: design §6, whose steps are numbered here. C is the content's stream, D the item's.
 */
export class Initiation {
  constructor(
    private readonly streams: StreamRepository,
    private readonly lanes: SerialByKey,
    private readonly clock: Clock,
    /** How long a claim without its download is waited for, in milliseconds. */
    private readonly grace: number,
  ) {}

  /**
   * @returns the new download, or the one that this very command had initiated before
   * @throws Refused duplicate-download
   */
  initiate(asked: InitiationRequest): Promise<Initiated> {
    // Here already, so that the answer says what the log says.
    const wanted = { ...asked, attempt: loggedData(asked.attempt) };
    const { client, itemKey, content } = wanted.attempt;
    return this.lanes.run(content ? contentStream(content) : itemStream(client, itemKey), () => this.rounds(wanted));
  }

  private async rounds(wanted: InitiationRequest): Promise<Initiated> {
    const round = new Round(this.streams, this.clock, this.grace, wanted);
    for (let i = 0; i < MOST_ROUNDS; i++) {
      try {
        return await round.run();
      } catch (error) {
        if (!(error instanceof RetryRound)) throw error;
      }
    }
    throw new Error(`no end of conflicts on ${round.stream}`);
  }
}

/** One request's way through the steps, round after round. */
class Round {
  readonly stream: string;
  private readonly ids: AttemptIds;

  constructor(
    private readonly streams: StreamRepository,
    private readonly clock: Clock,
    private readonly grace: number,
    private readonly wanted: InitiationRequest,
  ) {
    this.stream = itemStream(wanted.attempt.client, wanted.attempt.itemKey);
    this.ids = new AttemptIds(wanted.cause.commandId, this.stream);
  }

  async run(): Promise<Initiated> {
    const { content } = this.wanted.attempt;
    const C = content && contentStream(content);
    const D = this.stream;

    // 1. Read C and D, side by side. One that nobody has heard of counts as read and empty: appending to it finds out.
    const [item, claimed] = await Promise.all([
      this.streams.loadItemIfKnown(D),
      C ? this.streams.loadContentIfKnown(C) : null,
    ]);
    const repeated = this.ownAttempt(item.state);
    if (repeated) return { downloadId: repeated, position: null, stream: D, begun: null };
    // An earlier run of this command was taken for dead: what it claimed, others pass by.
    while (item.state.fenced.includes(this.ids.present)) this.ids.renew();

    // 2. D has an active attempt: refused.
    const downloadId = this.ids.present;
    const begin = new InitiateAttempt({ ...this.wanted.attempt, downloadId }, this.wanted.cause);
    const initiated = decide(begin, item.state);

    let revision = item.revision;
    if (C && claimed) {
      const targets = targetsOf(content);
      // 3. Of the overlapping claims, none may be held by an active download.
      if (!this.wanted.force) revision = await this.settleAll(claimsInTheWay(claimed.state, targets), revision);
      // 4. Claim, at the revision of C that was read, unless the claim of an earlier run stands: whoever would have passed
      // it by has fenced this download, which step 5 finds.
      const claim = { downloadId, targets, downloadStream: D, forced: this.wanted.force };
      if (!claimed.state.claims.some((other) => isDeepStrictEqual(other, claim))) {
        const ids = this.ids.ofClaim(claimed.revision);
        await this.append(C, [{ type: 'content.claimed', data: claim }], claimed.revision, ids);
      }
    }

    // 5. Initiate, at the revision of D read in step 1. Never read D again and repeat this step alone:
    // a fence that came in between would be overrun.
    try {
      const { position } = await this.append(D, initiated, revision, this.ids.ofEvents(1));
      const event = initiated.find(({ type }) => type === 'download.initiated') as DownloadInitiated;
      return { downloadId, position, stream: D, begun: { event, at: this.wanted.cause.at } };
    } catch (error) {
      this.ids.renew();
      throw error;
    }
  }

  /**
   * Finds out that claims are dead, fencing those whose owners do not turn up.
   * @param revision of D, as of step 1
   * @returns the revision of D to go on with: another one only after an own fence in D
   * @throws Refused duplicate-download when the download of one is active, or as `recheck` does
   */
  private async settleAll(claims: readonly Claim[], revision: Revision): Promise<Revision> {
    // This command's own, from an earlier round or run, is taken over.
    const others = claims.filter(({ downloadId }) => downloadId !== this.ids.present);
    let present = revision;
    let isCompleted = false;
    for (let i = 0; i < others.length; i += HOLDERS_AT_ONCE) {
      const some = others.slice(i, i + HOLDERS_AT_ONCE);
      const holders = await Promise.all(some.map((claim) => this.waitForHolder(claim)));
      for (const [j, claim] of some.entries()) {
        const holder = holders[j]!;
        present = await this.settle(claim, holder, present);
        isCompleted ||= findAttempt(holder.state, claim.downloadId)?.outcome === 'completed';
      }
    }
    if (isCompleted) await this.wanted.recheck?.();
    return present;
  }

  /** The same for one, whose holder was read. */
  private async settle(claim: Claim, holder: Loaded<DownloadState>, revision: Revision): Promise<Revision> {
    const H = claim.downloadStream;
    if (H === this.stream && holder.revision !== revision) throw new RetryRound();
    switch (attemptStatus(holder.state, claim.downloadId)) {
      case 'active':
        throw new Refused('duplicate-download', { existing: claim.downloadId });
      case 'ended':
      case 'fenced':
        return revision;
      case 'absent':
        break;
    }
    const cause = causeOfFence(claim.downloadId, this.wanted.cause);
    const fence = decide(new FenceInitiation(claim.downloadId, cause), holder.state);
    const fenced = await this.append(H, fence, holder.revision, undefined, cause);
    return H === this.stream ? fenced.revision : revision;
  }

  /** Reads the stream of a claim's download, again and again up to the grace period while the download is absent. */
  private async waitForHolder({ downloadStream, downloadId }: Claim): Promise<Loaded<DownloadState>> {
    // One of the command's own that it gave up need not be waited for.
    const end = this.clock.now() + (this.ids.include(downloadId) ? 0 : this.grace);
    for (let pause = 5; ; pause = Math.min(pause * 2, 200)) {
      const holder = await this.streams.loadItem(downloadStream);
      if (attemptStatus(holder.state, downloadId) !== 'absent' || this.clock.now() >= end) return holder;
      await this.clock.pause(pause);
    }
  }

  private async append(
    stream: string,
    events: readonly LedgarrEvent[],
    revision: Revision,
    ids?: EventIds,
    cause = this.wanted.cause,
  ) {
    try {
      return await this.streams.append(stream, events, revision, cause, ids);
    } catch (error) {
      if (error instanceof RevisionConflict) throw new RetryRound();
      throw error;
    }
  }

  /** An attempt that this command has begun already: in an earlier run that did not live to tell. */
  private ownAttempt({ active, ended }: DownloadState): string | undefined {
    const attempts = active ? [active, ...ended] : ended;
    return attempts.map(({ initiated }) => initiated.downloadId).find((id) => this.ids.include(id));
  }
}

/** A fence is a command of its own, one for each download that it is for. */
const causeOfFence = (downloadId: string, { commandId, ...cause }: Cause): Cause => {
  return { ...cause, commandId: uuidV5(downloadId, commandId), causationId: commandId };
};

/** The ids that one command may give its download: they follow from the command, so that its repeat knows them again. */
class AttemptIds {
  private readonly root: string;
  /** How many were given up. */
  private number = 0;

  constructor(commandId: string, stream: string) {
    this.root = uuidV5(stream, commandId).slice(0, -2);
  }

  get present(): string {
    return this.root + this.number.toString(16).padStart(2, '0');
  }

  renew(): void {
    if (this.number === 255) throw new Error(`no end of conflicts for ${this.present}`);
    this.number += 1;
  }

  /**
   * Ids of events, for each attempt its own: a repeat may choose another client, and then what its claim says is not
   * what the claim of the first run says.
   */
  ofEvents(from: number): EventIds {
    return { namespace: this.present, from };
  }

  /**
   * Of a claim that is appended at a revision. Where an earlier one of the same attempt was passed by, another is made at
   * a later revision: a second event, which must not have the id of the first.
   */
  ofClaim(revision: Revision): EventIds {
    const namespace = revision === 'no-stream' ? this.present : uuidV5(`claim at ${revision}`, this.present);
    return { namespace, from: 0 };
  }

  include(downloadId: string): boolean {
    return downloadId.startsWith(this.root);
  }
}
