import { Injectable } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type ReleaseInput } from '../../releases/release.js';
import { ReleaseSources } from '../../releases/release-sources.js';
import { type Cause } from '../domain/commands.js';
import { type Content } from '../domain/content.js';
import { type SeedGoal } from '../domain/events.js';
import { Refused } from '../domain/refused.js';
import { type AskedFor, RefusalLog } from '../refusals/refusal-log.js';
import { ClientSelector } from '../initiation/client-selector.js';
import { ContentOnDisk } from '../initiation/checks/content-on-disk.js';
import { type Initiated, Initiation } from '../initiation/initiation.js';
import { parseContent } from '../initiation/parse-content.js';
import { readAsked } from '../initiation/read-requested-release.js';

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
  seedGoal: SeedGoal | null;
  force: boolean;
};

/** Asks for a release to be downloaded. No client is called for it: the row that appears is what the dispatcher works off. */
export class InitiateDownload extends Command<Initiated> {
  readonly type = 'InitiateDownload';
  constructor(
    readonly request: DownloadRequest,
    readonly cause: Cause,
  ) {
    super();
  }
}

/** What a request was understood to be for, by the time it was refused. */
type Understood = Pick<AskedFor, 'title' | 'content'>;

/** Reads, looks and begins: what a request comes to. */
@Injectable()
export class RequestedDownload {
  constructor(
    private readonly sources: ReleaseSources,
    private readonly clients: ClientSelector,
    private readonly disk: ContentOnDisk,
    private readonly initiation: Initiation,
  ) {}

  /** @throws Refused */
  async begin({ request, cause }: InitiateDownload, understand: (seen: Understood) => void): Promise<Initiated> {
    const { force, category, priority, indexer, seedGoal } = request;
    const release = await readAsked(request.release, this.sources);
    const title = request.title ?? release.title ?? release.itemKey;
    const content = request.content === 'parse' ? parseContent(title) : request.content;
    understand({ title, content });
    const looked = content && !force ? this.disk.refuseIfThere(content) : null;
    looked?.catch(() => undefined); // told below, if there is a client at all
    const client = await this.clients.select(release, request.client);
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
      ...(seedGoal && { seedGoal }),
    } as const;
    const recheck = async () => (content ? this.disk.refuseIfThereByNow(content) : undefined);
    return this.initiation.initiate({ attempt, force, cause, recheck });
  }
}

/** What is refused is kept for people to look at. */
@CommandHandler(InitiateDownload)
export class InitiateDownloadHandler implements ICommandHandler<InitiateDownload> {
  constructor(
    private readonly request: RequestedDownload,
    private readonly refusals: RefusalLog,
  ) {}

  /** @throws Refused */
  async execute(command: InitiateDownload): Promise<Initiated> {
    const { title, content, indexer } = command.request;
    let understood: Understood = { title, content: content === 'parse' ? null : content };
    try {
      return await this.request.begin(command, (seen) => (understood = seen));
    } catch (error) {
      const { actor, at } = command.cause;
      if (error instanceof Refused) this.refusals.record(error, { ...understood, indexer, actor, at });
      throw error;
    }
  }
}
