import { Injectable } from '@nestjs/common';
import { InvalidRelease, type Release } from '../../releases/release.js';
import { ReleaseSources } from '../../releases/release-sources.js';
import { readTorrentFile } from '../../releases/torrents/torrent-file.js';
import { withoutSecrets } from '../../text/without-secrets.js';
import { attemptToRetry } from '../domain/decide.js';
import { type InitiatedData } from '../domain/events.js';
import { Refused } from '../domain/refused.js';
import { DecisionRunner } from '../streams/decision-runner.js';
import { ActiveRetry } from './checks/active-retry.js';
import { readAsked } from './read-requested-release.js';

/** What an attempt is made with. */
type Source = Pick<InitiatedData, 'itemKey' | 'releaseRef'> & Pick<Release, 'v2Only'>;

/** Finds what another attempt at an ended download is made of, where there may be one. */
@Injectable()
export class RetryPreparation {
  constructor(
    private readonly runner: DecisionRunner,
    private readonly retries: ActiveRetry,
    private readonly sources: ReleaseSources,
  ) {}

  /** @throws Refused not-found, still-active, duplicate-download, invalid-release, release-unreachable */
  async prepare(downloadId: string): Promise<{ before: Omit<InitiatedData, 'downloadId'>; retryOf: string } & Source> {
    const state = await this.runner.load(downloadId);
    // How it came into the queue is not how the next one does.
    const { downloadId: retryOf, adoption: _how, ...before } = attemptToRetry(state, downloadId).initiated;
    const source = await this.sourceOf(before);
    // The client may be another one than that of an earlier retry, and the stream with it.
    const existing = await this.retries.of(retryOf, source.itemKey);
    if (existing !== null) throw new Refused('duplicate-download', { existing });
    return { before, retryOf, ...source };
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
