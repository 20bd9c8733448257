import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { gidOf } from '../../src/download-clients/aria2/aria2-items.js';
import { callAria2 } from '../support/daemons/aria2.js';
import { tempFolder, until } from '../support/daemons/process.js';
import { startSeeder } from '../support/daemons/seeder.js';
import { FileServer } from '../support/file-server.js';
import { untilEnded } from '../support/ledgarr.js';
import { type LedgarrWithAria2, ledgarrWithAria2 } from '../support/ledgarr-with-aria2.js';
import { answerOf, ask, gist, magnetOf, movie, show } from '../support/requests.js';

type Root = { root: string; state: string; files: number; error: string | null };

describe('what is on disk already', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let ledgarr: LedgarrWithAria2;
  let files: FileServer;
  let root: string;
  const unplugged = () => join(folder.path, 'unplugged');
  beforeAll(async () => {
    folder = await tempFolder('library');
    root = join(folder.path, 'media');
    await mkdir(root);
    const roots = { LEDGARR_LIBRARY_ROOTS: `${root},${unplugged()}` };
    [ledgarr, files] = await Promise.all([ledgarrWithAria2(roots), new FileServer().start()]);
  });
  afterAll(async () => {
    files?.close();
    await ledgarr?.remove();
    await folder?.remove();
  });

  const post = (name: string, more: Record<string, unknown>) => ask(ledgarr.app.api, name, more);
  const health = async (): Promise<{ status: number; roots: Root[] }> => {
    const { url, dataDir } = ledgarr.app;
    const key = (await readFile(join(dataDir, 'api-key'), 'utf8')).trim();
    const answer = await fetch(`${url}/health/ready`, { headers: { 'X-Api-Key': key } });
    return { status: answer.status, roots: ((await answer.json()) as { libraryRoots: Root[] }).libraryRoots };
  };
  const rootHealth = async (of: string) => (await health()).roots.find((each) => each.root === of);
  /** Puts files into the library, and waits until it has seen as many more. */
  const shelve = async (...paths: string[]): Promise<string[]> => {
    const before = (await rootHealth(root))!.files;
    const full = paths.map((path) => join(root, path));
    for (const path of full) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, 'x');
    }
    await until('it is seen', async () => (await rootHealth(root))!.files >= before + full.length);
    return full;
  };
  const inLibrary = (...found: string[]) => ({ status: 409, code: 'already-in-library', files: found });

  describe('in a library root', () => {
    it('a film is not fetched again, and the answer names its file', async () => {
      const [path] = await shelve('Movies/Quiet Harbour (2011)/Quiet.Harbour.2011.1080p.mkv');
      const content = movie('Quiet Harbour', 2011);
      expect(await post('Quiet.Harbour.2160p', { content })).toMatchObject(inLibrary(path!));
      expect(gist(await post('Quiet.Harbour.2160p', { content: movie('Quiet Harbour', 1954) }))).toBe(201);
    });

    it('it is by force, and by a title that is read', async () => {
      const [path] = await shelve('Movies/Copper Sky (2012)/Copper Sky (2012).mkv');
      const parsed = { title: 'Copper.Sky.2012.2160p.WEB-GRP', content: 'parse' };
      expect(await post('Copper.Sky', parsed)).toMatchObject(inLibrary(path!));
      expect(gist(await post('Copper.Sky', { ...parsed, force: true }))).toBe(201);
    });

    it('an episode is not, the next one is', async () => {
      const [path] = await shelve('TV/Tide Tables/Season 02/Tide.Tables.S02E01E02.mkv');
      const { episodes } = show('Tide Tables');
      expect(await post('Tide.Tables.S02E02', { content: episodes(2, 2) })).toMatchObject(inLibrary(path!));
      expect(gist(await post('Tide.Tables.S02E02E03', { content: episodes(2, 2, 3) }))).toBe(201);
    });

    it('a season is not, once every episode that is asked for is there', async () => {
      const { season } = show('Long Walk');
      const name = (e: number) => `TV/Long Walk/Season 1/Long Walk - s01e0${e}.mkv`;
      const two = await shelve(name(1), name(2));
      const first = await post('Long.Walk.S01', { content: season(1, 1, 2, 3) });
      expect(gist(first)).toBe(201);
      await ledgarr.app.api.call('POST', `/downloads/${first.download.id}/cancel`, { forget: true });
      const [third] = await shelve(name(3));
      const answer = await post('Long.Walk.S01', { content: season(1, 1, 2, 3) });
      expect(answer).toMatchObject({ status: 409, code: 'already-in-library' });
      expect(answer.files?.sort()).toEqual([...two, third]);
    });

    it('what no longer lies there is fetched, also before the library has noticed', async () => {
      const [path] = await shelve('Movies/Gone Tomorrow (2013)/Gone.Tomorrow.2013.mkv');
      await rm(path!);
      expect(gist(await post('Gone.Tomorrow', { content: movie('Gone Tomorrow', 2013) }))).toBe(201);
    });

    it('samples, extras and partial files are no films', async () => {
      const folderOf = 'Movies/Half There (2014)';
      const parts = ['Half.There.2014.mkv.part', 'Half.There.2014.mkv.aria2', 'Sample/half.there.2014-sample.mkv'];
      for (const part of [...parts, 'Extras/Half There 2014 Making Of.mkv']) {
        await mkdir(dirname(join(root, folderOf, part)), { recursive: true });
        await writeFile(join(root, folderOf, part), 'x');
      }
      await shelve('Movies/Seen After (2014)/Seen.After.2014.mkv');
      expect(gist(await post('Half.There', { content: movie('Half There', 2014) }))).toBe(201);
    });
  });

  describe('left by a completed download', () => {
    const complete = async (name: string, more: Record<string, unknown>) => {
      const body = { release: { url: files.file(name) }, ...more };
      const { download } = answerOf(await ledgarr.app.api.call('POST', '/downloads', body));
      const ended = await untilEnded(ledgarr.app.api, download.id);
      expect(ended.status).toBe('completed');
      return ended.outputPath!;
    };

    it('a film is not fetched again while its file is there, and is when it is not', async () => {
      const content = movie('Left Behind', 2015);
      const path = await complete('Left.Behind.2015.mkv', { content });
      expect(await post('Left.Behind.2160p', { content })).toMatchObject(inLibrary(path));
      await rename(path, `${path}.moved`);
      expect(gist(await post('Left.Behind.2160p', { content }))).toBe(201);
    });

    it('a film is not, though it completes while it is asked for again', async () => {
      const content = movie('In The Nick', 2016);
      const { app } = ledgarr;
      const link = files.file('In.The.Nick.2016.mkv', 'held');
      const { download } = answerOf(await app.api.call('POST', '/downloads', { release: { url: link }, content }));
      await until('it is half there', async () => (await app.api.download(download.id)).status === 'downloading');
      const database = new pg.Client({ connectionString: app.databaseUrl });
      await database.connect();
      try {
        // The history, which knows what completed, stands still.
        await database.query('BEGIN; LOCK TABLE download_attempts IN EXCLUSIVE MODE');
        files.release('In.The.Nick.2016.mkv');
        await until('it has left the queue', async () => !(await app.api.queue()).some(({ id }) => id === download.id));
        const answer = post('In.The.Nick.2160p', { content });
        // The source is kept once the disk was looked at for the first time.
        await until('nothing was found', async () => {
          const magnet = Buffer.from(magnetOf('In.The.Nick.2160p'));
          return (await database.query('SELECT FROM release_sources WHERE body = $1', [magnet])).rowCount === 1;
        });
        await database.query('ROLLBACK');
        expect(await answer).toMatchObject({ status: 409, code: 'already-in-library' });
      } finally {
        await database.end();
      }
    });

    it('a film is there, though a file beside it was deselected in the client', async () => {
      const { app, aria2 } = ledgarr;
      const seeder = await startSeeder();
      try {
        const torrent = await seeder.seed('Wanted.Alone.2015', [700_000, 3_000_000], 100_000);
        const content = movie('Wanted Alone', 2015);
        const body = { release: { torrent: torrent.file.toString('base64') }, content };
        const { download } = answerOf(await app.api.call('POST', '/downloads', body));
        await until('aria2 has it', async () => (await app.api.download(download.id)).status === 'downloading');
        await callAria2(aria2, 'aria2.changeOption', gidOf(torrent.infoHash), { 'select-file': '1' });
        await seeder.unthrottle(torrent);
        const ended = await untilEnded(app.api, download.id);
        expect(ended.status).toBe('completed');
        expect(await post('Wanted.Alone.2160p', { content })).toMatchObject(
          inLibrary(`${ended.outputPath}/part-1.bin`),
        );
      } finally {
        await seeder.stop();
      }
    });

    it('it is fetched by force', async () => {
      const content = movie('Forced Again', 2015);
      await complete('Forced.Again.2015.mkv', { content });
      expect(gist(await post('Forced.Again.2160p', { content, force: true }))).toBe(201);
    });

    it('an episode of a pack is not fetched again, and an episode does not stand for its season', async () => {
      const { season, episodes } = show('Grey Gulls');
      const path = await complete('Grey.Gulls.S01E01.mkv', { content: episodes(1, 1) });
      expect(await post('Grey.Gulls.S01E01', { content: episodes(1, 1) })).toMatchObject(inLibrary(path));
      expect(gist(await post('Grey.Gulls.S01', { content: season(1) }))).toBe(201);
    });

    it('a pack whose file names no episodes stands for those that it was asked for', async () => {
      const { season, episodes } = show('Terns');
      const path = await complete('terns.mkv', { content: season(2, 1, 2, 3) });
      expect(await post('Terns.S02E03', { content: episodes(2, 3) })).toMatchObject(inLibrary(path));
      expect(gist(await post('Terns.S02E04', { content: episodes(2, 4) }))).toBe(201);
    });

    it('one episode from a download and one from the library are both', async () => {
      const { season, episodes } = show('Here And There');
      const one = await complete('Here.And.There.S01E01.mkv', { content: episodes(1, 1) });
      const [two] = await shelve('TV/Here And There/Season 1/Here And There S01E02.mkv');
      expect(await post('Here.And.There.S01', { content: season(1, 1, 2) })).toMatchObject(inLibrary(one, two!));
    });
  });

  it('a root that is missing refuses nothing, shows in health, and counts once it is there', async () => {
    const missing = await until('it was looked for', async () => {
      const found = await rootHealth(unplugged());
      return found?.state === 'unreadable' && found;
    });
    expect(missing).toMatchObject({ files: 0, error: expect.any(String) });
    expect((await health()).status).toBe(200);
    const first = await post('Far.Away.2016', { content: movie('Far Away', 2016) });
    expect(gist(first)).toBe(201);
    await ledgarr.app.api.call('POST', `/downloads/${first.download.id}/cancel`, { forget: true });
    const path = join(unplugged(), 'Far Away (2016)', 'Far.Away.2016.mkv');
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, 'x');
    await until('it is there', async () => (await rootHealth(unplugged()))?.files === 1);
    expect(await post('Far.Away.2016', { content: movie('Far Away', 2016) })).toMatchObject(inLibrary(path));
  });
});
