import pg from 'pg';
import { type DownloadView } from '../../src/downloads/queries/download-view.js';
import { type Aria2, callAria2 } from '../support/daemons/aria2.js';
import { freePort, until } from '../support/daemons/process.js';
import { FileServer } from '../support/file-server.js';
import { type Ledgarr, typesOf, untilEnded } from '../support/ledgarr.js';
import { ledgarrWithAria2 } from '../support/ledgarr-with-aria2.js';
import { answerOf, ask, doubled, forget, gist, movie, show } from '../support/requests.js';
import { makeTorrent } from '../support/torrents.js';

describe('no duplicates', () => {
  let app: Ledgarr;
  let aria2: Aria2;
  let remove: () => Promise<void>;
  let files: FileServer;
  beforeAll(async () => {
    [{ app, aria2, remove }, files] = await Promise.all([ledgarrWithAria2(), new FileServer().start()]);
    // Nobody answers there: what is given to it waits, and is as active as anything.
    const nowhere = `http://127.0.0.1:${await freePort()}/jsonrpc`;
    await app.api.call('POST', '/clients', { id: 'other', type: 'aria2', url: nowhere, priority: 9 });
  });
  afterAll(async () => {
    files?.close();
    await remove?.();
  });

  const post = (name: string, more: Record<string, unknown> = {}) => ask(app.api, name, more);
  const postLink = async (url: string, more: Record<string, unknown> = {}) =>
    answerOf(await app.api.call('POST', '/downloads', { release: { url }, ...more }));
  const accepted = async (name: string, more: Record<string, unknown> = {}): Promise<string> => {
    const answer = await post(name, more);
    expect(gist(answer)).toBe(201);
    return answer.download.id;
  };
  const rowsOf = async (itemKey: string) => (await app.api.queue()).filter((row) => row.itemKey === itemKey);
  const duplicateOf = (id: string) => [409, 'duplicate-download', id];

  describe('of items: the same torrent is not shown twice', () => {
    it('whichever way it is written', async () => {
      const { file, infoHash, magnet } = makeTorrent({ name: 'Written.Three.Ways.2020', sizes: [1_000] });
      const releases = [
        { magnet },
        { magnet: `magnet:?xt=urn:btih:${infoHash.toUpperCase()}` },
        { magnet: `magnet:?xt=urn:btih:${base32(infoHash)}` },
        { torrent: file.toString('base64') },
      ];
      const answers = [];
      for (const release of releases) answers.push(answerOf(await app.api.call('POST', '/downloads', { release })));
      const { id } = answers[0]!.download;
      expect(answers.map(gist)).toEqual([201, duplicateOf(id), duplicateOf(id), duplicateOf(id)]);
      expect((await rowsOf(infoHash)).map((row) => row.id)).toEqual([id]);
    });

    it('not even by force', async () => {
      const id = await accepted('Forced.Item');
      expect(gist(await post('Forced.Item', { force: true }))).toEqual(duplicateOf(id));
      expect(gist(await post('Forced.Item', { force: true, content: movie('Another.Film') }))).toEqual(duplicateOf(id));
    });

    it('not for another content', async () => {
      const id = await accepted('Two.Contents', { content: movie('Two.Contents.1') });
      expect(gist(await post('Two.Contents', { content: movie('Two.Contents.2') }))).toEqual(duplicateOf(id));
      // What was refused has claimed nothing.
      expect(gist(await post('Two.Contents.2', { content: movie('Two.Contents.2') }))).toBe(201);
    });

    it('in two clients it is two downloads', async () => {
      const here = await accepted('In.Two.Clients', { client: 'aria2' });
      const there = await accepted('In.Two.Clients', { client: 'other' });
      const { itemKey } = await app.api.download(here);
      expect((await rowsOf(itemKey)).map((row) => [row.id, row.downloadClient])).toEqual([
        [here, 'aria2'],
        [there, 'other'],
      ]);
    });

    it('in two clients it is refused where the content says so', async () => {
      const content = movie('One.Film.Two.Clients');
      const id = await accepted('One.Film.Two.Clients', { client: 'aria2', content });
      expect(gist(await post('One.Film.Two.Clients', { client: 'other', content }))).toEqual(duplicateOf(id));
    });

    it('a download leaves the queue when its client no longer has the item, and stays in the history', async () => {
      const id = await accepted('Removed.Behind.Our.Back');
      const row = await until('the client has it', async () => {
        const { status, downloadClientId } = await app.api.download(id);
        return status === 'queued' && downloadClientId !== null && (await rowsOf(downloadClientId))[0];
      });
      await callAria2(aria2, 'aria2.forceRemove', row.itemKey.slice(0, 16));
      expect((await untilEnded(app.api, id)).status).toBe('cancelled');
      expect(await rowsOf(row.itemKey)).toEqual([]);
      expect((await typesOf(app.api, id)).at(-1)).toBe('download.cancelled');
    });

    it.each([
      ['completed', 'given'],
      ['failed', 'missing'],
    ] as const)('a download leaves the queue when it has %s, and stays in the history', async (end, behaviour) => {
      const { download } = await postLink(files.file(`Leaves.When.${end}.mkv`, behaviour));
      expect((await untilEnded(app.api, download.id)).status).toBe(end);
      expect(await rowsOf(download.itemKey)).toEqual([]);
      const { body } = await app.api.call('GET', `/history/attempts?text=Leaves.When.${end}`);
      expect(body['items']).toMatchObject([{ id: download.id, outcome: end }]);
    });

    it('by the database itself, should all else fail', async () => {
      const database = new pg.Client({ connectionString: app.databaseUrl });
      await database.connect();
      try {
        const id = await accepted('Last.Line');
        const columns = `stream, download_client_id, item_key, status, title, initiated_at, updated_at`;
        const again = (client: string) =>
          database.query(
            `INSERT INTO downloads (id, download_client, ${columns})
             SELECT gen_random_uuid(), $2, stream, 'x', item_key, status, title, initiated_at, updated_at FROM downloads WHERE id = $1`,
            [id, client],
          );
        await database.query('BEGIN');
        await again('one');
        await again('two');
        await expect(again('one')).rejects.toThrow('downloads_client_item_unique');
        await database.query('ROLLBACK');
      } finally {
        await database.end();
      }
    });
  });

  describe('of content: what is on its way is not fetched beside it', () => {
    it('a movie once, and another movie beside it', async () => {
      const id = await accepted('Film.A.1080p', { content: movie('Film.A') });
      expect(gist(await post('Film.A.2160p', { content: movie('Film.A') }))).toEqual(duplicateOf(id));
      expect(gist(await post('Film.B.1080p', { content: movie('Film.B') }))).toBe(201);
    });

    it('an episode once, and another episode beside it', async () => {
      const { episodes } = show('Episodes');
      const id = await accepted('Episodes.S01E01.A', { content: episodes(1, 1) });
      expect(gist(await post('Episodes.S01E01.B', { content: episodes(1, 1) }))).toEqual(duplicateOf(id));
      expect(gist(await post('Episodes.S01E02', { content: episodes(1, 2) }))).toBe(201);
      expect(gist(await post('Episodes.S02E01', { content: episodes(2, 1) }))).toBe(201);
    });

    it('an episode not beside a file that holds it with others', async () => {
      const { episodes } = show('Double');
      const id = await accepted('Double.S01E01E02', { content: episodes(1, 1, 2) });
      expect(gist(await post('Double.S01E02', { content: episodes(1, 2) }))).toEqual(duplicateOf(id));
      expect(gist(await post('Double.S01E02E03', { content: episodes(1, 2, 3) }))).toEqual(duplicateOf(id));
      expect(gist(await post('Double.S01E03', { content: episodes(1, 3) }))).toBe(201);
    });

    it('an episode not beside its pack', async () => {
      const { episodes, season } = show('Pack.First');
      const id = await accepted('Pack.First.S01', { content: season(1) });
      expect(gist(await post('Pack.First.S01E05', { content: episodes(1, 5) }))).toEqual(duplicateOf(id));
      expect(gist(await post('Pack.First.S01.B', { content: season(1) }))).toEqual(duplicateOf(id));
    });

    it('a pack not beside one of its episodes, whichever episodes it names', async () => {
      const { episodes, season } = show('Episode.First');
      const id = await accepted('Episode.First.S01E05', { content: episodes(1, 5) });
      expect(gist(await post('Episode.First.S01', { content: season(1) }))).toEqual(duplicateOf(id));
      expect(gist(await post('Episode.First.S01.part', { content: season(1, 1, 2, 3) }))).toEqual(duplicateOf(id));
    });

    it('other seasons pass, and their episodes', async () => {
      const { episodes, season } = show('Seasons');
      const contents = [season(1), season(2), episodes(3, 1), episodes(3, 2), season(4, 1, 2)];
      for (const [i, content] of contents.entries()) await accepted(`Seasons.${i}`, { content });
    });

    it('nothing of a series beside all of it, and all of it not beside a part', async () => {
      const { episodes, season, all } = show('Whole');
      const id = await accepted('Whole', { content: all() });
      expect(gist(await post('Whole.S01', { content: season(1) }))).toEqual(duplicateOf(id));
      expect(gist(await post('Whole.S09E09', { content: episodes(9, 9) }))).toEqual(duplicateOf(id));
      await forget(app.api, id);
      const part = await accepted('Whole.S09E09', { content: episodes(9, 9) });
      expect(gist(await post('Whole.again', { content: all() }))).toEqual(duplicateOf(part));
    });

    it('another show of the same seasons passes, and so does a movie of the same id', async () => {
      await accepted('Namesake.A', { content: show('Namesake.A').season(1) });
      await accepted('Namesake.B', { content: show('Namesake.B').season(1) });
      await accepted('Namesake.Film', { content: { kind: 'movie', mediaId: 'tvdb:Namesake.A' } });
    });

    it('without content only the item counts', async () => {
      await accepted('Nothing.Known.A');
      await accepted('Nothing.Known.B');
      const content = movie('Nothing.Known');
      await accepted('Nothing.Known.C', { content });
      await accepted('Nothing.Known.D');
    });

    it('force passes what claims the content, and is in the way of what comes after it', async () => {
      const content = show('Upgrade').episodes(1, 1);
      const first = await accepted('Upgrade.720p', { content });
      const second = await accepted('Upgrade.2160p', { content, force: true });
      await forget(app.api, first);
      expect(gist(await post('Upgrade.1080p', { content }))).toEqual(duplicateOf(second));
      await forget(app.api, second);
      expect(gist(await post('Upgrade.1080p', { content }))).toBe(201);
    });

    it('of one that was forced over another, either is still in the way', async () => {
      const content = show('Upgrade.2').episodes(1, 1);
      const first = await accepted('Upgrade.2.720p', { content });
      const second = await accepted('Upgrade.2.2160p', { content, force: true });
      await forget(app.api, second);
      expect(gist(await post('Upgrade.2.1080p', { content }))).toEqual(duplicateOf(first));
    });
  });

  describe('of content that is read from the title', () => {
    it.each([
      ['Harbour.Lights.2019.1080p.BluRay.x264-GRP', { kind: 'movie', title: 'Harbour Lights', year: 2019 }],
      ['Tide.Tables.S02E03.720p.WEB-GRP', { kind: 'episodes', title: 'Tide Tables', season: 2, episodes: [3] }],
      ['Tide.Tables.S04.1080p.WEB-GRP', { kind: 'season', title: 'Tide Tables', season: 4 }],
    ])('answers %s with what was read', async (title, content) => {
      const { status, download } = await post(`of ${title}`, { title, content: 'parse' });
      expect(status).toBe(201);
      expect(download.content).toEqual({ ...content, mediaId: expect.stringMatching(/^parsed:/) });
      expect((await app.api.download(download.id)).content).toEqual(download.content);
    });

    it('an episode is refused beside the pack that holds it, by their titles alone', async () => {
      const pack = { title: 'Grey.Gulls.S01.1080p.WEB-GRP', content: 'parse' };
      const id = await accepted('gulls pack', pack);
      const episode = { title: 'Grey Gulls S01E04 720p HDTV-XYZ', content: 'parse' };
      expect(gist(await post('gulls episode', episode))).toEqual(duplicateOf(id));
    });

    it('what cannot be read has no content', async () => {
      const { status, download } = await post('unreadable', { title: 'backup-disk-7', content: 'parse' });
      expect([status, download.content]).toEqual([201, null]);
    });
  });

  describe('of races', () => {
    it('200 requests at once for one series, packs and episodes mixed, bring nothing twice', async () => {
      const { episodes, season, all } = show('Stampede');
      const contents = Array.from({ length: 200 }, (_, i) => {
        if (i % 67 === 0) return all();
        return i % 9 === 0 ? season(1 + (i % 5)) : episodes(1 + (i % 5), 1 + (i % 7));
      });
      const answers = await Promise.all(contents.map((content, i) => post(`Stampede.${i % 150}`, { content })));
      const taken = answers.filter(({ status }) => status === 201).map(({ download }) => download.id);
      const refused = answers.filter(({ status }) => status !== 201);
      const active = (await queueOf('tvdb:Stampede')).map(({ id }) => id);
      expect(taken.length).toBeGreaterThanOrEqual(1);
      expect(active.sort()).toEqual([...taken].sort());
      expect(doubled(await queueOf('tvdb:Stampede'))).toEqual([]);
      expect(new Set(refused.map(({ status, code }) => `${status} ${code}`))).toEqual(
        new Set(['409 duplicate-download']),
      );
      expect(refused.filter(({ existing }) => !taken.includes(existing!))).toEqual([]);
    });

    it('nothing is lost in them: what was not in the way of anything is let through', async () => {
      const { episodes } = show('No.Stampede');
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, i) => post(`No.Stampede.${i}`, { content: episodes(1 + (i % 4), 1 + i) })),
      );
      expect(answers.map(gist)).toEqual(answers.map(() => 201));
    });

    const queueOf = async (mediaId: string): Promise<DownloadView[]> =>
      (await app.api.call('GET', `/downloads?limit=1000&content=${mediaId}`)).body['items'] as DownloadView[];
  });
});

/** RFC 4648, as old magnets have their hashes. */
function base32(hex: string): string {
  const bits = [...Buffer.from(hex, 'hex')].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[parseInt(five, 2)]).join('');
}
