import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How a command line that runs beside the server reaches what the server has started. */
export type Running = { pid: number; url: string; databaseUrl: string; eventStoreUrl: string };

const fileOf = (dataDir: string) => join(dataDir, 'running.json');

/** Mode 0600: it holds passwords. */
export async function tellRunning(dataDir: string, running: Running): Promise<void> {
  const file = fileOf(dataDir);
  await writeFile(`${file}.new`, JSON.stringify(running), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

export const tellStopped = (dataDir: string): Promise<void> => rm(fileOf(dataDir), { force: true });

/** The server that runs on this data folder; null for none, or for one that was killed. */
export async function findRunning(dataDir: string): Promise<Running | null> {
  const text = await readFile(fileOf(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const running = JSON.parse(text) as Running;
  return (await answers(running)) ? running : null;
}

/** The process id alone says little: after a crash it may be somebody else's. */
async function answers({ pid, url }: Running): Promise<boolean> {
  try {
    process.kill(pid, 0);
    const response = await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(2_000) });
    const { pid: answering } = (await response.json()) as { pid?: number };
    return answering === pid;
  } catch {
    // Nothing there that speaks for that process: it does not run.
    return false;
  }
}
