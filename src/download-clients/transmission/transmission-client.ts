import { setTimeout as delay } from 'node:timers/promises';
import {
  ClientRefused,
  ClientUnavailable,
  NotSupported,
  type AddRequest,
  type Added,
  type Capability,
  type ClientFile,
  type ClientItem,
  type ConnectionSettings,
  type DownloadClient,
  type Removed,
} from '../download-client.js';
import { type Protocol } from '../../releases/release.js';
import { claimsWhole, filesFrom, hasLostData, isChecking, isWhole, itemFrom, STOPPED } from './transmission-items.js';
import { TransmissionError, TransmissionRpc, type AddArguments, type TransmissionTorrent } from './transmission-rpc.js';

export const PROTOCOLS: readonly Protocol[] = ['torrent'];
export const CAPABILITIES: readonly Capability[] = ['pause', 'priority', 'category', 'remove-data'];

const STOP_TRIES = 20;
const STOP_LOOK_MS = 100;
const CHECK_TRIES = 20;

/** Transmission 2.94 to 4.1. Items are known by their v1 info hash; it takes neither v2-only torrents nor links. */
export class TransmissionClient implements DownloadClient {
  readonly protocols = PROTOCOLS;
  readonly capabilities = CAPABILITIES;
  readonly #rpc: TransmissionRpc;

  constructor(private readonly settings: Omit<ConnectionSettings, 'type' | 'apiKey'>) {
    this.#rpc = new TransmissionRpc(settings);
  }

  async add(request: AddRequest): Promise<Added> {
    const torrent = this.#torrentOf(request);
    try {
      const { hash, isNew } = await this.#rpc.add(torrent);
      if (isNew) await this.#prepare(hash, torrent);
      else await this.#checkAgain(hash, torrent);
      return { id: hash };
    } catch (error) {
      if (!(error instanceof TransmissionError)) throw error;
      // To some versions a duplicate is an error.
      if ((await this.get(request.itemKey)) === null) throw new ClientRefused(error.message, { cause: error });
      await this.#ask(() => this.#checkAgain(request.itemKey, torrent));
      return { id: request.itemKey };
    }
  }

  async list(): Promise<readonly ClientItem[]> {
    return (await this.#ask(() => this.#rpc.torrents())).map(itemFrom);
  }

  async get(id: string): Promise<ClientItem | null> {
    const [torrent] = await this.#ask(() => this.#rpc.torrents([id]));
    return torrent === undefined ? null : itemFrom(torrent);
  }

  async files(id: string): Promise<readonly ClientFile[]> {
    const found = await this.#ask(() => this.#rpc.files(id));
    return found === null ? [] : filesFrom(found);
  }

  async pause(id: string): Promise<void> {
    for (let tries = 0; tries < STOP_TRIES; tries++) {
      await this.#ask(() => this.#rpc.act('torrent-stop', id));
      // A check that ends in the same moment starts it again, stopped or not (seen with 3.00): so look whether it took.
      await delay(STOP_LOOK_MS);
      const [torrent] = await this.#ask(() => this.#rpc.torrents([id]));
      if (torrent === undefined || torrent.status === 0) return;
    }
    throw new ClientUnavailable('Transmission has not stopped the torrent yet');
  }

  async resume(id: string): Promise<void> {
    await this.#ask(() => this.#rpc.act('torrent-start', id));
  }

  async remove(id: string, { removeData }: { removeData: boolean }): Promise<Removed> {
    await this.#ask(() => this.#rpc.remove(id, removeData));
    return { dataRemoved: removeData };
  }

  async test(): Promise<{ version: string }> {
    const { version } = await this.#ask(() => this.#rpc.session());
    return { version: version.split(' ')[0] ?? version }; // "4.0.6 (38c164933e)"
  }

  get session(): string | null {
    return this.#rpc.sessionId;
  }

  async #prepare(hash: string, torrent: AddArguments): Promise<void> {
    // Versions before 4.0 ignore labels in the add itself. One that was there keeps those that it has.
    const { labels, seedRatioLimit, seedRatioMode } = torrent;
    const own = { ...(labels && { labels }), ...(seedRatioMode && { seedRatioLimit, seedRatioMode }) };
    if (Object.keys(own).length > 0) await this.#rpc.set(hash, own as AddArguments);
    // Else data that is there already is fetched again: 3.00 looks for it by itself, newer versions were seen not to.
    if (torrent.metainfo !== undefined) await this.#rpc.act('torrent-verify', hash);
  }

  /** One that was there calls itself whole also when its data was deleted by hand: it has to look. What is under way is left alone. */
  async #checkAgain(hash: string, torrent: AddArguments): Promise<void> {
    const [held] = await this.#rpc.torrents([hash]);
    if (held === undefined || !claimsWhole(held)) return;
    await this.#rpc.act('torrent-verify', hash);
    const checked = await this.#afterCheck(hash);
    if (checked === undefined || hasLostData(checked)) await this.#addAnew(hash, torrent);
    else if (held.status === STOPPED && !isWhole(checked)) await this.#rpc.startWithGoal(hash);
  }

  /** How it stands once the check is over, or after a while: a large one takes minutes. */
  async #afterCheck(hash: string): Promise<TransmissionTorrent | undefined> {
    for (let tries = 0; ; tries++) {
      const [torrent] = await this.#rpc.torrents([hash]);
      if (torrent === undefined || tries === CHECK_TRIES || !isChecking(torrent)) return torrent;
      await delay(STOP_LOOK_MS);
    }
  }

  /** Where not one file is left, it takes a disk for unplugged, and neither checks nor fetches until it is added again. */
  async #addAnew(hash: string, torrent: AddArguments): Promise<void> {
    await this.#rpc.remove(hash, false);
    const { isNew } = await this.#rpc.add(torrent);
    if (isNew) await this.#prepare(hash, torrent);
  }

  #torrentOf({ payload, category, priority, seedGoal }: AddRequest): AddArguments {
    const ratio = seedGoal?.ratio ?? null;
    const label = category ?? this.settings.category;
    const common: AddArguments = {
      ...(this.settings.downloadDir === null ? {} : { 'download-dir': this.settings.downloadDir }),
      ...(label === null ? {} : { labels: [label] }),
      ...(ratio === null ? {} : { seedRatioLimit: ratio, seedRatioMode: 1 }),
      ...(priority === null ? {} : { bandwidthPriority: Math.sign(priority) }), // it knows low, normal and high
    };
    if (payload.kind === 'torrent') return { ...common, metainfo: Buffer.from(payload.file).toString('base64') };
    if (payload.kind === 'magnet') return { ...common, filename: payload.uri };
    throw new NotSupported(`Transmission does not take ${payload.kind === 'nzb' ? 'an NZB' : 'a direct link'}`);
  }

  /** For calls that Transmission has no ground to refuse: if it does, it is not in a state to be asked. */
  async #ask<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (error instanceof TransmissionError)
        throw new ClientUnavailable(`Transmission says: ${error.message}`, { cause: error });
      throw error;
    }
  }
}
