import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import {
  ClientRefused,
  ClientUnavailable,
  type AddRequest,
  type ClientItem,
  type ConnectionSettings,
  type DownloadClient,
} from '../../../src/download-clients/download-client.js';
import { openClient } from '../../../src/download-clients/open-client.js';
import { until } from '../../support/daemons/process.js';
import { startNewsServer, type NewsServer } from '../../support/usenet/news-server.js';
import { type Posting } from '../../support/usenet/nzbs.js';
import { commonCases, describeInstalled, type CommonSubject, type Daemon } from './common-cases.js';

export type UsenetSubject = CommonSubject & {
  start(news: NewsServer): Promise<Daemon>;
  /** Pauses everything, as its user or its schedule does, or lets it go on. */
  pauseAll(daemon: Daemon, paused: boolean): Promise<void>;
  /** Takes an item out of the queue, as its user does. */
  removeByHand(daemon: Daemon, id: string): Promise<void>;
  /** What becomes of one of which every other article is missing, with nothing to repair it. */
  halfMissing: { state: ClientItem['state']; message: RegExp };
};

const exists = (path: string) => stat(path).then(() => true, () => false); // prettier-ignore

/** What every adapter of a Usenet client promises, checked against the real daemon and a news server of our own. */
export function describeUsenetClient(subject: UsenetSubject): void {
  describeInstalled(subject, () => {
    let daemon: Daemon;
    let news: NewsServer;
    const open = (change: Partial<ConnectionSettings> = {}): DownloadClient =>
      openClient({ ...daemon.settings, ...change });
    const add = (posting: Posting, more: Partial<AddRequest> = {}) =>
      open().add({
        itemKey: posting.itemKey,
        title: posting.name,
        payload: { kind: 'nzb', file: posting.file },
        category: null,
        priority: null,
        ...more,
      });
    const waitFor = (id: string, what: string, is: (item: ClientItem) => boolean) =>
      until(`${id} is ${what}`, async () => {
        const item = await open().get(id);
        return item !== null && is(item) ? item : null;
      });
    const complete = (id: string) => waitFor(id, 'complete', (item) => item.state === 'complete');
    const underWay = (id: string) =>
      waitFor(id, 'under way', (item) => item.state === 'downloading' && (item.downloadedBytes ?? 0) > 0);
    const isGone = (id: string) => until(`${id} is gone`, async () => (await open().get(id)) === null);

    /** What another case left in the moment of its completion is not looked at. */
    const leftOf = async (name: string) => (await readdir(daemon.downloadDir)).filter((each) => each.startsWith(name));

    beforeAll(async () => {
      news = await startNewsServer();
      daemon = await subject.start(news);
    });
    afterAll(async () => {
      await daemon?.stop();
      await news?.stop();
    });
    // What a case leaves behind would keep the next one waiting.
    afterEach(async () => {
      news.throttle(null);
      await subject.pauseAll(daemon, false);
      const client = open();
      for (const { id } of await client.list()) await client.remove(id, { removeData: true });
    });

    commonCases(subject, () => daemon.settings, open);

    it('downloads an NZB byte for byte, and tells how far it is', async () => {
      const posting = news.post('Night.Harbour.2021.1080p', [3_000_000]);
      news.throttle(600_000);
      const { id } = await add(posting);
      const early = await underWay(id);
      expect(early).toMatchObject({ id, title: posting.name, outputPath: null });
      expect(early.progress).toBeGreaterThan(0);
      expect(early.progress).toBeLessThan(1);
      const later = await waitFor(id, 'further', (item) => (item.downloadedBytes ?? 0) > (early.downloadedBytes ?? 0));
      expect(later.progress).toBeGreaterThan(early.progress);
      await waitFor(id, 'fast', (item) => item.state === 'complete' || (item.downloadSpeed ?? 0) > 0);
      news.throttle(null);

      const item = await complete(id);

      expect(item).toMatchObject({ id, title: posting.name, progress: 1, message: null, processing: null });
      const [file] = await open().files(id);
      expect(file).toMatchObject({ sizeBytes: 3_000_000 });
      expect((await readFile(file!.path)).equals(posting.files[0]!.data)).toBe(true);
      expect(file!.path.startsWith(item.outputPath ?? 'nowhere')).toBe(true);
    });

    it('downloads several files into a folder of their own', async () => {
      const posting = news.post('Quiet.Valley.S01.1080p', [500_000, 300_000]);
      const { id } = await add(posting);
      const item = await complete(id);
      expect(item.outputPath).toBe(`${daemon.downloadDir}/${posting.name}`);
      const files = await open().files(id);
      expect(files.map((file) => basename(file.path))).toEqual(['part-1.bin', 'part-2.bin']);
      for (const [i, file] of files.entries())
        expect((await readFile(file.path)).equals(posting.files[i]!.data)).toBe(true);
    });

    it('is never complete, nor gone, on its way from the queue to the end', async () => {
      const { id } = await add(news.post('Long.Way.2020', [200_000]));
      const seen = new Set<string>();
      await until('complete', async () => {
        const item = (await open().list()).find((each) => each.id === id);
        seen.add(item === undefined ? 'gone' : `${item.state}${item.outputPath === null ? '' : ' with a path'}`);
        return item?.state === 'complete';
      });
      expect([...seen].filter((each) => !/^(queued|downloading|checking|complete with a path)$/.test(each))).toEqual(
        [],
      );
    });

    it('pauses and resumes', async () => {
      news.throttle(50_000);
      const { id } = await add(news.post('Stop.And.Go', [2_000_000]));
      await underWay(id);
      await open().pause(id);
      await waitFor(id, 'paused', (item) => item.state === 'paused');
      await open().pause(id);
      await open().resume(id);
      await waitFor(id, 'under way again', (item) => item.state === 'downloading');
      await open().resume(id);
    });

    it('reads as paused while everything is paused there, with the reason', async () => {
      await subject.pauseAll(daemon, true);
      const { id } = await add(news.post('Sleeping', [200_000]));
      expect(await waitFor(id, 'paused', (item) => item.state === 'paused')).toMatchObject({
        message: expect.stringMatching(/paused/) as string,
      });
      await subject.pauseAll(daemon, false);
      await complete(id);
    });

    it('adds without starting, if that is asked for', async () => {
      const { id } = await add(news.post('Not.Yet', [200_000]), { paused: true });
      await waitFor(id, 'paused', (item) => item.state === 'paused');
      await open().resume(id);
      await complete(id);
    });

    it('takes the same NZB twice as one, under way and complete', async () => {
      const posting = news.post('Twice', [200_000]);
      await subject.pauseAll(daemon, true);
      const first = await add(posting);
      expect(await add(posting)).toEqual(first);
      expect(await add(posting, { title: 'Called.Otherwise' })).toEqual(first);
      expect((await open().list()).map(({ id }) => id)).toEqual([first.id]);
      await subject.pauseAll(daemon, false);
      await complete(first.id);
      expect(await add(posting)).toEqual(first);
      expect((await open().list()).map(({ id }) => id)).toEqual([first.id]);
    });

    it('tells apart what has the same name and size', async () => {
      const [one, other] = [news.post('Same.Name', [200_000]), news.post('Same.Name', [200_001])];
      await subject.pauseAll(daemon, true);
      const first = await add(one);
      const second = await add(other);
      expect(second.id).not.toBe(first.id);
      expect(await open().list()).toHaveLength(2);
    });

    it('fetches again what is complete by its own account, and whose data is gone', async () => {
      const posting = news.post('Lost.And.Found', [200_000]);
      const first = await add(posting);
      const { outputPath } = await complete(first.id);
      await rm(dirname(outputPath ?? '') === daemon.downloadDir ? outputPath! : dirname(outputPath!), {
        recursive: true,
      });
      const second = await add(posting);
      expect(second.id).not.toBe(first.id);
      const [file] = await open().files((await complete(second.id)).id);
      expect((await readFile(file!.path)).equals(posting.files[0]!.data)).toBe(true);
    });

    it('says that one failed for which no article is there, and takes it again', async () => {
      const posting = news.post('Nobody.Has.It', [300_000]);
      news.lose(posting, 'all');
      const first = await add(posting);
      const item = await waitFor(first.id, 'failed', ({ state }) => state === 'failed');
      expect(item.message).toBeTruthy();
      expect(item.outputPath).toBeNull();
      const second = await add(posting);
      expect(second.id).not.toBe(first.id);
      await waitFor(second.id, 'failed too', ({ state }) => state === 'failed');
    });

    it('says so where half of the articles are missing', async () => {
      const posting = news.post('Half.Of.It', [600_000]);
      news.lose(posting, 'half');
      const { id } = await add(posting);
      const { state, message } = subject.halfMissing;
      const item = await waitFor(id, state, (each) => each.state === state);
      expect(item.message).toMatch(message);
    });

    it('goes on with what it has after it was killed', async () => {
      const posting = news.post('Survivor', [2_000_000]);
      news.throttle(300_000);
      const { id } = await add(posting);
      await underWay(id);
      await daemon.kill();
      await expect(open().list()).rejects.toThrow(ClientUnavailable);
      await daemon.restart();
      news.throttle(null);
      await complete(id);
      const [file] = await open().files(id);
      expect((await readFile(file!.path)).equals(posting.files[0]!.data)).toBe(true);
      expect(await add(posting)).toEqual({ id });
    });

    it('shows no more what was removed behind our back', async () => {
      await subject.pauseAll(daemon, true);
      const { id } = await add(news.post('Taken.Away', [200_000]));
      await subject.removeByHand(daemon, id);
      await isGone(id);
      expect(await open().list()).toEqual([]);
    });

    it('removes one that is under way, with what it has fetched', async () => {
      news.throttle(100_000);
      const { id } = await add(news.post('Underway', [2_000_000]));
      await underWay(id);
      expect(await open().remove(id, { removeData: true })).toEqual({ dataRemoved: true });
      await isGone(id);
      expect(await leftOf('Underway')).toEqual([]);
    });

    it('removes a complete one and keeps its data', async () => {
      const posting = news.post('Kept', [200_000, 100_000]);
      const { id } = await add(posting);
      const { outputPath } = await complete(id);
      expect(await open().remove(id, { removeData: false })).toEqual({ dataRemoved: false });
      await isGone(id);
      expect((await readFile(`${outputPath}/part-1.bin`)).equals(posting.files[0]!.data)).toBe(true);
      await rm(outputPath!, { recursive: true });
    });

    it('removes a complete one with its data, its folder too', async () => {
      const [one, several] = [news.post('Gone.2020', [200_000]), news.post('Gone.S01', [200_000, 100_000])];
      for (const posting of [one, several]) {
        const { id } = await add(posting);
        const { outputPath } = await complete(id);
        expect(await open().remove(id, { removeData: true })).toEqual({ dataRemoved: true });
        await isGone(id);
        expect(await exists(outputPath!)).toBe(false);
      }
      expect(await leftOf('Gone')).toEqual([]);
    });

    it('leaves the data of a newer one that was given the same folder', async () => {
      const posting = news.post('Same.Folder', [200_000]);
      const first = await add(posting);
      const { outputPath } = await complete(first.id);
      await rm(dirname(outputPath!) === daemon.downloadDir ? outputPath! : dirname(outputPath!), { recursive: true });
      const second = await add(posting);
      expect((await complete(second.id)).outputPath).toBe(outputPath);
      expect(await open().remove(first.id, { removeData: true })).toMatchObject({ dataRemoved: false });
      expect(await exists(outputPath!)).toBe(true);
    });

    it('does not bring back after a kill what was removed', async () => {
      await subject.pauseAll(daemon, true);
      const [gone, kept] = [await add(news.post('Over', [200_000])), await add(news.post('Stays', [200_000]))];
      await open().remove(gone.id, { removeData: true });
      await daemon.kill();
      await daemon.restart();
      await waitFor(kept.id, 'back', () => true);
      expect((await open().list()).map(({ id }) => id)).toEqual([kept.id]);
    });

    it('takes a removed one again', async () => {
      const posting = news.post('Once.More', [200_000]);
      await subject.pauseAll(daemon, true);
      const first = await add(posting);
      await open().remove(first.id, { removeData: true });
      await subject.pauseAll(daemon, false);
      await complete((await add(posting)).id);
    });

    it('gives it the category that was asked for, and the folder of that', async () => {
      const posting = news.post('A.Film.2020', [200_000]);
      const { id } = await add(posting, { category: 'movies', priority: 10 });
      const item = await complete(id);
      expect(item.category).toBe('movies');
      expect(item.outputPath?.startsWith(`${daemon.downloadDir}/movies/`)).toBe(true);
    });

    it.each([
      ['not in ASCII', 'Großstadt.Größe.日本語.Ночь.2021'],
      ['with what a file system does not like', 'What: If? <A|B> "C" A/B {1} [x]'],
      ['very long', `Long.${'Very.Long.Name.'.repeat(30)}2021`],
      ['very long, and not in ASCII', '長い名前の映画'.repeat(40)],
    ])('takes a name that is %s', async (_, name) => {
      const posting = news.post(name, [200_000], ['movie.mkv']);
      const { id } = await add(posting);
      expect(await add(posting)).toEqual({ id });
      await complete(id);
      const [file] = await open().files(id);
      expect((await readFile(file!.path)).equals(posting.files[0]!.data)).toBe(true);
      expect(await open().remove(id, { removeData: true })).toEqual({ dataRemoved: true });
    });

    it.each([
      ['is none', Buffer.from('<html>not found</html>')],
      ['has no files', Buffer.from('<?xml version="1.0"?><nzb xmlns="http://www.newzbin.com/DTD/2003/nzb"></nzb>')],
    ])('refuses an NZB that %s', async (_, file) => {
      const payload = { kind: 'nzb', file } as const;
      const request = { itemKey: 'ab'.repeat(20), title: 'x', payload, category: null, priority: null };
      await expect(open().add(request)).rejects.toThrow(ClientRefused);
    });
  });
}
