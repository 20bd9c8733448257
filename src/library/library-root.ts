import { stat } from 'node:fs/promises';
import { type Catalogue } from './catalogue.js';
import { FolderTree, isSystemError } from './folder-tree.js';
import { type Folder } from './folder.js';
import { type Turn } from './turn.js';

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
  /** Everything that reads the tree, one after the other. */
  private work: Promise<void> = Promise.resolve();

  constructor(
    readonly path: string,
    private readonly catalogue: Catalogue,
    private readonly context: { log: LibraryLog; turn: Turn; pace: LibraryPace },
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

  /** Resolves when nothing reads the disk any more. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearInterval(timer);
    if (this.settling) clearTimeout(this.settling);
    this.tree.close();
    await this.work;
  }

  health(): RootHealth {
    const { path: root, state, lastScanAt } = this;
    return { root, state, files: this.tree.countVideos(), lastScanAt, error: this.error ?? this.tree.trouble };
  }

  private scan(): void {
    if (this.queued) return;
    this.queued = true;
    this.enqueue(async () => {
      this.queued = false;
      const began = performance.now();
      this.identity = await identityOf(this.path);
      await this.tree.scan(this.scans++ % deepEvery === 0);
      if (this.stopped) return;
      this.lastScanAt = new Date().toISOString();
      const { files, error } = this.settleAs('ready', null);
      this.context.log.info(
        { root: this.path, files, error, ms: Math.round(performance.now() - began) },
        'library root scanned',
      );
    });
  }

  private async probe(): Promise<void> {
    const known = this.identity;
    if (this.queued || (await identityOf(this.path).catch(() => '')) === known) return;
    if (!this.stopped) this.scan();
  }

  private noteChange(folder: Folder): void {
    if (this.stopped) return;
    this.changed.add(folder);
    this.settling ??= setTimeout(() => {
      this.settling = null;
      const folders = [...this.changed];
      this.changed.clear();
      this.enqueue(async () => {
        for (const changed of folders) await this.tree.refresh(changed);
      });
    }, this.context.pace.settle).unref();
  }

  private enqueue(job: () => Promise<void>): void {
    this.work = this.work.then(async () => {
      if (this.stopped) return;
      try {
        await job();
      } catch (error) {
        this.giveUp(error);
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
    return new FolderTree(this.path, this.catalogue, this.context.turn, (folder) => this.noteChange(folder));
  }
}

/** Which folder of which disk stands under a path now. @throws when none can be looked at */
async function identityOf(path: string): Promise<string> {
  const { dev, ino } = await stat(path, { bigint: true });
  return `${dev}:${ino}`;
}
