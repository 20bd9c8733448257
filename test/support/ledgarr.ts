import { join } from 'node:path';
import { type Api } from './api.js';
import { startLedgarr } from './ledgarr-process.js';
import { tempFolder, until } from './daemons/process.js';
import { freshDatabase } from './postgres.js';

const FAST = {
  LEDGARR_POLL_ACTIVE_MS: '200',
  LEDGARR_POLL_IDLE_MS: '400',
  LEDGARR_CLAIM_GRACE_MS: '300',
  LEDGARR_ALLOWED_PRIVATE_HOSTS: '*',
  LEDGARR_LOG_LEVEL: 'error',
};

export type Ledgarr = {
  readonly api: Api;
  readonly pid: number;
  readonly url: string;
  readonly dataDir: string;
  readonly downloadDir: string;
  readonly databaseUrl: string;
  /** Kills the process as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on the same data. */
  start(): Promise<void>;
  /** Ends it, and removes what it has made. */
  remove(): Promise<void>;
};

/**
 * The built app as a process of its own, with a database on the tests' server and an event-store node of its own.
 * @param settings besides the ones that make it quick
 */
export async function ledgarr(settings: Record<string, string> = {}): Promise<Ledgarr> {
  const [folder, database] = [await tempFolder('ledgarr'), await freshDatabase({ migrated: false })];
  const downloadDir = join(folder.path, 'downloads');
  const all = { ...FAST, LEDGARR_DOWNLOAD_DIR: downloadDir, DATABASE_URL: database.url, ...settings };
  const begin = () => startLedgarr(folder.path, all);
  let running = await begin();
  return {
    get api() {
      return running.api;
    },
    get pid() {
      return running.pid;
    },
    get url() {
      return running.url;
    },
    dataDir: folder.path,
    downloadDir,
    databaseUrl: database.url,
    kill: () => running.kill(),
    start: async () => {
      running = await begin();
    },
    remove: async () => {
      await running.stop();
      await database.drop();
      await folder.remove();
    },
  };
}

export const typesOf = async (api: Api, downloadId: string): Promise<string[]> => {
  const { body } = await api.call('GET', `/history?download=${downloadId}`);
  return (body['items'] as { type: string }[]).map(({ type }) => type).reverse();
};

export const untilEnded = (api: Api, downloadId: string) =>
  until(`the end of ${downloadId}`, async () => {
    const download = await api.download(downloadId);
    return ['completed', 'failed', 'cancelled'].includes(download.status) ? download : undefined;
  });
