import { randomUUID } from 'node:crypto';
import { EsdbEventLog } from '../../src/event-store/esdb-event-log.js';
import { type NewEvent, RevisionConflict } from '../../src/event-store/event-log.js';
import { freshNode } from '../../packages/event-store-node/test/support/fresh-node.js';

const event = (n: number, id: string = randomUUID()): NewEvent => ({
  id,
  type: 'download.paused',
  data: { n },
  metadata: { commandId: 'c', actor: 'test' },
});

describe('the event log', () => {
  let node: Awaited<ReturnType<typeof freshNode>>;
  let log: EsdbEventLog;
  beforeAll(async () => {
    node = await freshNode();
    log = new EsdbEventLog(node.url);
  });
  afterAll(async () => {
    await log?.close();
    await node?.stop();
  });

  it('finds no stream where there is none', async () =>
    expect(await log.readStream('download-none.1')).toEqual({ events: [], revision: 'no-stream' }));

  it('reads what was appended, and only what came after a revision', async () => {
    const first = event(1);
    const { revision } = await log.append('download-a.1', [first], 'no-stream');
    const second = await log.append('download-a.1', [event(2), event(3)], revision);
    const slice = await log.readStream('download-a.1', revision);
    expect(slice.revision).toBe(2n);
    expect(slice.events.map(({ data }) => data)).toEqual([{ n: 2 }, { n: 3 }]);
    expect(slice.events.at(-1)!.position).toEqual(second.position);
    const [read] = (await log.readStream('download-a.1')).events;
    expect(read).toMatchObject({ ...first, streamId: 'download-a.1', revision: 0n });
    expect(await log.readStream('download-a.1', 2n)).toEqual({ events: [], revision: 2n });
  });

  it('refuses an append at a revision that is no longer the last', async () => {
    await log.append('download-b.1', [event(1)], 'no-stream');
    await expect(log.append('download-b.1', [event(2)], 'no-stream')).rejects.toThrow(RevisionConflict);
    await log.append('download-b.1', [event(2)], 0n);
    await expect(log.append('download-b.1', [event(3)], 0n)).rejects.toThrow(RevisionConflict);
  });

  it('takes a repeat of the same append for the same append', async () => {
    const events = [event(1), event(2)];
    const once = await log.append('download-c.1', events, 'no-stream');
    await log.append('download-c.1', [event(3)], once.revision);
    expect(await log.append('download-c.1', events, 'no-stream')).toEqual(once);
    expect((await log.readStream('download-c.1')).events).toHaveLength(3);
  });

  /** With BatchAppend, the failure of one stream rejects the appends of others, of other clients too. */
  it('lets no failing append take others down with it', async () => {
    const other = new EsdbEventLog(node.url);
    await log.append('download-d.0', [event(0)], 'no-stream');
    const appends = Array.from({ length: 40 }, (_, i) =>
      i % 2
        ? other.append(`download-d.${i}`, [event(i)], 'no-stream')
        : log.append('download-d.0', [event(i)], 'no-stream'),
    );
    const results = await Promise.allSettled(appends);
    expect(results.map(({ status }) => status)).toEqual(results.map((_, i) => (i % 2 ? 'fulfilled' : 'rejected')));
    await other.close();
  });

  it('subscribes to what it was asked for, from after a position, and goes on live', async () => {
    const before = await log.append('download-e.1', [event(1)], 'no-stream');
    await log.append('content-e.1', [event(2)], 'no-stream');
    await log.append('download-e.2', [event(3)], 'no-stream');
    const seen: unknown[] = [];
    const end = new AbortController();
    for await (const { data } of log.subscribe({ after: before.position, prefixes: ['download-e'] }, end.signal)) {
      seen.push(data);
      if (seen.length === 1) await log.append('download-e.3', [event(4)], 'no-stream');
      else end.abort();
    }
    expect(seen).toEqual([{ n: 3 }, { n: 4 }]);
  });

  it('knows the last position of the streams that it is asked about', async () => {
    expect(await log.lastPosition(['download-f'])).toBeNull();
    const { position } = await log.append('download-f.1', [event(1)], 'no-stream');
    await log.append('content-f.1', [event(2)], 'no-stream');
    expect(await log.lastPosition(['download-f'])).toEqual(position);
  });
});
