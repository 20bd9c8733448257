import { type InitiatedData } from '../../src/downloads/domain/events.js';
import { attemptsOf, toldBy } from '../../src/imports/mydia/attempts-of.js';
import { MYDIA } from '../../src/imports/mydia/mydia-tables.js';
import { readSource } from '../../src/imports/source/read-source.js';
import { MemoryEventLog } from '../support/memory-event-log.js';
import { contents, ledgarrDatabase, lives, outcomes } from './fixtures/mydia/imported.js';
import {
  client,
  day,
  download,
  episode,
  event,
  hash,
  movie,
  mydiaFile,
  show,
  utc,
  uuid,
  temporaryFolder,
} from './fixtures/mydia/mydia-file.js';
import { importing } from './fixtures/mydia/importing.js';

describe('what an import makes of', () => {
  const suite = importing();
  const { imported } = suite;
  let log: MemoryEventLog;
  let ledgarr: Awaited<ReturnType<typeof ledgarrDatabase>>;
  beforeEach(() => ({ log, ledgarr } = suite.present()));

  describe('attempts at one item', () => {
    it('ends an attempt when the next begins', async () => {
      await imported({
        downloads: [
          download(1, day(10), { completed_at: day(14), updated_at: day(14) }),
          download(2, day(12), { download_client_id: hash(1), completed_at: day(13) }),
        ],
      });
      expect(lives(log)).toEqual({
        'Release.1 1': [
          `initiated ${utc(day(10))}`,
          `accepted ${utc(day(10))}`,
          `cancelled superseded ${utc(day(12))}`,
        ],
        'Release.2 2': [`initiated ${utc(day(12))}`, `accepted ${utc(day(12))}`, `completed ${utc(day(13))}`],
      });
      const times = log.events.map(({ metadata }) => String(metadata['occurredAt']));
      expect(times).toEqual([...times].sort());
    });

    it('lets one that is active go on, though a later one has ended', async () => {
      await imported({
        downloads: [
          download(1, day(10)),
          download(2, day(11), { download_client_id: hash(1), error_message: 'no', updated_at: day(12) }),
        ],
      });
      expect(outcomes(log)).toEqual({ 'Release.1 1': 'active', 'Release.2 2': 'failed client-error' });
    });

    it('sees through upper case, base32 and a magnet without an item', async () => {
      const base32 = 'A'.repeat(32); // twenty zero bytes
      await imported({
        downloads: [
          download(1, day(10), { download_client_id: hash(0) }),
          download(2, day(11), { download_client_id: base32 }),
          download(3, day(9), { download_client_id: null, download_url: `magnet:?xt=urn:btih:${hash(0)}` }),
        ],
      });
      expect(new Set(log.events.map(({ streamId }) => streamId))).toEqual(new Set([`download-nas.${hash(0)}`]));
      expect(outcomes(log)).toMatchObject({ 'Release.1 1': 'cancelled superseded', 'Release.2 2': 'active' });
    });

    it('makes one active download of many, however many', async () => {
      const downloads = Array.from({ length: 500 }, (_, i) =>
        download(i + 1, day(10, i % 60), { download_client_id: hash(1) }),
      );
      const report = await imported({ downloads });
      expect(report.outcomes).toEqual({ active: 1, completed: 0, failed: 0, cancelled: 499 });
    });

    it('keeps the same item in two clients apart', async () => {
      await imported({
        download_client_configs: [client('NAS'), client('nas!', { inserted_at: day(1) })],
        downloads: [
          download(1, day(10)),
          download(2, day(11), { download_client: 'nas!', download_client_id: hash(1) }),
        ],
      });
      expect(Object.keys(contents(log))).toEqual([`download-nas-2.${hash(1)}`, `download-nas.${hash(1)}`]);
    });

    it('makes all attempts at an NZB meet by the id that the client gave it', async () => {
      const nzb = { download_client_id: 'SABnzbd_nzo_x', metadata: '{"download_protocol":"nzb"}' };
      await imported({ downloads: [download(1, day(10), nzb), download(2, day(11), nzb)] });
      expect(outcomes(log)).toEqual({ 'Release.1 1': 'cancelled superseded', 'Release.2 2': 'active' });
      expect(Object.keys(contents(log))).toHaveLength(1);
    });
  });

  describe('content', () => {
    const library = {
      media_items: [show('show', 1), show('other', 2), movie('film', 3)],
      episodes: [episode('e1', 'show', 1, 1), episode('e2', 'show', 1, 2)],
    };
    const pack = (n: number, begun: string, metadata: object) =>
      download(n, begun, { media_item_id: 'show', metadata: JSON.stringify({ season_pack: true, ...metadata }) });
    const one = (n: number, begun: string, id: string) => download(n, begun, { media_item_id: 'show', episode_id: id });

    it('lets go on what does not overlap', async () => {
      await imported({
        ...library,
        downloads: [
          one(1, day(10), 'e1'),
          one(2, day(10), 'e2'),
          pack(3, day(10), { season_number: 2 }),
          download(4, day(10), { media_item_id: 'film' }),
          download(5, day(10), { media_item_id: 'other', metadata: '{"season_pack":"true","season_number":"1"}' }),
        ],
      });
      expect(Object.values(outcomes(log))).toEqual(Array(5).fill('active'));
    });

    it('takes no season or episode for one that no request could name, and no year that no database knows', async () => {
      await imported({
        media_items: [show('show', 1)],
        episodes: [episode('huge', 'show', 2 ** 33, 1)],
        downloads: [
          { ...one(1, day(10), 'huge'), title: 'Show.S03E04' },
          { ...pack(2, day(10), { season_number: 2 ** 40 }), title: 'Show.S05' },
          download(3, '0000-01-01T00:00:00', { updated_at: day(11) }),
        ],
      });
      const initiated = log.events.filter(({ type }) => type === 'download.initiated');
      expect(
        initiated.map(({ data, metadata }) => [(data as { content: object | null }).content, metadata['occurredAt']]),
      ).toEqual(
        expect.arrayContaining([
          [expect.objectContaining({ season: 3, episodes: [4] }), utc(day(10))],
          [expect.objectContaining({ season: 5 }), utc(day(10))],
          [null, utc(day(11))],
        ]),
      );
    });

    it('supersedes a pack by its newer episode, and lets the other episode of old go on', async () => {
      await imported({
        ...library,
        downloads: [one(1, day(9), 'e1'), pack(2, day(10), { season_number: 1 }), one(3, day(11), 'e2')],
      });
      expect(outcomes(log)).toEqual({
        'Release.1 1': 'active',
        'Release.2 2': 'cancelled superseded',
        'Release.3 3': 'active',
      });
    });

    it('reads from the title what Mydia does not say of a show, and nothing where that does not either', async () => {
      await imported({
        ...library,
        downloads: [
          download(1, day(10), { media_item_id: 'show', title: 'The.Show.S03.1080p' }),
          download(2, day(10), { media_item_id: 'show', title: 'The.Show.S04E02.1080p' }),
          download(3, day(10), { media_item_id: 'show', title: 'Whatever' }),
          download(4, day(10), {
            media_item_id: 'show',
            title: 'The.Show.S05.1080p',
            metadata: '{"season_pack":true}',
          }),
        ],
      });
      const found = log.events
        .filter(({ type }) => type === 'download.initiated')
        .map(({ data }) => data as InitiatedData)
        .sort((a, b) => (a.downloadId < b.downloadId ? -1 : 1))
        .map(({ content }) => content);
      const work = { mediaId: 'tmdb:1', title: 'Movie show' };
      expect(found).toEqual([
        { kind: 'season', ...work, season: 3 },
        { kind: 'episodes', ...work, season: 4, episodes: [2] },
        null,
        { kind: 'season', ...work, season: 5 },
      ]);
    });
  });

  describe('attempts of which only a part is known', () => {
    it('begins them with the first that is known', async () => {
      await imported({
        events: [event('paused', 1, day(10)), event('completed', 1, day(12)), event('cancelled', 1, day(13))],
      });
      expect(lives(log)).toEqual({
        'Release.1 1': [`initiated ${utc(day(10))}`, `paused ${utc(day(10))}`, `completed ${utc(day(12))}`],
      });
    });

    it('ends those whose row is gone without a word', async () => {
      await imported({
        events: [event('initiated', 1, day(10)), event('paused', 1, day(11)), event('paused', 1, day(12))],
      });
      expect(lives(log)).toEqual({
        'Release.1 1': [`initiated ${utc(day(10))}`, `paused ${utc(day(11))}`, `cancelled forgotten ${utc(day(12))}`],
      });
    });

    it('keeps a failure and what the client said', async () => {
      await imported({ events: [event('failed', 1, day(10), { error_message: 'disk full' })] });
      expect(log.events.at(-1)!.data).toEqual({ downloadId: uuid(1), reason: 'client-error', message: 'disk full' });
    });

    it('passes over events that no attempt is named in', async () => {
      const report = await imported({
        events: [{ ...event('paused', 1, day(10)), metadata: '{"download_id":' }, event('stalled', 2, day(10))],
      });
      expect(report.attempts).toBe(0);
    });
  });

  it('links and keys in messages and titles: nothing of them reaches the log', async () => {
    await imported({
      media_items: [{ ...movie('film', null), title: 'A Film http://indexer.example/hidden14' }],
      downloads: [
        download(1, day(10), {
          title: 'https://user:hidden1@indexer.example/get/hidden2?apikey=hidden3',
          error_message: 'cannot fetch http://indexer.example/rss/hidden4/x?passkey=hidden5 (apikey=hidden6, token=hidden7) nor magnet:?xt=urn:btih:1&tr=http://t/hidden8',
        }),
        download(2, day(10), { indexer: 'http://indexer.example/hidden9', media_item_id: 'film' }),
        download(4, day(10), { download_client_id: 'http://indexer.example/hidden11' }),
        download(5, day(10), { download_client_id: `magnet:?xt=urn:btih:${hash(5)}&tr=http://t/hidden12` }),
        download(6, day(10), { error_message: 'GET answered 403 to X-Api-Key: hidden13' }),
      ],
      events: [event('failed', 3, day(10), { error_message: 'udp://tracker.example/hidden10/announce' })],
    }); // prettier-ignore
    const told = JSON.stringify(log.events, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    expect(told).not.toContain('hidden');
    expect(told).toContain(`"downloadClientId":"${hash(5)}"`);
    expect(told).toContain('cannot fetch http://indexer.example/… (apikey=… token=… nor magnet:…');
  });

  it('ids that are no UUIDs, broken numbers, texts with control characters', async () => {
    const report = await imported({
      downloads: [
        download(1, day(10), { id: '17', title: 'A\u0001B\u001b[31m', metadata: '{"size": -1}' }),
        download(2, day(11), { id: uuid(2).toUpperCase(), title: '', metadata: '{"size": "1200"}' }),
        download(3, 'whenever', { completed_at: 'once', updated_at: day(12) }),
      ],
    });
    const data = log.events
      .filter(({ type }) => type === 'download.initiated')
      .map((stored) => stored.data as InitiatedData);
    expect(data.map(({ title, sizeBytes }) => [title, sizeBytes])).toEqual(
      expect.arrayContaining([['A B [31m', null], [uuid(2).toUpperCase(), 1200], ['Release.3', null]]),
    ); // prettier-ignore
    expect(data.map(({ downloadId }) => downloadId)).toContain(uuid(2));
    expect(report.outcomes).toMatchObject({ active: 2, completed: 1 });
  });

  it('links that are broken: the attempt is known by itself', async () => {
    const direct = { download_client_id: null, metadata: '{"download_protocol":"direct"}' };
    await imported({
      downloads: [
        download(1, day(10), { ...direct, download_url: 'http://[bad' }),
        download(2, day(10), { ...direct, download_url: 'http://[bad' }),
        download(3, day(10), { ...direct, download_url: 'http://files.example/a.mkv' }),
        download(4, day(11), { ...direct, download_url: 'http://files.example:80/a.mkv' }),
      ],
    });
    expect(Object.keys(contents(log))).toHaveLength(3);
    expect(Object.values(outcomes(log))).toEqual(Array(4).fill('failed never-submitted'));
  });

  it('a row that cannot be read is named', async () => {
    const data = await readSource(
      MYDIA,
      await mydiaFile({ downloads: [download(1, day(10))] }),
      await temporaryFolder(),
    );
    const withoutClients = () => attemptsOf(toldBy(data), data, new Map(), new Set());
    expect(withoutClients).toThrow(new RegExp(`^Mydia's download ${uuid(1)}: `));
  });

  it('clients that Ledgarr cannot talk to: their downloads end, unless somebody has set the client up here', async () => {
    await ledgarr.database.query(
      `INSERT INTO download_clients (id, name, type, url) VALUES ('from-environment', 'x', 'transmission', 'http://x:1')`,
    );
    const report = await imported({
      download_client_configs: [
        client('Hole', { type: 'blackhole' }),
        client('V6', { host: 'fd00::1', use_ssl: 1, url_base: '/qb/' }),
      ],
      downloads: [
        download(1, day(10), { download_client: 'Hole' }),
        download(2, day(10), { download_client: 'From environment' }),
        download(3, day(10), { download_client: null }),
        download(4, day(10), { download_client: 'V6' }),
      ],
    });
    expect(outcomes(log)).toEqual({
      'Release.1 1': 'cancelled client-gone',
      'Release.2 2': 'active',
      'Release.3 3': 'cancelled client-gone',
      'Release.4 4': 'active',
    });
    expect(report.clients.map(({ id, result }) => `${id} ${result}`)).toEqual(['hole not-supported', 'v6 taken-over']);
    expect(await ledgarr.database.query(`SELECT url FROM download_clients WHERE id = 'v6'`)).toEqual([
      { url: 'https://[fd00::1]:8080/qb' },
    ]);
  });
});
