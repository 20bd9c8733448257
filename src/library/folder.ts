import { basename, join } from 'node:path';
import { type Catalogue, type Entry } from './catalogue.js';
import { type Listing } from './listing.js';
import { type TitleFolder } from './names/file-rules.js';
import { type FolderReading, parseFileName, parseFolderNames } from './names/parse-media-name.js';
import { areOneFilm } from './names/stack-part.js';
import { type TimeSlice } from './time-slice.js';

const nothing: readonly Entry[] = [];

/** A folder as it was last read. */
export class Folder {
  readonly folders = new Map<string, Folder>();
  /** When the folder last changed, by the disk's clock; NaN when it must be read again whatever the disk says. */
  changedAt = Number.NaN;
  unwatch: (() => void) | null = null;
  /** No longer part of the tree: another folder may stand under its path by now. */
  gone = false;
  private device: number | null = null;
  private inode: number | null = null;
  private readonly files = new Map<string, readonly Entry[]>();
  private readonly reading: FolderReading;

  /** @param names the folder's name and those above it, from below the root down */
  constructor(
    readonly path: string,
    private readonly names: readonly string[] = [],
  ) {
    this.reading = parseFolderNames(names);
  }

  get name(): string {
    return this.names.at(-1) ?? basename(this.path);
  }

  /** Its own name, or that of the folder above when it is a season's or a disc's. */
  get title(): TitleFolder {
    return this.reading.title;
  }

  /** Video files in it and beneath it, whether they could be read or not. */
  countVideos(): number {
    let videos = this.files.size;
    for (const folder of this.folders.values()) videos += folder.countVideos();
    return videos;
  }

  /** Takes over which folders lie in it; returns the new ones, still unread, and forgets the others. */
  adopt(names: ReadonlySet<string>, catalogue: Catalogue): { added: Folder[]; lost: Folder[] } {
    const lost = [...this.folders.values()].filter((folder) => folder.gone || !names.has(folder.name));
    for (const folder of lost) {
      folder.forget(catalogue);
      this.folders.delete(folder.name);
    }
    const added = [...names]
      .filter((name) => !this.folders.has(name))
      .map((name) => new Folder(join(this.path, name), [...this.names, name]));
    for (const folder of added) this.folders.set(folder.name, folder);
    return { added, lost };
  }

  /** Brings the catalogue up to what the folder holds now; files that stayed are not read again. */
  async update(videos: Listing['videos'], catalogue: Catalogue, slice: TimeSlice): Promise<void> {
    // Being the only film is part of how a file reads.
    const alone = areOneFilm(videos);
    if (areOneFilm(this.files.keys()) !== alone) this.forgetFiles(catalogue);
    for (const [name, entries] of this.files) {
      if (videos.has(name)) continue;
      for (const entry of entries) catalogue.remove(entry);
      this.files.delete(name);
    }
    for (const name of videos) {
      if (slice.over()) await slice.next();
      if (!this.files.has(name)) this.files.set(name, this.enter(name, alone, catalogue));
    }
  }

  /** Forgets what is in the folder and beneath it, to be read anew. */
  empty(catalogue: Catalogue): void {
    this.endWatch();
    this.changedAt = Number.NaN;
    this.forgetFiles(catalogue);
    for (const folder of this.folders.values()) folder.forget(catalogue);
    this.folders.clear();
  }

  forget(catalogue: Catalogue): void {
    this.gone = true;
    this.empty(catalogue);
  }

  endWatch(): void {
    this.unwatch?.();
    this.unwatch = null;
  }

  /** Whether another folder than before stands under this path now: a disk was mounted, a link changed. */
  becomes(device: number, inode: number): boolean {
    const other = this.inode !== null && (this.device !== device || this.inode !== inode);
    this.device = device;
    this.inode = inode;
    return other;
  }

  private enter(name: string, alone: boolean, catalogue: Catalogue): readonly Entry[] {
    const readings = parseFileName(name, this.reading, alone);
    return readings.length === 0 ? nothing : readings.map((reading) => catalogue.add(this, name, reading));
  }

  private forgetFiles(catalogue: Catalogue): void {
    for (const entries of this.files.values()) for (const entry of entries) catalogue.remove(entry);
    this.files.clear();
  }
}
