import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wrongFile } from './direct-file.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledgarr-direct-'));
});
afterEach(() => rm(folder, { recursive: true }));

const given = async (content: Buffer | string) => {
  const path = join(folder, 'film.mkv');
  await writeFile(path, content);
  return { path, item: { sizeBytes: Buffer.byteLength(content) } };
};

describe('what a direct link has given', () => {
  it('is right in size and kind', async () => {
    const { path, item } = await given(randomBytes(5_000));
    expect(await wrongFile(item, path, 5_000)).toBeNull();
    expect(await wrongFile(item, path, null)).toBeNull();
  });

  it('is a page of another size: both are named', async () => {
    const { path, item } = await given('<html>Limit reached</html>');
    expect(await wrongFile(item, path, 5_000)).toMatch(
      /^The link gave a web page of 26 bytes, where a file of 5000 bytes was announced/,
    );
  });

  it('is a page, though nothing was announced or the size is the same', async () => {
    const { path, item } = await given('{"error":"x"}');
    expect(await wrongFile(item, path, null)).toMatch(
      /gave JSON that says "x" of 13 bytes, where a file was announced/,
    );
    expect(await wrongFile(item, path, 13)).toMatch(/gave JSON that says "x" of 13 bytes/);
  });

  it('is another file than announced', async () => {
    const { path, item } = await given(randomBytes(4_999));
    expect(await wrongFile(item, path, 5_000)).toMatch(/gave a file of 4999 bytes, where a file of 5000 bytes/);
  });

  it('is nothing', async () => {
    const { path } = await given('');
    expect(await wrongFile({ sizeBytes: null }, path, null)).toMatch(/gave nothing of 0 bytes/);
  });

  it('is judged by what the client says where its files cannot be seen', async () => {
    const path = join(folder, 'on-another-machine.mkv');
    expect(await wrongFile({ sizeBytes: 25 }, path, 5_000)).toMatch(/a file of 25 bytes, where a file of 5000 bytes/);
    expect(await wrongFile({ sizeBytes: 5_000 }, path, 5_000)).toBeNull();
    expect(await wrongFile({ sizeBytes: null }, null, 5_000)).toBeNull();
  });
});
