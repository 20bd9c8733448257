import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Disks } from './disk/disks.js';
import { listFolder } from './listing.js';
import { TimeSlice } from './time-slice.js';

let path: string;
beforeEach(async () => (path = await mkdtemp(join(tmpdir(), 'ledgarr-listing-'))));
afterEach(() => rm(path, { recursive: true }));

it('a film beside a sample that has its whole name is the only video of its folder', async () => {
  for (const name of ['grp-mtx.mkv', 'sample.the.matrix.1999.1080p.mkv']) await writeFile(join(path, name), 'x');
  const { videos } = await listFolder(
    { path, title: { name: 'The Matrix (1999)', ofSeason: false } },
    new Disks().of(path),
    new TimeSlice(),
  );
  expect([...videos]).toEqual(['grp-mtx.mkv']);
});
