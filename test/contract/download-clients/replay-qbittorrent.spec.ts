import {
  ClientRefused,
  ClientUnavailable,
  type ConnectionSettings,
} from '../../../src/download-clients/download-client.js';
import { QbittorrentClient } from '../../../src/download-clients/qbittorrent/qbittorrent-client.js';
import {
  type Asked,
  pick,
  type Recorded,
  recordingsOf,
  type Replay,
  startReplay,
} from '../../support/daemons/recorded.js';

const MOVIE = '3fef5ce30829cdf8d0ff77d76cbb84cf249b94be';
const MAGNET = '65477245d052b89a092464be8d8498349609a125';

/** By method, path and how it is signed in; the session's id is a stand-in in the recordings. */
function fits(asked: Asked, { method, path, headers, body }: Recorded): boolean {
  const cookieName = (cookie = '') => cookie.split('=')[0];
  const isLogin = path.endsWith('/auth/login');
  return (
    asked.method === method &&
    decodeURIComponent(asked.path) === path &&
    (path.endsWith('/defaultSavePath') || cookieName(asked.headers.cookie) === cookieName(headers['Cookie'])) &&
    !(headers['Cookie'] ?? '').includes('unknown') &&
    (asked.headers.authorization ?? '') === (headers['Authorization'] ?? '') &&
    (!isLogin || (asked.body === body && headers['Origin'] === undefined && headers['Host'] === undefined)) &&
    (typeof body !== 'string' || !path.startsWith('/api/v2/torrents/') || decodeURIComponent(asked.body) === body)
  );
}

describe.each(['4.5.2', '5.1.4', '5.2.3'])('qBittorrent %s, as it was recorded', (version) => {
  const recorded = recordingsOf(`qbittorrent-${version}`);
  const of = (scenario: string, ...abouts: string[]) =>
    abouts.length === 0 ? pick(recorded, scenario) : abouts.flatMap((about) => pick(recorded, scenario, about));
  const signIn = of('login', 'good', 'no cookie');
  const replays: Replay[] = [];
  afterEach(async () => {
    const done = replays.splice(0);
    for (const replay of done) await replay.stop();
    expect(done.flatMap(({ unknown }) => unknown.map(({ method, path }) => `${method} ${path}`))).toEqual([]);
  });
  const open = async (exchanges: readonly Recorded[], change: Partial<ConnectionSettings> = {}) => {
    const replay = await startReplay(exchanges, fits);
    replays.push(replay);
    const asked = (path: string) => replay.asked.filter((each) => each.path.startsWith(`/api/v2/${path}`));
    const credentials = { username: 'admin', password: 'adminadmin', apiKey: null };
    const common = { type: 'qbittorrent', url: replay.url, category: null, downloadDir: null } as const;
    return { client: new QbittorrentClient({ ...common, ...credentials, ...change }), asked };
  };
  const failure = (promise: Promise<unknown>) => promise.then(() => null, (error: unknown) => error); // prettier-ignore
  const add = (client: QbittorrentClient, itemKey: string, payload?: { kind: 'magnet'; uri: string }) =>
    client.add({
      itemKey,
      title: 'x',
      payload: payload ?? { kind: 'torrent', file: Buffer.from('a file') },
      category: 'movies',
      priority: null,
    });

  it('is signed in to, and keeps the cookie under the name that it was given', async () => {
    const folder: Recorded = { ...of('version', 'version')[0]!, path: '/api/v2/app/defaultSavePath' };
    const saved = { ...folder, answer: { ...folder.answer, body: '/srv/dl/complete' } };
    const { client, asked } = await open([...signIn, ...of('login', 'with the cookie'), saved]);
    expect(await client.test()).toEqual({ version, downloadDir: '/srv/dl/complete' });
    expect(asked('app/version')[0]!.headers.cookie).toMatch(
      version === '5.2.3' ? /^QBT_SID_8080=SID-1$/ : /^SID=SID-1$/,
    );
    expect(client.session).toMatch(/^SID-\d$/);
  });

  it('is told a wrong password once, however often it is polled', async () => {
    const { client, asked } = await open([...of('login', 'wrong password', 'no cookie')], { password: 'wrong' });
    for (let poll = 0; poll < 4; poll++) {
      const error = await failure(client.list());
      expect(error).toBeInstanceOf(ClientUnavailable);
      expect(error).toMatchObject({
        kind: 'authentication',
        message: expect.stringMatching(/wrong user name or password/),
      });
    }
    expect(asked('auth/login')).toHaveLength(1);
  });

  it('is left alone while it has banned this address', async () => {
    const { client, asked } = await open([
      ...of('login-banned', 'good password, too late'),
      ...of('login', 'no cookie'),
    ]);
    for (let poll = 0; poll < 4; poll++)
      expect(await failure(client.list())).toMatchObject({
        kind: 'locked-out',
        remedy: expect.stringMatching(/restart qBittorrent/),
      });
    expect(asked('auth/login')).toHaveLength(1);
  });

  it('is signed in to once more when a session has ended that worked before', async () => {
    const works = of('login', 'with the cookie');
    const { client, asked } = await open([...of('login', 'good'), ...works, ...of('session-expired', 'later', 'log in again', 'with the new cookie'), ...noFolder()]); // prettier-ignore
    await client.test();
    expect(await client.test()).toMatchObject({ version });
    expect(asked('auth/login')).toHaveLength(2);
  });

  it('is not signed in to again and again where a fresh session is not known', async () => {
    const { client, asked } = await open([...signIn, ...of('session-expired', 'later')]);
    expect(await failure(client.test())).toMatchObject({
      kind: 'authentication',
      message: expect.stringMatching(/cookie/),
    });
    expect(asked('auth/login')).toHaveLength(1);
  });

  it('needs no password where it trusts the address', async () => {
    const { client, asked } = await open([of('login-not-needed', 'no cookie')[0]!, ...noFolder('no cookie')], { username: null, password: null });
    expect(await client.test()).toMatchObject({ version });
    expect(asked('auth/login')).toHaveLength(0);
  }); // prettier-ignore

  it('says that it wants a password where none is given', async () => {
    const { client } = await open(signIn, { username: null, password: null });
    expect(await failure(client.test())).toMatchObject({ kind: 'authentication', message: expect.stringMatching(/asks for a user name/) });
  }); // prettier-ignore

  it('takes a torrent with all that it is to have in the one call', async () => {
    const [nothing] = of('hybrid-and-v2', 'hybrid by its v1 hash');
    const look = of('add', 'what was added');
    const first = { ...nothing!, path: look[0]!.path };
    const { client, asked } = await open([...signIn, first, of('add', 'a .torrent, with category and save path, not started')[0]!, ...look]); // prettier-ignore
    expect(await add(client, MOVIE)).toEqual({ id: MOVIE });
    const [{ body }] = asked('torrents/add') as [Asked];
    for (const [name, value] of [
      ['category', 'movies'],
      ['paused', 'false'],
      ['stopped', 'false'],
    ] as const)
      // prettier-ignore
      expect(body).toMatch(new RegExp(`name="${name}"\\r\\n\\r\\n${value}\\r\\n`));
    expect(body).not.toContain('savepath');
  });

  it('adopts one that is there already, although it says no to it', async () => {
    const [nothing] = of('hybrid-and-v2', 'hybrid by its v1 hash');
    const held = of('add', 'the item after the second add');
    const { client } = await open([...signIn, { ...nothing!, path: held[0]!.path }, ...of('add', 'again: already there'), ...held]);
    expect(await add(client, MOVIE)).toEqual({ id: MOVIE });
  }); // prettier-ignore

  it('refuses what it says no to and does not list, and a broken file', async () => {
    const [nothing] = of('hybrid-and-v2', 'hybrid by its v1 hash');
    const none = (path: string) => ({ ...nothing!, path });
    const hash = 'ab'.repeat(20);
    const looks = [none(`/api/v2/torrents/info?hashes=${hash}`), none('/api/v2/torrents/info')];
    const log = { ...none('/api/v2/log/main?normal=false&info=false&warning=true&critical=true&last_known_id=-1') };
    log.answer = { ...log.answer, body: of('add', 'what the log says of the failures')[0]!.answer.body };
    const magnet = await open([...signIn, ...looks, ...of('add', 'a magnet whose hash is too short'), log]);
    const refused = await failure(add(magnet.client, hash, { kind: 'magnet', uri: 'magnet:?xt=urn:btih:abcdef' }));
    expect(refused).toBeInstanceOf(ClientRefused);
    expect((refused as Error).message).toMatch(version === '4.5.2' ? /No such file or directory/ : /invalid info-hash/);
    const broken = await open([...signIn, ...looks, ...of('add', 'a broken torrent (not bencoded)')]);
    expect(await failure(add(broken.client, hash))).toMatchObject({ kind: 'rejected', message: expect.stringMatching(/not a valid torrent file/) }); // prettier-ignore
  });

  it('is paused and resumed by the words that it knows, once it has been found out which they are', async () => {
    const states = of('state-downloading', 'downloading', 'stopped by the user, half done');
    const { client, asked } = await open([...signIn, ...states, ...of('state-downloading').filter(({ path }) => /\/(stop|pause|start|resume)$/.test(path))]); // prettier-ignore
    for (let times = 0; times < 2; times++) {
      await client.pause(MOVIE);
      await client.resume(MOVIE);
    }
    const words = ['stop', 'pause', 'start', 'resume'].map((word) => asked(`torrents/${word}`).length);
    if (version === '4.5.2') expect([words[0], words[2], words[3]]).toEqual([1, 1, 2]);
    else expect([words[1], words[2], words[3]]).toEqual([0, 2, 0]);
  });

  it('tells what has changed, from the one look to the next', async () => {
    const { client, asked } = await open([...signIn, ...of('sync-maindata')]);
    const one = 'dd5498cf4c6fdd0c488881b64b7d401b902b1c13';
    const first = await client.changes(null);
    expect(first.full).toBe(true);
    expect(first.items.length).toBeGreaterThan(2);
    const nothing = await client.changes(first.since);
    expect(nothing).toMatchObject({ full: false, items: [], removed: [] });
    const added = await client.changes(nothing.since);
    expect(added.items.map(({ id }) => id)).toEqual([one]);
    const changed = await client.changes(added.since);
    expect(changed.items).toEqual([{ ...added.items[0], category: 'movies' }]);
    expect(asked('sync/maindata').map(({ path }) => path.split('=')[1])).toEqual(['0', '1', '2', '3']);
    // Somebody who goes on from elsewhere, an earlier run for example, gets everything.
    expect(await client.changes('long-ago:3')).toMatchObject({ full: true });
  });

  it('tells what was removed', async () => {
    const [full, , added] = of('sync-maindata');
    const at = (each: Recorded, rid: number) => ({ ...each, path: `/api/v2/sync/maindata?rid=${rid}` });
    const { client } = await open([...signIn, full!, at(added!, 1), at(of('sync-maindata', 'it was removed')[0]!, 3)]);
    let { since } = await client.changes(null);
    ({ since } = await client.changes(since));
    expect((await client.changes(since)).removed).toEqual(['dd5498cf4c6fdd0c488881b64b7d401b902b1c13']);
  });

  it('finds a hybrid by its v1 hash after the metadata have given it another', async () => {
    const v1 = 'd8ad7a24e99ef21bbf55e14d98139abe1321a0da';
    const { client } = await open([...signIn, ...of('hybrid-from-magnet', 'after the metadata', 'by its v1 hash', 'by its v2 hash, cut to 40')]); // prettier-ignore
    expect(await client.get(v1)).toMatchObject({ id: v1, itemKeys: [v1, 'cf182281b5982d6634f7a70270837e2924ee9927'], state: 'complete' });
    expect(await client.get(v1)).toMatchObject({ id: v1 }); // by its new hash at once
  }); // prettier-ignore

  it('says of a broken one what its log says', async () => {
    const { client } = await open([...signIn, ...of('error-disk-full', 'error', 'what the log says')]);
    const item = await client.get('65f95df827115464a495762a4ca0c274c3c00dde');
    expect(item).toMatchObject({ state: 'warning', message: expect.stringMatching(/No space left on device$/) });
  });

  if (version === '5.2.3')
    it('takes an API key instead of a password, and says when it does not know it', async () => {
      const key = 'API-KEY-1';
      const good = await open([...of('api-key', 'a call with the key'), ...noFolder('a call with the key', 'api-key')], { apiKey: key });
      expect(await good.client.test()).toMatchObject({ version });
      expect(good.asked('auth/login')).toHaveLength(0);
      const gone = await open(of('api-key', 'a call with the deleted key'), { apiKey: key });
      expect(await failure(gone.client.test())).toMatchObject({ kind: 'authentication', message: expect.stringMatching(/API key/) });
    }); // prettier-ignore

  /** The default folder was not recorded: it is asked for beside the version, and need not be known. */
  function noFolder(about = 'with the cookie', scenario = 'login'): Recorded[] {
    const [like] = of(scenario, about);
    return [{ ...like!, path: '/api/v2/app/defaultSavePath', answer: { status: 404, headers: {}, body: 'Not Found' } }];
  }

  it('is asked for a magnet by its own hash, and not for all', async () => {
    const [nothing] = of('hybrid-and-v2', 'hybrid by its v1 hash');
    const look = of('add', 'what was added')[1]!;
    const { client, asked } = await open([...signIn, { ...nothing!, path: look.path }, ...of('add', 'a magnet, with category, not started'), look]); // prettier-ignore
    expect(await add(client, MAGNET, { kind: 'magnet', uri: `magnet:?xt=urn:btih:${MAGNET}` })).toEqual({ id: MAGNET });
    expect(asked('torrents/info').every(({ path }) => path.includes(MAGNET))).toBe(true);
  });
});
