import { readFile, stat } from 'node:fs/promises';
import { importMydia } from '../../src/imports/mydia/import-mydia.js';
import { writeEvent } from '../../src/downloads/event-registry/write-event.js';
import { history } from '../../src/downloads/projections/history.js';
import { Projector } from '../../src/event-processing/projections/projector.js';
import { formatReport } from '../../src/cli/format/import-report.js';
import { ConfiguredClients } from '../../src/download-clients/configured-clients.js';
import { ReleaseSources } from '../../src/releases/release-sources.js';
import { quiet } from '../support/items-projection.js';
import { MemoryEventLog } from '../support/memory-event-log.js';
import { brokenPromises, contents, ledgarrDatabase, lives, outcomes } from './fixtures/mydia/imported.js';
import { day, removeFolders, SAMPLE, utc } from './fixtures/mydia/mydia-file.js';

const EXPECTED = {
  'The.Quiet.Harbour.2021.1080p 1': 'active',
  'Copper.Sky.2018.720p 2': 'cancelled superseded',
  'Copper.Sky.2018.720p 3': 'active',
  'Something.Untitled 4': 'cancelled superseded',
  'Something.Untitled 5': 'active',
  'Still.Being.Added.1 6': 'failed never-submitted',
  'Still.Being.Added.2 7': 'failed never-submitted',
  'Northern.Lights.S01E01.1080p 8': 'completed',
  'Northern.Lights.S01E02.1080p 9': 'failed client-error',
  'Northern.Lights.S02.1080p 10': 'active',
  'Northern.Lights.S02E03.1080p 11': 'cancelled superseded',
  'Paper.Trail.S01.720p 12': 'active',
  'Paper.Trail.S02E01.720p 13': 'active',
  'Aepfel.und.Birnen.2015.German 14': 'active',
  'Weird.Release 15': 'active',
  'From.A.Client.That.Was.Deleted 16': 'cancelled client-gone',
  'Long.Gone.2001 900': 'cancelled user',
};

describe('importing the sample of Mydia', () => {
  let log: MemoryEventLog;
  let ledgarr: Awaited<ReturnType<typeof ledgarrDatabase>>;
  beforeEach(async () => {
    log = new MemoryEventLog();
    ledgarr = await ledgarrDatabase();
  });
  afterEach(() => ledgarr.drop());
  afterAll(removeFolders);

  const run = (more: object = {}) => importMydia({ source: SAMPLE, log, database: ledgarr.database, ...more });
  const project = async () => {
    const projector = new Projector({ databaseUrl: ledgarr.url, log, projections: [history], logger: quiet });
    await projector.rebuild(history.name);
    await projector.stop();
  };
  const initiatedData = () =>
    new Map(
      log.events
        .filter(({ type }) => type === 'download.initiated')
        .map(({ data }) => data as Record<string, unknown>)
        .map((data) => [data['title'], data]),
    );

  it('makes of its 17 attempts what they are', async () => {
    const report = await run();
    expect(outcomes(log)).toEqual(EXPECTED);
    expect(brokenPromises(log)).toEqual([]);
    expect(report).toMatchObject({ attempts: 17, added: 17, present: 0 });
    expect(report.outcomes).toEqual({ active: 8, completed: 1, failed: 3, cancelled: 5 });
  });

  it('tells each thing at the time at which it happened, in UTC', async () => {
    await run();
    const told = lives(log);
    expect(told['Northern.Lights.S01E01.1080p 8']).toEqual([
      'initiated 2025-11-04T08:00:00.000Z',
      'accepted 2025-11-04T08:00:00.000Z',
      'paused 2025-11-04T08:20:00.000Z',
      'resumed 2025-11-04T08:40:00.000Z',
      'completed 2025-11-04T09:30:00.000Z',
    ]);
    expect(told['Long.Gone.2001 900']).toEqual([
      'initiated 2025-11-01T08:00:00.000Z',
      'cancelled user 2025-11-01T09:00:00.000Z',
    ]);
    expect(told['Northern.Lights.S01E02.1080p 9']!.at(-1)).toBe('failed client-error 2025-11-04T20:00:00.000Z');
    expect(told['Copper.Sky.2018.720p 2']!.at(-1)).toBe('cancelled superseded 2025-11-05T10:31:00.000Z');
    expect(told['Northern.Lights.S02E03.1080p 11']!.at(-1)).toBe('cancelled superseded 2025-11-05T12:00:00.000Z');
    const failed = log.events.filter(({ type }) => type === 'download.failed');
    expect(failed.map(({ data }) => (data as { message: string | null }).message)).toContain('no peers for 3 days');
    expect(new Set(log.events.map(({ metadata }) => metadata['actor']))).toEqual(new Set(['import']));
  });

  it('knows what each is for, and by which id its client has it', async () => {
    await run();
    const data = initiatedData();
    expect(data.get('The.Quiet.Harbour.2021.1080p')).toEqual({
      downloadId: 'dddddddd-0000-4000-8000-000000000001',
      client: 'nas-qbittorrent',
      itemKey: '0000000000000000000000000000000000000001',
      downloadClientId: '0000000000000000000000000000000000000001',
      protocol: 'torrent',
      title: 'The.Quiet.Harbour.2021.1080p',
      content: { kind: 'movie', mediaId: 'tmdb:1001', title: 'The Quiet Harbour', year: 2021 },
      category: null,
      priority: null,
      indexer: 'Prowlarr',
      sizeBytes: 4_000_000_000,
      releaseRef: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      origin: 'import',
      retryOf: null,
    });
    const northern = { mediaId: 'tmdb:2001', title: 'Northern Lights' };
    expect(data.get('Northern.Lights.S02.1080p')!['content']).toEqual({ kind: 'season', ...northern, season: 2 });
    expect(data.get('Northern.Lights.S02E03.1080p')!['content']).toEqual({
      kind: 'episodes',
      ...northern,
      season: 2,
      episodes: [3],
    });
    expect(data.get('Paper.Trail.S01.720p')!['content']).toMatchObject({ kind: 'season', season: 1 });
    expect(data.get('Aepfel.und.Birnen.2015.German')).toMatchObject({
      client: 'sab',
      downloadClientId: 'SABnzbd_nzo_ab12cd',
      protocol: 'usenet',
      content: { kind: 'movie', title: 'Äpfel & Birnen', year: 2015 },
    });
    expect(data.get('Weird.Release')).toMatchObject({
      itemKey: '000000000000000000000000000000000000000a',
      downloadClientId: '000000000000000000000000000000000000000a',
      sizeBytes: null,
      content: null,
    });
    expect(
      log.events.some(
        ({ streamId }) => streamId === 'download-nas-qbittorrent.000000000000000000000000000000000000000a',
      ),
    ).toBe(true);
  });

  it('takes the clients over under the slug of their name, with what is secret', async () => {
    const report = await run();
    const clients = await new ConfiguredClients(ledgarr.database, null).all();
    expect(clients).toMatchObject([
      { id: 'nas-qbittorrent', name: 'NAS qBittorrent', type: 'qbittorrent', url: 'http://127.0.0.1:8080', username: 'admin', password: 's3cret-pass', category: 'mydia', enabled: true, priority: 1 },
      { id: 'transmission', type: 'transmission', url: 'http://127.0.0.1:9091', username: null, password: null },
      { id: 'sab', type: 'sabnzbd', url: 'http://127.0.0.1:8085', apiKey: 'SABKEY-VERY-SECRET', priority: 3 },
    ]); // prettier-ignore
    expect(report.clients.map(({ id, result }) => `${id} ${result}`)).toEqual([
      'nas-qbittorrent taken-over',
      'sab taken-over',
      'transmission taken-over',
    ]);
  });

  it('leaves a client that exists as it is', async () => {
    await ledgarr.database.query(
      `INSERT INTO download_clients (id, name, type, url) VALUES ('transmission', 'Mine', 'transmission', 'http://mine:1')`,
    );
    const report = await run();
    const clients = await new ConfiguredClients(ledgarr.database, null).find('transmission');
    expect(clients).toMatchObject({ name: 'Mine', url: 'http://mine:1', category: null });
    expect(report.clients).toContainEqual(expect.objectContaining({ id: 'transmission', result: 'exists' }));
  });

  it.each([false, true])('adds nothing in a second run (the history has the first: %s)', async (isProjected) => {
    const first = await run();
    if (isProjected) await project();
    const [events, streams] = [log.events.length, contents(log)];
    const second = await run();
    expect(log.events).toHaveLength(events);
    expect(contents(log)).toEqual(streams);
    expect(second).toMatchObject({ attempts: 17, added: 0, present: 17, outcomes: first.outcomes });
    expect(second.rows.map(({ result: _, ...row }) => row)).toEqual(first.rows.map(({ result: _, ...row }) => row));
  });

  it('takes the word of the history for items at which all has ended, and asks the log about others', async () => {
    await run();
    await project();
    log = new MemoryEventLog();
    const { rows } = await run({ dryRun: true });
    const present = rows.filter(({ result }) => result === 'present').map(({ title }) => title);
    expect(present.sort()).toEqual([
      'From.A.Client.That.Was.Deleted',
      'Long.Gone.2001',
      'Northern.Lights.S01E01.1080p',
      'Northern.Lights.S01E02.1080p',
      'Northern.Lights.S02E03.1080p',
      'Still.Being.Added.1',
      'Still.Being.Added.2',
    ]);
  });

  it('asks the log about an attempt that has gone on since', async () => {
    await run();
    const downloadId = 'dddddddd-0000-4000-8000-000000000001';
    const stream = 'download-nas-qbittorrent.0000000000000000000000000000000000000001';
    const completed = { downloadId, outputPath: null, files: [], sizeBytes: null };
    const cause = { commandId: downloadId, correlationId: '', causationId: '', actor: 'monitor', at: utc(day(12)) };
    const event = writeEvent({ type: 'download.completed', data: completed }, cause, 7);
    await log.append(stream, [event], (await log.readStream(stream)).revision);
    await project();
    const { outcomes: sums, rows } = await run();
    expect(sums).toEqual({ active: 7, completed: 2, failed: 3, cancelled: 5 });
    expect(rows.find(({ id }) => id === downloadId)).toMatchObject({ result: 'present', becomes: 'completed' });
  });

  it('writes neither to the log, nor to the database, nor to the source when it is dry', async () => {
    const before = [await readFile(SAMPLE), (await stat(SAMPLE)).mtimeMs];
    const report = await run({ dryRun: true });
    expect(log.events).toEqual([]);
    for (const table of ['download_clients', 'release_sources']) {
      expect(await ledgarr.database.query(`SELECT 1 FROM ${table}`)).toEqual([]);
    }
    expect([await readFile(SAMPLE), (await stat(SAMPLE)).mtimeMs]).toEqual(before);
    const { dryRun: _dry, ...wet } = await run();
    expect(report).toEqual({ ...wet, dryRun: true });
  });

  it('prints what it would do as a table', async () => {
    const lines = formatReport(await run({ dryRun: true }), Infinity).split('\n');
    expect(lines[0]).toMatch(/^begun +client +becomes +why +now +title$/);
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^2025-11-05 10:01 {2}transmission +cancelled {2}superseded +to be added {2}Copper\.Sky\.2018\.720p$/,
      ),
    );
    expect(lines.slice(-5)).toEqual([
      '17 attempts: 8 active, 1 completed, 3 failed, 5 cancelled.',
      '17 would be added, 0 are there already. Nothing was written.',
      'Client nas-qbittorrent (NAS qBittorrent, qbittorrent): would be taken over.',
      'Client sab (SAB, sabnzbd): would be taken over.',
      'Client transmission (Transmission, transmission): would be taken over.',
    ]);
  });

  it('keeps the links for a retry, and their secrets out of the log', async () => {
    const report = await run();
    const ref = initiatedData().get('Aepfel.und.Birnen.2015.German')!['releaseRef'] as string;
    expect(await new ReleaseSources(ledgarr.database).load(ref)).toEqual({
      kind: 'url',
      url: 'https://indexer.invalid/getnzb/xyz.nzb?apikey=PASSKEY-SECRET-3',
    });
    const told = JSON.stringify([log.events, report], (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    expect(told).toContain('Copper.Sky.2018.720p');
    expect(told).not.toMatch(/SECRET|s3cret|apikey|tracker\.invalid|indexer\.invalid/i);
  });

  it('counts as it goes', async () => {
    const counted: [number, number][] = [];
    await run({ onProgress: (done: number, total: number) => counted.push([done, total]) });
    expect(counted.at(-1)).toEqual([17, 17]);
    expect(counted.map(([done]) => done)).toEqual(counted.map(([done]) => done).sort((a, b) => a - b));
  });
});
