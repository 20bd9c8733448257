import { setTimeout as pause } from 'node:timers/promises';
import { type Catalogue } from './catalogue.js';
import { type Disk, patienceMs } from './disk/disk.js';
import { type Disks } from './disk/disks.js';
import { FolderTree, isSystemError } from './folder-tree.js';
import { type Folder } from './folder.js';
import { type TimeSlice } from './time-slice.js';

/** In milliseconds. */
export type LibraryPace = {
  /** Between scans that look for what watching missed. */
  rescan: number;
  /** Between looks whether the root itself came, went, or was mounted over, which no watch tells. */
  probe: number;
  /** From the first change in a folder until it is read, so that a copied season is read once. */
  settle: number;
};

export type RootHealth = {
  root: string;
  state: 'scanning' | 'ready' | 'unreadable';
  /** Video files in it. */
  files: number;
  /** When the last complete scan ended, ISO 8601; null before the first. */
  lastScanAt: string | null;
  error: string | null;
};

export type LibraryLog = Record<'info' | 'warn', (details: object, message: string) => void>;

/** One scan in six reads every folder, whether or not its time says that it changed. */
const deepEvery = 6;

/** Keeps the catalogue in step with one root, from `start` to `stop`. */
export class LibraryRoot {
  private tree: FolderTree;
  private state: RootHealth['state'] = 'scanning';
  private error: string | null = null;
  private lastScanAt: string | null = null;
  private scans = 0;
  private identity = '';
  private stopped = false;
  private readonly changed = new Set<Folder>();
  private readonly timers: NodeJS.Timeout[] = [];
  private settling: NodeJS.Timeout | null = null;
  private queued = false;
  private unresponsiveReason: string | null = null;
  /** The disks that the job under way and the probe wait for. */
  private reading: Disk | null = null;
  private probing: Disk | null = null;
  /** Everything that reads the tree, one after the other. */
  private work: Promise<void> = Promise.resolve();
  /** How often that was abandoned, with the disk that it waited for: what wakes up later is no longer heard. */
  private era = 0;

  constructor(
    readonly path: string,
    private readonly catalogue: Catalogue,
    private readonly context: { log: LibraryLog; slice: TimeSlice; pace: LibraryPace; disks: Disks },
  ) {
    this.tree = this.plant();
  }

  start(): void {
    const { rescan, probe } = this.context.pace;
    this.timers.push(
      setInterval(() => this.scan(), rescan),
      setInterval(() => void this.probe(), probe),
    );
    for (const timer of this.timers) timer.unref();
    this.scan();
  }

  /** Resolves when nothing reads the disk any more, except what it has not answered in time. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearInterval(timer);
    if (this.settling) clearTimeout(this.settling);
    this.tree.close();
    await Promise.race([this.work, pause(patienceMs, undefined, { ref: false })]);
  }

  health(): RootHealth {
    const { path: root, state, lastScanAt } = this;
    const known = { root, files: this.tree.countVideos(), lastScanAt };
    const unresponsiveReason = this.currentUnresponsiveReason();
    // What was read before is kept: a disk that wakes up slowly need not be read again.
    if (unresponsiveReason !== null) return { ...known, state: 'unreadable', error: `${root} ${unresponsiveReason}` };
    return { ...known, state, error: this.error ?? this.tree.trouble };
  }

  private get disk(): Disk {
    return this.context.disks.of(this.path);
  }

  /** A disk that is waited for makes itself heard until it is given up. */
  private currentUnresponsiveReason(): string | null {
    const asked = [this.reading, this.probing, this.disk];
    return (
      asked.map((disk) => disk?.unresponsiveReason ?? null).find((unresponsiveReason) => unresponsiveReason !== null) ??
      null
    );
  }

  private scan(): void {
    if (this.queued) return;
    this.queued = true;
    this.enqueue(async (disk, era) => {
      this.queued = false;
      const began = performance.now();
      const identity = await identityOf(this.path, disk);
      if (this.isOver(era)) return;
      this.identity = identity;
      await this.tree.scan(disk, this.scans++ % deepEvery === 0);
      if (this.isOver(era)) return;
      this.lastScanAt = new Date().toISOString();
      const { files, error } = this.settleAs('ready', null);
      this.context.log.info(
        { root: this.path, files, error, ms: Math.round(performance.now() - began) },
        'library root scanned',
      );
    });
  }

  private async probe(): Promise<void> {
    this.noteSilence();
    const { disk } = this;
    if ([this.reading, this.probing].some((asked) => asked !== null && asked !== disk)) this.startAnew();
    if (this.queued || this.probing) return;
    const { era } = this;
    this.probing = disk;
    const found = await identityOf(this.path, disk).catch(() => '');
    if (this.isOver(era)) return;
    this.probing = null;
    if (found !== this.identity) this.scan();
  }

  /** Another disk was mounted in place of one that is still waited for, and that may never answer. */
  private startAnew(): void {
    this.era++;
    this.tree.close();
    this.tree = this.plant();
    this.work = Promise.resolve();
    this.reading = this.probing = null;
    this.queued = false;
    this.identity = '';
    this.settleAs('scanning', null);
    this.scan();
  }

  private isOver(era: number): boolean {
    return this.stopped || era !== this.era;
  }

  private noteSilence(): void {
    const before = this.unresponsiveReason;
    this.unresponsiveReason = this.currentUnresponsiveReason();
    if (this.unresponsiveReason === null || before !== null) return;
    this.context.log.warn({ root: this.path, err: this.unresponsiveReason }, 'library root cannot be read');
  }

  private noteChange(folder: Folder): void {
    if (this.stopped) return;
    this.changed.add(folder);
    this.settling ??= setTimeout(() => {
      this.settling = null;
      const folders = [...this.changed];
      this.changed.clear();
      this.enqueue(async (disk, era) => {
        for (const changed of folders) if (!this.isOver(era)) await this.tree.refresh(changed, disk);
      });
    }, this.context.pace.settle).unref();
  }

  private enqueue(job: (disk: Disk, era: number) => Promise<void>): void {
    const { era } = this;
    this.work = this.work.then(async () => {
      if (this.isOver(era)) return;
      const { disk } = this;
      this.reading = disk;
      try {
        await job(disk, era);
      } catch (error) {
        if (era === this.era) this.giveUp(error);
      } finally {
        if (era === this.era) this.reading = null;
      }
    });
  }

  /** The root cannot be read: it is forgotten and refuses nothing until it can be. */
  private giveUp(error: unknown): void {
    this.identity = '';
    this.tree.close();
    if (this.stopped) return;
    this.tree = this.plant();
    const before = this.state;
    const message = isSystemError(error) ? error.message : `unexpected: ${String(error)}`;
    this.settleAs('unreadable', message);
    // What is not the disk's fault is ours, and worth a trace.
    const details = { root: this.path, err: isSystemError(error) ? message : error };
    if (before !== 'unreadable') this.context.log.warn(details, 'library root cannot be read');
  }

  private settleAs(state: RootHealth['state'], error: string | null): RootHealth {
    this.state = state;
    this.error = error;
    return this.health();
  }

  private plant(): FolderTree {
    return new FolderTree(this.path, this.catalogue, this.context.slice, (folder) => this.noteChange(folder));
  }
}

/** Which folder of which disk stands under a path now. @throws when none can be looked at */
async function identityOf(path: string, disk: Disk): Promise<string> {
  const { dev, ino } = await disk.ask(({ stat }) => stat(path, { bigint: true }));
  return `${dev}:${ino}`;
}
