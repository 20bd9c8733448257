import { mkdir, mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hydrateLinks } from './binaries.js';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'ledgarr-binaries-'));
  await mkdir(path.join(root, 'native', 'lib'), { recursive: true });
  await writeFile(path.join(root, 'native', 'lib', 'libpq.so.5.18'), 'a library');
});
afterEach(() => rm(root, { recursive: true }));

const list = (links: object[]) => writeFile(path.join(root, 'native', 'pg-symlinks.json'), JSON.stringify(links));

describe('the library links of the package', () => {
  it('are made where they are missing, also by two at once', async () => {
    await list([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]);
    await Promise.all([hydrateLinks(root), hydrateLinks(root)]);
    await hydrateLinks(root);
    const link = path.join(root, 'native', 'lib', 'libpq.so.5');
    expect(await readlink(link)).toBe('libpq.so.5.18');
    expect(await readFile(link, 'utf8')).toBe('a library');
  });

  it('are not needed on platforms without a list of them', async () => {
    await expect(hydrateLinks(root)).resolves.toBeUndefined();
  });

  it('say what is missing when they cannot be made', async () => {
    await list([{ source: 'native/lib/libpq.so.5.18', target: 'native/nowhere/libpq.so.5' }]);
    await expect(hydrateLinks(root)).rejects.toThrow(/library link .*nowhere.* cannot be made/);
  });
});
