import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyReply, type FastifyRequest } from 'fastify';

/** What the page's build has made: this file runs from `dist/`, and in the tests as it is written. */
const BUILT = import.meta.url.includes('/dist/src/') ? '../../../web/' : '../../../dist/web/';
export const PAGE_FOLDER = fileURLToPath(new URL(BUILT, import.meta.url));

/** The addresses of the page; whatever else nobody knows is a problem document, under the API and the faces too. */
export const PAGE_PATHS = [
  '/',
  '/add',
  '/downloads/:id',
  '/finished',
  '/history',
  '/history/attempts',
  '/history/charts',
  '/history/refusals',
  '/time',
  '/clients',
  '/clients/new',
  '/clients/:id',
  '/projections',
  '/projections/:name',
  '/library',
  '/settings',
  '/sign-in',
] as const;
const FILES = ['/theme.js', '/icon.svg'] as const;

const OPEN = { config: { access: 'open' } };

/**
 * Serves the page from memory's nearest neighbour, the folder that its build has written: compressed there already, with names that
 * change with what they hold. @returns false where it has not been built
 */
export async function servePage(app: NestFastifyApplication, folder: string = PAGE_FOLDER): Promise<boolean> {
  if (!existsSync(`${folder}/index.html`)) return false;
  await app.register(fastifyStatic, { root: folder, serve: false, preCompressed: true });
  const server = app.getHttpAdapter().getInstance();
  const send = (name: string, cache: object) => (_: FastifyRequest, reply: FastifyReply) => reply.sendFile(name, cache);
  const fresh = { cacheControl: true, maxAge: 0, immutable: false };
  const forGood = { cacheControl: true, maxAge: '365d', immutable: true };
  for (const path of PAGE_PATHS) server.get(path, OPEN, send('index.html', fresh));
  for (const path of FILES) server.get(path, OPEN, send(path.slice(1), fresh));
  server.get('/assets/*', OPEN, (request: FastifyRequest, reply: FastifyReply) =>
    reply.sendFile(`assets/${(request.params as { '*': string })['*']}`, forGood),
  );
  return true;
}
