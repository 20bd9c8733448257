import { type DownloadEvent } from '../../../src/downloads/domain/events.js';
import { type StoredEvent } from '../../../src/event-store/event-log.js';
import { Violation } from './violation.js';

type Waited = {
  stream: string;
  waiting: Set<string>;
  /** By all who have ever waited. */
  known: Set<string>;
  stage: 'active' | 'ending' | 'completed' | 'over';
  keepsData: boolean;
};

/** Reads beside the program who waits for what, and says when somebody is left waiting for nothing, or something goes on for nobody. */
export class AskersOracle {
  private readonly downloads = new Map<string, Waited>();

  joins = 0;
  endings = 0;

  /** What one append has written. @throws Violation */
  see(written: readonly StoredEvent[]): void {
    const events = written.map(({ type, data }) => ({ type, data }) as DownloadEvent);
    for (const [i, event] of events.entries()) this.seeOne(event, written[i]!.streamId);
    for (const event of events) if (event.type === 'download.left') this.afterLeaving(event.data.downloadId, events);
  }

  /** @throws Violation unless it was told that it waits for that one */
  requireKnown(downloadId: string, joinId: string): void {
    if (!this.downloads.get(downloadId)?.known.has(joinId))
      throw new Violation(`${joinId} was told that it waits for ${downloadId}, but does not`);
  }

  private seeOne({ type, data }: DownloadEvent, stream: string): void {
    if (type === 'download.initiated') {
      // What an earlier attempt has left in the client is the next one's.
      for (const other of this.downloads.values()) if (other.stream === stream) other.stage = 'over';
      const own = [data.downloadId];
      const asked = { waiting: new Set(own), known: new Set(own), keepsData: false, stream };
      this.downloads.set(data.downloadId, { ...asked, stage: 'active' });
    }
    const download = this.downloads.get((data as { downloadId: string }).downloadId);
    if (!download) return;
    if (type === 'download.joined') this.joined(download, data.joinId, data.downloadId);
    if (type === 'download.left') {
      if (!download.waiting.delete(data.joinId)) throw new Violation(`${data.joinId} left what it did not wait for`);
      download.keepsData ||= !data.removeData;
    }
    download.stage = STAGES[type] ?? download.stage;
  }

  private joined({ stage, waiting, known }: Waited, joinId: string, downloadId: string): void {
    if (stage === 'ending' || stage === 'over') throw new Violation(`${downloadId} was joined, which is ${stage}`);
    waiting.add(joinId);
    known.add(joinId);
    this.joins += 1;
  }

  private afterLeaving(downloadId: string, events: readonly DownloadEvent[]): void {
    const { waiting, stage, keepsData } = this.downloads.get(downloadId)!;
    const end = events.find(({ type }) => ENDINGS.has(type)) as { data: { removeData: boolean } } | undefined;
    if (!end && waiting.size === 0 && (stage === 'active' || stage === 'completed'))
      throw new Violation(`${downloadId} goes on, and nobody waits for it`);
    if (!end) return;
    this.endings += 1;
    if (waiting.size > 0) throw new Violation(`${downloadId} is ended while others wait for it`);
    if (end.data.removeData && keepsData) throw new Violation(`the data of ${downloadId} go, which one wanted kept`);
  }
}

const ENDINGS: ReadonlySet<string> = new Set(['download.cancellation-requested', 'download.removal-requested']);

const STAGES: Partial<Record<DownloadEvent['type'], Waited['stage']>> = {
  'download.cancellation-requested': 'ending',
  'download.removal-requested': 'ending',
  'download.completed': 'completed',
  'download.failed': 'over',
  'download.cancelled': 'over',
  'download.removed': 'over',
};
