import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Logger } from 'pino';
import { type Settings } from '../config/settings.js';
import { migrate } from '../database/migrate.js';
import { builtinClient, type ConfiguredClient } from '../download-clients/configured-client.js';
import { startAria2 } from './aria2/aria2.js';
import { superviseNode } from '@ledgarr/event-store-node/supervisor';
import { type EmbeddedPostgres, startPostgres } from './postgres/start-postgres.js';

/** What the service runs on: its own parts, or those that the settings name. */
export type Parts = {
  databaseUrl: string;
  eventStoreUrl: string;
  builtin: ConfiguredClient | null;
  /** Ends those that were started here, in the order in which they need each other. */
  stop(): Promise<void>;
};

type Stop = () => Promise<void>;

/**
 * Starts what the settings do not name: PostgreSQL, the event-store node, and (with `client`) aria2; brings the tables up to date.
 * When a later part does not start, the earlier ones are ended again.
 */
export async function startParts(settings: Settings, log: Logger, { client = true } = {}): Promise<Parts> {
  const stops: Stop[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    await mkdir(settings.dataDir, { recursive: true });
    const [[databaseUrl, eventStoreUrl], builtin] = await together(
      ownStores(settings, log, stops),
      client && settings.builtinClient ? ownAria2(settings, log, stops) : null,
    );
    return { databaseUrl, eventStoreUrl, builtin, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function ownStores(settings: Settings, log: Logger, stops: Stop[]): Promise<[database: string, events: string]> {
  const given = settings.databaseUrl;
  const { url: databaseUrl, logUrl } = given ? { url: given, logUrl: given } : await ownPostgres(settings, log, stops);
  const [, eventStoreUrl] = await together(
    migrate(databaseUrl, { onProgress: (message) => log.info(message) }),
    settings.eventStoreUrl ?? ownNode(logUrl, log, stops),
  );
  return [databaseUrl, eventStoreUrl];
}

/** All of them, or the first failure, but only once none is on its way any more: what has started can be ended then. */
async function together<A, B>(a: Promise<A> | A, b: Promise<B> | B): Promise<[A, B]> {
  await Promise.allSettled([a, b]);
  return Promise.all([a, b]);
}

async function ownPostgres({ dataDir }: Settings, log: Logger, stops: Stop[]): Promise<EmbeddedPostgres> {
  const postgres = await startPostgres({ dataDir, log });
  stops.push(() => postgres.stop());
  return postgres;
}

async function ownNode(databaseUrl: string, logger: Logger, stops: Stop[]): Promise<string> {
  const node = await superviseNode({ databaseUrl, logger });
  stops.push(() => node.stop());
  return node.connectionString;
}

async function ownAria2(
  { dataDir, downloadDir, allowedPrivateHosts: allowPrivateHosts }: Settings,
  log: Logger,
  stops: Stop[],
): Promise<ConfiguredClient | null> {
  const aria2 = await startAria2({ dataDir: join(dataDir, 'aria2'), downloadDir, allowPrivateHosts, log });
  if (!aria2) return null;
  stops.push(() => aria2.stop());
  return builtinClient(aria2.url, aria2.secret, downloadDir);
}
