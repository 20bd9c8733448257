import * as fs from 'node:fs/promises';
import { mkdir, mkdtemp, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Disks } from '../../src/library/disk/disks.js';
import { LibraryIndex } from '../../src/library/library-index.js';
import { type LibraryPace, type RootHealth } from '../../src/library/library-root.js';

const silent = { info: () => undefined, warn: () => undefined };
const hour = 3_600_000;
/** Only watching finds what changes; neither the periodic scan nor the probe helps. */
const watchingOnly: LibraryPace = { rescan: hour, probe: hour, settle: 10 };

let base: string;
let root: string;
let index: LibraryIndex;
/** Ends the waiting of a test that ran out of time. */
let over = false;

beforeEach(async () => {
  over = false;
  base = await mkdtemp(join(tmpdir(), 'ledgarr-library-'));
  root = join(base, 'media');
  await mkdir(root);
});

afterEach(async () => {
  over = true;
  await index.stop();
  await rm(base, { recursive: true, force: true });
});

const file = async (path: string, content = 'x'): Promise<string> => {
  const full = join(root, path);
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, content);
  return full;
};

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!over && !(await condition())) await pause(10);
}

const state = (of = root): RootHealth['state'] | undefined => index.health().find(({ root }) => root === of)?.state;

async function open(pace: LibraryPace = watchingOnly, roots = [root], disks = new Disks()): Promise<void> {
  index = new LibraryIndex({ roots, log: silent, pace, disks });
  index.start();
  await until(() => index.health().every((health) => health.state !== 'scanning'));
}

const matrix = { kind: 'movie', title: 'The Matrix', year: 1999 } as const;
const episodes = (...numbers: number[]) =>
  ({ kind: 'episodes', title: 'Breaking Bad', season: 1, episodes: numbers }) as const;
const season = (...numbers: number[]) =>
  ({ kind: 'season', title: 'Breaking Bad', season: 1, episodes: numbers }) as const;
const movieFound = async () => (await index.find(matrix)).length > 0;

describe('what is asked for', () => {
  it('is the movie of that title and year', async () => {
    const path = await file('Movies/The Matrix (1999)/The Matrix (1999).mkv');
    await open();
    expect(await index.find(matrix)).toEqual([path]);
    expect(await index.find({ ...matrix, year: 2003 })).toEqual([]);
    expect(await index.find({ kind: 'movie', title: 'The Matrix Reloaded', year: 1999 })).toEqual([]);
  });

  it('is there only when each of its episodes is', async () => {
    const first = await file('TV/Breaking Bad (2008)/Season 01/Breaking Bad - S01E01-E02.mkv');
    const third = await file('TV/Breaking Bad (2008)/Season 01/S01E03.mkv');
    await file('TV/Breaking Bad (2008)/Season 02/S02E04.mkv');
    await open();
    expect(await index.find(episodes(2))).toEqual([first]);
    expect(await index.find(episodes(1, 3))).toEqual([first, third]);
    expect(await index.find(episodes(3, 4))).toEqual([]);
    expect(await index.find(season(1, 2, 3))).toEqual([first, third]);
    expect(await index.find(season(1, 2, 3, 4))).toEqual([]);
  });

  it('is never all there when nobody said how much it is', async () => {
    await file('TV/Breaking Bad/Season 01/S01E01.mkv');
    await open();
    expect(await index.find({ kind: 'season', title: 'Breaking Bad', season: 1 })).toEqual([]);
    expect(await index.find(season())).toEqual([]);
    expect(await index.find({ kind: 'series', title: 'Breaking Bad' })).toEqual([]);
    expect(await index.find({ kind: 'episodes', season: 1, episodes: [1] })).toEqual([]);
    expect(await index.find({ kind: 'movie' })).toEqual([]);
  });
});

describe('a change on disk', () => {
  it('is seen while watching: a file, a folder in a new folder, a renamed folder', async () => {
    await open();
    const path = await file('The Matrix (1999).mkv');
    await until(movieFound);
    const nested = await file('TV/Breaking Bad/Season 01/S01E01.mkv');
    await until(async () => (await index.find(episodes(1))).length > 0);
    expect(await index.find(episodes(1))).toEqual([nested]);
    await rename(join(root, 'TV/Breaking Bad'), join(root, 'TV/Better Call Saul'));
    const moved = { ...episodes(1), title: 'Better Call Saul' };
    await until(async () => (await index.find(moved)).length > 0);
    expect(await index.find(episodes(1))).toEqual([]);
    expect(index.health()).toEqual([{ root, state: 'ready', files: 2, lastScanAt: expect.any(String), error: null }]);
    expect(await index.find(matrix)).toEqual([path]);
    await rm(join(root, 'TV'), { recursive: true });
    await until(() => index.health()[0]?.files === 1);
    expect(state()).toBe('ready');
  });

  it('is seen in a folder that was deleted and made anew', async () => {
    const path = await file('TV/Breaking Bad S01E01.mkv');
    await open();
    await rm(join(root, 'TV'), { recursive: true });
    await mkdir(join(root, 'TV'));
    await until(() => index.health()[0]?.files === 0);
    await writeFile(path, 'x');
    await until(async () => (await index.find(episodes(1))).length > 0);
    expect(index.health()[0]?.files).toBe(1);
  });

  it('counts at once when a file goes or is emptied, before the index knows', async () => {
    const path = await file('The Matrix (1999).mkv');
    const episode = await file('Breaking Bad S01E01.mkv');
    await open({ ...watchingOnly, settle: hour });
    expect(await index.find(matrix)).toEqual([path]);
    await rm(path);
    expect(await index.find(matrix)).toEqual([]);
    await truncate(episode);
    expect(await index.find(episodes(1))).toEqual([]);
    expect(index.health()[0]?.files).toBe(2);
  });

  it('is found by the periodic scan where no watch tells', async () => {
    await file('TV/Breaking Bad/Season 01/S01E01.mkv');
    await open({ rescan: 20, probe: hour, settle: hour });
    const added = await file('TV/Breaking Bad/Season 01/S01E02.mkv');
    await until(async () => (await index.find(episodes(2))).length > 0);
    expect(await index.find(episodes(2))).toEqual([added]);
    await rm(join(root, 'TV'), { recursive: true });
    await until(() => index.health()[0]?.files === 0);
  });
});

describe('a root', () => {
  const probing: LibraryPace = { rescan: hour, probe: 20, settle: 10 };

  it('that is missing refuses nothing, shows it, and counts again when it is back', async () => {
    const path = await file('The Matrix (1999).mkv');
    await open(probing);
    expect(await index.find(matrix)).toEqual([path]);
    await rename(root, `${root}-away`);
    await until(() => state() === 'unreadable');
    expect(await index.find(matrix)).toEqual([]);
    expect(index.health()[0]).toMatchObject({ files: 0, error: expect.stringContaining('ENOENT') });
    await rename(`${root}-away`, root);
    await until(() => state() === 'ready');
    expect(await index.find(matrix)).toEqual([path]);
    expect(index.health()[0]).toMatchObject({ files: 1, error: null });
  });

  it('that is another disk now is read again, as after a mount', async () => {
    await file('Breaking Bad S01E01.mkv');
    const other = join(base, 'disk');
    await mkdir(other);
    await writeFile(join(other, 'The Matrix (1999).mkv'), 'x');
    const link = join(base, 'mounted');
    await symlink(root, link);
    await open(probing, [link]);
    expect(await index.find(episodes(1))).toEqual([join(link, 'Breaking Bad S01E01.mkv')]);
    await rm(link);
    await symlink(other, link);
    await until(movieFound);
    expect(await index.find(episodes(1))).toEqual([]);
    // The disk that is there now is the one that is watched.
    await writeFile(join(other, 'Breaking Bad S01E02.mkv'), 'x');
    await until(async () => (await index.find(episodes(2))).length > 0);
    expect(await index.find(episodes(2))).toEqual([join(link, 'Breaking Bad S01E02.mkv')]);
  });

  it('that cannot be read leaves the others alone', async () => {
    const path = await file('The Matrix (1999).mkv');
    const broken = join(base, 'a-file');
    await writeFile(broken, 'x');
    await open(watchingOnly, [broken, join(base, 'nowhere'), root]);
    expect(index.health().map((health) => [health.state, health.error?.slice(0, 7) ?? null])).toEqual([
      ['unreadable', 'ENOTDIR'],
      ['unreadable', 'ENOENT:'],
      ['ready', null],
    ]);
    expect(await index.find(matrix)).toEqual([path]);
  });

  it('with circles of links is read to its end, each folder once', async () => {
    const outside = join(base, 'outside');
    await mkdir(join(outside, 'TV'), { recursive: true });
    await writeFile(join(outside, 'TV', 'Breaking Bad S01E01.mkv'), 'x');
    await mkdir(join(root, 'a/b'), { recursive: true });
    await symlink(root, join(root, 'a/b/up'));
    await symlink('/', join(root, 'a/everything'));
    await symlink(join(root, 'a'), join(root, 'again'));
    await symlink(outside, join(root, 'linked'));
    await symlink(outside, join(outside, 'TV', 'self'));
    await symlink(join(base, 'nowhere'), join(root, 'broken.mkv'));
    await open();
    expect(await index.find(episodes(1))).toEqual([join(root, 'linked/TV/Breaking Bad S01E01.mkv')]);
    expect(index.health()[0]).toMatchObject({ state: 'ready', files: 2 });
  });
});

describe('a link that leads elsewhere now', () => {
  const scanning: LibraryPace = { rescan: 20, probe: hour, settle: 10 };
  const outside = async (path: string): Promise<string> => {
    const folder = join(base, path);
    await mkdir(dirname(folder), { recursive: true });
    await mkdir(folder);
    return folder;
  };
  const relink = async (target: string, path: string): Promise<void> => {
    await rm(join(root, path));
    await symlink(target, join(root, path));
  };

  it('leaves where it led to another link', async () => {
    const [x, y] = [await outside('x'), await outside('y')];
    await writeFile(join(x, 'Breaking Bad S01E01.mkv'), 'x');
    await writeFile(join(y, 'Breaking Bad S01E02.mkv'), 'x');
    await symlink(x, join(root, 'A'));
    await mkdir(join(root, 'sub'));
    await open(scanning);
    expect(await index.find(episodes(1))).toEqual([join(root, 'A/Breaking Bad S01E01.mkv')]);
    await relink(y, 'A');
    await until(async () => (await index.find(episodes(2))).length > 0);
    await symlink(x, join(root, 'sub/B'));
    await until(async () => (await index.find(episodes(1))).length > 0);
    expect(await index.find(episodes(1))).toEqual([join(root, 'sub/B/Breaking Bad S01E01.mkv')]);
    expect(await index.find(episodes(2))).toEqual([join(root, 'A/Breaking Bad S01E02.mkv')]);
  });

  it('leaves what the links in there led to as well', async () => {
    const [x, y, far] = [await outside('x'), await outside('y'), await outside('far')];
    await writeFile(join(far, 'Breaking Bad S01E01.mkv'), 'x');
    await writeFile(join(y, 'Breaking Bad S01E02.mkv'), 'x');
    await symlink(far, join(x, 'inner'));
    await symlink(x, join(root, 'A'));
    await mkdir(join(root, 'sub'));
    await open(scanning);
    expect(await index.find(episodes(1))).toEqual([join(root, 'A/inner/Breaking Bad S01E01.mkv')]);
    await relink(y, 'A');
    await until(async () => (await index.find(episodes(2))).length > 0);
    await symlink(far, join(root, 'sub/B'));
    await until(async () => (await index.find(episodes(1))).length > 0);
    expect(await index.find(episodes(1))).toEqual([join(root, 'sub/B/Breaking Bad S01E01.mkv')]);
  });
});

it('reads on when a link vanishes after it was listed', async () => {
  const path = await file('The Matrix (1999).mkv');
  const episode = await file('TV/Breaking Bad S01E01.mkv');
  const away = join(base, 'away');
  await mkdir(away);
  const links = [join(root, 'link'), join(root, 'TV/link')];
  for (const link of links) await symlink(away, link);
  const realpath = (async (of: string) => {
    if (links.includes(of)) await rm(of);
    return fs.realpath(of);
  }) as typeof fs.realpath;
  await open(watchingOnly, [root], new Disks({ ...fs, realpath }));
  expect(index.health()[0]).toMatchObject({ state: 'ready', files: 2, error: null });
  expect(await index.find(matrix)).toEqual([path]);
  expect(await index.find(episodes(1))).toEqual([episode]);
});

it('passes over partial files, samples, extras and trash', async () => {
  await file('Movies/The Matrix (1999)/The.Matrix.1999.mkv.part');
  await file('Movies/The Matrix (1999)/The.Matrix.1999.mkv.!qB');
  await file('Movies/The Matrix (1999)/The.Matrix.1999.nfo');
  await file('Movies/The Matrix (1999)/Sample/the.matrix.1999.mkv');
  await file('Movies/The Matrix (1999)/The.Matrix.1999-sample.mkv');
  await file('Movies/The Matrix (1999)/The Matrix (1999)-trailer.mp4');
  await file('Movies/The Matrix (1999)/Extras/The Matrix (1999).mkv');
  for (const trash of ['.Trash-1000', '.recycle', '#recycle', '@eaDir', 'lost+found', '_UNPACK_The.Matrix'])
    await file(`${trash}/The Matrix (1999).mkv`);
  await file('The Matrix (1999)/The Matrix (1999).mkv', '');
  await open();
  expect(await index.find(matrix)).toEqual([]);
});

it('waits for aria2 to finish a file, or the folder of a torrent', async () => {
  const path = await file('The Matrix (1999).mkv');
  const mark = await file('The Matrix (1999).mkv.aria2');
  const episode = await file('Breaking.Bad.S01/Breaking.Bad.S01E01.mkv');
  const folderMark = await file('Breaking.Bad.S01.aria2');
  await open();
  expect(await index.find(matrix)).toEqual([]);
  expect(await index.find(episodes(1))).toEqual([]);
  await rm(mark);
  await rm(folderMark);
  expect(await index.find(matrix)).toEqual([path]);
  expect(await index.find(episodes(1))).toEqual([episode]);
});

it('answers while it scans a large root', async () => {
  await mkdir(join(root, 'flat'));
  const names = Array.from({ length: 10_000 }, (_, i) => join(root, 'flat', `Some.Show.Number.${i}.S01E01.1080p.mkv`));
  while (names.length > 0) await Promise.all(names.splice(-500).map((name) => writeFile(name, 'x')));
  index = new LibraryIndex({ roots: [root], log: silent, pace: watchingOnly });
  index.start();
  const firstShow = { kind: 'episodes', title: 'Some Show Number 1', season: 1, episodes: [1] } as const;
  let answers = 0;
  while (!over && state() === 'scanning') {
    await index.find(firstShow);
    // An answer of nothing needs no disk, so it alone would let nobody else work.
    await pause(0);
    answers++;
  }
  expect(answers).toBeGreaterThan(10);
  expect(index.health()[0]?.files).toBe(10_000);
  expect(await index.find(firstShow)).toEqual([join(root, 'flat', 'Some.Show.Number.1.S01E01.1080p.mkv')]);
});

it('stops in the middle of a scan, and leaves nothing behind', async () => {
  for (let i = 0; i < 200; i++) await file(`Show ${i}/Season 01/S01E01.mkv`);
  index = new LibraryIndex({ roots: [root], log: silent, pace: watchingOnly });
  index.start();
  await until(() => (index.health()[0]?.files ?? 0) > 0);
  await index.stop();
  expect(index.health()[0]?.files).toBe(0);
  expect(await index.find({ kind: 'episodes', title: 'Show 1', season: 1, episodes: [1] })).toEqual([]);
});
