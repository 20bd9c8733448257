import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { type Plugin } from 'vite';

const TEXT = /\.(html|js|css|svg)$/;
const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];

/** Writes a `.br` and a `.gz` beside each text of the build, so that nothing is compressed while the service runs. */
export function precompressed(): Plugin {
  return {
    name: 'precompressed',
    apply: 'build',
    writeBundle: async ({ dir }) => {
      const names = await readdir(dir!, { recursive: true });
      await Promise.all(names.filter((name) => TEXT.test(name)).map((name) => compress(join(dir!, name))));
    },
  };
}

async function compress(path: string): Promise<void> {
  const text = await readFile(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  await Promise.all([
    brotli(text, { params }).then((packed) => writeFile(`${path}.br`, packed)),
    zip(text, { level: 9 }).then((packed) => writeFile(`${path}.gz`, packed)),
  ]);
}
