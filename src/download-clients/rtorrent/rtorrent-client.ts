import { setTimeout as delay } from 'node:timers/promises';
import { type Protocol } from '../../releases/release.js';
import { type OpenSettings } from '../client-type.js';
import {
  ClientUnavailable,
  type Added,
  type AddRequest,
  type Capability,
  type ClientFile,
  type ClientItem,
  type DownloadClient,
  type Removed,
  type Tested,
} from '../download-client.js';
import { deleteTorrentData } from './rtorrent-data.js';
import { FILE_COMMANDS, filesFrom, isWhole, ITEM_COMMANDS, itemFrom, torrentFrom, type RTorrentFile, type RTorrentTorrent } from './rtorrent-items.js'; // prettier-ignore
import { RTorrentFault, RTorrentRpc } from './rtorrent-rpc.js';
import { load } from './submission.js';
import { type XmlRpcValue } from './xml-rpc.js';

export const PROTOCOLS: readonly Protocol[] = ['torrent'];
export const CAPABILITIES: readonly Capability[] = ['pause', 'priority', 'category', 'remove-data'];

const LOOK_MS = 100;
const CHECK_TRIES = 30;

/** rTorrent 0.9.7 and later. It knows its torrents by the v1 hash, in capitals. */
export class RTorrentClient implements DownloadClient {
  readonly protocols = PROTOCOLS;
  readonly capabilities = CAPABILITIES;
  readonly #rpc: RTorrentRpc;
  #session: string | null = null;

  constructor(private readonly settings: OpenSettings) {
    this.#rpc = new RTorrentRpc(settings);
  }

  get session(): string | null {
    return this.#session;
  }

  async add(request: AddRequest): Promise<Added> {
    const { itemKey: id } = request;
    const held = await this.#torrent(id);
    if (held === null)
      await load(this.#rpc, request, { ...this.settings, isThere: async () => (await this.#torrent(id)) !== null }); // prettier-ignore
    else await this.#checkAgain(held);
    return { id };
  }

  async list(): Promise<readonly ClientItem[]> {
    return (await this.#torrents()).map(itemFrom);
  }

  async get(id: string): Promise<ClientItem | null> {
    const torrent = await this.#torrent(id);
    return torrent === null ? null : itemFrom(torrent);
  }

  async files(id: string): Promise<readonly ClientFile[]> {
    const torrent = await this.#torrent(id);
    return torrent === null || torrent.isMeta === 1 ? [] : filesFrom(torrent, await this.#files(torrent));
  }

  async pause(id: string): Promise<void> {
    await this.#act(id, 'd.stop');
  }

  /** One that was stopped needs its start, one that was paused by another interface its resumption. */
  async resume(id: string): Promise<void> {
    await this.#act(id, 'd.open', 'd.start', 'd.resume');
  }

  async remove(id: string, { removeData }: { removeData: boolean }): Promise<Removed> {
    const torrent = await this.#torrent(id);
    if (torrent === null) return { dataRemoved: false };
    if (!removeData) {
      await this.#act(id, 'd.erase');
      return { dataRemoved: false };
    }
    const parts = { files: await this.#files(torrent), others: await this.#torrents() };
    // The item goes last: what is interrupted is done again for as long as it is there.
    await this.#act(id, 'd.stop', 'd.close');
    const removed = await deleteTorrentData(this.settings, torrent, parts);
    await this.#act(id, 'd.erase');
    return removed;
  }

  async test(): Promise<Tested> {
    const [version, folder, session] = await this.#ask(
      () =>
      this.#rpc.callMany(['system.client_version', 'directory.default', 'session.path'].map((method) => ({ method, parameters: [] }))), // prettier-ignore
    );
    const tested = { version: String(version), downloadDir: this.settings.downloadDir ?? (String(folder) || null) };
    if (session !== '') return tested;
    const problem = 'rTorrent has no session folder, so that it forgets its torrents when it ends';
    return {
      ...tested,
      concerns: [{ step: 'version', problem, remedy: 'set session.path.set in its rtorrent.rc' }],
    };
  }

  /** One that was there calls itself whole also when its data was deleted by hand: it has to look. What is under way is left alone. */
  async #checkAgain({ hash, ...held }: RTorrentTorrent): Promise<void> {
    if (!isWhole({ hash, ...held }) || held.hashing !== 0) return;
    await this.#act(hash, 'd.check_hash');
    for (let tries = 0; tries < CHECK_TRIES; tries++) {
      await delay(LOOK_MS);
      const checked = await this.#torrent(hash);
      if (checked === null || checked.hashing !== 0) continue;
      // A check that finds less than was said leaves it stopped.
      if (!isWhole(checked) || (held.state === 1 && checked.isActive === 0)) await this.resume(hash);
      return;
    }
  }

  async #torrents(): Promise<readonly RTorrentTorrent[]> {
    const commands = ITEM_COMMANDS.map((command) => `${command}=`);
    const [pid, rows] = await this.#ask(() =>
      this.#rpc.callMany([
        { method: 'system.pid', parameters: [] },
        { method: 'd.multicall2', parameters: ['', 'main', ...commands] },
      ]),
    );
    this.#session = String(pid);
    if (!Array.isArray(rows)) throw incomplete();
    return rows.map(whole);
  }

  async #torrent(id: string): Promise<RTorrentTorrent | null> {
    if (!/^[0-9a-f]{40}$/i.test(id)) return null;
    const parameters = [id.toUpperCase()];
    try {
      return whole(await this.#rpc.callMany(ITEM_COMMANDS.map((method) => ({ method, parameters }))));
    } catch (error) {
      if (error instanceof RTorrentFault && error.isUnknownItem) return null;
      throw unavailableFor(error);
    }
  }

  async #files({ hash }: RTorrentTorrent): Promise<readonly RTorrentFile[]> {
    const commands = FILE_COMMANDS.map((command) => `${command}=`);
    const files = await this.#ask(() => this.#rpc.call('f.multicall', hash, '', ...commands));
    if (!Array.isArray(files)) throw incomplete();
    return files as unknown as readonly RTorrentFile[];
  }

  /** One after the other; an item that is not there is success. */
  async #act(id: string, ...methods: readonly string[]): Promise<void> {
    try {
      for (const method of methods) await this.#rpc.call(method, id.toUpperCase());
    } catch (error) {
      if (!(error instanceof RTorrentFault && error.isUnknownItem)) throw unavailableFor(error);
    }
  }

  async #ask<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw unavailableFor(error);
    }
  }
}

const incomplete = () => new ClientUnavailable('rTorrent does not answer as rTorrent does: what it lists is not whole');

function whole(row: XmlRpcValue): RTorrentTorrent {
  const torrent = torrentFrom(row);
  // One without its hash would seem to be missing from its client.
  if (torrent === null) throw incomplete();
  return torrent;
}

/** For calls that rTorrent has no ground to refuse: if it does, it is not in a state to be asked. */
const unavailableFor = (error: unknown): unknown =>
  error instanceof RTorrentFault ? new ClientUnavailable(`rTorrent says: ${error.message}`, { cause: error }) : error;
