import { setTimeout as delay } from 'node:timers/promises';
import { type Protocol } from '../../releases/release.js';
import { ClientUnavailable } from '../client-errors.js';
import {
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
import { deleteOutput, filesAt, type Sight } from '../usenet/output-on-disk.js';
import { idOf } from './nzbget-id.js';
import { itemsFrom } from './nzbget-items.js';
import { NzbgetError } from './nzbget-problem.js';
import { NzbgetRpc } from './nzbget-rpc.js';
import { submit } from './submission.js';
import { foldersOf, testNzbget } from './test-nzbget.js';

export const PROTOCOLS: readonly Protocol[] = ['usenet'];
export const CAPABILITIES: readonly Capability[] = ['pause', 'priority', 'category', 'remove-data'];

const REMOVAL_TRIES = 60;
const PATIENT_TRIES = 40;
const REMOVAL_LOOK_MS = 100;

type Settings = Pick<ConnectionSettings, 'url' | 'username' | 'password' | 'category' | 'timeoutSeconds'> & Sight;

/** NZBGet 18 and later. Items are known by its number together with the key that they carry as a parameter. */
export class NzbgetClient implements DownloadClient {
  readonly protocols = PROTOCOLS;
  readonly capabilities = CAPABILITIES;
  readonly #rpc: NzbgetRpc;

  constructor(private readonly settings: Settings) {
    this.#rpc = new NzbgetRpc(settings);
  }

  add(request: AddRequest): Promise<Added> {
    return this.#ask(() => submit(this.#rpc, request, this.settings));
  }

  /** The queue, then the history: what moves on between the two is in both, never in neither. */
  list(): Promise<readonly ClientItem[]> {
    return this.#ask(async () => {
      const status = await this.#rpc.status();
      const groups = await this.#rpc.groups();
      return itemsFrom(groups, await this.#rpc.history(), status);
    });
  }

  async get(id: string): Promise<ClientItem | null> {
    return (await this.list()).find((item) => item.id === id) ?? null;
  }

  async files(id: string): Promise<readonly ClientFile[]> {
    const item = await this.get(id);
    return item === null || item.outputPath === null ? [] : filesAt(this.settings, item.outputPath);
  }

  async pause(id: string): Promise<void> {
    const nzbId = await this.#inQueue(id);
    if (nzbId !== null) await this.#ask(() => this.#rpc.edit('GroupPause', nzbId));
  }

  async resume(id: string): Promise<void> {
    const nzbId = await this.#inQueue(id);
    if (nzbId !== null) await this.#ask(() => this.#rpc.edit('GroupResume', nzbId));
  }

  async remove(id: string, { removeData }: { removeData: boolean }): Promise<Removed> {
    const item = await this.#letGo(id, removeData);
    if (!removeData || item === null || item.outputPath === null) return { dataRemoved: removeData && item !== null };
    const config = await this.#ask(() => this.#rpc.config());
    const items = (await this.list()).filter((other) => other.id !== id);
    const others = items.flatMap(({ outputPath }) => outputPath ?? []);
    return deleteOutput(this.settings, item.outputPath, { roots: foldersOf(config), others });
  }

  test(): Promise<Tested> {
    return this.#ask(() => testNzbget(this.#rpc, this.settings.category));
  }

  async #inQueue(id: string): Promise<number | null> {
    const groups = await this.#ask(() => this.#rpc.groups());
    return groups.find((group) => idOf(group) === id)?.NZBID ?? null;
  }

  async #inHistory(id: string): Promise<number | null> {
    const history = await this.#ask(() => this.#rpc.history());
    return history.find((entry) => idOf(entry) === id)?.NZBID ?? null;
  }

  /** It may end while it is being removed. @returns the item as it was at last, null where there was none */
  async #letGo(id: string, removeData: boolean): Promise<ClientItem | null> {
    let last: ClientItem | null = null;
    for (let tries = 0; tries < REMOVAL_TRIES; tries++) {
      const item = await this.get(id);
      const [queued, ended] = [await this.#inQueue(id), await this.#inHistory(id)];
      if (queued === null && ended === null) return last;
      last = item ?? last;
      // What is being processed would be left half here and half there: mostly it has ended in a moment.
      const waits = item?.state === 'checking' && tries < PATIENT_TRIES;
      if (ended !== null) await this.#ask(() => this.#rpc.edit('HistoryFinalDelete', ended));
      else if (queued !== null && !waits) await this.#dropFromQueue(queued, item, removeData);
      if (tries > 0 || waits) await delay(REMOVAL_LOOK_MS);
    }
    throw new ClientUnavailable('NZBGet has not let go of the download yet');
  }

  /** Paused first: else it may be finished, and moved, in the same moment. */
  async #dropFromQueue(nzbId: number, item: ClientItem | null, removeData: boolean): Promise<void> {
    if (item?.state !== 'paused' && item?.state !== 'checking')
      return void (await this.#ask(() => this.#rpc.edit('GroupPause', nzbId)));
    // Parked, an unfinished one keeps what it has fetched, and lies in the history.
    await this.#ask(() => this.#rpc.edit(removeData ? 'GroupFinalDelete' : 'GroupParkDelete', nzbId));
  }

  /** For calls that NZBGet has no ground to refuse: if it does, it is not in a state to be asked. */
  async #ask<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (error instanceof NzbgetError) throw new ClientUnavailable(`NZBGet says: ${error.message}`, { cause: error });
      throw error;
    }
  }
}
