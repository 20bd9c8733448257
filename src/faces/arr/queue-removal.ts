import { Injectable } from '@nestjs/common';
import { causeOfRequest } from '../../downloads/api/cause-of-request.js';
import { DownloadGateway } from '../../downloads/api/download-gateway.js';
import { CancelDownload, DeclareFailed, LeaveDownload, RemoveDownload } from '../../downloads/domain/commands.js';
import { hasScope, type Principal } from '../../http/auth/principal.js';
import { refusal } from './answer.js';
import { type QueueItem } from './translate/queue-item.js';

export type Removal = { removeFromClient: boolean; blocklist: boolean };

const KEPT = 'It has ended, and stays in the queue while its client has it: ask with removeFromClient=true.';
const OTHERS = 'Others wait for it: ask with removeFromClient=true, which ends it for this key alone.';

/** What a record of the queue is taken away by. With the client's data where `removeFromClient` says so, unless others wait for them. */
@Injectable()
export class QueueRemoval {
  constructor(private readonly downloads: DownloadGateway) {}

  /** @throws ArrRefusal 403, 409 */
  async remove(item: QueueItem, removal: Removal, caller: Principal): Promise<void> {
    const isAdmin = hasScope(caller, 'admin');
    if (!isAdmin && (item.joinId === null || !hasScope(caller, 'request')))
      throw refusal(403, `The key ${caller.name} has not asked for this download.`);
    await this.downloads.execute(commandOf(item, removal, caller));
  }
}

/** Failed for all is only what nobody else waits for; what is another's is ended as a whole. @throws ArrRefusal 409 */
function commandOf({ download, joinId }: QueueItem, { removeFromClient, blocklist }: Removal, caller: Principal) {
  const cause = causeOfRequest(caller);
  const isEnded = download.status === 'completed' || download.status === 'failed';
  if (isEnded && !removeFromClient) throw refusal(409, KEPT);
  const isForOthers = joinId !== null && download.askers > 1;
  if (isForOthers && !removeFromClient) throw refusal(409, OTHERS);
  if (!isEnded && !isForOthers && blocklist)
    return new DeclareFailed(download.id, 'Manually marked as failed', removeFromClient, cause);
  if (!removeFromClient) return new CancelDownload(download.id, false, true, cause);
  if (joinId !== null) return new LeaveDownload(download.id, joinId, true, 'user', cause);
  return isEnded
    ? new RemoveDownload(download.id, true, 'user', cause)
    : new CancelDownload(download.id, true, false, cause);
}
