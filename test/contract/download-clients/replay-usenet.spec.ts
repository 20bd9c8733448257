import { createServer } from 'node:http';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { ClientRefused, type ConnectionSettings } from '../../../src/download-clients/download-client.js';
import { openClient } from '../../../src/download-clients/open-client.js';
import { makePosting } from '../../support/usenet/nzbs.js';

/** One answer of a real daemon, as it was recorded. `call`: the method, or the mode and what is done in it. */
type Exchange = { about: string; call: string; status: number; body: unknown };
type Recording = Readonly<Record<string, readonly Exchange[]>>;

const recordingOf = (name: string): Recording =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')) as Recording;

/** The exchange of this name, of this call. */
const pick = (exchanges: readonly Exchange[] | undefined, call: string, about: string): Exchange => {
  const found = exchanges?.find((each) => each.call === call && each.about === about);
  if (found === undefined) throw new Error(`not recorded: ${call}, ${about}`);
  return found;
};

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A daemon that gives to each call the answer that was recorded for it; of several they are given one after another, the last for good. */
async function replay(exchanges: readonly Exchange[]): Promise<string> {
  const left = new Map<string, Exchange[]>();
  for (const each of exchanges) left.set(each.call, [...(left.get(each.call) ?? []), each]);
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const answers = left.get(callIn(request.url ?? '', body.toString('latin1'))) ?? [];
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      const { status, body: said } = answer ?? { status: 500, body: 'not recorded' };
      const text = typeof said === 'string' ? said : said === null ? '' : JSON.stringify(said);
      response.writeHead(status).end(text);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function callIn(path: string, body: string): string {
  if (path.includes('jsonrpc')) return /"method":"(\w+)"/.exec(body)?.[1] ?? 'version';
  if (body.includes('name="mode"')) return /name="mode"\r\n\r\n(\w+)/.exec(body)?.[1] ?? '';
  const form = new URLSearchParams(body);
  const name = form.get('name');
  return name === null ? (form.get('mode') ?? '') : `${form.get('mode')}.${name}`;
}

const open = async (
  type: 'sabnzbd' | 'nzbget',
  exchanges: readonly Exchange[],
  more: Partial<ConnectionSettings> = {},
) =>
  openClient({
    ...{
      type,
      url: await replay(exchanges),
      username: 'u',
      password: 'p',
      apiKey: 'k',
      category: null,
      downloadDir: null,
    },
    ...more,
  });

const request = () => {
  const { file, itemKey, name } = makePosting('Night.Harbour.2021', [1_000]);
  return { itemKey, title: name, payload: { kind: 'nzb', file } as const, category: null, priority: null };
};

describe('SABnzbd 3.7.1, as recorded', () => {
  const recorded = recordingOf('sabnzbd-3.7.1');
  const noQueue = pick(recorded['login'], 'queue', 'good');
  const noHistory = pick(recorded['add'], 'history', 'the history');

  it.each([
    ['no key', 'queue', 'authentication', /asks for its API key/],
    ['wrong key', 'queue', 'authentication', /does not know this API key/],
    ['the NZB key reads the queue', 'queue', 'authentication', /not the NZB key/],
    ['a Host that it does not know', 'version', 'unreachable', /host_whitelist/],
  ])('tells apart who is not let in, and what to do: %s', async (about, call, kind, words) => {
    const refused = { ...pick(recorded['login'], call, about), call: 'queue' };
    const client = await open('sabnzbd', [refused]);
    const error: unknown = await client.list().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind, message: expect.stringMatching(words) as string });
  });

  it('says that the path is wrong', async () => {
    const elsewhere = { ...pick(recorded['wrong calls'], 'addfile', 'another path'), call: 'queue' };
    await expect((await open('sabnzbd', [elsewhere])).list()).rejects.toThrow(/is the path right/);
  });

  it.each([
    ['downloading', [['Slow.Water.2013', 'downloading', 246_927]]],
    ['paused', [['Slow.Water.2013', 'paused', 0]]],
    ['everything paused: the item', [['Slow.Water.2013', 'paused', 0]]],
    ['one downloads, one waits', [['Slow.Water.2013', 'downloading', 0], ['Queue.Two.2020', 'queued', 0]]],
  ])('reads its queue: %s', async (about, items) => {
    const client = await open('sabnzbd', [pick(recorded['downloading'], 'queue', about), noHistory]);
    const read = (await client.list()).map(({ title, state, downloadSpeed }) => [title, state, downloadSpeed]);
    expect(read).toEqual(items);
  }); // prettier-ignore

  it('reads its history: what is processed, what is complete, what failed', async () => {
    const states = async (scenario: string, about: string) => {
      const client = await open('sabnzbd', [noQueue, pick(recorded[scenario], 'history', about)]);
      const items = (await client.list()).filter(({ title }) => !title.startsWith('http'));
      return items.map(({ title, state, outputPath, message }) => [title, state, outputPath, message]);
    };
    expect(await states('downloading', 'the history')).toEqual([['Queue.Two.2020', 'checking', null, null]]);
    expect(await states('downloading', 'the history: good')).toEqual([
      ['Queue.Two.2020', 'complete', '/srv/dl/complete/Queue.Two.2020/q2.mkv', null],
    ]);
    expect(await states('missing articles', 'the history')).toEqual([
      [
        'Lost.Signal.2018',
        'complete',
        '/srv/dl/complete/Lost.Signal.2018/lost.mkv',
        'SABnzbd could not fetch all of it: 3 articles were missing.',
      ],
      ['Lost.Season', 'failed', null, expect.stringMatching(/not-complete/)],
      ['Slow.Water.2013', 'complete', '/srv/dl/complete/movies/Slow.Water.2013', null],
      ['Queue.Two.2020', 'complete', '/srv/dl/complete/Queue.Two.2020/q2.mkv', null],
    ]);
  });

  it('finds one of the history by its id', async () => {
    const client = await open('sabnzbd', [
      noQueue,
      pick(recorded['downloading'], 'history', 'one of the history by its id'),
    ]);
    expect(await client.get('SABnzbd_nzo_55bp2wau')).toMatchObject({ title: 'Queue.Two.2020', state: 'complete' });
    expect(await client.get('SABnzbd_nzo_other')).toBeNull();
  });

  it('takes the id that it gives', async () => {
    const added = pick(recorded['add'], 'addfile', 'an NZB, with category and name');
    expect(await (await open('sabnzbd', [noQueue, noHistory, added])).add(request())).toEqual({
      id: 'SABnzbd_nzo_0m61nsee',
    });
  });

  it.each(['a broken NZB', 'an NZB without files'])('is refused where it makes no job of it: %s', async (about) => {
    const client = await open('sabnzbd', [noQueue, noHistory, pick(recorded['add'], 'addfile', about)]);
    await expect(client.add(request())).rejects.toThrow(ClientRefused);
  });

  it('is refused too where it says that all went well, and makes no job: a duplicate that it threw away', async () => {
    const discarded = { about: 'a duplicate', call: 'addfile', status: 200, body: { status: true, nzo_ids: [] } };
    const client = await open('sabnzbd', [noQueue, noHistory, discarded]);
    await expect(client.add(request())).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringMatching(/did not take it/) as string,
    });
  });

  it('removes what is not there without trouble', async () => {
    const gone = [pick(recorded['remove'], 'queue.delete', 'again: unknown now')];
    const client = await open('sabnzbd', [noQueue, noHistory, ...gone]);
    expect(await client.remove('SABnzbd_nzo_ako_lpj9', { removeData: true })).toEqual({ dataRemoved: false });
  });

  it('tells of a category that is not there, and of a history that is not kept', async () => {
    const version = { ...pick(recorded['login'], 'version', 'the version needs no key') };
    const cats = pick(recorded['settings'], 'get_cats', 'categories');
    const status = pick(recorded['settings'], 'fullstatus', 'full status (shortened)');
    const config = (misc: object) => ({ about: '4.3', call: 'get_config', status: 200, body: { config: { misc } } });
    const concerns = async (misc: object, category: string | null) => {
      const client = await open('sabnzbd', [version, noQueue, cats, status, config(misc)], { category });
      const { concerns: told = [], ...tested } = await client.test();
      expect(tested).toEqual({ version: '3.7.1', downloadDir: '/srv/dl/complete' });
      return told.map(({ step, problem }) => `${step}: ${problem}`);
    };
    expect(await concerns({ history_retention: '' }, 'movies')).toEqual([]);
    expect(await concerns({}, 'films')).toEqual([expect.stringMatching(/^category: .*no category films/)]);
    for (const misc of [{ history_retention_option: 'all-delete' }, { history_retention: '-1' }])
      expect(await concerns(misc, null)).toEqual([expect.stringMatching(/forgets a job as soon as/)]);
    expect(await concerns({ history_retention_option: 'number-delete' }, null)).toEqual([
      expect.stringMatching(/keeps only some/),
    ]);
    expect(await concerns({ history_retention_option: 'days-archive' }, null)).toEqual([]);
  });
});

describe('NZBGet 21.0, as recorded', () => {
  const recorded = recordingOf('nzbget-21.0');
  const status = { ...pick(recorded['downloading'], 'status', 'status') };
  const allPaused = recorded['downloading']!.filter(({ call }) => call === 'status')[1]!;
  const nothing = (call: string): Exchange => ({ about: 'nothing', call, status: 200, body: { result: [] } });

  it.each(['no login', 'wrong password'])('tells who is not let in, and what to do: %s', async (about) => {
    const client = await open('nzbget', [{ ...pick(recorded['login'], 'version', about), call: 'status' }]);
    await expect(client.list()).rejects.toMatchObject({
      kind: 'authentication',
      remedy: expect.stringMatching(/ControlPassword/) as string,
    });
  });

  it('says that the path is wrong, and takes an error of its own for one of the client', async () => {
    const elsewhere = { ...pick(recorded['wrong calls'], 'version', 'another path'), call: 'status' };
    await expect((await open('nzbget', [elsewhere])).list()).rejects.toThrow(/is the path right/);
    const unknown = { ...pick(recorded['wrong calls'], 'noSuchMethod', 'an unknown method'), call: 'status' };
    await expect((await open('nzbget', [unknown])).list()).rejects.toThrow(/Invalid procedure/);
  });

  it.each([
    ['downloading', false, [['Slow.Water.2013', 'downloading', 309_950]]],
    ['paused', false, [['Slow.Water.2013', 'paused', 0]]],
    ['everything paused: the item', true, [['Slow.Water.2013', 'paused', 0]]],
    ['one downloads, one waits', false, [['Slow.Water.2013', 'downloading', 309_950], ['Queue.Two.2020', 'queued', 0]]],
  ])('reads its queue: %s', async (about, paused, items) => {
    const queue = pick(recorded['downloading'], 'listgroups', about);
    const client = await open('nzbget', [paused ? allPaused : status, queue, nothing('history')]);
    const read = (await client.list()).map(({ title, state, downloadSpeed }) => [title, state, downloadSpeed]);
    expect(read).toEqual(items);
  }); // prettier-ignore

  it('reads what is processed, and its history', async () => {
    const processed = pick(recorded['missing articles'], 'listgroups', 'while it fails');
    const [item] = await (await open('nzbget', [status, processed, nothing('history')])).list();
    expect(item).toMatchObject({ state: 'checking', processing: 'unpacking', progress: 1, outputPath: null });
    const states = async (scenario: string, about: string) => {
      const history = pick(recorded[scenario], 'history', about);
      const items = await (await open('nzbget', [status, nothing('listgroups'), history])).list();
      return items.map(({ title, state, outputPath }) => [title, state, outputPath]);
    };
    expect(await states('downloading', 'the history: good')).toContainEqual([
      'Queue.Two.2020',
      'complete',
      '/srv/dl/dest/tv/Queue.Two.2020',
    ]);
    expect(await states('missing articles', 'the history')).toContainEqual(['Lost.Season', 'failed', null]);
    expect(await states('add', 'the history')).toEqual([]); // a copy of what is in the queue
    expect((await states('remove', 'the history')).map(([title]) => title)).not.toContain('To.Delete.1'); // by hand
  });

  it('is refused where a call is not taken', async () => {
    const refused = pick(recorded['add'], 'append', 'too few parameters');
    const client = await open('nzbget', [nothing('listgroups'), nothing('history'), refused]);
    await expect(client.add(request())).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringMatching(/AddTop/) as string,
    });
  });

  it('tells of a category that is not there, and of a history that is not kept', async () => {
    const version = pick(recorded['login'], 'version', 'good');
    const config = pick(recorded['settings'], 'config', 'settings (shortened to those that an adapter looks at)');
    const forgetful = { ...config, body: { result: [{ Name: 'KeepHistory', Value: '0' }] } };
    const test = async (settings: Exchange, category: string | null) =>
      (await open('nzbget', [version, nothing('listgroups'), settings], { category })).test();
    expect(await test(config, 'movies')).toEqual({ version: '21.0', concerns: [], downloadDir: '/srv/dl/dest' });
    expect((await test(config, 'films')).concerns).toMatchObject([{ step: 'category' }]);
    expect((await test(forgetful, null)).concerns).toMatchObject([
      { problem: expect.stringMatching(/forgets an item/) as string },
    ]);
  });
});
