import { randomUUID } from 'node:crypto';
import { type DataSource } from 'typeorm';
import { createDataSource } from '../../src/database/data-source.js';
import { type ClientItem } from '../../src/download-clients/download-client.js';
import { observe } from '../../src/downloads/monitor/observe.js';
import { builtinClient } from '../../src/download-clients/configured-client.js';
import { followedRows } from '../../src/downloads/monitor/followed-rows.js';
import { telemetryRow, writeTelemetry } from '../../src/downloads/monitor/telemetry.js';
import { ListDownloadsHandler, ListDownloads } from '../../src/downloads/queries/list-downloads.js';
import { type FreshDatabase, freshDatabase } from '../support/postgres.js';

const DAY_MS = 86_400_000;

let database: FreshDatabase;
let source: DataSource;
beforeEach(async () => {
  database = await freshDatabase();
  source = await createDataSource(database.url).initialize();
});
afterEach(async () => {
  await source?.destroy();
  await database?.drop();
});

const item: ClientItem = {
  id: 'a', itemKeys: ['a'], title: 'A', state: 'downloading', downloadedBytes: 5, sizeBytes: 10, progress: 0.5,
  downloadSpeed: 1, uploadSpeed: 0, etaSeconds: 5, ratio: null, peers: 1, message: null, outputPath: null, category: null,
  processing: null, seedingSeconds: null, seedGoalReached: null, addedAt: null,
}; // prettier-ignore

/** A row as the projection writes it, from an event that happened by a clock which was that far off. */
const accepted = async (offMs: number): Promise<string> => {
  const id = randomUUID();
  const at = new Date(Date.now() + offMs).toISOString();
  await source.query(
    `INSERT INTO downloads (id, stream, download_client, download_client_id, item_key, status, title, protocol, initiated_at, updated_at, revision)
     VALUES ($1, 's', 'c', 'a', 'a', 'queued', 'A', 'torrent', $2, $2, 1)`,
    [id, at],
  );
  return id;
};
const client = builtinClient('http://127.0.0.1:6800/jsonrpc', 'secret', '/films');
const rowsOf = (rows: Awaited<ReturnType<typeof followedRows>>) =>
  observe(rows, [item]).active.map((seen) => telemetryRow(client, seen, null));
const poll = async () => writeTelemetry(source, rowsOf(await followedRows(source, 'c')));
const statuses = async () =>
  (
    await new ListDownloadsHandler(source).execute(new ListDownloads({ filter: {}, sort: ['initiatedAt'], limit: 10 }))
  ).items.map(({ status }) => status);

describe('what the client says of a download', () => {
  it.each([
    ['days ahead', 5 * DAY_MS],
    ['right', 0],
    ['days behind', -5 * DAY_MS],
  ])('shows at once, when the clock of its last event was %s', async (_, offMs) => {
    await accepted(offMs);
    expect(await statuses()).toEqual(['queued']);
    await poll();
    expect(await statuses()).toEqual(['downloading']);
  });

  it.each([
    ['ahead', 5 * DAY_MS],
    ['behind', -5 * DAY_MS],
  ])('does not outlast what the log says later, by a clock that is days %s', async (_, offMs) => {
    const id = await accepted(0);
    await poll();
    const at = new Date(Date.now() + offMs).toISOString();
    await source.query(`UPDATE downloads SET status = 'paused', revision = 2, updated_at = $2 WHERE id = $1`, [id, at]);
    expect(await statuses()).toEqual(['paused']);
    await poll();
    expect(await statuses()).toEqual(['downloading']);
  });

  it('is older than an event that came while the client was asked', async () => {
    const id = await accepted(0);
    const rows = await followedRows(source, 'c');
    await source.query(`UPDATE downloads SET status = 'paused', revision = 2, updated_at = now() WHERE id = $1`, [id]);
    await writeTelemetry(source, rowsOf(rows));
    expect(await statuses()).toEqual(['paused']);
  });
});
