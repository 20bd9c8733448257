import { type DownloadView } from '../../src/downloads/queries/download-view.js';
import { FileServer } from '../support/file-server.js';
import { type Ledgarr, untilEnded } from '../support/ledgarr.js';
import { ledgarrWithAria2 } from '../support/ledgarr-with-aria2.js';
import { answerOf, ask, forget, gist, show } from '../support/requests.js';

describe('a retry', () => {
  let app: Ledgarr;
  let remove: () => Promise<void>;
  let files: FileServer;
  beforeAll(async () => {
    [{ app, remove }, files] = await Promise.all([ledgarrWithAria2(), new FileServer().start()]);
  });
  afterAll(async () => {
    files?.close();
    await remove?.();
  });

  const postLink = async (url: string, more: Record<string, unknown> = {}) =>
    answerOf(await app.api.call('POST', '/downloads', { release: { url }, ...more }));
  const retry = async (id: string) => answerOf(await app.api.call('POST', `/downloads/${id}/retry`));
  const accepted = async (name: string, more: Record<string, unknown> = {}): Promise<string> => {
    const answer = await ask(app.api, name, more);
    expect(gist(answer)).toBe(201);
    return answer.download.id;
  };
  const rowsOf = async (itemKey: string) => (await app.api.queue()).filter((row) => row.itemKey === itemKey);
  const duplicateOf = (id: string) => [409, 'duplicate-download', id];
  const BEHAVIOURS = { completed: 'given', failed: 'missing', cancelled: 'endless' } as const;
  type End = keyof typeof BEHAVIOURS;
  const wishes = (name: string) => ({
    content: show(name).season(3, 1, 2, 3),
    title: `${name}.S03.1080p`,
    indexer: 'the-indexer',
    category: 'tv',
    priority: 7,
  });
  /** Asks for a link, and sees to it that it ends so. */
  const ended = async (end: End, name: string, more = wishes(name)): Promise<DownloadView> => {
    const answer = await postLink(files.file(`${name}.mkv`, BEHAVIOURS[end]), more);
    expect(gist(answer)).toBe(201);
    const { id } = answer.download;
    if (end === 'cancelled') await app.api.call('POST', `/downloads/${id}/cancel`, { removeData: true });
    const download = await untilEnded(app.api, id);
    expect(download.status).toBe(end);
    files.file(`${name}.mkv`, 'endless');
    return download;
  };

  it.each(['completed', 'failed', 'cancelled'] as const)(
    'is a new attempt at the same, after one that %s',
    async (end) => {
      const before = await ended(end, `Retried.${end}`);
      const again = await retry(before.id);
      expect(gist(again)).toBe(201);
      const kept = ({
        title,
        protocol,
        downloadClient,
        itemKey,
        content,
        category,
        priority,
        indexer,
      }: DownloadView) => ({
        ...{ title, protocol, downloadClient, itemKey, content, category, priority, indexer },
      });
      expect(kept(again.download)).toEqual(kept(before));
      expect(again.download).toMatchObject({ origin: 'retry', retryOf: before.id, status: 'submitting' });
      const { body } = await app.api.call('GET', `/downloads/${again.download.id}/events`);
      const events = body['items'] as { type: string; data: Record<string, unknown> }[];
      const initiated = events.find(({ type }) => type === 'download.initiated');
      expect(initiated).toMatchObject({ type: 'download.initiated', data: { retryOf: before.id, origin: 'retry' } });
      expect(initiated!.data['content']).toEqual(before.content);
      expect((await rowsOf(before.itemKey)).map(({ id }) => id)).toEqual([again.download.id]);
    },
  );

  it.each(['failed', 'cancelled'] as const)('is not needed to ask anew, after one that %s', async (end) => {
    const { itemKey } = await ended(end, `Anew.${end}`);
    const again = await postLink(files.file(`Anew.${end}.mkv`, 'endless'), wishes(`Anew.${end}`));
    expect(gist(again)).toBe(201);
    expect(again.download).toMatchObject({ itemKey, origin: 'request', retryOf: null });
  });

  it('is refused while the attempt is active, and while its retry is', async () => {
    const id = await accepted('Still.Active');
    expect(gist(await retry(id))).toEqual([409, 'still-active', id]);
    await forget(app.api, id);
    const { download } = await retry(id);
    expect(gist(await retry(id))).toEqual(duplicateOf(download.id));
  });

  it('is refused while another client tries again', async () => {
    const { body } = await app.api.call('GET', '/clients/aria2');
    const { id: _id, health: _health, protocols: _protocols, capabilities: _capabilities, ...settings } = body;
    const switched = (enabled: boolean) => app.api.call('PUT', '/clients/aria2', { ...settings, enabled });
    const id = await accepted('Tried.Elsewhere');
    await forget(app.api, id);
    await app.api.call('POST', '/clients', { id: 'spare', type: 'aria2', url: 'http://127.0.0.1:9/jsonrpc' });
    await switched(false);
    const { download: elsewhere } = await retry(id);
    await switched(true);
    expect(elsewhere.downloadClient).toBe('spare');
    expect(gist(await retry(id))).toEqual(duplicateOf(elsewhere.id));
    await forget(app.api, elsewhere.id);
    const { download: again } = await retry(elsewhere.id);
    expect(gist(await retry(id))).toEqual(duplicateOf(again.id));
    await forget(app.api, again.id);
    const { download: third } = await retry(id);
    expect(third.downloadClient).toBe('aria2');
    expect(gist(await retry(elsewhere.id))).toEqual(duplicateOf(third.id));
  });

  it('is refused while anything that overlaps is active', async () => {
    const { episodes, season } = show('Overtaken');
    const pack = await accepted('Overtaken.S01', { content: season(1) });
    await forget(app.api, pack);
    const episode = await accepted('Overtaken.S01E02', { content: episodes(1, 2) });
    expect(gist(await retry(pack))).toEqual(duplicateOf(episode));
    await forget(app.api, episode);
    expect(gist(await retry(pack))).toBe(201);
  });

  it('that fails leaves the first attempt as it was', async () => {
    const first = await ended('completed', 'Fails.The.Second.Time');
    const told = async () => [
      await app.api.call('GET', `/downloads/${first.id}`),
      await app.api.call('GET', `/history?download=${first.id}`),
      (await attempts('Fails.The.Second.Time')).find(({ id }) => id === first.id),
      (await app.api.call('GET', `/downloads/${first.id}/events`)).body['items'],
    ];
    const before = await told();
    files.file('Fails.The.Second.Time.mkv', 'missing');
    const { download } = await retry(first.id);
    expect((await untilEnded(app.api, download.id)).status).toBe('failed');
    expect(await told()).toEqual(before);
    expect((await attempts('Fails.The.Second.Time')).map(({ id, outcome, retryOf }) => [id, outcome, retryOf])).toEqual(
      [
        [download.id, 'failed', first.id],
        [first.id, 'completed', null],
      ],
    );
  });

  it('of what never was is refused', async () => {
    expect((await retry('0b9a7c1e-6d0e-4a53-9a63-7f7f0c7a1a01')).code).toBe('not-found');
  });

  const attempts = async (text: string) => {
    const { body } = await app.api.call('GET', `/history/attempts?text=${text}`);
    return body['items'] as { id: string; outcome: string; retryOf: string | null }[];
  };
});
