import { claimsInTheWay } from '../domain/claims.js';
import { type Content, contentStream, targetsOf } from '../domain/content.js';
import { Refused } from '../domain/refused.js';
import { attemptStatus } from '../domain/state.js';
import { type StreamRepository } from '../streams/stream-repository.js';
import { itemStream } from './initiation.js';

export type Wanted = { client: string; itemKey: string; content: Content | null; force: boolean };

/**
 * Whether an initiation would find item and content free now, without claiming or fencing anything: what it would do
 * may be otherwise a moment later.
 * @throws Refused duplicate-download
 */
export async function requireFree(
  streams: StreamRepository,
  { client, itemKey, content, force }: Wanted,
): Promise<void> {
  const stream = itemStream(client, itemKey);
  const [item, claimed] = await Promise.all([
    streams.loadItemIfKnown(stream),
    content && !force ? streams.loadContentIfKnown(contentStream(content)) : null,
  ]);
  const { active } = item.state;
  if (active) {
    const existing = active.initiated.downloadId;
    throw new Refused('duplicate-download', { existing, existingStream: stream, forceable: false });
  }
  const claims = claimed && content ? claimsInTheWay(claimed.state, targetsOf(content)) : [];
  for (const { downloadId, downloadStream } of claims) {
    const holder = await streams.loadItem(downloadStream);
    if (attemptStatus(holder.state, downloadId) === 'active')
      throw new Refused('duplicate-download', {
        existing: downloadId,
        existingStream: downloadStream,
        forceable: true,
      });
  }
}
