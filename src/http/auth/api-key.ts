import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWholeFile } from '../../config/whole-file.js';
import { newSecret } from './secret.js';

/** The API key, made on the first start: `<data dir>/api-key`, mode 0600. One that a crash has left empty or torn is made anew. */
export async function readOrMakeApiKey(dataDir: string): Promise<string> {
  const path = join(dataDir, 'api-key');
  await mkdir(dataDir, { recursive: true });
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (!isTorn(text)) return text.trim();
  const key = newSecret();
  await writeWholeFile(path, `${key}\n`);
  return key;
}

/**
 * A key that no header can carry, so that nobody has it; or the beginning of one of ours, which end with a line end and
 * would be easy to guess. A key that somebody has chosen stays, as short as it may be.
 */
const isTorn = (text: string): boolean => !/^[\x20-\x7e]+$/.test(text.trim()) || /^[0-9a-f]{1,47}$/.test(text);
