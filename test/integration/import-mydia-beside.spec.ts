import { randomUUID } from 'node:crypto';
import { type Content, contentStream, targetsOf } from '../../src/downloads/domain/content.js';
import { type DownloadEvent } from '../../src/downloads/domain/events.js';
import { writeEvent } from '../../src/downloads/event-registry/write-event.js';
import { itemStream } from '../../src/downloads/initiation/initiation.js';
import { StreamRepository } from '../../src/downloads/streams/stream-repository.js';
import { MemoryEventLog } from '../support/memory-event-log.js';
import { contents, ledgarrDatabase, lives, outcomes } from './fixtures/mydia/imported.js';
import { day, download, hash, movie, mydiaFile, utc, uuid } from './fixtures/mydia/mydia-file.js';
import { cause, importing, NAS } from './fixtures/mydia/importing.js';

describe('an import, and', () => {
  const suite = importing();
  const { run, imported, ownDownload } = suite;
  let log: MemoryEventLog;
  let ledgarr: Awaited<ReturnType<typeof ledgarrDatabase>>;
  beforeEach(() => ({ log, ledgarr } = suite.present()));
  const append = async (stream: string, event: DownloadEvent) =>
    log.append(stream, [writeEvent(event, cause(), 0)], (await log.readStream(stream)).revision);

  describe('what Ledgarr has already', () => {
    const film: Content = { kind: 'movie', mediaId: 'tmdb:1', title: 'Film' };
    const rows = { media_items: [movie('film', 1)] };

    it('leaves an item at which it is at work alone', async () => {
      const own = await ownDownload(1);
      const ended = download(2, day(9), { download_client_id: hash(1), completed_at: day(10) });
      await imported({ downloads: [download(1, day(10)), ended] });
      const { state } = await new StreamRepository(log).loadItem(itemStream('nas', hash(1)));
      expect(state.active?.initiated.downloadId).toBe(own);
      expect(outcomes(log)).toMatchObject({ 'Release.1 1': 'cancelled superseded', 'Release.2 2': 'completed' });
    });

    it('does not import again what came in beside an item that has ended since', async () => {
      const own = await ownDownload(1);
      const source = await mydiaFile({ download_client_configs: NAS, downloads: [download(1, day(10))] });
      await run(source);
      await append(itemStream('nas', hash(1)), {
        type: 'download.completed',
        data: { downloadId: own, outputPath: null, files: [], sizeBytes: null },
      });
      const before = contents(log);
      expect(await run(source)).toMatchObject({ added: 0, present: 1, outcomes: { cancelled: 1 } });
      expect(contents(log)).toEqual(before);
    });

    it('leaves content that it is downloading alone', async () => {
      await ownDownload(7, film);
      await imported({ ...rows, downloads: [download(1, day(10), { media_item_id: 'film' })] });
      expect(outcomes(log)).toMatchObject({ 'Release.1 1': 'cancelled superseded' });
    });

    it('goes on with an item that it has under another key', async () => {
      await ledgarr.database.query(
        `INSERT INTO downloads (id, stream, download_client, download_client_id, item_key, status, title, initiated_at, updated_at)
         VALUES ($1, 'download-nas.articles', 'nas', 'nzo_1', 'articles', 'queued', 'x', now(), now())`,
        [randomUUID()],
      );
      await imported({ downloads: [download(1, day(10), { download_client_id: 'nzo_1' })] });
      expect(outcomes(log)).toEqual({ 'Release.1 1': 'cancelled superseded' });
    });

    it('takes over a claim whose owner never came', async () => {
      const claim = {
        downloadId: randomUUID(),
        targets: targetsOf(film),
        downloadStream: 'download-nas.lost',
        forced: false,
      };
      await log.append(
        contentStream(film),
        [writeEvent({ type: 'content.claimed', data: claim }, cause(), 0)],
        'no-stream',
      );
      await imported({ ...rows, downloads: [download(1, day(10), { media_item_id: 'film' })] });
      expect(log.events.map(({ type }) => type)).toContain('download.initiation-fenced');
      expect(lives(log)['Release.1 1']).toEqual([`initiated ${utc(day(10))}`, `accepted ${utc(day(10))}`]);
    });

    it('stands in the way of a new request for what is imported', async () => {
      await imported({ ...rows, downloads: [download(1, day(10), { media_item_id: 'film' })] });
      await expect(ownDownload(8, film)).rejects.toMatchObject({
        code: 'duplicate-download',
        details: { existing: uuid(1) },
      });
      await expect(ownDownload(1)).rejects.toMatchObject({
        code: 'duplicate-download',
        details: { existing: uuid(1) },
      });
    });

    it('does not end an import of before when Mydia has gone on since', async () => {
      await imported({ downloads: [download(1, day(10))] });
      await imported({ downloads: [download(1, day(10)), download(2, day(11), { download_client_id: hash(1) })] });
      expect(outcomes(log)).toEqual({ 'Release.1 1': 'active', 'Release.2 2': 'cancelled superseded' });
    });
  });
});
