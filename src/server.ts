import { NestFactory } from '@nestjs/core';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Logger } from 'pino';
import { AppModule } from './app.module.js';
import { CannotStart } from './config/cannot-start.js';
import { type DataFolderLock, lockForServer, tellStopping, tellUp } from './config/data-folder.js';
import { findRunning, tellRunning, tellStopped } from './config/instance-file.js';
import { type Settings } from './config/settings.js';
import { startParts } from './embedded/embedded-parts.js';
import { readOrMakeApiKey } from './http/auth/api-key.js';
import { hostname } from 'node:os';
import { Authentications } from './http/server/authentications.js';
import { Drain } from './http/server/drain.js';
import { createHttpServer } from './http/server/http-server.js';
import { NestLog } from './http/nest-logger.js';
import { openApi } from './http/open-api.js';
import { servePage } from './http/web/page.js';
import { Readiness } from './operations/readiness.js';
import { type Troubles, troublesOf } from './operations/troubles.js';
import { cannotListen, reservePort, type ReservedPort } from './http/server/reserve-port.js';

export type Server = {
  url: string;
  /** What is wrong by now. */
  troubles(): Promise<Troubles>;
  stop(): Promise<void>;
};

/** How long requests under way have to be answered when the service stops, in milliseconds. */
const DRAIN_MS = 15_000;

/**
 * The port first, then the data folder, and only then is anything started in it.
 * @param signal ends the wait for the data folder
 * @throws CannotStart when another server runs on the data folder, or the port is taken; Error when a part cannot be started
 */
export async function startServer(settings: Settings, log: Logger, signal?: AbortSignal): Promise<Server> {
  const port = settings.port === 0 ? null : await reservePort(settings.host, settings.port);
  try {
    const address = `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${settings.port}`;
    const lock = await lockForServer(settings.dataDir, address, log, signal);
    try {
      return await startLocked(settings, log, lock, port);
    } catch (error) {
      lock.release();
      throw error;
    }
  } finally {
    await port?.release();
  }
}

async function startLocked(
  settings: Settings,
  log: Logger,
  lock: DataFolderLock,
  port: ReservedPort | null,
): Promise<Server> {
  const { dataDir, host } = settings;
  const older = await findRunning(dataDir);
  if (older) throw new CannotStart(`Ledgarr runs on ${dataDir} already: process ${older.pid}, on ${older.url}.`);
  const adminKey = await readOrMakeApiKey(dataDir);
  const parts = await startParts(settings, log);
  try {
    const [authentications, drain] = [new Authentications(), new Drain()];
    const app = await NestFactory.create<NestFastifyApplication>(
      AppModule.with({ settings, log, parts, http: { authentications, adminKey } }),
      createHttpServer({ authentications, drain, log, allowedHosts: [host, hostname(), ...settings.allowedHosts] }),
      { logger: new NestLog(log), abortOnError: false, bodyParser: false },
    );
    openApi(app);
    if (!(await servePage(app))) log.warn('the page has not been built: npm run build');
    await port?.release();
    await app.listen(settings.port, host).catch((error: unknown) => {
      throw cannotListen(error, host, settings.port);
    });
    const url = await app.getUrl();
    const running = { pid: process.pid, url, databaseUrl: parts.databaseUrl, eventStoreUrl: parts.eventStoreUrl };
    await tellRunning(dataDir, running);
    tellUp(lock, running);
    const stop = async () => {
      drain.begin(app.getHttpServer(), DRAIN_MS);
      tellStopping(lock, url);
      await tellStopped(dataDir);
      await app.close();
      await parts.stop();
      lock.release();
    };
    const troubles = async () => troublesOf(await app.get(Readiness, { strict: false }).report());
    return { url, troubles, stop };
  } catch (error) {
    await parts.stop();
    throw error;
  }
}
