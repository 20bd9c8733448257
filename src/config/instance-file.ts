import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWholeFile } from './whole-file.js';

/** How a command line that runs beside the server reaches what the server has started. */
const running = z.object({
  pid: z.int().positive(),
  url: z.string(),
  databaseUrl: z.string(),
  eventStoreUrl: z.string(),
});
export type Running = z.infer<typeof running>;

const fileOf = (dataDir: string) => join(dataDir, 'running.json');

/** For tools that want to know. Mode 0600: it holds passwords. */
export const tellRunning = (dataDir: string, told: Running): Promise<void> =>
  writeWholeFile(fileOf(dataDir), JSON.stringify(told));

export const tellStopped = (dataDir: string): Promise<void> => rm(fileOf(dataDir), { force: true });

/** Where the server of this data folder listens, or has listened; null where it has told nothing. @throws where its file cannot be read */
export const readAddress = async (dataDir: string): Promise<string | null> =>
  parse(await readFile(fileOf(dataDir), 'utf8').catch(ifMissing))?.url ?? null;

/** A server of a version that did not lock its data folder yet; null for none, or for one that was killed. */
export async function findRunning(dataDir: string): Promise<Running | null> {
  const found = parse(await readFile(fileOf(dataDir), 'utf8').catch(ifMissing));
  return found && (await answers(found)) ? found : null;
}

const ifMissing = (error: NodeJS.ErrnoException): string => {
  if (error.code === 'ENOENT') return '';
  throw error;
};

/** What a crash has torn names no server that runs. */
function parse(text: string): Running | null {
  try {
    return running.parse(JSON.parse(text));
  } catch {
    return null;
  }
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
