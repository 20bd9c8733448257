import { Injectable } from '@nestjs/common';
import { causeOfRequest } from '../../downloads/api/cause-of-request.js';
import { DownloadGateway } from '../../downloads/api/download-gateway.js';
import { PauseDownload, ResumeDownload } from '../../downloads/domain/commands.js';
import { Refused } from '../../downloads/domain/refused.js';
import { hasScope, type Principal } from '../../http/auth/principal.js';
import { type FaceTorrent } from './face-torrent.js';
import { LatePauses } from './late-pauses.js';
import { WantedPauses } from './wanted-pauses.js';

/** Pauses and resumes what nobody else waits for. What its client does not have yet is paused once it has it. */
@Injectable()
export class RunTorrents {
  constructor(
    private readonly downloads: DownloadGateway,
    private readonly wanted: WantedPauses,
    private readonly late: LatePauses,
  ) {}

  async pause({ download, isLastAsker }: Pick<FaceTorrent, 'download' | 'isLastAsker'>, caller: Principal) {
    if (!isLastAsker && !hasScope(caller, 'admin')) return;
    const code = await this.refusal(new PauseDownload(download.id, causeOfRequest(caller)));
    if (code === 'client-unavailable') await this.pauseLater(download.id, caller);
  }

  async pauseLater(downloadId: string, caller: Principal): Promise<void> {
    await this.wanted.add({ downloadId, keyName: caller.name });
    this.late.wake();
  }

  async resume({ download, isLastAsker }: FaceTorrent, caller: Principal): Promise<void> {
    if (!isLastAsker && !hasScope(caller, 'admin')) return;
    await this.wanted.remove([download.id]);
    await this.late.settled();
    await this.refusal(new ResumeDownload(download.id, causeOfRequest(caller)));
  }

  /** What cannot be done is passed over, as the original does. */
  private async refusal(command: PauseDownload | ResumeDownload): Promise<Refused['code'] | null> {
    try {
      await this.downloads.execute(command);
      return null;
    } catch (error) {
      if (error instanceof Refused) return error.code;
      throw error;
    }
  }
}
