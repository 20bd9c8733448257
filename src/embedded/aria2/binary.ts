import { execFile } from 'node:child_process';
import { access, chmod, constants, copyFile, open, rename, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** An aria2 that runs on this machine: the bundled one, else the system's, else null. */
export const findAria2 = async (dataDir: string): Promise<string | null> => {
  const bundled = bundledAria2();
  if (bundled && (await runs(await executable(bundled, dataDir)))) return await executable(bundled, dataDir);
  return (await runs('aria2c')) ? 'aria2c' : null;
};

const bundledAria2 = (): string | null => {
  try {
    const manifest = createRequire(import.meta.url).resolve(`@naria2/${process.platform}-${process.arch}/package.json`);
    return path.join(path.dirname(manifest), 'aria2c');
  } catch {
    return null; // an optional dependency, which exists for one platform
  }
};

const runs = (binary: string): Promise<boolean> =>
  run(binary, ['--no-conf', '--version']).then(
    () => true,
    () => false, // not there, or for another machine: either way the next one is tried
  );

/** The package is installed without the execute bit. Where it cannot be set, in a read-only or foreign folder, a copy in the data dir has it. */
export const executable = async (binary: string, dataDir: string): Promise<string> => {
  if (await isExecutable(binary)) return binary;
  try {
    await chmod(binary, 0o755);
    return binary;
  } catch (error) {
    if (!['EROFS', 'EPERM', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return await copyOf(binary, path.join(dataDir, 'aria2c'));
  }
};

const isExecutable = (file: string): Promise<boolean> =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );

export const copyOf = async (binary: string, copy: string): Promise<string> => {
  if ((await sizeOf(copy)) === (await sizeOf(binary))) return copy;
  await copyFile(binary, `${copy}.new`);
  await chmod(`${copy}.new`, 0o755);
  await syncFile(`${copy}.new`);
  await rename(`${copy}.new`, copy);
  return copy;
};

/** Its size would be right, and its content not, after a loss of power. */
const syncFile = async (file: string): Promise<void> => {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => -1, // there is no copy yet
  );
