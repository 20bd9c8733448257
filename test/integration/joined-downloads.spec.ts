import { type AskerView } from '../../src/downloads/queries/list-askers.js';
import { Api } from '../support/api.js';
import { type App, startApp } from '../support/app.js';
import { ask, forget, magnetOf, show } from '../support/requests.js';

type Body = Record<string, unknown>;

describe('a download that others join', () => {
  let app: App;
  let sonarr: Api;
  let radarr: Api;
  const keyed = async (name: string, settings = {}) => {
    const { body } = await app.api.call('POST', '/keys', { name, scopes: ['read', 'request'], settings });
    return new Api(app.url, String(body['key']));
  };
  beforeAll(async () => {
    app = await startApp();
    for (const id of ['nobody', 'other'])
      await app.api.call('POST', '/clients', { id, type: 'aria2', url: 'http://127.0.0.1:9/jsonrpc' });
    [sonarr, radarr] = [await keyed('sonarr', { duplicates: 'join' }), await keyed('radarr')];
  });
  afterAll(() => app?.remove());

  const join = { onDuplicate: 'join' };
  const askers = async (id: string) => (await app.api.call('GET', `/downloads/${id}`)).body['askers'] as AskerView[];
  const namesOf = async (id: string) => (await askers(id)).map(({ actor, category }) => [actor, category]);
  const typesOf = async (id: string) =>
    ((await app.api.call('GET', `/history?download=${id}`)).body['items'] as Body[]).map(({ type }) => type).reverse();
  const leave = (api: Api, id: string, body: object = {}) => api.call('POST', `/downloads/${id}/leave`, body);

  it('has one item for all, and tells who waits for it', async () => {
    const content = show('Joined').episodes(1, 1);
    const first = await ask(radarr, 'joined 1080p', { content, category: 'tv' });
    const same = await ask(radarr, 'joined 720p', { content });
    expect([first.status, same.status, same.code]).toEqual([201, 409, 'duplicate-download']);
    const { id } = first.download;

    const byContent = await ask(sonarr, 'joined 720p', { content, category: 'sonarr', title: 'Joined 720p' });
    const byItem = await ask(app.api, 'joined 1080p', { client: 'other', ...join });
    expect([byContent, byItem].map(({ status, download }) => [status, download.id])).toEqual([[201, id], [201, id]]); // prettier-ignore
    expect(await askers(id)).toMatchObject([
      { joinId: id, actor: 'radarr', category: 'tv', requester: true },
      { actor: 'sonarr', category: 'sonarr', title: 'Joined 720p', requester: false },
      { actor: 'api', category: null, requester: false },
    ]);
    expect((await askers(id))[1]!.itemKey).toBe(magnetOf('joined 720p').slice(20, 60));
    expect((await app.api.queue()).filter(({ title }) => title.startsWith('joined'))).toHaveLength(1);
    expect(await typesOf(id)).toEqual(['download.initiated', 'download.joined', 'download.joined']);
  });

  it('is joined once by the same one in the same category, and is not joined by who has asked for it', async () => {
    const content = show('Once').episodes(1, 1);
    const more = { content, category: 'tv', ...join };
    const { download } = await ask(sonarr, 'once', more);
    await ask(sonarr, 'once', more);
    const joins = await Promise.all([1, 2, 3].map(() => ask(radarr, 'once', more)));
    expect(new Set(joins.map(({ download: { id } }) => id))).toEqual(new Set([download.id]));
    await ask(radarr, 'once', { ...more, category: 'other' });
    expect(await namesOf(download.id)).toEqual([['sonarr', 'tv'], ['radarr', 'tv'], ['radarr', 'other']]); // prettier-ignore
  });

  it('goes on until the last has left', async () => {
    const { download } = await ask(sonarr, 'left', { content: show('Left').season(1), ...join });
    const { id } = download;
    await ask(radarr, 'left otherwise', { content: show('Left').episodes(1, 4), ...join });
    expect(await leave(app.api, id)).toMatchObject({ status: 409, body: { code: 'not-waiting' } });
    const left = await sonarr.call('POST', `/downloads/${id}/cancel`, { removeData: true });
    expect(left.body['status']).not.toBe('cancelling');
    expect(await namesOf(id)).toEqual([['radarr', null]]);
    expect((await leave(radarr, id, { removeData: false })).body['status']).toBe('cancelling');
    expect(await typesOf(id)).toEqual(
      ['initiated', 'joined', 'left', 'left', 'cancellation-requested'].map((type) => `download.${type}`),
    );
    const { body } = await app.api.call('GET', `/history?download=${id}&type=download.cancellation-requested`);
    expect((body['items'] as Body[])[0]!['data']).toMatchObject({ removeData: false });
  });

  it('that has ended is no longer joined: the next one begins anew', async () => {
    const more = { content: show('Ended').episodes(1, 1), ...join };
    const first = await ask(sonarr, 'ended', more);
    await forget(app.api, first.download.id);
    const second = await ask(radarr, 'ended', more);
    expect([second.status, second.download.id === first.download.id]).toEqual([201, false]);
    expect((await askers(second.download.id)).map(({ joinId }) => joinId)).toEqual([second.download.id]);
  });

  it('is told again to the repeat of a request, which joins nothing else', async () => {
    const more = { content: show('Repeated').episodes(1, 1), ...join };
    const { download } = await ask(sonarr, 'repeated', more);
    const asked = () => ask(radarr, 'repeated otherwise', more, { 'Idempotency-Key': 'k-joined' });
    const [once, again] = [await asked(), await asked()];
    expect([once.download, again.download]).toEqual([
      expect.objectContaining({ id: download.id, joinId: (await askers(download.id))[1]!.joinId }),
      once.download,
    ]);
  });

  it('may be allowed beside another, by the settings of a key', async () => {
    const more = { content: show('Beside').episodes(1, 1) };
    const { body } = await app.api.call('PUT', '/keys/radarr/settings', { duplicates: 'allow' });
    expect(body).toMatchObject({ name: 'radarr', settings: { duplicates: 'allow' } });
    const answers = [await ask(sonarr, 'beside', more), await ask(radarr, 'beside otherwise', more)];
    const same = await ask(radarr, 'beside', more);
    expect([...answers, same].map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(answers[0]!.download.id).not.toBe(answers[1]!.download.id);
    expect(same.download.id).toBe(answers[0]!.download.id);
  });
});
