import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { type SupervisedNode, superviseNode } from '@ledgarr/event-store-node/supervisor';
import { type Aria2, startAria2 } from '../support/daemons/aria2.js';
import { until } from '../support/daemons/process.js';
import { type Ledgarr, ledgarr } from '../support/ledgarr.js';
import { LiveQueueReader } from '../support/live-reader.js';
import { type FreshDatabase, freshDatabase } from '../support/postgres.js';
import { ask, forget, movie } from '../support/requests.js';
import { type Seed, seed } from '../support/seed.js';

const NODE = fileURLToPath(new URL('../../packages/event-store-node/dist/src/main.js', import.meta.url));
const MB = 1024 * 1024;

describe('two readers of the live queue, at two instances', () => {
  let database: FreshDatabase;
  let node: SupervisedNode;
  let aria2: Aria2;
  let file: Seed;
  let a: Ledgarr;
  let b: Ledgarr;
  beforeAll(async () => {
    [database, aria2] = await Promise.all([freshDatabase({ migrated: false }), startAria2({})]);
    node = await superviseNode({ databaseUrl: database.url, program: NODE, logger: pino({ level: 'silent' }) });
    const at = { LEDGARR_BUILTIN_CLIENT: 'off', DATABASE_URL: database.url, EVENTSTORE_URL: node.connectionString };
    [a, b] = await Promise.all([ledgarr(at), ledgarr(at)]);
    const { url, secret: password, downloadDir } = aria2;
    await a.api.call('POST', '/clients', { id: 'aria2', type: 'aria2', url, password, downloadDir });
    file = await seed('live.bin', 8 * MB, MB);
  });
  afterAll(async () => {
    await Promise.all([a?.remove(), b?.remove()]);
    file?.close();
    await node?.stop();
    await database?.drop();
    await aria2?.stop();
  });

  const read = async (at: Ledgarr, query = '') =>
    LiveQueueReader.open(at.url, { 'X-Api-Key': (await readFile(join(at.dataDir, 'api-key'), 'utf8')).trim() }, query);
  const held = (reader: LiveQueueReader) => JSON.stringify([...reader.rows.values()].sort((x, y) => (x.id < y.id ? -1 : 1))); // prettier-ignore

  it('see a real download move, agree on it, and lose nothing when theirs is killed', async () => {
    const [left, right] = [await read(a), await read(b)];
    const { download } = await ask(a.api, 'unused', { release: { url: file.link }, content: movie('Live') });
    for (const reader of [left, right]) {
      await until('progress', async () => Number(reader.rows.get(download.id)?.['progress']) > 0);
    }
    const other = (await ask(b.api, 'Other', { content: movie('Other') })).download.id;
    await until('both to have it', async () => left.rows.has(other) && right.rows.has(other));

    await a.kill();
    await left.untilEnded();
    await forget(b.api, other);
    await a.start();
    const again = await read(a, `?since=${left.lastId}`);
    expect(again.response.status).toBe(200);
    expect(await again.untilTold('reset')).toEqual({ reason: 'unknown-id' });
    await again.untilTold('ready');
    await until('both to have the same', async () => held(again) === held(right) && !again.rows.has(other));
    const isOfDownload = ({ id }: { id: string }) => id === download.id;
    const removed = await right.untilTold('remove', ({ rows }) => (rows as { id: string }[]).some(isOfDownload));
    expect((removed['rows'] as { id: string; status: string }[]).find(isOfDownload)?.status).toBe('completed');
    // It may have ended while the service was away.
    await until('the other to know', async () => !again.rows.has(download.id));
    again.leave();
    right.leave();
  });

  it('are let go at once when the service stops', async () => {
    const reader = await read(b);
    await reader.untilTold('ready');
    await b.remove();
    await reader.untilEnded();
    expect(reader.ended).toBe('end');
  });
});
