import { v5 as uuidV5 } from 'uuid';
import { type Revision, RevisionConflict } from '../../event-store/event-log.js';
import { type Loaded } from '../../downloads/streams/stream-repository.js';
import { type Claim, claimsInTheWay, type ContentState } from '../../downloads/domain/claims.js';
import { FenceInitiation } from '../../downloads/domain/commands.js';
import { type Content, contentStream, targetsOf } from '../../downloads/domain/content.js';
import { decide } from '../../downloads/domain/decide.js';
import { type DownloadState, attemptStatus } from '../../downloads/domain/state.js';
import { writeEvent } from '../../downloads/event-registry/write-event.js';
import { type Attempt } from './attempt.js';
import { causeOf, CLAIM_INDEX, claimOf } from './attempt-events.js';
import { append, type ImportParts } from './import-parts.js';

/** An attempt with content that is about to become active in stream D, which was read at `revision`. */
type Taker = { attempt: Attempt & { content: Content }; D: string; revision: Revision };

/**
 * Steps 3 and 4 of the initiation (design §6).
 * @returns the revision of D to go on with; null when an active download has the content
 * @throws RevisionConflict: start over
 */
export async function takeContent(
  taker: Taker,
  claimed: Loaded<ContentState>,
  parts: ImportParts,
): Promise<Revision | null> {
  const { attempt, D } = taker;
  let revision: Revision | null = taker.revision;
  // 3. Of the overlapping claims, none may be held by an active download.
  for (const claim of claimsInTheWay(claimed.state, targetsOf(attempt.content))) {
    if (claim.downloadId === attempt.downloadId) continue;
    revision = await settle(claim, { ...taker, revision }, parts);
    if (revision === null) return null;
  }
  // 4. Claim, at the revision of C that was read, unless a run that broke off has done so.
  const own = claimed.state.claims.some(({ downloadId }) => downloadId === attempt.downloadId);
  if (own) return revision;
  const claim = writeEvent(claimOf(attempt, D), causeOf(attempt, attempt.begunAt), CLAIM_INDEX);
  await append(parts, contentStream(attempt.content), [claim], claimed.revision);
  return revision;
}

/** Finds out that a claim is dead, fencing it where its owner does not turn up. */
async function settle(claim: Claim, { attempt, D, revision }: Taker, parts: ImportParts): Promise<Revision | null> {
  const { downloadId, downloadStream: H } = claim;
  const holder = await waitForHolder(claim, parts);
  const stands = attemptStatus(holder.state, downloadId);
  if (stands === 'active') return null;
  if (stands !== 'absent') return revision;
  if (H === D && holder.revision !== revision) throw new RevisionConflict(H, revision);
  const commandId = uuidV5(`fence ${downloadId}`, attempt.commandId);
  const cause = { ...causeOf(attempt, new Date().toISOString()), commandId };
  const [fence] = decide(new FenceInitiation(downloadId, cause), holder.state);
  const fenced = await append(parts, H, [writeEvent(fence!, cause, 0)], holder.revision);
  return H === D ? fenced : revision;
}

/** Reads the stream of a claim's download, again and again up to the grace period while the download is absent. */
async function waitForHolder(claim: Claim, parts: ImportParts): Promise<Loaded<DownloadState>> {
  const { clock, streams, claimGraceMs, dryRun } = parts;
  const end = clock.now() + (dryRun ? 0 : claimGraceMs);
  for (let pause = 5; ; pause = Math.min(pause * 2, 200)) {
    const holder = await streams.loadItem(claim.downloadStream);
    if (attemptStatus(holder.state, claim.downloadId) !== 'absent' || clock.now() >= end) return holder;
    await clock.pause(pause);
  }
}
