import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { LibraryIndex } from '../src/library/library-index.js';
import { type LibraryQuery } from '../src/library/library-query.js';

export type Measure = { name: string; value: number; unit: string; goal: number; ratio?: number };

const shows = 400;
const seasons = 10;
const episodesPerSeason = 24;
const movies = 4_000;
const episodes = Array.from({ length: episodesPerSeason }, (_, e) => e + 1);
const silent = { info: () => undefined, warn: () => undefined };

/** Makes 100,000 files of one byte in 8,400 folders: 400 shows of ten seasons, and 4,000 movies. */
async function makeLibrary(root: string): Promise<void> {
  for (let show = 0; show < shows; show++) {
    for (let season = 1; season <= seasons; season++) {
      const folder = join(root, 'TV', `Show Number ${show} (2010)`, `Season ${two(season)}`);
      await mkdir(folder, { recursive: true });
      const name = (e: number) => `Show.Number.${show}.S${two(season)}E${two(e)}.1080p.WEB-DL.DDP5.1.H.264-GROUP.mkv`;
      await Promise.all(episodes.map((e) => writeFile(join(folder, name(e)), '.')));
    }
  }
  for (let movie = 0; movie < movies; movie++) {
    const title = `Movie Number ${movie}`;
    const folder = join(root, 'Movies', `${title} (1999)`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${title.replaceAll(' ', '.')}.1999.1080p.BluRay.DTS.x264-GROUP.mkv`), '.');
  }
}

const two = (n: number) => String(n).padStart(2, '0');

/** How long `find` takes, in milliseconds: the 99th percentile over movies, episodes and whole seasons. */
async function decisionTime(index: LibraryIndex): Promise<number> {
  const taken: number[] = [];
  for (let i = 0; i < 1_500; i++) {
    const show = `Show Number ${i % shows}`;
    const query: LibraryQuery[] = [
      { kind: 'movie', title: `Movie Number ${i}`, year: 1999 },
      { kind: 'episodes', title: show, season: 3, episodes: [7] },
      { kind: 'season', title: show, season: 5, episodes },
    ];
    const began = performance.now();
    const found = await index.find(query[i % 3] ?? { kind: 'series' });
    taken.push(performance.now() - began);
    if (found.length !== (i % 3 === 2 ? episodesPerSeason : 1))
      throw new Error(`found ${found.length} files, asked ${i}`);
  }
  return taken.sort((a, b) => a - b)[Math.floor(taken.length * 0.99)] ?? Number.NaN;
}

async function untilReady(index: LibraryIndex): Promise<void> {
  while (index.health().some(({ state }) => state !== 'ready')) await pause(20);
}

const heapMb = (): number => {
  // Only with --expose-gc; without it what is not yet collected counts as well.
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

export async function benchLibrary(): Promise<Measure[]> {
  const root = await mkdtemp(join(tmpdir(), 'ledgarr-library-'));
  const index = new LibraryIndex({ roots: [root], log: silent });
  try {
    await makeLibrary(root);
    const heapBefore = heapMb();
    const loop = monitorEventLoopDelay({ resolution: 5 });
    loop.enable();
    const began = performance.now();
    index.start();
    const startTook = performance.now() - began;
    await untilReady(index);
    const scan = (performance.now() - began) / 1_000;
    loop.disable();
    const heap = heapMb() - heapBefore;
    const decision = await decisionTime(index);
    return [
      { name: 'library: first scan of 100,000 files', value: scan, unit: 's', goal: 30 },
      { name: 'library: start() returns after', value: startTook, unit: 'ms', goal: 50 },
      {
        name: 'library: event loop held up while scanning, p99',
        value: loop.percentile(99) / 1e6,
        unit: 'ms',
        goal: 50,
      },
      { name: 'library: event loop held up while scanning, longest', value: loop.max / 1e6, unit: 'ms', goal: 200 },
      { name: 'library: decision with 100,000 files, p99', value: decision, unit: 'ms', goal: 20 },
      { name: 'library: heap for 100,000 files', value: heap, unit: 'MB', goal: 100 },
    ];
  } finally {
    await index.stop();
    await rm(root, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.table(await benchLibrary());
