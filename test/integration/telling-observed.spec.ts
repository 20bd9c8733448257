import { Client } from 'pg';
import { type DataSource } from 'typeorm';
import { createDataSource } from '../../src/database/data-source.js';
import { OBSERVED_CHANNEL } from '../../src/database/observed-channel.js';
import { ConfiguredClients } from '../../src/download-clients/configured-clients.js';
import { writeTelemetry } from '../../src/downloads/monitor/telemetry.js';
import { writeTrouble } from '../../src/downloads/troubled-rows/write-trouble.js';
import { type FreshDatabase, freshDatabase } from '../support/postgres.js';

const ID = '00000000-0000-4000-8000-000000000001';
const UP = { state: 'up', lastError: null, latencyMs: 3, retryAt: null, version: '1' } as const;

describe('what is observed', () => {
  let database: FreshDatabase;
  let source: DataSource;
  let listener: Client;
  let told = 0;
  let fenced: () => void = () => undefined;
  beforeAll(async () => {
    database = await freshDatabase();
    source = await createDataSource(database.url).initialize();
    listener = new Client(database.url);
    listener.on('notification', ({ channel }) => (channel === 'fence' ? fenced() : void (told += 1)));
    await listener.connect();
    await listener.query(`LISTEN ${OBSERVED_CHANNEL}; LISTEN fence`);
    await source.query(
      `INSERT INTO downloads (id, stream, status, title, protocol, download_client, item_key, origin, initiated_at, updated_at, revision, release_ref)
       VALUES ($1, 'download-a.b', 'queued', 'T', 'torrent', 'a', 'b', 'requested', now(), now(), 1, 'r')`,
      [ID],
    );
  });
  afterAll(async () => {
    await listener?.end();
    await source?.destroy();
    await database?.drop();
  });

  /** How often was told what `work` did: notices come in the order of the commits. */
  const tellingOf = async (work: () => Promise<unknown>) => {
    const before = told;
    await work();
    const reached = new Promise<void>((resolve) => (fenced = resolve));
    await source.query('NOTIFY fence');
    await reached;
    return told - before;
  };
  const changes = async () =>
    (await source.query<{ changes: number }[]>('SELECT changes FROM download_telemetry'))[0]?.changes;
  const seen = (progress: number) => () =>
    writeTelemetry(source, [
      { download_id: ID, status: 'downloading', progress, missing_polls: 0, observed_revision: 1 },
    ]);

  it('is told and counted where it differs, and not where a look has found nothing new', async () => {
    expect(await tellingOf(seen(0.5))).toBe(1);
    expect(await tellingOf(seen(0.5))).toBe(0);
    expect(await changes()).toBe(0);
    expect(await tellingOf(seen(0.6))).toBe(1);
    expect(await changes()).toBe(1);
    expect(await tellingOf(() => writeTelemetry(source, []))).toBe(0);
  });

  it('is told of trouble once', async () => {
    expect(await tellingOf(() => writeTrouble(source, ID, 'no room'))).toBe(1);
    expect(await tellingOf(() => writeTrouble(source, ID, 'no room'))).toBe(0);
    expect(await changes()).toBe(2);
  });

  it('is told of a client that comes, goes or says something else', async () => {
    const clients = new ConfiguredClients(source, null);
    const record = (health: Parameters<ConfiguredClients['recordHealth']>[1]) => () =>
      clients.recordHealth('a', health);
    expect(await tellingOf(record(UP))).toBe(1);
    expect(await tellingOf(record({ ...UP, latencyMs: 9 }))).toBe(0);
    expect(await tellingOf(record({ ...UP, state: 'down', lastError: 'refused' }))).toBe(1);
    expect(
      await tellingOf(record({ ...UP, state: 'down', lastError: 'refused', retryAt: '2026-01-01T00:00:00Z' })),
    ).toBe(0);
    expect(await tellingOf(record(UP))).toBe(1);
  });

  it('is not written of a client that says the same, but once a minute', async () => {
    const clients = new ConfiguredClients(source, null);
    const written = async (latencyMs: number) => {
      await clients.recordHealth('b', { ...UP, latencyMs });
      const [row] = await source.query<{ latency: number }[]>(
        `SELECT latency_ms AS latency FROM download_client_health WHERE client_id = 'b'`,
      );
      return row?.latency;
    };
    expect([await written(7), await written(8)]).toEqual([7, 7]);
    await source.query(`UPDATE download_client_health SET checked_at = now() - interval '61 s'`);
    expect([await written(9), await written(10)]).toEqual([9, 9]);
  });
});
