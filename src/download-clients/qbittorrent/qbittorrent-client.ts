import { setTimeout as delay } from 'node:timers/promises';
import { type Protocol } from '../../releases/release.js';
import {
  ClientRefused,
  ClientUnavailable,
  type Added,
  type AddRequest,
  type Capability,
  type Changes,
  type ClientFile,
  type ClientItem,
  type ConnectionSettings,
  type DownloadClient,
  type Removed,
  type Tested,
} from '../download-client.js';
import { checkAgain } from './check-again.js';
import { idOf, isRunning, itemFrom, keysOf } from './qbittorrent-items.js';
import { filesFrom } from './qbittorrent-paths.js';
import { QbittorrentRpc, type QbittorrentTorrent } from './qbittorrent-rpc.js';
import { QbittorrentSession } from './qbittorrent-session.js';
import { holderOfSameData } from './shared-data.js';
import { formFrom } from './submission.js';
import { TorrentsMirror } from './torrents-mirror.js';
import { TroubleLog } from './trouble-log.js';

export const PROTOCOLS: readonly Protocol[] = ['torrent'];
export const CAPABILITIES: readonly Capability[] = [
  'pause',
  'priority',
  'category',
  'incremental',
  'remove-data',
  'torrent-v2',
];

const LOOK_MS = 100;
/** From 4.6.2 on a torrent that was taken is not listed at once. */
const LISTED_TRIES = 100;
/** One that was refused may be there since a moment ago. */
const REFUSED_TRIES = 10;
const STOP_TRIES = 20;
/** A look at all torrents is dear: only a hybrid needs it, which its v1 hash does not find. */
const LOOK_AT_ALL_EVERY = 5;

/** qBittorrent 4.1 to 5.2. Items are known by their v1 hash, or where there is none by the v2 hash cut to 40 digits. */
export class QbittorrentClient implements DownloadClient {
  readonly protocols = PROTOCOLS;
  readonly capabilities = CAPABILITIES;
  readonly #session: QbittorrentSession;
  readonly #rpc: QbittorrentRpc;
  readonly #mirror = new TorrentsMirror();
  readonly #log: TroubleLog;
  /** What qBittorrent calls those that it finds by another hash than ours: hybrids. */
  readonly #hashes = new Map<string, string>();

  constructor(private readonly settings: ConnectionSettings) {
    this.#session = new QbittorrentSession(settings);
    this.#rpc = new QbittorrentRpc(this.#session);
    this.#log = new TroubleLog(
      (after) => this.#rpc.troubles(after),
      () => this.#session.id,
    );
  }

  get session(): string | null {
    return this.#session.id;
  }

  async add(request: AddRequest): Promise<Added> {
    const form = formFrom(request, this.settings);
    const held = await this.#find(request.itemKey, { alsoInAll: false });
    if (held !== null) return { id: await checkAgain(this.#rpc, held) };
    const answer = await this.#rpc.add(form);
    // Neither its yes nor its no decides, only what is listed: no is said of one that is there as well.
    const listed = await this.#listed((answer.taken && answer.hash) || request.itemKey, answer.taken);
    if (listed === null) throw await this.#notListed(request, answer.taken);
    if (!answer.taken) return { id: await checkAgain(this.#rpc, listed) };
    return { id: idOf(listed), ...(await this.#prioritise(listed.hash, request.priority)) };
  }

  async list(): Promise<readonly ClientItem[]> {
    return this.#itemsFrom(await this.#all());
  }

  async changes(since: string | null): Promise<Changes> {
    const rid = this.#mirror.ridAfter(since);
    const change = this.#mirror.apply(await this.#rpc.mainData(rid)) ?? this.#mirror.apply(await this.#rpc.mainData(0));
    if (change === null) throw new ClientUnavailable('qBittorrent does not say all of what it has');
    const { full, torrents, removed } = change;
    for (const torrent of torrents) this.#remember(torrent);
    return { since: this.#mirror.since, full, items: await this.#itemsFrom(torrents), removed };
  }

  async get(id: string): Promise<ClientItem | null> {
    const torrent = await this.#find(id);
    return torrent === null ? null : (await this.#itemsFrom([torrent]))[0]!;
  }

  async files(id: string): Promise<readonly ClientFile[]> {
    const torrent = await this.#find(id);
    const files = torrent && (await this.#rpc.files(torrent.hash));
    return torrent && files ? filesFrom(torrent, files) : [];
  }

  async pause(id: string): Promise<void> {
    for (let tries = 0; tries < STOP_TRIES; tries++) {
      const torrent = await this.#find(id);
      if (torrent === null || (tries > 0 && !isRunning(torrent))) return;
      // What is called in the moment after an add may be lost although it is answered with 200: so look whether it took.
      await this.#rpc.stop(torrent.hash);
      await delay(LOOK_MS);
    }
    throw new ClientUnavailable('qBittorrent has not stopped the torrent yet');
  }

  async resume(id: string): Promise<void> {
    const torrent = await this.#find(id);
    if (torrent !== null) await this.#rpc.start(torrent.hash);
  }

  async remove(id: string, { removeData }: { removeData: boolean }): Promise<Removed> {
    const torrents = removeData ? await this.#all() : null;
    const torrent = torrents === null ? await this.#find(id) : (torrents.find((each) => isKnownAs(each, id)) ?? null);
    if (torrent === null) return { dataRemoved: false };
    const holder = torrents && holderOfSameData(torrent, torrents);
    await this.#rpc.remove(torrent.hash, removeData && holder === null);
    if (holder) return { dataRemoved: false, note: `Its data was kept: "${holder.name}" has it as well.` };
    return { dataRemoved: removeData };
  }

  async test(): Promise<Tested> {
    const version = await this.#rpc.version(true);
    return { version, downloadDir: this.settings.downloadDir ?? (await this.#rpc.defaultSavePath()) };
  }

  /** By any of its hashes. qBittorrent finds it by one alone, which for a hybrid is not the v1 hash. */
  async #find(id: string, { alsoInAll = true } = {}): Promise<QbittorrentTorrent | null> {
    const [torrent] = await this.#rpc.torrents([this.#hashes.get(id) ?? id]);
    if (torrent !== undefined && isKnownAs(torrent, id)) return torrent;
    return alsoInAll ? ((await this.#all()).find((each) => isKnownAs(each, id)) ?? null) : null;
  }

  async #all(): Promise<readonly QbittorrentTorrent[]> {
    const torrents = await this.#rpc.torrents();
    this.#hashes.clear();
    for (const torrent of torrents) this.#remember(torrent);
    return torrents;
  }

  #remember(torrent: QbittorrentTorrent): void {
    for (const key of keysOf(torrent)) if (key !== torrent.hash) this.#hashes.set(key, torrent.hash);
  }

  async #listed(key: string, taken: boolean): Promise<QbittorrentTorrent | null> {
    for (let tries = 1; tries <= (taken ? LISTED_TRIES : REFUSED_TRIES); tries++) {
      const torrent = await this.#find(key, { alsoInAll: tries % LOOK_AT_ALL_EVERY === 0 });
      if (torrent !== null) return torrent;
      await delay(LOOK_MS);
    }
    return null;
  }

  async #notListed({ payload }: AddRequest, taken: boolean): Promise<Error> {
    if (taken) return new ClientUnavailable('qBittorrent has taken the torrent, and does not list it yet');
    await this.#log.refresh();
    const reason = payload.kind === 'magnet' ? this.#log.reasonFor(payload.uri) : null;
    return new ClientRefused(`qBittorrent does not take the torrent${reason === null ? '' : `: ${reason}`}`);
  }

  /** The item is taken whatever comes of it. */
  async #prioritise(hash: string, priority: number | null): Promise<{ note?: string }> {
    if (!priority) return {};
    const done = await this.#rpc.toEndOfQueue(hash, priority > 0 ? 'top' : 'bottom');
    return done ? {} : { note: 'Its priority was not set: queueing is switched off in qBittorrent.' };
  }

  async #itemsFrom(torrents: readonly QbittorrentTorrent[]): Promise<ClientItem[]> {
    const broken = torrents.filter(({ state }) => state === 'error' || state === 'missingFiles');
    if (broken.length > 0) await this.#log.refresh();
    const troubles = new Map(broken.map(({ hash, name }) => [hash, this.#log.reasonFor(name)]));
    return torrents.map((torrent) => itemFrom(torrent, { trouble: troubles.get(torrent.hash) ?? null }));
  }
}

const isKnownAs = (torrent: QbittorrentTorrent, id: string): boolean => keysOf(torrent).includes(id);
