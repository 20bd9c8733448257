import { gzipSync } from 'node:zlib';
import { type App, startApp } from '../support/app.js';
import { play, readRecorded, type Recorded, shapeDifferences } from '../support/face-player.js';

type Row = Record<string, unknown>;
const FIXTURE = new URL('./fixtures/sonarr-to-sabnzbd.jsonl', import.meta.url);

/** Its only client is away for good: whatever is answered comes from tables. */
describe('the SABnzbd face', () => {
  let app: App;
  let base: string;
  beforeAll(async () => {
    app = await startApp();
    base = `${app.url}/sabnzbd`;
    const client = { id: 'news', type: 'sabnzbd', url: 'http://127.0.0.1:9', apiKey: 'k', downloadDir: '/done' };
    expect((await app.api.call('POST', '/clients', client)).status).toBe(201);
  });
  afterAll(() => app?.remove());

  const keyOf = async (name: string, settings: Row = {}, scopes = ['request']) =>
    String((await app.api.call('POST', '/keys', { name, scopes, settings })).body['key']);
  /** An NZB of its own for each name: its message ids are made of it. */
  const nzbOf = (name: string) =>
    `<?xml version="1.0"?><nzb xmlns="http://www.newzbin.com/DTD/2003/nzb"><file poster="p" date="1" subject="&quot;${name}.mkv&quot; (1/1)">
      <groups><group>a.b.c</group></groups><segments><segment bytes="700000" number="1">${name}@x</segment></segments></file></nzb>`;

  const program = async (name: string, settings: Row = {}, scopes?: string[]) => {
    const key = await keyOf(name, settings, scopes);
    const call = async (query: Record<string, string>, init: RequestInit = {}) => {
      const answer = await fetch(`${base}/api?${new URLSearchParams({ apikey: key, output: 'json', ...query })}`, init);
      return (await answer.json()) as Row & { status: boolean; nzo_ids: string[] };
    };
    const upload = (release: string, query: Row = {}, data: string | Buffer = nzbOf(release), field = 'name') => {
      const form = new FormData();
      form.append(field, new Blob([data], { type: 'text/xml' }), `${release}.nzb`);
      return call({ mode: 'addfile', cat: 'tv', priority: '-100', ...query }, { method: 'POST', body: form });
    };
    const slots = async (where: 'queue' | 'history', query: Record<string, string> = {}) =>
      ((await call({ mode: where, ...query }))[where] as { slots: Row[] }).slots;
    const names = async (query: Record<string, string> = {}) => (await slots('queue', query)).map((slot) => slot['filename']); // prettier-ignore
    return { key, call, upload, slots, names };
  };

  it('says to a recorded Sonarr what it was told, with the same shapes', async () => {
    const recorded = await readRecorded(FIXTURE);
    const key = await keyOf('sonarr-recorded');
    const ids = new Map<string, string>();
    const differences: string[] = [];
    for (const line of recorded) {
      const played = await play(base, withOurs(line, key, ids), {});
      const { mode, name = '' } = line.request.query ?? {};
      const at = `${line.scene} ${mode} ${name}`;
      if (played.status !== line.response.status) differences.push(`${at}: ${played.status}`);
      if (played.type !== line.response.type) differences.push(`${at}: ${played.type}`);
      const body: unknown = typeof played.body === 'string' ? JSON.parse(played.body) : played.body;
      differences.push(...shapeDifferences(line.response.body, body).map((each) => `${at} ${each}`));
      if (mode === 'addfile') ids.set(nzoIdsOf(line.response.body)[0]!, nzoIdsOf(body)[0]!);
    }
    expect(ids.size).toBe(1);
    expect(differences).toEqual([]);
  });

  const nzoIdsOf = (body: unknown) => (body as { nzo_ids: string[] }).nzo_ids;
  const withOurs = (line: Recorded, apikey: string, ids: ReadonlyMap<string, string>): Recorded => {
    const { value, ...query } = line.request.query ?? {};
    const said: Record<string, string> = value === undefined ? {} : { value: ids.get(value) ?? value };
    return { ...line, request: { ...line.request, query: { ...query, apikey, ...said } } };
  };

  it('tells a wrong key so that callers show it at the field, and its version to anybody', async () => {
    const said = async (query: string) => {
      const answer = await fetch(`${base}/api?${query}`);
      return [answer.status, await answer.text()];
    };
    expect(await said('mode=queue&output=json&apikey=wrong')).toEqual([200, '{"status":false,"error":"API Key Incorrect"}']); // prettier-ignore
    expect(await said('mode=queue')).toEqual([200, 'error: API Key Required\n']);
    expect(await said('mode=version&output=json')).toEqual([200, '{"version":"3.7.1"}']);
    expect(await said('mode=version')).toEqual([200, '3.7.1\n']);
    expect(await said('mode=auth&output=json')).toEqual([200, '{"auth":"apikey"}']);
  });

  it('is there with and without what callers put around its path, and nowhere the page', async () => {
    const { key } = await program('paths');
    for (const path of ['/api', '/api/', '/sabnzbd/api', '/sabnzbd/api/']) {
      const answer = await fetch(`${base}${path}?mode=get_cats&output=json&ma_username=x&ma_password=${key}`);
      expect([path, answer.status]).toEqual([path, 200]);
    }
    for (const path of ['', '/', '/nowhere/api', '/index.html'])
      expect([path, (await fetch(`${base}${path}`)).status]).toEqual([path, 404]);
    const { call } = await program('odd-modes');
    expect(await call({ mode: 'constructor' })).toEqual({ status: false, error: 'not implemented' });
  });

  it('takes NZBs of any type, also packed, and shows them at once', async () => {
    const { call, upload, slots, names } = await program('uploads');
    const plain = await upload('Plain.Show.S01E01');
    const packed = await upload('Packed.Show.S01E01', { nzbname: 'Called.Otherwise' }, gzipSync(nzbOf('packed')), 'nzbfile'); // prettier-ignore
    expect([plain, packed]).toEqual([
      { status: true, nzo_ids: [expect.stringMatching(/^SABnzbd_nzo_[0-9a-f]{32}$/)] },
      { status: true, nzo_ids: [expect.any(String)] },
    ]);
    expect(await slots('queue', { nzo_ids: plain.nzo_ids[0]! })).toMatchObject([
      { nzo_id: plain.nzo_ids[0], filename: 'Plain.Show.S01E01', cat: 'tv', status: 'Queued', size: '683.6 KB' },
    ]);
    expect(await names({ category: 'tv' })).toEqual(['Plain.Show.S01E01', 'Called.Otherwise']);
    expect(await names({ category: 'movies' })).toEqual([]);
    expect(await names({ limit: '1' })).toEqual(['Plain.Show.S01E01']);
    expect((await upload('Rubbish', {}, 'no nzb')).status).toBe(false);
    expect((await call({ mode: 'addfile' }, { method: 'POST' })).status).toBe(false);
    // The same once more, by the same program: it is the same.
    expect(await upload('Plain.Show.S01E01')).toEqual(plain);
  });

  it('rejects what another has asked for, so that nobody moves it away under the other', async () => {
    const [one, other] = [await program('has-it'), await program('wants-it')];
    await one.upload('Shared.Show.S01E01');
    expect(await other.upload('Shared.Show.S01E01')).toEqual({ status: true, nzo_ids: [] });
    expect(await other.upload('Shared.Show.S01E01.REPACK')).toEqual({ status: true, nzo_ids: [] });
    expect(await other.names()).toEqual([]);
  });

  it('lets one join where its key says so, and each leave alone', async () => {
    const [one, other] = [await program('first-asker'), await program('joins-it', { duplicates: 'join' })];
    const [first] = (await one.upload('Joined.Show.S01E01')).nzo_ids;
    const [second] = (await other.upload('Joined.Show.S01E01.REPACK', { cat: 'hd' })).nzo_ids;
    expect(second).not.toBe(first);
    expect(await other.slots('queue')).toMatchObject([{ nzo_id: second, filename: 'Joined.Show.S01E01.REPACK', cat: 'hd' }]); // prettier-ignore
    const [download] = (await app.api.queue()).filter(({ title }) => title.startsWith('Joined.Show'));
    const remove = (value: string) => ({ mode: 'queue', name: 'delete', del_files: '1', value });
    expect(await one.call(remove(second!))).toEqual({ status: true, nzo_ids: [] });
    expect(await one.call(remove(first!))).toEqual({ status: true, nzo_ids: [first] });
    expect([await one.names(), (await app.api.download(download!.id)).status === 'cancelling']).toEqual([[], false]);
    await other.call(remove(second!));
    expect([await other.names(), (await app.api.download(download!.id)).status]).toEqual([[], 'cancelling']);
  });

  it('shows what has failed in the history, until it is deleted there', async () => {
    const { call, upload, slots } = await program('fails');
    const [id] = (await upload('Failed.Show.S01E01')).nzo_ids;
    const [download] = (await app.api.queue()).filter(({ title }) => title === 'Failed.Show.S01E01');
    await app.api.call('POST', `/downloads/${download!.id}/fail`, { reason: 'Articles are missing' });
    expect([await slots('queue'), await slots('history', { limit: '60', category: 'tv' })]).toMatchObject([
      [],
      [{ nzo_id: id, status: 'Failed', fail_message: 'Articles are missing', category: 'tv' }],
    ]);
    const retried = await call({ mode: 'retry', value: id! });
    expect(retried).toEqual({ status: true, nzo_id: expect.any(String) });
    expect(await slots('history')).toEqual([]);
    expect(await slots('queue')).toMatchObject([{ nzo_id: retried['nzo_id'] }]);
    expect((await call({ mode: 'history', name: 'delete', value: 'failed' })).status).toBe(true);
  });

  it('offers the categories of the key, and a folder to look into', async () => {
    const { call, upload } = await program('categories', { categories: ['sonarr-hd'] });
    await upload('Category.Show.S01E01', { cat: 'seen' });
    const { categories } = (await call({ mode: 'get_cats' })) as unknown as { categories: string[] };
    expect(categories).toEqual(expect.arrayContaining(['*', 'tv', 'movies', 'sonarr-hd', 'seen']));
    const { config } = (await call({ mode: 'get_config' })) as unknown as { config: { misc: Row } };
    expect(config.misc['complete_dir']).toBe('/done');
    expect((await call({ mode: 'server_stats' }))['servers']).toMatchObject({ ledgarr: { daily: {} } });
  });

  it('lets a key that may only read look at all, and change nothing', async () => {
    const { names, call } = await program('reads', {}, ['read']);
    expect(await names()).toEqual(expect.arrayContaining(['Plain.Show.S01E01', 'Category.Show.S01E01']));
    expect((await call({ mode: 'pause' })).status).toBe(false);
  });
});
