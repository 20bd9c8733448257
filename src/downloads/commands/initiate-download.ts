import { Injectable } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Release, type ReleaseInput } from '../../releases/release.js';
import { ReleaseSources } from '../../releases/release-sources.js';
import { type Cause } from '../domain/commands.js';
import { type Content } from '../domain/content.js';
import { type SeedGoal } from '../domain/events.js';
import { Refused } from '../domain/refused.js';
import { type AskedFor, RefusalLog } from '../refusals/refusal-log.js';
import { ClientSelector } from '../initiation/client-selector.js';
import { ContentOnDisk } from '../initiation/checks/content-on-disk.js';
import { type InitiationRequest } from '../initiation/initiation.js';
import { InitiationOrJoin, type Requested } from '../initiation/initiation-or-join.js';
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
  /** Where another active download has the item or the content: no, or wait for that one. */
  onDuplicate: 'refuse' | 'join';
  /** Asked for by who keeps a library of their own, and knows best what is to come beside it. */
  ignoreLibrary: boolean;
};

/** Asks for a release to be downloaded. No client is called for it: the row that appears is what the dispatcher works off. */
export class InitiateDownload extends Command<Requested> {
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
    private readonly initiation: InitiationOrJoin,
  ) {}

  /** @throws Refused */
  async begin({ request, cause }: InitiateDownload, understand: (seen: Understood) => void): Promise<Requested> {
    const release = await readAsked(request.release, this.sources);
    const title = request.title ?? release.title ?? release.itemKey;
    const content = request.content === 'parse' ? parseContent(title) : request.content;
    understand({ title, content });
    const joins = request.onDuplicate === 'join';
    const asked = { release, title, content, request, cause };
    const joined = joins ? await this.initiation.joinHolder(initiationOf(asked, NOWHERE)) : null;
    if (joined) return joined;
    const client = await this.chooseClient(asked);
    const releaseRef = await this.sources.keep(release.payload);
    const wanted = initiationOf(asked, { client, releaseRef });
    if (looksAtDisk(asked)) wanted.recheck = () => this.disk.refuseIfThereByNow(asked.content!);
    return joins ? this.initiation.initiateOrJoin(wanted) : this.initiation.initiate(wanted);
  }

  /** @throws Refused already-in-library, no-client-available, invalid-release */
  private async chooseClient(asked: Asked): Promise<string> {
    const looked = looksAtDisk(asked) ? this.disk.refuseIfThere(asked.content!) : null;
    looked?.catch(() => undefined); // told below, if there is a client at all
    const { id } = await this.clients.select(asked.release, asked.request.client);
    await looked;
    return id;
  }
}

type Asked = Understood & {
  title: string;
  release: Release;
  request: DownloadRequest;
  cause: Cause;
};

const looksAtDisk = ({ content, request: { force, ignoreLibrary } }: Asked): boolean =>
  content !== null && !force && !ignoreLibrary;

type Place = { client: string; releaseRef: string | null };
/** To look for one who has the item already, no client is needed. */
const NOWHERE: Place = { client: '', releaseRef: null };

function initiationOf({ release, title, content, request, cause }: Asked, place: Place): InitiationRequest {
  const { itemKey, protocol, sizeBytes } = release;
  const { force, category, priority, indexer, seedGoal } = request;
  const asked = { title, content, category, priority, indexer, ...(seedGoal && { seedGoal }) };
  const origin = { origin: 'request', retryOf: null } as const;
  return {
    attempt: { ...place, itemKey, downloadClientId: null, protocol, sizeBytes, ...asked, ...origin },
    force,
    cause,
  };
}

/** What is refused is kept for people to look at. */
@CommandHandler(InitiateDownload)
export class InitiateDownloadHandler implements ICommandHandler<InitiateDownload> {
  constructor(
    private readonly request: RequestedDownload,
    private readonly refusals: RefusalLog,
  ) {}

  /** @throws Refused */
  async execute(command: InitiateDownload): Promise<Requested> {
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
