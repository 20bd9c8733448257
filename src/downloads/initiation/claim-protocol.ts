import { isDeepStrictEqual } from 'node:util';
import { v5 as uuidV5 } from 'uuid';
import { type Revision, RevisionConflict } from '../../event-store/event-log.js';
import { type Claim, claimsInTheWay, type ContentState } from '../domain/claims.js';
import { type Cause, FenceInitiation } from '../domain/commands.js';
import { type Content, contentStream, targetsOf } from '../domain/content.js';
import { decide } from '../domain/decide.js';
import { Refused } from '../domain/refused.js';
import { attemptStatus, type DownloadState, findAttempt } from '../domain/state.js';
import { type EventIds, type Loaded, type StreamRepository } from '../streams/stream-repository.js';
import { type Clock } from './clock.js';

/** A download that is about to begin, and claims its content first. */
export type Claimant = {
  downloadId: string;
  /** The item's, D. */
  stream: string;
  content: Content;
  /** Claims without asking who else has. */
  force: boolean;
  /** Of the fences that are written for it, and of the claim unless that has another. */
  cause: Cause;
  claimCause?: Cause;
  /** A UUID, which the claim's id is made of: the same in a repeat. */
  namespace: string;
  /** Whether an id is one that the same command has given up: such a download will not come. */
  hasGivenUp?: (downloadId: string) => boolean;
  /** Called where a download for the content has completed: its files may have come since anybody looked. @throws Refused */
  recheck?: () => Promise<void>;
};

/** Step 1: what D and C held. */
export type Read = { item: Loaded<DownloadState>; claimed: Loaded<ContentState> | null };

/** All of a series may be asked for where each episode was once claimed by itself. */
const HOLDERS_AT_ONCE = 64;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 200;

/**
 * Of the steps that keep downloads from being begun twice (design §6), those that whoever begins one has in common: reading,
 * settling and claiming. What it appends to D after that, at the revision that it is given here, is its own.
 * C is the content's stream, D the item's, H that of the download that holds a claim.
 *
 * A RevisionConflict says that another round is due: `untilNoConflict`.
 */
export class ClaimProtocol {
  constructor(
    private readonly streams: StreamRepository,
    private readonly clock: Clock,
    /** How long a claim without its download is waited for. */
    private readonly graceMs: number,
  ) {}

  /**
   * 1. Reads D and C, side by side. One that nobody has heard of counts as read and empty: appending to it finds out.
   * @param content null for a download that is for nothing that is known, or that will not be active
   */
  async read(stream: string, content: Content | null): Promise<Read> {
    const [item, claimed] = await Promise.all([
      this.streams.loadItemIfKnown(stream),
      content ? this.streams.loadContentIfKnown(contentStream(content)) : null,
    ]);
    return { item, claimed };
  }

  /**
   * 3. and 4. Settles the claims that are in the way, and claims.
   * @returns the revision at which to append to D: that of step 1, or of an own fence in D. Never read D again and append at
   *   what is found: a fence that came in between would be overrun.
   * @throws Refused duplicate-download when an active download has the content, or as `recheck` does; RevisionConflict
   */
  async claim(claimant: Claimant, { item, claimed }: Read): Promise<Revision> {
    if (!claimed) throw new Error(`the claims on ${contentStream(claimant.content)} were not read`);
    const targets = targetsOf(claimant.content);
    // 3. Of the overlapping claims, none may be held by an active download.
    const inTheWay = claimant.force ? [] : claimsInTheWay(claimed.state, targets);
    const revision = await this.settleAll(claimant, inTheWay, item.revision);
    // 4. Claim, at the revision of C that was read, unless the claim of an earlier run stands: whoever would have passed it by
    // has fenced this download, which the append to D finds.
    const { downloadId, stream: downloadStream, force: forced } = claimant;
    const claim: Claim = { downloadId, targets, downloadStream, forced };
    if (!claimed.state.claims.some((other) => isDeepStrictEqual(other, claim)))
      await this.append(claimant, claim, claimed.revision);
    return revision;
  }

  private async append(claimant: Claimant, claim: Claim, revision: Revision): Promise<void> {
    const { content, namespace, cause, claimCause = cause } = claimant;
    const ids = idsOfClaim(namespace, revision);
    await this.streams.append(
      contentStream(content),
      [{ type: 'content.claimed', data: claim }],
      revision,
      claimCause,
      ids,
    );
  }

  /** Finds out that claims are dead, fencing those whose downloads do not come. @returns the revision of D after that */
  private async settleAll(claimant: Claimant, claims: readonly Claim[], revision: Revision): Promise<Revision> {
    // The claimant's own, from an earlier round or run, is taken over.
    const others = claims.filter(({ downloadId }) => downloadId !== claimant.downloadId);
    let present = revision;
    let isCompleted = false;
    for (let i = 0; i < others.length; i += HOLDERS_AT_ONCE) {
      const some = others.slice(i, i + HOLDERS_AT_ONCE);
      const holders = await Promise.all(some.map((claim) => this.waitForHolder(claim, claimant)));
      for (const [j, claim] of some.entries()) {
        const holder = holders[j]!;
        present = await this.settle(claimant, claim, holder, present);
        isCompleted ||= findAttempt(holder.state, claim.downloadId)?.outcome === 'completed';
      }
    }
    if (isCompleted) await claimant.recheck?.();
    return present;
  }

  /** The same for one, whose holder was read. */
  private async settle(
    { stream: D, cause }: Claimant,
    claim: Claim,
    holder: Loaded<DownloadState>,
    revision: Revision,
  ): Promise<Revision> {
    const { downloadId, downloadStream: H } = claim;
    if (H === D && holder.revision !== revision) throw new RevisionConflict(H, revision);
    switch (attemptStatus(holder.state, downloadId)) {
      case 'active':
        throw new Refused('duplicate-download', { existing: downloadId, existingStream: H, forceable: true });
      case 'ended':
      case 'fenced':
        return revision;
      case 'absent':
        break;
    }
    const fencing = causeOfFence(claim, cause);
    const fence = decide(new FenceInitiation(downloadId, fencing), holder.state);
    const fenced = await this.streams.append(H, fence, holder.revision, fencing);
    return H === D ? fenced.revision : revision;
  }

  /** Reads the stream of a claim's download, again and again up to the grace period while the download is absent. */
  private async waitForHolder(claim: Claim, { hasGivenUp }: Claimant): Promise<Loaded<DownloadState>> {
    const end = this.clock.now() + (hasGivenUp?.(claim.downloadId) ? 0 : this.graceMs);
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const holder = await this.streams.loadItem(claim.downloadStream);
      if (attemptStatus(holder.state, claim.downloadId) !== 'absent' || this.clock.now() >= end) return holder;
      await this.clock.pause(pause);
    }
  }
}

/**
 * A fence is a command of its own, one for each download and stream that it is for: an imported download may have been claimed
 * for twice, by way of two clients.
 */
const causeOfFence = ({ downloadId, downloadStream }: Claim, { commandId, ...cause }: Cause): Cause => {
  return { ...cause, commandId: uuidV5(`${downloadId} in ${downloadStream}`, commandId), causationId: commandId };
};

/**
 * Of a claim that is appended at a revision. Where an earlier one of the same attempt was passed by, another is made at
 * a later revision: a second event, which must not have the id of the first.
 */
const idsOfClaim = (namespace: string, revision: Revision): EventIds => {
  return { namespace: revision === 'no-stream' ? namespace : uuidV5(`claim at ${revision}`, namespace), from: 0 };
};
