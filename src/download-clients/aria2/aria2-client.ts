import { setTimeout as delay } from 'node:timers/promises';
import {
  ClientRefused,
  ClientUnavailable,
  NotSupported,
  type AddRequest,
  type Capability,
  type ClientFile,
  type ClientItem,
  type ConnectionSettings,
  type DownloadClient,
} from '../download-client.js';
import { normalisedLink } from '../../releases/direct-link.js';
import { type Protocol, type ReleasePayload } from '../../releases/release.js';
import { filesFrom, gidOf, itemFrom, itemsFrom, jobsByItem, leadingJob, pathsFrom } from './aria2-items.js';
import { Aria2Error, Aria2Rpc, type Aria2Job } from './aria2-rpc.js';
import { deleteData } from './local-data.js';

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

  constructor(private readonly settings: Pick<ConnectionSettings, 'url' | 'password' | 'downloadDir'>) {
    this.#rpc = new Aria2Rpc(settings.url, settings.password);
    this.#local = /^(localhost|127\.[\d.]+|\[::1\])$/.test(new URL(settings.url).hostname);
    this.capabilities = this.#local ? ['pause', 'remove-data'] : ['pause'];
  }

  async add({ itemKey, payload }: AddRequest): Promise<{ id: string }> {
    const id = payload.kind === 'url' ? gidOf(itemKey) : itemKey;
    const held = await this.#jobsOf(id);
    if (held.some((job) => LIVE.includes(job.status))) return { id };
    // What ended keeps its gid taken. Added again, data that is there is found and checked, not fetched twice.
    await this.#drop(id, held);
    try {
      await this.#submit(payload, gidOf(itemKey));
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

  async remove(id: string, { removeData }: { removeData: boolean }): Promise<void> {
    const jobs = await this.#jobsOf(id);
    await this.#drop(id, jobs);
    await this.#rpc.saveSession();
    if (this.#local) await this.#cleanUp(jobs, removeData);
  }

  async test(): Promise<{ version: string }> {
    const { version } = await this.#rpc.version();
    return { version };
  }

  async #jobsOf(id: string): Promise<Aria2Job[]> {
    return jobsByItem(await this.#rpc.jobs()).get(id) ?? [];
  }

  async #submit(payload: ReleasePayload, gid: string): Promise<string> {
    const dir = this.settings.downloadDir ?? (await this.#rpc.globalOptions()).dir;
    // Completed jobs stay in the session file, else one that completes just before a crash would look removed.
    const common = { gid, dir, 'force-save': 'true' };
    switch (payload.kind) {
      case 'torrent':
        return this.#rpc.addTorrent(payload.file, { ...common, 'check-integrity': 'true' });
      case 'magnet':
        // With its metadata saved, a magnet needs no peer to go on after a restart.
        return this.#rpc.addUri(payload.uri, {
          ...common,
          'check-integrity': 'true',
          'bt-save-metadata': 'true',
          'bt-load-saved-metadata': 'true',
        });
      case 'url':
        // A folder of its own: another link's file of the same name would be taken for the beginning of this one.
        return this.#rpc.addUri(normalisedLink(payload.url), {
          ...common,
          dir: `${dir}/${gid}`,
          continue: 'true',
          'always-resume': 'false',
          'follow-torrent': 'false',
          'follow-metalink': 'false',
        });
      case 'nzb':
        throw new NotSupported('aria2 does not download from Usenet');
    }
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

  async #cleanUp(jobs: readonly Aria2Job[], removeData: boolean): Promise<void> {
    const job = leadingJob(jobs);
    if (job === null) return;
    const { outputPath, state } = itemFrom(job);
    // aria2 keeps its notes beside the file or folder, and a magnet's metadata in the folder of the download.
    const notes = outputPath === null ? [] : [`${outputPath}.aria2`];
    const metadata = job.infoHash === undefined ? [] : [`${job.dir}/${job.infoHash}.torrent`];
    const data = removeData ? pathsFrom(job) : [];
    // What is kept unfinished needs the notes to go on from there one day; on finished data they look as if it were not.
    const traces = removeData || state === 'complete' ? [...notes, ...metadata] : [];
    await deleteData(this.settings.downloadDir ?? (await this.#rpc.globalOptions()).dir, [...data, ...traces]);
  }
}
