import { setTimeout as delay } from 'node:timers/promises';
import {
  ClientRefused,
  ClientUnavailable,
  type AddRequest,
  type Added,
  type Capability,
  type ClientFile,
  type ClientItem,
  type ConnectionSettings,
  type DownloadClient,
  type Removed,
  type Tested,
} from '../download-client.js';
import { type Protocol, type ReleasePayload } from '../../releases/release.js';
import { filesFrom, gidOf, itemFrom, itemsFrom, leadingJob, ownFolder, pathsFrom } from './aria2-items.js';
import { Aria2Error, Aria2Rpc, type Aria2Job } from './aria2-rpc.js';
import { jobsByGid, jobsOfItem } from './item-jobs.js';
import { deleteData, deleteFolder, uploadsIn } from '../local-data.js';
import { submit } from './submission.js';

const LIVE: readonly Aria2Job['status'][] = ['active', 'waiting', 'paused'];
const REMOVAL_LIMIT_MS = 8_000;

/**
 * aria2 1.36 and later. Items are known by info hash, direct links by their gid; both are the same after a restart from the
 * session file, whereas the job that follows a magnet's metadata has a new gid every time.
 * Data is removed only where aria2 runs on this machine: it has no call for that.
 */
export class Aria2Client implements DownloadClient {
  readonly protocols: readonly Protocol[] = ['torrent', 'direct'];
  readonly capabilities: readonly Capability[];
  readonly #rpc: Aria2Rpc;
  readonly #local: boolean;
  readonly #own: boolean;

  /**
   * @param own the built-in one, which nobody else adds anything to: torrents too get a folder each, since two of one name
   * would write into the same files
   */
  constructor(
    private readonly settings: Pick<ConnectionSettings, 'url' | 'password' | 'downloadDir' | 'tls' | 'timeoutSeconds'>,
    { own = false } = {},
  ) {
    this.#own = own;
    this.#rpc = new Aria2Rpc(settings);
    this.#local = /^(localhost|127\.[\d.]+|\[::1\])$/.test(new URL(settings.url).hostname);
    this.capabilities = this.#local ? ['pause', 'remove-data'] : ['pause'];
  }

  async add({ itemKey, payload }: AddRequest): Promise<Added> {
    const id = payload.kind === 'url' ? gidOf(itemKey) : itemKey;
    const held = await (this.#own ? jobsByGid(this.#rpc, id) : this.#jobsOf(id));
    if (held.some((job) => LIVE.includes(job.status))) return { id };
    // What ended keeps its gid taken. Added again, data that is there is found and checked, not fetched twice.
    await this.#drop(id, held);
    try {
      await submit(this.#rpc, payload, { gid: gidOf(itemKey), dir: await this.#folderFor(id, payload, held) });
    } catch (error) {
      if (!(error instanceof Aria2Error)) throw error;
      // Someone else added it in the meantime: aria2 refuses a gid that is taken.
      if ((await this.#jobsOf(id)).length === 0) throw new ClientRefused(error.message, { cause: error });
    }
    await this.#rpc.saveSession();
    return { id };
  }

  async list(): Promise<readonly ClientItem[]> {
    return itemsFrom(await this.#rpc.jobs());
  }

  async get(id: string): Promise<ClientItem | null> {
    const job = leadingJob(await this.#jobsOf(id));
    return job === null ? null : itemFrom(job);
  }

  async files(id: string): Promise<readonly ClientFile[]> {
    const job = leadingJob(await this.#jobsOf(id));
    return job === null ? [] : filesFrom(job);
  }

  async pause(id: string): Promise<void> {
    await this.#each(id, ['active', 'waiting'], (gid) => this.#rpc.forcePause(gid));
  }

  async resume(id: string): Promise<void> {
    await this.#each(id, ['paused'], (gid) => this.#rpc.unpause(gid));
  }

  async remove(id: string, { removeData }: { removeData: boolean }): Promise<Removed> {
    const jobs = await this.#jobsOf(id);
    await this.#drop(id, jobs);
    await this.#rpc.saveSession();
    if (this.#local) await this.#cleanUp(id, jobs, removeData);
    if (!removeData || this.#local) return { dataRemoved: removeData };
    return {
      dataRemoved: false,
      note: 'aria2 deletes no data, and Ledgarr can where it runs on the same machine alone.',
    };
  }

  async test(): Promise<Tested> {
    const { version } = await this.#rpc.version();
    return { version, downloadDir: await this.#root() };
  }

  #jobsOf(id: string): Promise<Aria2Job[]> {
    return jobsOfItem(this.#rpc, id);
  }

  /** Where an item goes: what is known of it already stays where it is. */
  async #folderFor(id: string, payload: ReleasePayload, held: readonly Aria2Job[]): Promise<string> {
    const root = await this.#root();
    // A folder of its own: another link's file of the same name would be taken for the beginning of this one.
    const own = payload.kind === 'url' || this.#own ? ownFolder(root, id) : root;
    return leadingJob(held)?.dir ?? own;
  }

  async #root(): Promise<string> {
    return this.settings.downloadDir ?? (await this.#rpc.globalOptions()).dir;
  }

  async #each(
    id: string,
    statuses: readonly Aria2Job['status'][],
    call: (gid: string) => Promise<unknown>,
  ): Promise<void> {
    const jobs = (await this.#jobsOf(id)).filter((job) => statuses.includes(job.status));
    for (const { gid, status } of jobs) {
      try {
        await call(gid);
      } catch (error) {
        if (!(error instanceof Aria2Error)) throw error;
        // It may have moved on by itself since it was read: only one that stays as it was is an error.
        if ((await this.#jobsOf(id)).some((job) => job.gid === gid && job.status === status))
          throw new ClientRefused(error.message, { cause: error });
      }
    }
    if (jobs.length > 0) await this.#rpc.saveSession();
  }

  /** Ends what is live and makes aria2 forget it, also the job that may follow from metadata while this goes on. */
  async #drop(id: string, jobs: readonly Aria2Job[]): Promise<void> {
    const end = performance.now() + REMOVAL_LIMIT_MS;
    for (let left = jobs; left.length > 0; left = await this.#jobsOf(id)) {
      for (const job of left) await this.#forget(job);
      if (performance.now() > end) throw new ClientUnavailable('aria2 has not let go of the download yet');
      await delay(20);
    }
  }

  async #forget(job: Aria2Job): Promise<void> {
    try {
      if (LIVE.includes(job.status)) await this.#rpc.forceRemove(job.gid);
      await this.#rpc.removeDownloadResult(job.gid);
    } catch (error) {
      // Not ended yet, ended in between, or forgotten already: the next look tells which.
      if (!(error instanceof Aria2Error)) throw error;
    }
  }

  async #cleanUp(id: string, jobs: readonly Aria2Job[], removeData: boolean): Promise<void> {
    const job = leadingJob(jobs);
    if (job === null) return;
    const root = await this.#root();
    if (removeData && job.dir === ownFolder(root, id)) return deleteFolder(root, job.dir);
    const { outputPath, state } = itemFrom(job);
    // aria2 keeps its notes beside the file or folder, and a magnet's metadata in the folder of the download.
    const notes = outputPath === null ? [] : [`${outputPath}.aria2`];
    const metadata = job.infoHash === undefined ? [] : [`${job.dir}/${job.infoHash}.torrent`];
    if (job.dir === ownFolder(root, id)) metadata.push(...(await uploadsIn(job.dir)));
    const data = removeData ? pathsFrom(job) : [];
    // What is kept unfinished needs the notes to go on from there one day; on finished data they look as if it were not.
    const traces = removeData || state === 'complete' ? [...notes, ...metadata] : [];
    await deleteData(root, [...data, ...traces]);
  }
}
