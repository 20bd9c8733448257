import { NestFactory } from '@nestjs/core';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Logger } from 'pino';
import { AppModule } from './app.module.js';
import { findRunning, tellRunning, tellStopped } from './config/running.js';
import { type Settings } from './config/settings.js';
import { startParts } from './embedded/embedded-parts.js';
import { readOrMakeApiKey } from './http/api-key.js';
import { apiKeyAuthentication } from './http/api-key-authentication.js';
import { Drain } from './http/drain.js';
import { createHttpServer } from './http/http-server.js';
import { NestLog } from './http/nest-log.js';
import { openApi } from './http/open-api.js';

export type Server = { url: string; stop(): Promise<void> };

/** How long requests under way have to be answered when the service stops, in milliseconds. */
const DRAIN_MS = 15_000;

/** @throws when another server runs on the data folder, or a part cannot be started */
export async function startServer(settings: Settings, log: Logger): Promise<Server> {
  const other = await findRunning(settings.dataDir);
  if (other) throw new Error(`Ledgarr runs on ${settings.dataDir} already: ${other.url}, process ${other.pid}`);
  const apiKey = await readOrMakeApiKey(settings.dataDir);
  const parts = await startParts(settings, log);
  try {
    const drain = new Drain();
    const app = await NestFactory.create<NestFastifyApplication>(
      AppModule.with({ settings, log, parts }),
      createHttpServer({ authentications: { key: apiKeyAuthentication(apiKey) }, drain }),
      { logger: new NestLog(log), abortOnError: false, bodyParser: false },
    );
    openApi(app);
    await app.listen(settings.port, settings.host);
    const url = await app.getUrl();
    const { databaseUrl, eventStoreUrl } = parts;
    await tellRunning(settings.dataDir, { pid: process.pid, url, databaseUrl, eventStoreUrl });
    const stop = async () => {
      drain.begin(app.getHttpServer(), DRAIN_MS);
      await tellStopped(settings.dataDir);
      await app.close();
      await parts.stop();
    };
    return { url, stop };
  } catch (error) {
    await parts.stop();
    throw error;
  }
}
