import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Disks } from '../../src/library/disk/disks.js';
import { LibraryIndex } from '../../src/library/library-index.js';
import { until } from '../support/daemons/process.js';
import { quiet } from '../support/items-projection.js';

let root: string;
let index: LibraryIndex;
beforeEach(async () => (root = await mkdtemp(join(tmpdir(), 'ledgarr-library-'))));
afterEach(async () => {
  await index.stop();
  await rm(root, { recursive: true, force: true });
});

const file = async (path: string): Promise<string> => {
  const full = join(root, path);
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, 'x');
  return full;
};
const open = async (): Promise<void> => {
  index = new LibraryIndex({ roots: [root], log: quiet, disks: new Disks() });
  index.start();
  await until('it is read', async () => index.health().every(({ state }) => state === 'ready'));
};
const film = (title: string, year: number) => index.find({ kind: 'movie', title, year });

it('a film on discs is there while its streams hold something, and once the whole torrent is finished', async () => {
  const disc = 'Movies/Solaris (1972)/Disc 1/BDMV/STREAM';
  const streams = [await file(`${disc}/00001.m2ts`), await file(`${disc}/00002.m2ts`)];
  await file('Movies/Solaris (1972)/Disc 1/BDMV/index.bdmv');
  const mark = await file('Movies/Solaris (1972).aria2');
  await open();
  expect(await film('Solaris', 1972)).toEqual([]);
  await rm(mark);
  expect(await film('Solaris', 1972)).toEqual(streams);
  await truncate(streams[0]!);
  expect(await film('Solaris', 1972)).toEqual([streams[1]]);
  await rm(streams[1]!);
  expect(await film('Solaris', 1972)).toEqual([]);
});

it('a film whose disc has an empty folder of streams is not there', async () => {
  await file('Heat (1995)/BDMV/index.bdmv');
  await mkdir(join(root, 'Heat (1995)/BDMV/STREAM'));
  await open();
  expect(await film('Heat', 1995)).toEqual([]);
});

it('a film is not taken for another one of its year by the words that copies are known by', async () => {
  const path = await file('Movies/The.Final.Chapter.2004.1080p.mkv');
  await open();
  expect(await film('The', 2004)).toEqual([]);
  expect(await film('The Final Chapter', 2004)).toEqual([path]);
});

it('parts of a film with names of their own are the film of their folder', async () => {
  const parts = [await file('Das Boot (1981)/grp-db.cd1.avi'), await file('Das Boot (1981)/grp-db.cd2.avi')];
  await open();
  expect(await film('Das Boot', 1981)).toEqual(parts);
});
