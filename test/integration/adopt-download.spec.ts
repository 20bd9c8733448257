import { randomUUID } from 'node:crypto';
import { type DataSource } from 'typeorm';
import { createDataSource } from '../../src/database/data-source.js';
import { AdoptDownloadHandler } from '../../src/downloads/commands/adopt-download.js';
import { AdoptDownload, CancelDownload, type UntrackedItem } from '../../src/downloads/domain/commands.js';
import { type Content } from '../../src/downloads/domain/content.js';
import { decide } from '../../src/downloads/domain/decide.js';
import { type DownloadInitiated } from '../../src/downloads/domain/events.js';
import { systemClock } from '../../src/downloads/initiation/clock.js';
import { Initiation, itemStream } from '../../src/downloads/initiation/initiation.js';
import { KnownWorks } from '../../src/downloads/initiation/known-works.js';
import { SerialByKey } from '../../src/downloads/initiation/serial-by-key.js';
import { causeOfObservation } from '../../src/downloads/streams/cause-of-observation.js';
import { StreamRepository } from '../../src/downloads/streams/stream-repository.js';
import { ReleaseSources } from '../../src/releases/release-sources.js';
import { MemoryEventLog } from '../support/memory-event-log.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';

describe('an item that a client has and the queue does not know', () => {
  let fresh: FreshDatabase;
  let database: DataSource;
  let log: MemoryEventLog;
  let streams: StreamRepository;
  beforeAll(async () => {
    fresh = await freshDatabase();
    database = await createDataSource(fresh.url).initialize();
  });
  afterAll(async () => {
    await database.destroy();
    await fresh.drop();
  });
  beforeEach(() => {
    log = new MemoryEventLog();
    streams = new StreamRepository(log);
  });

  const key = (digit: string) => digit.repeat(40);
  const item = (title: string, itemKey = key('a')): UntrackedItem =>
    ({ client: 'nas', itemKey, downloadClientId: itemKey, protocol: 'torrent', title, category: null, sizeBytes: 7 }); // prettier-ignore
  /** Each instance of the service has its own of everything but the stores. */
  const instance = () => {
    const own = new StreamRepository(log);
    const initiation = new Initiation(own, new SerialByKey(), systemClock, 300);
    return new AdoptDownloadHandler(own, new KnownWorks(database), new ReleaseSources(database), initiation);
  };
  const adopt = (untracked: UntrackedItem, hasReappeared = false, by = instance()) =>
    by.execute(new AdoptDownload(untracked, hasReappeared, causeOfObservation('monitor', untracked.itemKey)));
  const knows = (content: Content) =>
    database.query('INSERT INTO download_attempts (id, content, media_id) VALUES ($1, $2, $3)', [randomUUID(), content, content.mediaId]); // prettier-ignore
  const typesOf = async (stream: string) => (await log.readStream(stream)).events.map(({ type }) => type);
  const initiatedIn = async (untracked: UntrackedItem) => {
    const { events } = await log.readStream(itemStream('nas', untracked.itemKey));
    return (events.findLast(({ type }) => type === 'download.initiated')!.data as DownloadInitiated['data']); // prettier-ignore
  };
  const forget = async (untracked: UntrackedItem, downloadId: string) => {
    const stream = itemStream('nas', untracked.itemKey);
    const { state, revision } = await streams.loadItem(stream);
    const cancel = new CancelDownload(downloadId, false, true, causeOfObservation('monitor', downloadId));
    await streams.append(stream, decide(cancel, state), revision, cancel.cause);
  };
  const adopted = async (untracked: UntrackedItem, hasReappeared = false) => {
    const answer = await adopt(untracked, hasReappeared);
    if (answer === 'left-alone') throw new Error('it was left alone');
    return answer.downloadId;
  };

  it('is adopted with what its title says, and claims it', async () => {
    const film = item('Night.Harbour.2021.1080p.WEB-GRP');
    await adopted(film);
    expect(await typesOf(itemStream('nas', film.itemKey))).toEqual(['download.initiated', 'download.accepted']);
    expect(await typesOf('content-movie.parsed:nightharbour-2021')).toEqual(['content.claimed']);
    expect(await initiatedIn(film)).toMatchObject({
      origin: 'untracked',
      downloadClientId: film.itemKey,
      content: { kind: 'movie', mediaId: 'parsed:nightharbour-2021' },
      adoption: { unclaimed: false, note: null },
    });
    const { releaseRef } = await initiatedIn(film);
    expect(await new ReleaseSources(database).load(releaseRef!)).toEqual({ kind: 'magnet', uri: `magnet:?xt=urn:btih:${film.itemKey}` }); // prettier-ignore
  });

  it('is for what the history knows by that name; for nothing where that is more than one', async () => {
    await knows({ kind: 'episodes', mediaId: 'tvdb:81189', title: 'Breaking Bad', season: 1, episodes: [1] });
    await knows({ kind: 'series', mediaId: 'tvdb:1', title: 'Quiet Valley' });
    await knows({ kind: 'season', mediaId: 'tvdb:2', title: 'Quiet Valley', season: 2 });
    const [one, many] = [item('Breaking.Bad.S02.1080p', key('b')), item('Quiet.Valley.S01E01.1080p', key('c'))];
    await adopted(one);
    await adopted(many);
    expect((await initiatedIn(one)).content).toEqual({ kind: 'season', mediaId: 'tvdb:81189', title: 'Breaking Bad', season: 2 }); // prettier-ignore
    const { content, adoption } = await initiatedIn(many);
    expect(content).toBeNull();
    expect(adoption).toEqual({ unclaimed: true, note: expect.stringMatching(/any of tvdb:1, tvdb:2/) });
  });

  it('is adopted once by two instances at the same moment', async () => {
    const film = item('At.Once.2021.1080p');
    const answers = await Promise.all([adopt(film), adopt(film), adopt(film)]);
    expect(answers.filter((answer) => answer !== 'left-alone')).toHaveLength(1);
    expect(await typesOf(itemStream('nas', film.itemKey))).toEqual(['download.initiated', 'download.accepted']);
  });

  it('is adopted without a claim where another download has its content', async () => {
    const first = await adopted(item('The.Same.2021.1080p', key('a')));
    const second = item('The.Same.2021.2160p', key('b'));
    await adopted(second);
    expect(await typesOf('content-movie.parsed:same-2021')).toEqual(['content.claimed']);
    const { content, adoption } = await initiatedIn(second);
    expect(content).toMatchObject({ mediaId: 'parsed:same-2021' });
    expect(adoption).toEqual({ unclaimed: true, note: expect.stringContaining(first) });
  });

  it('is left alone when its last attempt has ended, until it has been seen gone', async () => {
    await knows({ kind: 'movie', mediaId: 'tmdb:1', title: 'Come Again', year: 2020 });
    const film = item('Come.Again.2020.1080p');
    await forget(film, await adopted(film));
    expect(await adopt(film)).toBe('left-alone');
    const again = await adopted({ ...film, title: 'whatever it is called now' }, true);
    expect(await typesOf(itemStream('nas', film.itemKey))).toHaveLength(5);
    expect(await initiatedIn(film)).toMatchObject({ downloadId: again, content: { mediaId: 'tmdb:1' } });
  });

  it('is left alone while a download of it is active', async () => {
    const film = item('Active.2020.1080p');
    await adopted(film);
    expect([await adopt(film), await adopt(film, true)]).toEqual(['left-alone', 'left-alone']);
  });
});
