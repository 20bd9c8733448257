import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deleteData } from './local-data.js';

describe('deleting the data of an item', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ledgarr-data-'));
    await mkdir(join(root, 'downloads/Show/Subs'), { recursive: true });
    for (const file of ['outside', 'downloads/Show/a', 'downloads/Show/Subs/b', 'downloads/other'])
      await writeFile(join(root, file), 'x');
  });
  afterEach(() => rm(root, { recursive: true }));
  const there = (path: string) => existsSync(join(root, path));
  const downloads = () => join(root, 'downloads');

  it('takes the files and the folders that they leave empty, and nothing else', async () => {
    await deleteData(downloads(), [
      join(downloads(), 'Show/a'),
      join(downloads(), 'Show/Subs/b'),
      join(downloads(), 'Show/missing'),
    ]);
    expect([there('downloads/Show'), there('downloads/other')]).toEqual([false, true]);
  });

  it('keeps a folder that holds something else', async () => {
    await deleteData(downloads(), [join(downloads(), 'Show/a')]);
    expect([there('downloads/Show/a'), there('downloads/Show/Subs/b')]).toEqual([false, true]);
  });

  it('never leaves the folder of downloads, whatever paths a client tells', async () => {
    await deleteData(downloads(), [
      join(root, 'outside'),
      `${downloads()}/Show/../../outside`,
      `${downloads()}-not/x`,
      downloads(),
    ]);
    expect([there('outside'), there('downloads')]).toEqual([true, true]);
  });
});
