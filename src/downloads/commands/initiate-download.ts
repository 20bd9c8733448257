import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type ReleaseInput } from '../../releases/release.js';
import { ReleaseSources } from '../../releases/release-sources.js';
import { type Cause } from '../domain/commands.js';
import { type Content } from '../domain/content.js';
import { Freshness } from '../queries/freshness.js';
import { ChosenClient } from './chosen-client.js';
import { ContentOnDisk } from './content-on-disk.js';
import { type Initiated, Initiation } from './initiation.js';
import { parseContent } from './parse-content.js';
import { readAsked } from './read-asked.js';

/** What a searcher, a script or a person asks for. */
export type DownloadRequest = {
  release: ReleaseInput;
  title: string | null;
  /** `parse`: read from the title. */
  content: Content | 'parse' | null;
  client: string | null;
  category: string | null;
  priority: number | null;
  indexer: string | null;
  force: boolean;
};

/** Asks for a release to be downloaded. No client is called for it: the row that appears is what the dispatcher works off. */
export class InitiateDownload {
  readonly type = 'InitiateDownload';
  constructor(
    readonly request: DownloadRequest,
    readonly cause: Cause,
  ) {}
}

@CommandHandler(InitiateDownload)
export class InitiateDownloadHandler implements ICommandHandler<InitiateDownload, Initiated> {
  constructor(
    private readonly sources: ReleaseSources,
    private readonly clients: ChosenClient,
    private readonly disk: ContentOnDisk,
    private readonly initiation: Initiation,
    private readonly freshness: Freshness,
  ) {}

  /** @throws Refused */
  async execute({ request, cause }: InitiateDownload): Promise<Initiated> {
    const { force, category, priority, indexer } = request;
    const release = await readAsked(request.release, this.sources);
    const title = request.title ?? release.title ?? release.itemKey;
    const content = request.content === 'parse' ? parseContent(title) : request.content;
    const looked = content && !force ? this.disk.refuseIfThere(content) : null;
    looked?.catch(() => undefined); // told below, if there is a client at all
    const client = await this.clients.choose(release, request.client);
    await looked;
    const { itemKey, protocol, sizeBytes } = release;
    const attempt = {
      client: client.id,
      itemKey,
      downloadClientId: null,
      protocol,
      title,
      content,
      category,
      priority,
      indexer,
      sizeBytes,
      releaseRef: await this.sources.keep(release.payload),
      origin: 'request',
      retryOf: null,
    } as const;
    const lookAgain = async () => {
      if (!content) return;
      await this.freshness.untilNow();
      await this.disk.refuseIfThere(content);
    };
    return this.initiation.initiate({ attempt, force, cause, lookAgain });
  }
}
