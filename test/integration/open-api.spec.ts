import { z } from 'zod';
import { clientTypeList } from '../../src/clients/client-type-view.js';
import { clientList, clientView } from '../../src/clients/views.js';
import { namedDownloads } from '../../src/downloads/api/download-ids.controller.js';
import { attemptChain, attemptsPage, historyPage } from '../../src/downloads/api/views.js';
import { eventPage } from '../../src/downloads/api/command-views.js';
import { histogram, historyBounds, refusalsPage } from '../../src/downloads/api/history-views.js';
import { metaView } from '../../src/operations/meta.controller.js';
import { downloadAnswer, queueAnswer, queueChanges } from '../../src/downloads/api/queue-views.js';
import { problemDocument } from '../../src/http/answer-schema.js';
import { keyList, whoView } from '../../src/http/auth/auth-schemas.js';
import { finishedPage } from '../../src/downloads/api/finished-schemas.js';
import {
  jobList,
  liveView,
  parkedList,
  projectionList,
  projectionView,
  readyView,
} from '../../src/operations/views.js';
import { type App, startApp } from '../support/app.js';
import { until } from '../support/daemons/process.js';
import { runAgainst } from '../support/generated-client.js';
import { ask, forget, magnetOf, movie } from '../support/requests.js';

type Media = Record<string, { schema?: object }>;
type Answer = { content?: Media };
type Operation = { responses: Record<string, Answer> };
type Document = { paths: Record<string, Record<string, Operation>> };

const ANSWERS: Record<string, z.ZodType> = {
  '/api/v1/downloads': queueAnswer,
  '/api/v1/downloads/changes': queueChanges,
  '/api/v1/downloads/finished': finishedPage,
  '/api/v1/downloads/ids': namedDownloads,
  '/api/v1/downloads/{id}': downloadAnswer,
  '/api/v1/downloads/{id}/events': eventPage,
  '/api/v1/downloads/{id}/attempts': attemptChain,
  '/api/v1/history': historyPage,
  '/api/v1/history/attempts': attemptsPage,
  '/api/v1/history/histogram': histogram,
  '/api/v1/history/bounds': historyBounds,
  '/api/v1/refusals': refusalsPage,
  '/api/v1/meta': metaView,
  '/api/v1/clients': clientList,
  '/api/v1/clients/{id}': clientView,
  '/api/v1/keys': keyList,
  '/api/v1/session': whoView,
  '/api/v1/clients/types': clientTypeList,
  '/api/v1/projections': projectionList,
  '/api/v1/projections/rebuilds': jobList,
  '/api/v1/projections/{name}': projectionView,
  '/api/v1/projections/{name}/parked': parkedList,
  '/health/live': liveView,
  '/health/ready': readyView,
};

const FROM = '?from=2026-01-01T00:00:00Z';
/** By the end of the path. */
const QUESTIONS: Record<string, string> = { changes: FROM, histogram: FROM, ids: '?beginning=0' };

/** Asked for by other specs: they need a rebuild under way, and a parked event. */
const ELSEWHERE = ['/api/v1/projections/rebuilds/{id}', '/api/v1/projections/{name}/parked/{eventId}'];
/** What is no JSON. */
const STREAM = '/api/v1/downloads/live';

describe('the OpenAPI document', () => {
  let app: App;
  let document: Document;
  let ended: string;
  let active: string;
  beforeAll(async () => {
    app = await startApp();
    await app.api.call('POST', '/clients', { id: 'nobody', type: 'aria2', url: 'http://127.0.0.1:9/jsonrpc' });
    ended = (await ask(app.api, 'Ended', { content: movie('Ended') })).download.id;
    await forget(app.api, ended);
    active = (await ask(app.api, 'Active', { content: movie('Active') })).download.id;
    document = app.openApi() as Document;
    await until('readiness', async () => (await get('/health/ready')).status === 200 || undefined);
  });
  afterAll(() => app?.remove());

  const get = async (path: string) => {
    const answer = await fetch(app.url + path, { headers: { 'X-Api-Key': app.key } });
    return { status: answer.status, body: (await answer.json()) as unknown };
  };
  const operations = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, ...operation })),
    );

  it('has a schema for every answer, and a problem for every refusal', () => {
    const without = operations().flatMap(({ name, responses }) =>
      Object.entries<Answer>({ '4XX': {}, '5XX': {}, ...responses }).flatMap(([status, { content = {} }]) => {
        const type = /^[45]/.test(status) ? 'application/problem+json' : 'application/json';
        const isStream = content['text/event-stream'] !== undefined;
        return status === '204' || isStream || content[type]?.schema ? [] : [`${name} ${status}`];
      }),
    );
    expect(without).toEqual([]);
  });

  it('knows every question that is asked here, and no other', () => {
    const asked = operations().filter(({ name }) => name.startsWith('get '));
    expect(asked.map(({ name }) => name.slice(4)).sort()).toEqual(
      [...Object.keys(ANSWERS), ...ELSEWHERE, STREAM].sort(),
    );
  });

  it.each(Object.keys(ANSWERS))('describes what GET %s really answers', async (path) => {
    for (const id of path.includes('downloads/{id}') ? [ended, active] : ['nobody']) {
      const asked = path + (QUESTIONS[path.split('/').at(-1)!] ?? '');
      const { status, body } = await get(asked.replace('{id}', id).replace('{name}', 'downloads'));
      expect(status).toBe(200);
      expect(z.safeParse(ANSWERS[path]!, body).error?.issues).toBeUndefined();
    }
  });

  it('describes a refusal', async () => {
    const { body } = await app.api.call('POST', '/downloads', { release: { magnet: magnetOf('Active') } });
    expect(problemDocument.parse(body)).toMatchObject({ code: 'duplicate-download', existing: { id: active } });
  });

  it('gives a typed client that adds, lists, cancels and reads the history', async () => {
    const program = 'test/integration/fixtures/open-api/program.ts';
    const printed = await runAgainst(JSON.stringify(document), program, [app.url, app.key, magnetOf('Typed')]);
    const { id } = printed as { id: string };
    expect(printed).toEqual({
      ...{ id, kind: 'movie', code: 'duplicate-download', existing: id, status: 'cancelled' },
      queued: expect.arrayContaining([id]) as unknown,
      types: ['download.initiated', 'download.cancelled'],
    });
  });
});
