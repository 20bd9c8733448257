import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ReleaseSources } from '../../releases/release-sources.js';
import { withoutSecrets } from '../../text/without-secrets.js';
import { InvalidRelease, type Release } from '../../releases/release.js';
import { readTorrentFile } from '../../releases/torrents/torrent-file.js';
import { type Cause } from '../domain/commands.js';
import { attemptToRetry } from '../domain/decide.js';
import { type InitiatedData } from '../domain/events.js';
import { Refused } from '../domain/refused.js';
import { ActiveRetry } from '../initiation/checks/active-retry.js';
import { StreamDirectory } from '../streams/stream-directory.js';
import { ClientSelector } from '../initiation/client-selector.js';
import { StreamRepository } from '../streams/stream-repository.js';
import { type Initiated, Initiation } from '../initiation/initiation.js';
import { readAsked } from '../initiation/read-requested-release.js';

/** What an attempt is made with. */
type Source = Pick<InitiatedData, 'itemKey' | 'releaseRef'> & Pick<Release, 'v2Only'>;

/** Tries an ended download once more: a new attempt, with everything the old one was for. */
export class RetryDownload extends Command<Initiated> {
  readonly type = 'RetryDownload';
  constructor(
    readonly downloadId: string,
    readonly cause: Cause,
  ) {
    super();
  }
}

@CommandHandler(RetryDownload)
export class RetryDownloadHandler implements ICommandHandler<RetryDownload> {
  constructor(
    private readonly streams: StreamRepository,
    private readonly directory: StreamDirectory,
    private readonly retries: ActiveRetry,
    private readonly clients: ClientSelector,
    private readonly sources: ReleaseSources,
    private readonly initiation: Initiation,
  ) {}

  /** @throws Refused not-found, still-active, duplicate-download, no-client-available, invalid-release, release-unreachable */
  async execute({ downloadId, cause }: RetryDownload): Promise<Initiated> {
    const { state } = await this.streams.loadItem(await this.directory.streamOf(downloadId));
    const { downloadId: retryOf, ...before } = attemptToRetry(state, downloadId).initiated;
    const { v2Only, ...source } = await this.sourceOf(before);
    // The client may be another one than that of an earlier retry, and the stream with it.
    const existing = await this.retries.of(retryOf, source.itemKey);
    if (existing !== null) throw new Refused('duplicate-download', { existing });
    const { id: client } = await this.clients.selectForRetry(before.client, {
      protocol: before.protocol,
      ...(v2Only && { v2Only }),
    });
    const attempt = { ...before, ...source, client, origin: 'retry', downloadClientId: null, retryOf } as const;
    return this.initiation.initiate({ attempt, force: false, cause });
  }

  /**
   * Of an imported torrent or NZB there may be no more than an indexer's link, which a client would take for the file that is
   * wanted; and one that was imported beside an active one has a key that is not its item's. So both are read as a request
   * would read them.
   */
  private async sourceOf({
    protocol,
    itemKey,
    releaseRef,
  }: Pick<InitiatedData, 'itemKey' | 'releaseRef' | 'protocol'>): Promise<Source> {
    const payload = protocol === 'direct' || releaseRef === null ? null : await this.sources.load(releaseRef);
    if (payload?.kind === 'torrent') return { itemKey, releaseRef, ...v2OnlyOfFile(payload.file) };
    if (payload?.kind !== 'magnet' && payload?.kind !== 'url') return { itemKey, releaseRef };
    const input = payload.kind === 'magnet' ? { magnet: payload.uri } : { url: payload.url };
    const release = await readAsked(input, this.sources, withoutSecrets);
    if (release.protocol === protocol) {
      return { itemKey: release.itemKey, releaseRef: await this.sources.keep(release.payload), ...v2OnlyOf(release) };
    }
    const detail = `The link of this release leads to a ${release.protocol} download by now: request that anew.`;
    throw new Refused('invalid-release', { detail });
  }
}

const v2OnlyOf = ({ v2Only }: Release): Pick<Release, 'v2Only'> => (v2Only ? { v2Only } : {});

function v2OnlyOfFile(file: Uint8Array): Pick<Release, 'v2Only'> {
  try {
    return v2OnlyOf(readTorrentFile(file));
  } catch (error) {
    if (error instanceof InvalidRelease) return {}; // kept by an import, and for the client to judge
    throw error;
  }
}
