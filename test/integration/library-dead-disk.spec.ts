import { execFile } from 'node:child_process';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type DiskCalls } from '../../src/library/disk/disk.js';
import { Disks } from '../../src/library/disk/disks.js';
import { LibraryIndex } from '../../src/library/library-index.js';
import { present } from '../../src/library/disk/on-disk.js';

/**
 * Folders that do not answer, like a network mount whose server is gone: what is asked of them holds one of the process's
 * threads in a FIFO that nobody writes to, until they answer again.
 */
class DyingDisks {
  /** Calls that wait for an answer. */
  outstanding = 0;
  private readonly dead = new Set<string>();
  private constructor(private readonly fifo: string) {}

  static async in(folder: string): Promise<DyingDisks> {
    const fifo = join(folder, 'fifo');
    await promisify(execFile)('mkfifo', [fifo]);
    return new DyingDisks(fifo);
  }

  readonly calls: DiskCalls = {
    stat: ((path: string, ...rest: []) => this.answer(path, () => fs.stat(path, ...rest))) as typeof fs.stat,
    opendir: ((path: string, ...rest: []) => this.answer(path, () => fs.opendir(path, ...rest))) as typeof fs.opendir,
    realpath: ((path: string) => this.answer(path, () => fs.realpath(path))) as typeof fs.realpath,
  };

  die(folder: string): void {
    this.dead.add(folder);
  }

  /** What is asked from now on is answered by another disk; what was asked before still waits. */
  mountAnew(): void {
    this.dead.clear();
  }

  async revive(): Promise<void> {
    this.dead.clear();
    // Open for both, it does not wait for the other side, and is the one that the others waited for.
    const writer = await fs.open(this.fifo, 'r+');
    while (this.outstanding > 0) await pause(5);
    await writer.close();
  }

  private async answer<T>(path: string, call: () => Promise<T>): Promise<T> {
    if (![...this.dead].some((folder) => path === folder || path.startsWith(`${folder}/`))) return call();
    this.outstanding++;
    try {
      await (await fs.open(this.fifo, 'r')).close();
    } finally {
      this.outstanding--;
    }
    return call();
  }
}

const silent = { info: () => undefined, warn: () => undefined };
const hour = 3_600_000;
const matrix = { kind: 'movie', title: 'The Matrix', year: 1999 } as const;
const name = 'The Matrix (1999).mkv';

let base: string;
let dying: DyingDisks;
let disks: Disks;
let index: LibraryIndex;
let over = false;

beforeEach(async () => {
  over = false;
  base = await fs.mkdtemp(join(tmpdir(), 'ledgarr-dead-disk-'));
  dying = await DyingDisks.in(base);
  disks = new Disks(dying.calls, () => null);
});

afterEach(async () => {
  over = true;
  await dying.revive();
  await index.stop();
  await fs.rm(base, { recursive: true, force: true });
});

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!over && !(await condition())) await pause(10);
}

const root = (of: string) => join(base, of);
const file = async (path: string): Promise<string> => {
  const full = join(base, path);
  await fs.mkdir(dirname(full), { recursive: true });
  await fs.writeFile(full, 'x');
  return full;
};
const start = (...roots: string[]): void => {
  const pace = { rescan: hour, probe: 10, settle: 10 };
  index = new LibraryIndex({ roots: roots.map(root), log: silent, pace, disks });
  index.start();
};
const healthOf = (of: string) => index.health().find((health) => health.root === root(of));
const isReady = (of: string) => healthOf(of)?.state === 'ready';
const isSilent = (of: string) => healthOf(of)?.state === 'unreadable';
const doesNotAnswer = (of: string) => ({ state: 'unreadable', error: `${root(of)} does not answer` });

describe('a disk', () => {
  it('that never answered is asked once, shown, and leaves the others alone; it counts when it answers', async () => {
    const paths = [await file(`alive/${name}`), await file(`dead/${name}`)];
    dying.die(root('dead'));
    start('dead', 'alive');
    await until(() => isReady('alive') && isSilent('dead'));
    expect(healthOf('dead')).toMatchObject({ ...doesNotAnswer('dead'), files: 0, lastScanAt: null });
    // The root is looked at every 10 ms; while this is found, it was time for several times.
    await until(async () => (await index.find(matrix)).length > 0);
    expect(await index.find(matrix)).toEqual([paths[0]]);
    expect(dying.outstanding).toBe(1);
    await dying.revive();
    await until(() => isReady('dead'));
    expect(healthOf('dead')).toMatchObject({ files: 1, error: null });
    expect(await index.find(matrix)).toEqual(paths);
  });

  it('that dies later hides nothing that lies elsewhere, and what was read of it is kept', async () => {
    const paths = [await file(`alive/${name}`), await file(`dead/${name}`)];
    start('dead', 'alive');
    await until(() => isReady('alive') && isReady('dead'));
    expect(await index.find(matrix)).toEqual(paths);
    dying.die(root('dead'));
    expect(await index.find(matrix)).toEqual([paths[0]]);
    await until(() => isSilent('dead'));
    expect(healthOf('dead')).toMatchObject({ ...doesNotAnswer('dead'), files: 1 });
    const asked = dying.outstanding;
    expect(await index.find(matrix)).toEqual([paths[0]]);
    expect(dying.outstanding).toBe(asked);
    await dying.revive();
    await until(() => isReady('dead'));
    expect(await index.find(matrix)).toEqual(paths);
  });

  it('is asked about few of many files', async () => {
    const episodes = Array.from({ length: 24 }, (_, i) => i + 1);
    for (const episode of episodes) await file(`dead/Breaking Bad/Season 1/S01E${episode}.mkv`);
    start('dead');
    await until(() => isReady('dead'));
    dying.die(root('dead'));
    expect(await index.find({ kind: 'season', title: 'Breaking Bad', season: 1, episodes })).toEqual([]);
    expect(dying.outstanding).toBeLessThanOrEqual(2);
  });

  it('holds few threads when it dies in the middle of a scan, and does not hold up the end', async () => {
    for (let i = 0; i < 200; i++) await file(`dead/Show ${i}/Season 01/S01E01.mkv`);
    start('dead');
    await until(() => (healthOf('dead')?.files ?? 0) > 0);
    dying.die(root('dead'));
    await until(() => isSilent('dead'));
    expect(healthOf('dead')).toMatchObject(doesNotAnswer('dead'));
    expect(dying.outstanding).toBeLessThanOrEqual(2);
    await index.stop();
    expect(healthOf('dead')).toMatchObject({ files: 0 });
  });

  it('leaves the files of completed downloads elsewhere to be found', async () => {
    const dead = [await file('dead/one.mkv'), await file('dead/two.mkv'), await file('dead/three.mkv')];
    const alive = await file('alive/one.mkv');
    start('dead', 'alive');
    await until(() => isReady('alive') && isReady('dead'));
    expect(await present([...dead, alive], disks)).toEqual(new Set([...dead, alive]));
    dying.die(root('dead'));
    expect(await present([...dead, alive], disks)).toEqual(new Set([alive]));
    expect(dying.outstanding).toBeLessThanOrEqual(2);
  });

  it('is one disk with the other roots on the same device', async () => {
    disks = new Disks(dying.calls, (path) => (path.startsWith(root('nas')) ? '0:52' : null));
    const path = await file(`alive/${name}`);
    await file(`nas/movies/${name}`);
    await file('nas/tv/Show S01E01.mkv');
    dying.die(root('nas'));
    start('nas/movies', 'nas/tv', 'nas/more', 'alive');
    await until(() => isReady('alive') && isSilent('nas/tv'));
    expect(healthOf('nas/more')).toMatchObject(doesNotAnswer('nas/more'));
    expect(dying.outstanding).toBe(1);
    expect(await index.find(matrix)).toEqual([path]);
  });

  it('that is replaced while it is waited for is given up, and what stands there now is read', async () => {
    let device = '0:52';
    disks = new Disks(dying.calls, (path) => (path.startsWith(root('nas')) ? device : null));
    const path = await file(`nas/${name}`);
    start('nas');
    await until(() => isReady('nas'));
    dying.die(root('nas'));
    await until(() => isSilent('nas'));
    const { outstanding } = dying;
    dying.mountAnew();
    device = '0:53';
    expect(healthOf('nas')).toMatchObject(doesNotAnswer('nas'));
    await until(() => isReady('nas'));
    expect(healthOf('nas')).toMatchObject({ files: 1, error: null });
    expect(await index.find(matrix)).toEqual([path]);
    // What the old disk answers at last is not heard.
    expect(dying.outstanding).toBe(outstanding);
    await dying.revive();
    expect(await index.find(matrix)).toEqual([path]);
  });

  it('that is replaced in the middle of its first scan is read from the beginning', async () => {
    let device = '0:52';
    disks = new Disks(dying.calls, (path) => (path.startsWith(root('nas')) ? device : null));
    const path = await file(`nas/The Matrix (1999)/${name}`);
    dying.die(dirname(path));
    start('nas');
    await until(() => isSilent('nas'));
    dying.mountAnew();
    device = '0:53';
    await until(() => isReady('nas'));
    expect(await index.find(matrix)).toEqual([path]);
    await dying.revive();
    expect(healthOf('nas')).toMatchObject({ files: 1, state: 'ready' });
    expect(await index.find(matrix)).toEqual([path]);
  });

  it('and its like never take the last thread, and all count again when they answer', async () => {
    const roots = ['a', 'b', 'c', 'd', 'e'];
    for (const each of roots) {
      await file(`${each}/${name}`);
      dying.die(root(each));
    }
    const alive = await file(`alive/${name}`);
    start(...roots, 'alive');
    await until(() => isSilent('e') && isSilent('alive'));
    expect(dying.outstanding).toBe(3);
    // It takes a thread to read a file.
    expect(await fs.readFile(alive, 'utf8')).toBe('x');
    expect(healthOf('alive')).toMatchObject({ error: `${root('alive')} is not asked while other disks do not answer` });
    expect(await index.find(matrix)).toEqual([]);
    await dying.revive();
    await until(() => index.health().every(({ state }) => state === 'ready'));
    expect(await index.find(matrix)).toHaveLength(6);
  });
});
