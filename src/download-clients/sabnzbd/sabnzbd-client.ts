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
import { HistoryReader } from './history-reader.js';
import { SabnzbdApi } from './sabnzbd-api.js';
import { itemsFrom } from './sabnzbd-items.js';
import { submit } from './submission.js';
import { testSabnzbd } from './test-sabnzbd.js';

export const PROTOCOLS: readonly Protocol[] = ['usenet'];
export const CAPABILITIES: readonly Capability[] = ['pause', 'priority', 'category', 'remove-data'];

const REMOVAL_TRIES = 40;
const PATIENT_TRIES = 30;
const REMOVAL_LOOK_MS = 250;

type Settings = Pick<ConnectionSettings, 'url' | 'apiKey' | 'category' | 'timeoutSeconds'> & Sight;

/** SABnzbd 3.2 and later. Items are known by their `nzo_id`, from the queue to the history. */
export class SabnzbdClient implements DownloadClient {
  readonly protocols = PROTOCOLS;
  readonly capabilities = CAPABILITIES;
  readonly #api: SabnzbdApi;
  readonly #history: HistoryReader;
  #followed: ReadonlySet<string> = new Set();

  constructor(private readonly settings: Settings) {
    this.#api = new SabnzbdApi(settings);
    this.#history = new HistoryReader(this.#api);
  }

  add(request: AddRequest): Promise<Added> {
    return submit(this.#api, request, this.settings);
  }

  /** The queue, then the history: what moves on between the two is in both, never in neither. */
  async list(): Promise<readonly ClientItem[]> {
    const queue = await this.#api.queue();
    const queued = new Set(queue.slots.map(({ nzo_id: id }) => id));
    const history = await this.#history.read(queued, this.#followed);
    const active = history.filter(({ status }) => status !== 'Failed').map(({ nzo_id: id }) => id);
    this.#followed = new Set([...queued, ...active.slice(0, 50)]);
    return itemsFrom(queue, history);
  }

  async get(id: string): Promise<ClientItem | null> {
    const queue = await this.#api.queue();
    const slots = queue.slots.filter((slot) => slot.nzo_id === id);
    const items = itemsFrom({ ...queue, slots }, await this.#history.byIds([id]));
    return items[0] ?? null;
  }

  async files(id: string): Promise<readonly ClientFile[]> {
    const item = await this.get(id);
    return item === null || item.outputPath === null ? [] : filesAt(this.settings, item.outputPath);
  }

  async pause(id: string): Promise<void> {
    await this.#api.act('pause', id);
  }

  async resume(id: string): Promise<void> {
    await this.#api.act('resume', id);
  }

  async remove(id: string, { removeData }: { removeData: boolean }): Promise<Removed> {
    const item = await this.get(id);
    const wasQueued = await this.#api.act('delete', id, { del_files: removeData ? '1' : '0' });
    const ended = await this.#letGo(id, removeData);
    const outputPath = ended?.outputPath ?? item?.outputPath ?? null;
    if (!removeData || outputPath === null) return { dataRemoved: removeData && (wasQueued || item !== null) };
    return deleteOutput(this.settings, outputPath, await this.#surroundings(id));
  }

  test(): Promise<Tested> {
    return testSabnzbd(this.#api, this.settings.category);
  }

  /** What is being processed cannot be deleted: that is broken off first. @returns the item as it was at last */
  async #letGo(id: string, delFiles: boolean): Promise<ClientItem | null> {
    let last: ClientItem | null = null;
    for (let tries = 0; tries < REMOVAL_TRIES; tries++) {
      const item = await this.get(id);
      if (item === null) return last;
      last = item;
      // What is being moved would be left half here and half there: it is there in a moment.
      const moves = item.processing === 'moving' && tries < PATIENT_TRIES;
      if (!moves) await this.#api.deleteFromHistory(id, delFiles);
      if (!moves && item.state === 'checking') await this.#api.cancelProcessing(id);
      if (tries > 0 || moves) await delay(REMOVAL_LOOK_MS);
    }
    throw new ClientUnavailable('SABnzbd has not let go of the download yet');
  }

  async #surroundings(id: string): Promise<{ roots: string[]; others: string[] }> {
    const items = await this.list();
    const others = items.flatMap(({ id: other, outputPath }) => (other === id || outputPath === null ? [] : [outputPath])); // prettier-ignore
    return { roots: await this.#api.completeFolders(), others };
  }
}
