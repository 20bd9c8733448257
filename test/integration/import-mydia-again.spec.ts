import { randomUUID } from 'node:crypto';
import { importMydia } from '../../src/imports/mydia/import-mydia.js';
import { writeEvent } from '../../src/downloads/event-registry/write-event.js';
import { type DownloadEvent } from '../../src/downloads/domain/events.js';
import { EsdbEventLog } from '../../src/event-store/esdb-event-log.js';
import { history } from '../../src/downloads/projections/history.js';
import { Projector } from '../../src/event-processing/projections/projector.js';
import { freshNode } from '../../packages/event-store-node/test/support/fresh-node.js';
import { quiet } from '../support/items-projection.js';
import { MemoryEventLog } from '../support/memory-event-log.js';
import { brokenPromises, contents, ledgarrDatabase, outcomes } from './fixtures/mydia/imported.js';
import { client, day, download, hash, movie, mydiaFile, removeFolders, type Rows, utc, uuid } from './fixtures/mydia/mydia-file.js'; // prettier-ignore

/** How far the history is when Mydia is imported again. */
const HISTORIES = ['has nothing', 'has a part', 'has all'] as const;
type HowFar = (typeof HISTORIES)[number];

describe('a Mydia that has gone on since it was imported', () => {
  let log: MemoryEventLog;
  let ledgarr: Awaited<ReturnType<typeof ledgarrDatabase>>;
  beforeEach(async () => {
    log = new MemoryEventLog();
    ledgarr = await ledgarrDatabase();
  });
  afterEach(() => ledgarr.drop());
  afterAll(removeFolders);

  const run = async (rows: Rows, more: object = {}) =>
    importMydia({ source: await mydiaFile(rows), log, database: ledgarr.database, claimGraceMs: 10, ...more });
  const project = async () => {
    const projector = new Projector({ databaseUrl: ledgarr.url, log, projections: [history], logger: quiet });
    await projector.rebuild(history.name);
    await projector.stop();
  };
  /** Imports what Mydia had at first, as far as that is told in two parts. */
  const imported = async (howFar: HowFar, { downloads = [], ...rows }: Rows) => {
    await run({ ...rows, downloads: downloads.slice(0, 1) });
    if (howFar === 'has a part') await project();
    await run({ ...rows, downloads });
    if (howFar === 'has all') await project();
    return contents(log);
  };
  const end = async (stream: string, type: 'download.completed', n: number) => {
    const data = { downloadId: uuid(n), outputPath: null, files: [], sizeBytes: null };
    const commandId = randomUUID();
    const cause = { commandId, correlationId: commandId, causationId: commandId, actor: 'monitor', at: utc(day(20)) };
    const event: DownloadEvent = { type, data };
    await log.append(stream, [writeEvent(event, cause, 0)], (await log.readStream(stream)).revision);
  };
  const isWhole = () => {
    expect(new Set(log.events.map(({ id }) => id)).size).toBe(log.events.length);
    expect(brokenPromises(log)).toEqual([]);
  };

  describe.each(HISTORIES)('while the history %s', (howFar) => {
    it('writes nothing again of what a client has taken since', async () => {
      const rows = { download_client_configs: [client('NAS')], media_items: [movie('film', 1)] };
      const waiting = [1, 2].map((n) => download(n, day(10), { download_client_id: null, media_item_id: 'film' }));
      const before = await imported(howFar, { ...rows, downloads: waiting });
      const taken = waiting.map((row, i) => ({ ...row, download_client_id: hash(i + 1) }));
      const report = await run({ ...rows, downloads: taken });
      expect(contents(log)).toEqual(before);
      expect(report).toMatchObject({ added: 0, present: 2, outcomes: { active: 0, failed: 2 } });
      isWhole();
    });

    it('adds what is new in the stream to which an attempt would have gone by now', async () => {
      const rows = { download_client_configs: [client('NAS')] };
      const waiting = download(1, day(10), { download_client_id: null });
      await imported(howFar, { ...rows, downloads: [waiting] });
      const taken = { ...waiting, download_client_id: hash(1) };
      const next = download(2, day(12), { download_client_id: hash(1) });
      expect(await run({ ...rows, downloads: [taken, next] })).toMatchObject({ added: 1, present: 1 });
      expect(outcomes(log)).toEqual({ 'Release.1 1': 'failed never-submitted', 'Release.2 2': 'active' });
      isWhole();
    });

    it.each(['qbittorrent', 'blackhole'])('knows the downloads of a %s whose like is gone', async (type) => {
      const [nas, alike] = [client('NAS', { type }), client('nas!', { type, inserted_at: day(1) })];
      const downloads = [
        download(1, day(10)),
        download(2, day(11), { download_client: 'nas!' }),
        download(3, day(11), { download_client: 'nas!', error_message: 'no' }),
      ];
      const before = await imported(howFar, { download_client_configs: [nas, alike], downloads });
      expect(Object.keys(before)).toEqual([1, 2, 3].map((n) => `download-nas${n > 1 ? '-2' : ''}.${hash(n)}`).sort());
      const report = await run({ download_client_configs: [alike], downloads });
      expect(contents(log)).toEqual(before);
      expect(report).toMatchObject({ added: 0, present: 3 });
      isWhole();
    });

    it('tells how what is in another stream stands', async () => {
      const configs = [client('NAS', { type: 'blackhole' }), client('nas!', { inserted_at: day(1) })];
      const downloads = [1, 2].map((n) => download(n, day(10), { download_client: 'nas!' }));
      await imported(howFar, { download_client_configs: configs, downloads });
      await end(`download-nas-2.${hash(1)}`, 'download.completed', 1);
      await ledgarr.database.query('TRUNCATE download_clients');
      const report = await run({ download_client_configs: configs.slice(1), downloads }, { dryRun: true });
      expect(report.rows.map(({ client: slug, result, becomes }) => `${slug} ${result} ${becomes}`)).toEqual([
        'nas present completed',
        'nas present active',
      ]);
    });
  });

  it('is told from what a real log has', async () => {
    const node = await freshNode();
    const real = new EsdbEventLog(node.url);
    try {
      const rows = { download_client_configs: [client('NAS')] };
      const waiting = [1, 2].map((n) => download(n, day(10), { download_client_id: null }));
      expect(await run({ ...rows, downloads: waiting }, { log: real })).toMatchObject({ added: 2 });
      const downloads = [
        ...waiting.map((row, i) => ({ ...row, download_client_id: hash(i + 1) })),
        download(3, day(11)),
      ];
      expect(await run({ ...rows, downloads }, { log: real })).toMatchObject({ added: 1, present: 2 });
      expect(await run({ ...rows, downloads }, { log: real })).toMatchObject({ added: 0, present: 3 });
    } finally {
      await real.close();
      await node.stop();
    }
  });

  it('leaves each client the slug that it has in Ledgarr, and gives it to no other', async () => {
    const clients = ['NAS', 'nas!', 'nas-2'].map((name, i) => client(name, { inserted_at: day(i) }));
    const download_client_configs = clients.slice(0, 2);
    await run({ download_client_configs });
    const downloads = clients.map((_, i) =>
      download(i + 1, day(10), { download_client: ['NAS', 'nas!', 'nas-2'][i]! }),
    );
    const { clients: reports, rows } = await run({ download_client_configs: clients.slice(1), downloads });
    expect(rows.map((row) => row.client)).toEqual(['nas', 'nas-2', 'nas-2-2']);
    expect(reports.map(({ id, name, result }) => `${id} ${name} ${result}`)).toEqual([
      'nas-2 nas! exists',
      'nas-2-2 nas-2 taken-over',
    ]);
    expect(Object.values(outcomes(log))).toEqual(Array(3).fill('active'));
  });
});
