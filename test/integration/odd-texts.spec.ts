import { randomUUID } from 'node:crypto';
import { type DataSource } from 'typeorm';
import { ConfiguredClients, UNKNOWN_HEALTH } from '../../src/download-clients/configured-clients.js';
import { createDataSource } from '../../src/database/data-source.js';
import { type ClientItem } from '../../src/download-clients/download-client.js';
import { observe } from '../../src/downloads/monitor/observe.js';
import { builtinClient } from '../../src/download-clients/configured-client.js';
import { followedRows } from '../../src/downloads/monitor/followed-rows.js';
import { telemetryRow, writeTelemetry } from '../../src/downloads/monitor/telemetry.js';
import { downloads } from '../../src/downloads/projections/downloads.js';
import { type FreshDatabase, freshDatabase } from '../support/postgres.js';

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

const item = (id: string, text: string): ClientItem => ({
  id, itemKeys: [id], title: text, state: 'downloading', downloadedBytes: 5, sizeBytes: 10, progress: 0.5, downloadSpeed: 1,
  uploadSpeed: 0, etaSeconds: 5, ratio: null, peers: 1, message: text, outputPath: `/films/${text}`, category: text,
  processing: null, seedingSeconds: null, seedGoalReached: null, addedAt: null,
}); // prettier-ignore

const client = builtinClient('http://127.0.0.1:6800/jsonrpc', 'secret', '/films');

describe.each([
  ['NUL', 'a\0b', 'ab'],
  ['half a surrogate pair', 'a\ud800b', 'a\ufffdb'],
])('a text with %s', (_, text, kept) => {
  it('of one item keeps no other from being seen', async () => {
    for (const key of ['odd', 'plain']) {
      await source.query(
        `INSERT INTO downloads (id, stream, download_client, download_client_id, item_key, status, title, initiated_at, updated_at, revision)
         VALUES ($1, 's', 'c', $2, $2, 'queued', 'A', now(), now(), 1)`,
        [randomUUID(), key],
      );
    }
    await writeTelemetry(
      source,
      observe(await followedRows(source, 'c'), [item('odd', text), item('plain', 'x')]).active.map((seen) =>
        telemetryRow(client, seen, null),
      ),
    );
    expect(await source.query('SELECT message, output_path FROM download_telemetry ORDER BY message DESC')).toEqual([
      { message: 'x', output_path: '/films/x' },
      { message: kept, output_path: `/films/${kept}` },
    ]);
  });

  it('is no reason to lose the health of a client', async () => {
    const clients = new ConfiguredClients(source, null);
    await clients.recordHealth('c', { ...UNKNOWN_HEALTH, state: 'down', lastError: text, version: text });
    expect((await clients.healths()).get('c')).toMatchObject({ lastError: kept, version: kept });
  });

  it('in an event that another program wrote is projected without it', () => {
    const downloadId = randomUUID();
    const stored = {
      id: randomUUID(), streamId: 's', revision: 1n, position: { commit: 1n, prepare: 1n }, type: 'download.accepted',
      data: { downloadId, downloadClientId: text }, metadata: { schemaVersion: '1' }, createdAt: '2026-01-01T00:00:00.000Z',
    }; // prettier-ignore
    expect(downloads.apply(stored)).toMatchObject([{ set: { download_client_id: kept } }]);
  });
});
