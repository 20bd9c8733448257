import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { isMagnet } from '../../releases/torrents/magnet-parameters.js';
import { type Release, type ReleaseInput } from '../../releases/release.js';
import { ReleaseSources } from '../../releases/release-sources.js';
import { type Content } from '../domain/content.js';
import { type Protocol } from '../domain/events.js';
import { Refused } from '../domain/refused.js';
import { ContentOnDisk } from '../initiation/checks/content-on-disk.js';
import { ClientSelector } from '../initiation/client-selector.js';
import { parseContent } from '../initiation/parse-content.js';
import { readAsked } from '../initiation/read-requested-release.js';
import { requireFree } from '../initiation/require-free.js';
import { StreamRepository } from '../streams/stream-repository.js';

/** What is asked for, as for a download. */
export type PreviewRequest = {
  release: ReleaseInput;
  title: string | null;
  content: Content | 'parse' | null;
  client: string | null;
  force: boolean;
  /** Whether a link is fetched to see what it leads to. */
  fetch: boolean;
};

/** What a request would come to now. What is not known, because a link was not fetched, is null. */
export type Preview = {
  title: string | null;
  protocol: Protocol | null;
  itemKey: string | null;
  sizeBytes: number | null;
  /** What it would be taken for. */
  content: Content | null;
  /** What its name says, whatever it was asked for. */
  parsed: Content | null;
  client: string | null;
  /** Why it would be refused. */
  refused: Refused | null;
};

/** The verdict on a request, without any effect. */
export class PreviewDownload extends Query<Preview> {
  constructor(readonly request: PreviewRequest) {
    super();
  }
}

@QueryHandler(PreviewDownload)
export class PreviewDownloadHandler implements IQueryHandler<PreviewDownload> {
  constructor(
    private readonly sources: ReleaseSources,
    private readonly clients: ClientSelector,
    private readonly disk: ContentOnDisk,
    private readonly streams: StreamRepository,
  ) {}

  async execute({ request }: PreviewDownload): Promise<Preview> {
    const preview = previewOf(request, null);
    try {
      const release = mayRead(request) ? await readAsked(request.release, this.sources) : null;
      Object.assign(preview, previewOf(request, release));
      if (release) preview.client = (await this.clients.select(release, request.client)).id;
      await this.requireWanted(preview, request.force);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      preview.refused = error;
    }
    return preview;
  }

  /** @throws Refused already-in-library, duplicate-download */
  private async requireWanted({ content, client, itemKey }: Preview, force: boolean): Promise<void> {
    if (content && !force) await this.disk.refuseIfThere(content);
    if (client !== null && itemKey !== null) await requireFree(this.streams, { client, itemKey, content, force });
  }
}

const mayRead = ({ release, fetch }: PreviewRequest): boolean => fetch || !('url' in release) || isMagnet(release.url);

function previewOf(request: PreviewRequest, release: Release | null): Preview {
  const title = request.title ?? release?.title ?? release?.itemKey ?? null;
  const parsed = title === null ? null : parseContent(title);
  const content = request.content === 'parse' ? parsed : request.content;
  const { protocol = null, itemKey = null, sizeBytes = null } = release ?? {};
  return { title, protocol, itemKey, sizeBytes, content, parsed, client: null, refused: null };
}
