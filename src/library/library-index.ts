import { join, resolve } from 'node:path';
import { Catalogue, type Entry } from './catalogue.js';
import { type Disks, disksOfProcess } from './disk/disks.js';
import { type LibraryQuery } from './library-query.js';
import { type LibraryLog, type LibraryPace, LibraryRoot, type RootHealth } from './library-root.js';
import { finishedFiles } from './disk/on-disk.js';
import { TimeSlice } from './time-slice.js';

const defaultPace: LibraryPace = { rescan: 600_000, probe: 15_000, settle: 300 };

const pathOf = ({ place, name }: Entry): string => join(place.path, name);

/** What is on disk already. A cache of names: each answer is checked on the disk before it is given. */
export class LibraryIndex {
  private readonly catalogue = new Catalogue();
  private readonly roots: LibraryRoot[];
  private readonly disks: Disks;

  /** @param options `roots`: folders, there or not */
  constructor(options: { roots: readonly string[]; log: LibraryLog; pace?: Partial<LibraryPace>; disks?: Disks }) {
    const { roots, log, disks = disksOfProcess } = options;
    const context = { log, slice: new TimeSlice(), pace: { ...defaultPace, ...options.pace }, disks };
    const paths = new Set(roots.map((root) => resolve(root)));
    for (const path of paths) disks.addRoot(path);
    this.disks = disks;
    this.roots = [...paths].map((path) => new LibraryRoot(path, this.catalogue, context));
  }

  /** Begins to scan and watch in the background; returns at once and never fails. */
  start(): void {
    for (const root of this.roots) root.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.roots.map((root) => root.stop()));
  }

  health(): RootHealth[] {
    return this.roots.map((root) => root.health());
  }

  /**
   * The files that hold this content, sorted by path, or none unless all of it is there. A season is all there only when its
   * episodes are named and each has a file; a series never is, for nobody here knows how many it has.
   */
  async find(query: LibraryQuery): Promise<string[]> {
    const title = query.title ?? '';
    switch (query.kind) {
      case 'movie':
        return this.findMovie(title, query.year ?? null);
      case 'episodes':
      case 'season':
        return this.findEpisodes(title, query.season, new Set(query.episodes ?? []));
      case 'series':
        return [];
    }
  }

  private async findMovie(title: string, year: number | null): Promise<string[]> {
    const candidates = this.catalogue.movies(title, year).map(pathOf);
    return [...(await finishedFiles(candidates, this.disks))].sort();
  }

  private async findEpisodes(title: string, season: number, asked: ReadonlySet<number>): Promise<string[]> {
    const candidates = this.catalogue
      .episodes(title, season)
      .map(({ entry, episodes }) => ({ path: pathOf(entry), holds: episodes.filter((episode) => asked.has(episode)) }))
      .filter(({ holds }) => holds.length > 0);
    const there = await finishedFiles(
      candidates.map(({ path }) => path),
      this.disks,
    );
    const found = candidates.filter(({ path }) => there.has(path));
    const held = new Set(found.flatMap(({ holds }) => holds));
    return held.size === asked.size ? [...new Set(found.map(({ path }) => path))].sort() : [];
  }
}
