import { type PastDownloadView } from '../../src/downloads/queries/past-queue.js';
import { type QueueChange } from '../../src/downloads/queries/list-queue-changes.js';
import { type App, startApp } from '../support/app.js';
import { type Happened, initiatedData, writeLog } from '../support/written-log.js';

const A = '00000000-0000-4000-8000-00000000000a';
const B = '00000000-0000-4000-8000-00000000000b';
const at = (minute: string) => `2026-03-01T${minute}:00.000Z`;

const STORY: Happened[] = [
  { at: at('10:00'), event: { type: 'download.initiated', data: initiatedData(A, { title: 'Alien', itemKey: 'a' }) } },
  { at: at('10:01'), event: { type: 'download.accepted', data: { downloadId: A, downloadClientId: 'gid-a' } } },
  {
    at: at('10:05'),
    event: {
      type: 'download.initiated',
      data: initiatedData(B, { title: 'Brazil', itemKey: 'b', client: 'other', sizeBytes: 50, protocol: 'usenet' }),
    },
  },
  { at: at('10:06'), event: { type: 'download.accepted', data: { downloadId: B, downloadClientId: 'gid-b' } } },
  { at: at('10:10'), event: { type: 'download.paused', data: { downloadId: A } } },
  { at: at('10:20'), event: { type: 'download.resumed', data: { downloadId: A } } },
  {
    at: at('10:30'),
    event: {
      type: 'download.completed',
      data: { downloadId: A, outputPath: '/films/alien', files: [], sizeBytes: 800 },
    },
  },
  {
    at: at('10:40'),
    event: { type: 'download.cancellation-requested', data: { downloadId: B, removeData: false, reason: 'user' } },
  },
];

let app: App;
beforeAll(async () => {
  app = await startApp();
  await writeLog(app.eventStoreUrl, app.api, STORY);
});
afterAll(() => app?.remove());

type Answer = { status: number; body: Record<string, unknown> };
const ask = (path: string): Promise<Answer> => app.api.call('GET', path);
const queueAt = async (minute: string, more = '') => (await ask(`/downloads?at=${at(minute)}${more}`)).body;
const itemsAt = async (minute: string, more = '') => (await queueAt(minute, more))['items'] as PastDownloadView[];
const gist = ({ id, status, downloadClientId, sizeBytes }: PastDownloadView) => [
  id,
  status,
  downloadClientId,
  sizeBytes,
];
/** What is wrong, as `field: problem`. */
const problemsOf = async (path: string): Promise<string[]> => {
  const { status, body } = await ask(path);
  expect(status).toBe(400);
  return (body['errors'] as { field: string; problem: string }[]).map(({ field, problem }) => `${field}: ${problem}`);
};

describe('the queue at an instant', () => {
  it.each<[string, unknown[]]>([
    ['09:59', []],
    ['10:00', [[A, 'submitting', null, 700]]],
    ['10:01', [[A, 'queued', 'gid-a', 700]]],
    ['10:05', [[A, 'queued', 'gid-a', 700], [B, 'submitting', null, 50]]],
    ['10:15', [[A, 'paused', 'gid-a', 700], [B, 'queued', 'gid-b', 50]]],
    ['10:25', [[A, 'queued', 'gid-a', 700], [B, 'queued', 'gid-b', 50]]],
    ['10:30', [[B, 'queued', 'gid-b', 50]]],
    ['10:45', [[B, 'cancelling', 'gid-b', 50]]],
  ])('is what the log tells for it: %s', async (minute, expected) =>
    expect((await itemsAt(minute)).map(gist)).toEqual(expected),
  ); // prettier-ignore

  it('is as of the newest event that had happened, and knows nothing that only a client tells', async () => {
    const { asOf, totals, items, total } = await queueAt('10:15');
    const { body } = await ask(`/history?type=download.paused`);
    const paused = (body['items'] as { id: string }[])[0]!;
    expect(asOf).toEqual({ at: at('10:15'), position: { commit: expect.any(String), prepare: expect.any(String) } });
    const { body: next } = await ask(`/history?since=${paused.id}&limit=1`);
    expect((next['items'] as { type: string }[])[0]!.type).toBe('download.resumed');
    expect(total).toBe(2);
    expect(totals).toEqual({ sizeBytes: 750, downloadedBytes: null, downloadSpeed: null, uploadSpeed: null });
    const unknown = { progress: null, downloadedBytes: null, downloadSpeed: null, uploadSpeed: null, etaSeconds: null };
    expect((items as object[])[0]).toMatchObject({ ...unknown, ratio: null, peers: null, message: null });
    expect((await queueAt('09:00'))['asOf']).toEqual({ at: at('09:00'), position: null });
  });

  it('agrees at the present with the queue itself', async () => {
    const shape = ({ id, status, title, downloadClientId }: PastDownloadView) => [id, status, title, downloadClientId];
    const { body } = await ask(`/downloads?at=${new Date().toISOString()}`);
    expect((body['items'] as PastDownloadView[]).map(shape)).toEqual((await app.api.queue()).map(shape));
  });

  it.each<[string, string[]]>([
    ['&status=paused', [A]],
    ['&status=queued,submitting', [B]],
    ['&client=other', [B]],
    ['&protocol=usenet', [B]],
    ['&text=ALI', [A]],
    ['&content=tmdb:603', [A, B]],
    ['&sort=-title', [B, A]],
    ['&sort=protocol,-title', [A, B]],
    ['&sort=-sizeBytes', [A, B]],
    ['&sort=status,title', [A, B]],
  ])('is filtered and sorted as the queue is: %s', async (more, ids) =>
    expect((await itemsAt('10:15', more)).map(({ id }) => id)).toEqual(ids),
  );

  it('is read in pages, and counted by facets', async () => {
    const first = await queueAt('10:15', '&limit=1&sort=-title&facets=status,client');
    expect(first).toMatchObject({ total: 2, items: [{ id: B }] });
    expect(first['facets']).toEqual({
      status: [{ value: 'paused', count: 1 }, { value: 'queued', count: 1 }],
      client: [{ value: 'nas', count: 1 }, { value: 'other', count: 1 }],
    }); // prettier-ignore
    const second = await queueAt('10:15', `&limit=1&sort=-title&cursor=${first['nextCursor'] as string}`);
    expect(second).toMatchObject({ total: 2, items: [{ id: A }], nextCursor: null });
  });

  it('has one download as it was then, active or ended', async () => {
    const one = async (minute: string) => (await ask(`/downloads/${A}?at=${at(minute)}`)).body;
    expect(await one('10:15')).toMatchObject({ id: A, status: 'paused', sizeBytes: 700, asOf: { at: at('10:15') } });
    expect(await one('10:31')).toMatchObject({ status: 'completed', sizeBytes: 800, outputPath: '/films/alien' });
    expect(await one('09:00')).toMatchObject({
      status: 404,
      code: 'not-found',
      detail: expect.stringContaining('it was initiated at 2026-03-01T10:00:00.000Z'),
    });
  });

  it.each([
    ['at=2999-01-01T00:00:00Z', ['at: is in the future: ask for an instant that has been, or leave it out for the queue as it is now']],
    ['at=yesterday', ['at: is an instant, as 2026-01-31T20:15:00Z']],
    [`at=${at('10:15')}&status=downloading`, ['status: downloading is not in the log: of the past, ask for submitting,queued,paused,cancelling']],
    [`at=${at('10:15')}&sort=progress`, ['sort: progress is not in the log: sort the past by initiatedAt, say']],
    ['sort=title,-title', ['sort: names a key twice']],
    ['stauts=paused', ['query: Unrecognized key: "stauts"']],
  ])('refuses what cannot be: %s', async (query, problems) =>
    expect(await problemsOf(`/downloads?${query}`)).toEqual(problems),
  ); // prettier-ignore
});

describe('what changed between two instants', () => {
  const changes = async (from: string, to: string, more = '') => {
    const { body } = await ask(`/downloads/changes?from=${at(from)}&to=${at(to)}${more}`);
    return body as unknown as { items: QueueChange[]; counts: object; total: number; nextCursor: string | null };
  };
  const shape = ({ change, id, before, after, event }: QueueChange) => [change, id, before, after, event.type];

  it.each<[string, string, unknown[]]>([
    ['09:00', '10:15', [['arrived', B, null, 'queued', 'download.accepted'], ['arrived', A, null, 'paused', 'download.paused']]],
    ['10:15', '10:25', [['changed', A, 'paused', 'queued', 'download.resumed']]],
    ['10:07', '10:25', []],
    ['10:12', '10:45', [['ended', A, 'paused', 'completed', 'download.completed'], ['changed', B, 'queued', 'cancelling', 'download.cancellation-requested']]],
    ['09:00', '10:35', [['arrived', B, null, 'queued', 'download.accepted'], ['ended', A, null, 'completed', 'download.completed']]],
  ])('is what came, ended and is otherwise, with the event that did it: %s to %s', async (from, to, expected) =>
    expect((await changes(from, to)).items.map(shape)).toEqual(expected),
  ); // prettier-ignore

  it('is counted, filtered and read in pages', async () => {
    expect(await changes('10:12', '10:45')).toMatchObject({ total: 2, counts: { arrived: 0, ended: 1, changed: 1 } });
    expect((await changes('10:12', '10:45', '&change=ended')).items.map(({ id }) => id)).toEqual([A]);
    const first = await changes('10:12', '10:45', '&limit=1');
    expect(first.items.map(({ id }) => id)).toEqual([A]);
    const second = await changes('10:12', '10:45', `&limit=1&cursor=${first.nextCursor}`);
    expect([second.items.map(({ id }) => id), second.nextCursor]).toEqual([[B], null]);
  });

  it('names the field at fault', async () => {
    const refused = (query: string) => problemsOf(`/downloads/changes?${query}`);
    expect(await refused('')).toEqual(['from: is an instant, as 2026-01-31T20:15:00Z']);
    expect(await refused(`from=${at('10:15')}&to=${at('10:00')}`)).toEqual([
      'to: is before `from`: give the earlier instant as `from`',
    ]);
    expect(await refused(`from=${at('10:15')}&to=2999-01-01T00:00:00Z`)).toEqual([
      expect.stringContaining('to: is in the future'),
    ]);
  });
});
