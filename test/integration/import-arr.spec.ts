import { importArr } from '../../src/imports/arr/import-arr.js';
import { UnreadableSource } from '../../src/imports/source/tables.js';
import { MemoryEventLog } from '../support/memory-event-log.js';
import { arrFile, at, clients, grabbed, HASH, history, OTHER, removeFolders, usenet } from './fixtures/arr/arr-file.js';
import { brokenPromises, ledgarrDatabase } from './fixtures/mydia/imported.js';

/*
 * Coming from Sonarr and Radarr, over databases whose rows hold what a real Sonarr was recorded writing. The log is in
 * memory, the database real.
 */
let log: MemoryEventLog;
let ledgarr: Awaited<ReturnType<typeof ledgarrDatabase>>;
beforeAll(async () => {
  ledgarr = await ledgarrDatabase();
});
beforeEach(async () => {
  log = new MemoryEventLog();
  await ledgarr.database.query('TRUNCATE download_clients, release_sources CASCADE');
});
afterAll(async () => {
  await ledgarr?.drop();
  await removeFolders();
});

const series = [{ Id: 1, Title: 'Quiet Harbor', TvdbId: 81189 }];
const episodes = [1, 2, 3].map((n) => ({ Id: n, SeriesId: 1, SeasonNumber: 1, EpisodeNumber: n }));
const sonarr = (History: object[], more: object = {}) =>
  arrFile({ History, Series: series, Episodes: episodes, DownloadClients: clients, ...more } as Parameters<typeof arrFile>[0]); // prettier-ignore
const bring = (source: string, more: object = {}) =>
  importArr({ program: 'sonarr', source, scratch: `${source}-copies`, log, database: ledgarr.database, claimGraceMs: 10, ...more }); // prettier-ignore

/** Each attempt by its title: what happened to it, with times. */
function lives(): Record<string, string[]> {
  const titles = new Map<string, string>();
  const told: Record<string, string[]> = {};
  for (const { type, data, metadata } of log.events) {
    const { downloadId, title, reason } = data as { downloadId: string; title?: string; reason?: string };
    if (!type.startsWith('download.')) continue;
    if (title) titles.set(downloadId, title);
    const said = `${type.slice(9)}${reason ? ` ${reason}` : ''} ${String(metadata['occurredAt'])}`;
    (told[titles.get(downloadId)!] ??= []).push(said);
  }
  return told;
}
const initiated = (title: string) =>
  log.events.find(({ type, data }) => type === 'download.initiated' && (data as { title: string }).title === title)!
    .data;

it('brings along what was imported, failed, ignored and is on its way, at its times', async () => {
  const source = await sonarr([
    history(1, 0, 'Quiet.Harbor.S01E01', HASH, grabbed),
    history(3, 5, 'Quiet.Harbor.S01E01', HASH, { importedPath: '/tv/Quiet Harbor/S01E01.mkv', size: '1721640', downloadClientName: 'qb' }), // prettier-ignore
    history(1, 10, 'Quiet.Harbor.S01E02.BAD', 'SABnzbd_nzo_i3q3220r', usenet, { EpisodeId: 2 }),
    history(4, 12, 'Quiet.Harbor.S01E02.BAD', 'SABnzbd_nzo_i3q3220r', { message: 'Aborted, cannot be completed' }, { EpisodeId: 2 }), // prettier-ignore
    history(1, 20, 'Quiet.Harbor.S01E02.OLD', OTHER, grabbed, { EpisodeId: 2 }),
    history(7, 21, 'Quiet.Harbor.S01E02.OLD', OTHER, { message: 'Manually ignored' }, { EpisodeId: 2 }),
    history(1, 30, 'Quiet.Harbor.S01E03', 'a'.repeat(40), grabbed, { EpisodeId: 3 }),
    history(5, 40, '/tv/Quiet Harbor/S01E01.mkv', null, { reason: 'Upgrade' }),
  ]);
  const report = await bring(source);
  expect(report).toMatchObject({ attempts: 4, added: 4, outcomes: { active: 1, completed: 1, failed: 1, cancelled: 1 } }); // prettier-ignore
  expect(lives()).toEqual({
    'Quiet.Harbor.S01E01': [`initiated ${at(0)}`, `accepted ${at(0)}`, `completed ${at(5)}`],
    'Quiet.Harbor.S01E02.BAD': [`initiated ${at(10)}`, `accepted ${at(10)}`, `failed client-error ${at(12)}`],
    'Quiet.Harbor.S01E02.OLD': [`initiated ${at(20)}`, `accepted ${at(20)}`, `cancelled user ${at(21)}`],
    'Quiet.Harbor.S01E03': [`initiated ${at(30)}`, `accepted ${at(30)}`],
  });
  expect(initiated('Quiet.Harbor.S01E01')).toMatchObject({
    ...{ client: 'qb', itemKey: HASH.toLowerCase(), downloadClientId: HASH.toLowerCase(), protocol: 'torrent' },
    ...{ indexer: 'kit-torznab', sizeBytes: 300_000_000, origin: 'import' },
    content: { kind: 'episodes', mediaId: 'tvdb:81189', title: 'Quiet Harbor', season: 1, episodes: [1] },
  });
  expect(initiated('Quiet.Harbor.S01E02.BAD')).toMatchObject({ client: 'sab', downloadClientId: 'SABnzbd_nzo_i3q3220r', protocol: 'usenet' }); // prettier-ignore
  expect(log.events.find(({ type }) => type === 'download.completed')!.data).toMatchObject({
    files: [{ path: '/tv/Quiet Harbor/S01E01.mkv', sizeBytes: 1_721_640 }],
  });
  expect(brokenPromises(log)).toEqual([]);
  expect(JSON.stringify(log.events.map(({ data }) => data))).not.toContain('s3cret');
});

it('adds nothing the second time, and nothing at all when it is dry', async () => {
  const source = await sonarr([history(1, 0, 'Quiet.Harbor.S01E01', HASH, grabbed)]);
  expect(await bring(source, { dryRun: true })).toMatchObject({ added: 1 });
  expect(log.events).toEqual([]);
  await bring(source);
  const before = log.events.length;
  expect(await bring(source)).toMatchObject({ added: 0, present: 1 });
  expect(log.events).toHaveLength(before);
});

it('takes a pack as one attempt, that was grabbed for each of its episodes and imported file by file', async () => {
  const rows = [1, 2, 3].flatMap((n) => [
    history(1, 0, 'Quiet.Harbor.S01.720p', HASH, grabbed, { EpisodeId: n }),
    history(3, n, 'Quiet.Harbor.S01.720p', HASH, { importedPath: `/tv/S01E0${n}.mkv`, size: '10' }, { EpisodeId: n }),
  ]);
  expect(await bring(await sonarr(rows))).toMatchObject({ attempts: 1, outcomes: { completed: 1 } });
  expect(initiated('Quiet.Harbor.S01.720p')).toMatchObject({ content: { kind: 'season', season: 1 } });
  expect(lives()['Quiet.Harbor.S01.720p']!.at(-1)).toBe(`completed ${at(3)}`);
});

it('tells two attempts at one item apart, and forgets the one that nobody heard of again', async () => {
  const days = 24 * 60;
  const source = await sonarr([
    history(1, 0, 'Again', HASH, grabbed),
    history(4, 1, 'Again', HASH, { message: 'stalled' }),
    history(1, 2, 'Again', HASH, grabbed),
    history(1, 20 * days, 'Slow', 'b'.repeat(40), grabbed, { EpisodeId: 3 }),
    history(1, 40 * days, 'New', OTHER, grabbed, { EpisodeId: 2 }),
  ]);
  expect(await bring(source)).toMatchObject({ attempts: 4, outcomes: { active: 2, failed: 1, cancelled: 1 } });
  expect(lives()['Again']).toEqual([
    ...[`initiated ${at(0)}`, `accepted ${at(0)}`, `failed client-error ${at(1)}`],
    ...[`initiated ${at(2)}`, `accepted ${at(2)}`, `cancelled forgotten ${at(2)}`],
  ]);
});

it('takes the word of the blocklist for what the history tells no end of', async () => {
  const Blocklist = [{ SourceTitle: 'Quiet.Harbor.S01E01', Date: at(7), Message: 'wrong language', TorrentInfoHash: HASH.toLowerCase() }]; // prettier-ignore
  await bring(await sonarr([history(1, 0, 'Quiet.Harbor.S01E01', HASH, grabbed)], { Blocklist }));
  expect(lives()['Quiet.Harbor.S01E01']!.at(-1)).toBe(`failed client-error ${at(7)}`);
});

it('takes the clients over, and says which it cannot', async () => {
  const { clients: told } = await bring(await sonarr([history(1, 0, 'Quiet.Harbor.S01E01', HASH, grabbed)]));
  expect(told).toEqual([
    { id: 'hole', name: 'hole', type: 'TorrentBlackhole', result: 'not-supported' },
    { id: 'qb', name: 'qb', type: 'qbittorrent', result: 'taken-over' },
    { id: 'sab', name: 'sab', type: 'sabnzbd', result: 'taken-over' },
  ].sort((a, b) => ['qb', 'sab', 'hole'].indexOf(a.id) - ['qb', 'sab', 'hole'].indexOf(b.id))); // prettier-ignore
  const rows = await ledgarr.database.query<object[]>('SELECT id, type, url, enabled, category FROM download_clients ORDER BY id'); // prettier-ignore
  expect(rows).toEqual([
    { id: 'qb', type: 'qbittorrent', url: 'http://nas:8080', enabled: true, category: 'tv-sonarr' },
    { id: 'sab', type: 'sabnzbd', url: 'https://nas:8081/sab', enabled: false, category: 'tv' },
  ]);
});

it('comes from Radarr alike, of versions that keep a movie in one table and in two', async () => {
  const rows = [1, 2].map((n) => history(1, n, `Film.${n}`, String(n).repeat(40), grabbed, { MovieId: n }));
  const radarr = (more: object) =>
    arrFile({ History: rows, DownloadClients: clients, ...more } as Parameters<typeof arrFile>[0]);
  const two = await radarr({
    Movies: [1, 2].map((n) => ({ Id: n, MovieMetadataId: n + 10 })),
    MovieMetadata: [1, 2].map((n) => ({ Id: n + 10, Title: `Film ${n}`, Year: 2000 + n, TmdbId: 600 + n })),
  });
  const one = await radarr({ Movies: [1, 2].map((n) => ({ Id: n, Title: `Film ${n}`, Year: 2000 + n, TmdbId: 600 + n })) }); // prettier-ignore
  for (const source of [two, one]) await bring(source, { program: 'radarr' });
  expect(initiated('Film.2')).toMatchObject({ content: { kind: 'movie', mediaId: 'tmdb:602', title: 'Film 2', year: 2002 } }); // prettier-ignore
  expect(log.events.filter(({ type }) => type === 'download.initiated')).toHaveLength(2);
});

it('says what is no database of Sonarr', async () => {
  const radarr = await arrFile({ Movies: [{ Id: 1 }] });
  const reading = bring(radarr);
  await expect(reading).rejects.toThrow(UnreadableSource);
  await expect(reading).rejects.toThrow('is no Sonarr database: it has no table History, no table Series');
});
