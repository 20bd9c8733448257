import { NestFactory } from '@nestjs/core';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { AppModule } from '../../src/app.module.js';
import { readSettings } from '../../src/config/settings.js';
import { Api } from './api.js';
import { Authentications } from '../../src/http/server/authentications.js';
import { Drain } from '../../src/http/server/drain.js';
import { openApiDocument } from '../../src/http/open-api.js';
import { createHttpServer } from '../../src/http/server/http-server.js';
import { tempFolder } from './daemons/process.js';
import { freshNode } from '../../packages/event-store-node/test/support/fresh-node.js';
import { freshDatabase } from './postgres.js';

export type App = {
  readonly api: Api;
  readonly url: string;
  readonly key: string;
  readonly openApi: () => object;
  readonly databaseUrl: string;
  readonly eventStoreUrl: string;
  remove(): Promise<void>;
};

const API_KEY = 'the-key';
const DRAIN_MS = 5_000;

/** The service in this process, without a client of its own, on a database and an event store of its own. */
export async function startApp(settings: Record<string, string> = {}): Promise<App> {
  const [folder, database, node] = await Promise.all([tempFolder('app'), freshDatabase(), freshNode()]);
  const fast = { LEDGARR_POLL_ACTIVE_MS: '200', LEDGARR_POLL_IDLE_MS: '400', LEDGARR_DATA_DIR: folder.path };
  const authentications = new Authentications();
  const drain = new Drain();
  const log = pino({ level: 'silent' });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with({
      settings: readSettings({ ...fast, ...settings }),
      log,
      http: { authentications, adminKey: API_KEY },
      parts: { databaseUrl: database.url, eventStoreUrl: node.url, builtin: null },
    }),
    createHttpServer({ authentications, drain, log }),
    { logger: false, abortOnError: false, bodyParser: false },
  );
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  return {
    api: new Api(url, API_KEY),
    url,
    key: API_KEY,
    openApi: () => openApiDocument(app),
    databaseUrl: database.url,
    eventStoreUrl: node.url,
    remove: async () => {
      // As the service stops: without it a connection that has asked for nothing yet is waited for.
      drain.begin(app.getHttpServer(), DRAIN_MS);
      await app.close();
      await node.stop();
      await database.drop();
      await folder.remove();
    },
  };
}
