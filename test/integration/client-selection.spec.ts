import { randomUUID } from 'node:crypto';
import { type DataSource } from 'typeorm';
import { createDataSource } from '../../src/database/data-source.js';
import { builtinClient, type ConfiguredClient } from '../../src/download-clients/configured-client.js';
import { ConfiguredClients, UNKNOWN_HEALTH } from '../../src/download-clients/configured-clients.js';
import { ClientSelector } from '../../src/downloads/initiation/client-selector.js';
import { type FreshDatabase, freshDatabase } from '../support/postgres.js';

let database: FreshDatabase;
let source: DataSource;
let clients: ConfiguredClients;
beforeEach(async () => {
  database = await freshDatabase();
  source = await createDataSource(database.url).initialize();
  clients = new ConfiguredClients(source, null);
});
afterEach(async () => {
  await source?.destroy();
  await database?.drop();
});

const configure = (id: string, change: Partial<ConfiguredClient> = {}) =>
  clients.insert({ ...builtinClient('http://127.0.0.1:9/jsonrpc', 's', '/'), id, ...change });
const chosen = async (wanted: string | null = null) =>
  (await new ClientSelector(clients, source).select({ protocol: 'torrent' }, wanted)).id;
const downFor = async (id: string, minutes: number) => {
  await clients.recordHealth(id, { ...UNKNOWN_HEALTH, state: 'down' });
  await source.query(`UPDATE download_client_health SET since = now() - make_interval(mins => $2) WHERE client_id = $1`, [id, minutes]); // prettier-ignore
};
const busy = (client: string, status = 'queued') =>
  source.query(
    `INSERT INTO downloads (id, stream, download_client, item_key, status, title, initiated_at, updated_at, revision)
     VALUES ($1, 's', $2, 'k', $3, 'A', now(), now(), 1)`,
    [randomUUID(), client, status],
  );

describe('where the request names no client', () => {
  it('one that is full is passed over, until it has room', async () => {
    await configure('first', { priority: 1, maxActive: 2 });
    await configure('second', { priority: 2 });
    await busy('first');
    expect(await chosen()).toBe('first');
    await busy('first', 'submitting');
    expect(await chosen()).toBe('second');
    await source.query(`UPDATE downloads SET status = 'cancelling' WHERE status = 'submitting'`);
    expect(await chosen()).toBe('first');
  });

  it('one that is down for long is passed over, one that has just gone is waited for', async () => {
    await configure('first', { priority: 1 });
    await configure('second', { priority: 2 });
    await downFor('first', 0);
    expect(await chosen()).toBe('first');
    await downFor('first', 5);
    expect(await chosen()).toBe('second');
  });

  it('is the first where all are full or down', async () => {
    await configure('first', { priority: 1, maxActive: 1 });
    await configure('second', { priority: 2 });
    await busy('first');
    await downFor('second', 5);
    expect(await chosen()).toBe('first');
    await downFor('first', 5);
    expect(await chosen()).toBe('first');
  });
});

it('one that is named is taken, full and down', async () => {
  await configure('first', { priority: 1 });
  await configure('second', { priority: 2, maxActive: 1 });
  await busy('second');
  await downFor('second', 5);
  expect(await chosen('second')).toBe('second');
});
