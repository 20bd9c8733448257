import { join, sep } from 'node:path';
import { isNativeError } from 'node:util/types';
import { type Catalogue } from './catalogue.js';
import { type Disk } from './disk/disk.js';
import { watchesTrees, watchFolder } from './folder-watch.js';
import { Folder } from './folder.js';
import { FollowedLinks } from './followed-links.js';
import { listFolder } from './listing.js';
import { type TimeSlice } from './time-slice.js';

/** Folders read at the same time: enough to keep a network disk busy. How many calls it gets at once is the disk's affair. */
const lanes = 3;
/** Disks count time in steps of up to two seconds (FAT): a change so soon after the reading could not be seen by its time. */
const clockStepMs = 2_000;

/** Asking `disk`; `deep` reads what has not changed as well, `onlyNew` only what is new beneath. */
type Walk = { disk: Disk; deep: boolean; onlyNew: boolean };

/** All folders of one root as they were last read, kept in step with the disk by whoever calls `scan` and `refresh`, one at a time. */
export class FolderTree {
  /** What could not be looked at or watched in the last scan; null when all went well. */
  trouble: string | null = null;
  private readonly top: Folder;
  private readonly links: FollowedLinks;
  private stopped = false;

  /** @param changed is told of folders in which names appeared or vanished */
  constructor(
    root: string,
    private readonly catalogue: Catalogue,
    private readonly slice: TimeSlice,
    private readonly changed: (folder: Folder) => void,
  ) {
    this.top = new Folder(root);
    this.links = new FollowedLinks(root);
  }

  /**
   * Reads the folders that changed since they were last read.
   * @param deep reads all, for disks that do not keep their folders' times
   * @throws the system's error when the root itself cannot be read
   */
  async scan(disk: Disk, deep: boolean): Promise<void> {
    this.trouble = null;
    await this.walk(this.top, { disk, deep, onlyNew: false });
  }

  /** Reads one folder again, and what is new beneath it. */
  async refresh(folder: Folder, disk: Disk): Promise<void> {
    // What changed may be the folder itself, deleted and made anew: its watch ended with the old one.
    folder.endWatch();
    await this.walk(folder, { disk, deep: true, onlyNew: true });
  }

  countVideos(): number {
    return this.top.countVideos();
  }

  /** Forgets all and watches nothing; a scan under way ends soon. */
  close(): void {
    this.stopped = true;
    this.top.forget(this.catalogue);
  }

  private async walk(from: Folder, how: Walk): Promise<void> {
    const open = [from];
    while (open.length > 0 && !this.stopped) {
      const found = await Promise.all(open.splice(-lanes).map((folder) => this.visit(folder, how)));
      for (const folders of found) for (const folder of folders) open.push(folder);
    }
  }

  private async visit(folder: Folder, { disk, deep, onlyNew }: Walk): Promise<Folder[]> {
    if (folder.gone) return [];
    try {
      const { mtimeMs, dev, ino } = await disk.ask(({ stat }) => stat(folder.path));
      if (folder.becomes(dev, ino)) this.empty(folder);
      // Watched before it is read, so that nothing slips in between.
      this.watch(folder);
      const added = deep || mtimeMs !== folder.changedAt ? await this.read(folder, mtimeMs, disk) : [];
      return onlyNew ? added : [...folder.folders.values()];
    } catch (error) {
      if (folder === this.top || !isSystemError(error)) throw error;
      if (error.code === 'ENOENT') folder.forget(this.catalogue);
      else this.passOver(folder, error);
      return [];
    }
  }

  private async read(folder: Folder, changedAt: number, disk: Disk): Promise<Folder[]> {
    const { videos, folders, links } = await listFolder(folder, disk, this.slice);
    for (const link of links) if (await this.links.follows(join(folder.path, link), disk)) folders.add(link);
    await folder.update(videos, this.catalogue, this.slice);
    if (this.stopped) folder.forget(this.catalogue);
    const { added, lost } = folder.adopt(this.stopped ? new Set() : folders, this.catalogue);
    for (const { path } of lost) this.links.forget(path);
    folder.changedAt = links.size > 0 || Date.now() - changedAt < clockStepMs ? Number.NaN : changedAt;
    return added;
  }

  private empty(folder: Folder): void {
    folder.empty(this.catalogue);
    this.links.forgetBeneath(folder.path);
  }

  private passOver(folder: Folder, error: Error): void {
    this.empty(folder);
    this.trouble = `${folder.path}: ${error.message}`;
  }

  private watch(folder: Folder): void {
    if (folder.unwatch || this.stopped || (watchesTrees && folder !== this.top)) return;
    try {
      folder.unwatch = watchFolder(folder.path, (name) => this.changed(watchesTrees ? this.holderOf(name) : folder));
    } catch (error) {
      if (!isSystemError(error) || error.code === 'ENOENT') throw error;
      // The periodic scan sees what a missing watch does not.
      this.trouble = `${folder.path} is not watched: ${error.message}`;
    }
  }

  /** The folder in which a path from the root down appeared, or the nearest known one above. */
  private holderOf(name: string | null): Folder {
    let folder = this.top;
    for (const part of (name ?? '').split(sep).slice(0, -1)) folder = folder.folders.get(part) ?? folder;
    return folder;
  }
}

export const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  isNativeError(error) && 'code' in error && 'syscall' in error;
