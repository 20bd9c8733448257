import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ReleaseSources } from '../../releases/release-sources.js';
import { AdoptDownload } from '../domain/commands.js';
import { type InitiatedData } from '../domain/events.js';
import { Refused } from '../domain/refused.js';
import { type DownloadState } from '../domain/state.js';
import { Initiation, itemStream } from '../initiation/initiation.js';
import { KnownWorks } from '../initiation/known-works.js';
import { type Matched, matchContent } from '../initiation/match-content.js';
import { parseContent } from '../initiation/parse-content.js';
import { StreamRepository } from '../streams/stream-repository.js';

export type Adopted = { downloadId: string } | 'left-alone';

/**
 * Takes an item that a client has and the queue does not know into the queue. The client has it anyway, so content that another
 * download has already keeps it from nothing: then it is adopted without a claim.
 */
@CommandHandler(AdoptDownload)
export class AdoptDownloadHandler implements ICommandHandler<AdoptDownload, Adopted> {
  constructor(
    private readonly streams: StreamRepository,
    private readonly works: KnownWorks,
    private readonly sources: ReleaseSources,
    private readonly initiation: Initiation,
  ) {}

  async execute({ item, hasReappeared, cause }: AdoptDownload): Promise<Adopted> {
    const { state } = await this.streams.loadItem(itemStream(item.client, item.itemKey));
    if (state.active !== null || (state.ended.length > 0 && !hasReappeared)) return 'left-alone';
    const { content, note } = await this.contentOf(item.title, state);
    const attempt = {
      ...item,
      content,
      priority: null,
      indexer: null,
      releaseRef: await this.referenceTo(item),
      origin: 'untracked',
      retryOf: null,
      adoption: { unclaimed: content === null, note },
    } as const;
    try {
      return await this.begin(attempt, cause);
    } catch (error) {
      if (!isContentTaken(error)) return leftAlone(error);
      const { existing } = (error as Refused).details;
      const told = `Another download has this content already: ${String(existing)}.`;
      return this.begin({ ...attempt, adoption: { unclaimed: true, note: told } }, cause).catch(leftAlone);
    }
  }

  private async begin(attempt: Omit<InitiatedData, 'downloadId'>, cause: AdoptDownload['cause']): Promise<Adopted> {
    const { downloadId } = await this.initiation.initiate({ attempt, force: false, cause });
    return { downloadId };
  }

  /** What the same item was for before, it is for now. */
  private async contentOf(title: string, { ended }: DownloadState): Promise<Matched> {
    const before = ended.at(-1)?.initiated.content ?? null;
    if (before !== null) return { content: before, note: null };
    const parsed = parseContent(title);
    return matchContent(parsed, parsed === null ? [] : await this.works.all());
  }

  /** So that it can be retried: a torrent's hash is enough to find it again. */
  private async referenceTo({ protocol, itemKey }: AdoptDownload['item']): Promise<string | null> {
    if (protocol !== 'torrent') return null;
    return this.sources.keep({ kind: 'magnet', uri: `magnet:?xt=urn:btih:${itemKey}` });
  }
}

const isDuplicate = (error: unknown): error is Refused =>
  error instanceof Refused && error.code === 'duplicate-download';

/** The content, not the item: nothing passes the check on the item. */
const isContentTaken = (error: unknown): boolean => isDuplicate(error) && error.details.forceable === true;

/** Somebody else, another instance say, has adopted or added the item in the meantime. */
function leftAlone(error: unknown): 'left-alone' {
  if (isDuplicate(error)) return 'left-alone';
  throw error;
}
