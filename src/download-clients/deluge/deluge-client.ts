import { setTimeout as delay } from 'node:timers/promises';
import { type Protocol } from '../../releases/release.js';
import {
  ClientRefused,
  ClientUnavailable,
  NotSupported,
  type Added,
  type AddRequest,
  type Capability,
  type ClientFile,
  type ClientItem,
  type ConnectionSettings,
  type DownloadClient,
  type Removed,
  type Tested,
} from '../download-client.js';
import { FIELDS, filesFrom, isFinished, itemFrom, type DelugeFiles, type DelugeTorrent } from './deluge-items.js';
import { giveLabel } from './deluge-labels.js';
import { DelugeError, DelugeRpc } from './deluge-rpc.js';

export const PROTOCOLS: readonly Protocol[] = ['torrent'];
export const CAPABILITIES: readonly Capability[] = ['pause', 'priority', 'category', 'remove-data'];

const LOOK_MS = 100;
const STOP_TRIES = 20;
const CHECK_TRIES = 30;

/** Deluge 1.3 to 2.1 through deluge-web. Items are known by its torrent id: the v1 hash, for hybrids the v2 hash cut to 40. */
export class DelugeClient implements DownloadClient {
  readonly protocols = PROTOCOLS;
  readonly capabilities = CAPABILITIES;
  readonly #rpc: DelugeRpc;

  constructor(private readonly settings: ConnectionSettings) {
    const host = settings.options?.['host'];
    this.#rpc = new DelugeRpc(settings, typeof host === 'string' && host !== '' ? host : null);
  }

  get session(): string | null {
    return this.#rpc.session;
  }

  async add(request: AddRequest): Promise<Added> {
    const { id, isNew } = await this.#handOver(request);
    if (!isNew) {
      await this.#checkAgain(id);
      return { id };
    }
    const category = request.category ?? this.settings.category;
    const note = category === null ? null : await giveLabel(this.#rpc, id, category);
    if (request.priority) await this.#rpc.core(request.priority > 0 ? 'core.queue_top' : 'core.queue_bottom', [id]);
    return note === null ? { id } : { id, note };
  }

  async list(): Promise<readonly ClientItem[]> {
    return Object.entries(await this.#torrents({})).map(([hash, torrent]) => itemFrom(hash, torrent));
  }

  async get(id: string): Promise<ClientItem | null> {
    const torrent = await this.#torrent(id);
    return torrent === null ? null : itemFrom(id, torrent);
  }

  async files(id: string): Promise<readonly ClientFile[]> {
    const keys = ['files', 'file_priorities', 'save_path', 'download_location'];
    const found = await this.#ask<Record<string, DelugeFiles>>('core.get_torrents_status', { id: [id] }, keys);
    const torrent = found[id];
    return torrent === undefined ? [] : filesFrom(torrent);
  }

  async pause(id: string): Promise<void> {
    for (let tries = 0; tries < STOP_TRIES; tries++) {
      const torrent = await this.#torrent(id);
      if (torrent === null || (tries > 0 && !/^(Downloading|Seeding|Queued|Allocating)$/.test(torrent.state))) return;
      await this.#ask('core.pause_torrent', [id]);
      await delay(LOOK_MS);
    }
    throw new ClientUnavailable('Deluge has not stopped the torrent yet');
  }

  async resume(id: string): Promise<void> {
    if ((await this.#torrent(id)) !== null) await this.#ask('core.resume_torrent', [id]);
  }

  async remove(id: string, { removeData }: { removeData: boolean }): Promise<Removed> {
    if ((await this.#torrent(id)) === null) return { dataRemoved: false };
    try {
      await this.#rpc.core('core.remove_torrent', id, removeData);
    } catch (error) {
      if (!(error instanceof DelugeError)) throw error;
      if ((await this.#torrent(id)) !== null) throw new ClientUnavailable(`Deluge says: ${plainly(error)}`);
    }
    return { dataRemoved: removeData };
  }

  async test(): Promise<Tested> {
    const version = await this.#ask<string>('daemon.get_version').catch((error: unknown) => {
      // By its name in 1.3.
      if (!(error instanceof ClientUnavailable && DelugeRpc.isUnknownMethod(error.cause))) throw error;
      return this.#ask<string>('daemon.info');
    });
    const downloadDir = this.settings.downloadDir ?? (await this.#ask<string>('core.get_config_value', 'download_location')); // prettier-ignore
    const plugins = await this.#ask<readonly string[]>('core.get_enabled_plugins');
    if (this.settings.category === null || plugins.includes('Label')) return { version, downloadDir };
    const problem = 'The Label plug-in of Deluge is switched off, so that no category can be set';
    return {
      version,
      downloadDir,
      concerns: [{ step: 'category', problem, remedy: 'switch it on in its preferences' }],
    };
  }

  async #handOver(request: AddRequest): Promise<{ id: string; isNew: boolean }> {
    const { payload, itemKey } = request;
    try {
      const id = await this.#addCall(request);
      if (typeof id === 'string') return { id: id.toLowerCase(), isNew: true };
    } catch (error) {
      if (!(error instanceof DelugeError)) throw error;
      const [, held] = /already in session \(([0-9a-f]{40})\)/i.exec(error.message) ?? [];
      const id = held?.toLowerCase() ?? itemKey;
      if ((await this.#torrent(id)) === null)
        throw new ClientRefused(`Deluge says: ${plainly(error)}`, { cause: error });
      return { id, isNew: false };
    }
    // 1.3 says nothing at all of one that is there, as of one that it does not take.
    if ((await this.#torrent(itemKey)) !== null) return { id: itemKey, isNew: false };
    throw new ClientRefused(`Deluge does not take the ${payload.kind}`);
  }

  #addCall({ payload, title, paused = false, seedGoal }: AddRequest): Promise<unknown> {
    const { downloadDir } = this.settings;
    const options = {
      add_paused: paused,
      ...(downloadDir === null ? {} : { download_location: downloadDir }),
      ...((seedGoal?.ratio ?? null) === null ? {} : { stop_at_ratio: true, stop_ratio: seedGoal?.ratio }),
    };
    if (payload.kind === 'magnet') return this.#rpc.core('core.add_torrent_magnet', payload.uri, options);
    if (payload.kind !== 'torrent')
      throw new NotSupported(`Deluge does not take ${payload.kind === 'nzb' ? 'an NZB' : 'a direct link'}`);
    const file = Buffer.from(payload.file).toString('base64');
    return this.#rpc.core('core.add_torrent_file', `${title.slice(0, 100)}.torrent`, file, options);
  }

  /** One that was there calls itself whole also when its data was deleted by hand: it has to look. What is under way is left alone. */
  async #checkAgain(id: string): Promise<void> {
    const held = await this.#torrent(id);
    if (held === null || !isFinished(held) || held.state === 'Checking' || held.state === 'Moving') return;
    await this.#ask('core.force_recheck', [id]);
    let checked = held;
    for (let tries = 0, begun = false; tries < CHECK_TRIES; tries++) {
      await delay(LOOK_MS);
      checked = (await this.#torrent(id)) ?? held;
      if (checked.state !== 'Checking' && (begun || !isFinished(checked))) break;
      begun ||= checked.state === 'Checking';
    }
    if (checked.state === 'Checking' || isFinished(checked)) return;
    if (held.state === 'Paused') await this.resume(id);
    // Else it meets those who have it only when it would have asked for them anyway.
    else await this.#ask('core.force_reannounce', [id]);
  }

  async #torrent(id: string): Promise<DelugeTorrent | null> {
    return (await this.#torrents({ id: [id] }))[id] ?? null;
  }

  async #torrents(filter: object): Promise<Record<string, DelugeTorrent>> {
    const torrents = await this.#ask<Record<string, DelugeTorrent> | null>('core.get_torrents_status', filter, FIELDS);
    const whole = torrents !== null && Object.values(torrents).every(({ state }) => typeof state === 'string');
    // One of which nothing is told is gone while it is being listed: asked for again it is not there.
    if (!whole) throw new ClientUnavailable('Deluge does not answer as Deluge does: what it lists is not whole');
    return torrents;
  }

  /** For calls that Deluge has no ground to refuse: if it does, it is not in a state to be asked. */
  async #ask<T>(method: string, ...params: unknown[]): Promise<T> {
    try {
      return await this.#rpc.core<T>(method, ...params);
    } catch (error) {
      if (error instanceof DelugeError) throw new ClientUnavailable(`Deluge says: ${plainly(error)}`, { cause: error });
      throw error;
    }
  }
}

/** Its errors are those of its Python, with the class in front and a trace behind. */
const plainly = ({ message }: DelugeError): string =>
  (/<class '[^']*'>: ([^\n]*)/.exec(message)?.[1] ?? message.split('\n')[0]!).trim();
