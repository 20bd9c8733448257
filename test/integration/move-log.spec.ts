import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { ANY, binaryEvent, jsonEvent } from '@eventstore/db-client';
import { copyLog, exportLog, importLog, LogEnd, LogsDiffer } from '../../src/event-store/move-log.js';
import { tempFolder } from '../support/daemons/process.js';
import { freshNode, type TestNode } from '../../packages/event-store-node/test/support/fresh-node.js';

const nothing = () => undefined;

describe('a log that moves', () => {
  const nodes: TestNode[] = [];
  const ends: LogEnd[] = [];
  let source: LogEnd;
  let count: { count: number; checksum: string };

  const end = async () => {
    const node = await freshNode();
    nodes.push(node);
    const opened = new LogEnd(node.url);
    ends.push(opened);
    return opened;
  };

  beforeAll(async () => {
    source = await end();
    await fill(source);
    count = await source.tally();
  });
  afterAll(async () => {
    await Promise.all(ends.map((each) => each.close()));
    await Promise.all(nodes.map((each) => each.stop()));
  });

  it('is the same at both ends: streams, order, ids, types, data, metadata', async () => {
    const target = await end();
    expect(await copyLog(source, target, nothing)).toEqual({ written: 305, ...count });
    const [here, there] = [await all(source), await all(target)];
    expect(there).toEqual(here);
    expect(here).toHaveLength(305);
  });

  it('goes on where it was interrupted, and writes nothing twice', async () => {
    const target = await end();
    const interrupted = copyLog(source, target, (done) => {
      if (done === 150) throw new Error('pulled the plug');
    });
    await expect(interrupted).rejects.toThrow('pulled the plug');
    const before = (await target.tally()).count;
    expect(before).toBeGreaterThan(0);
    expect(await copyLog(source, target, nothing)).toEqual({ written: 305 - before, ...count });
    expect(await copyLog(source, target, nothing)).toEqual({ written: 0, ...count });
  });

  it('takes along what was written since', async () => {
    const [from, to] = [await end(), await end()];
    await fill(from);
    await copyLog(from, to, nothing);
    await from.client.appendToStream('download-a.1', jsonEvent({ type: 'late', data: {} }), from.call);
    expect((await copyLog(from, to, nothing)).written).toBe(1);
  });

  it('does not mix with another log', async () => {
    const target = await end();
    await target.client.appendToStream('download-z.1', jsonEvent({ type: 't', data: {} }), target.call);
    await expect(copyLog(source, target, nothing)).rejects.toThrow(LogsDiffer);
    expect((await target.tally()).count).toBe(1);
  });

  it('notices at the end what is not the same', async () => {
    const [from, to] = [await end(), await end()];
    await fill(from);
    const last = { type: 't', data: {}, id: randomUUID() };
    await to.client.appendToStream('download-q.1', jsonEvent({ type: 'other', data: {} }), to.call);
    await to.client.appendToStream('download-q.2', jsonEvent(last), to.call);
    await from.client.appendToStream('download-q.2', jsonEvent(last), from.call);
    await expect(copyLog(from, to, nothing)).rejects.toThrow('they are not the same');
  });

  it('goes through a file', async () => {
    const [folder, target] = [await tempFolder('export'), await end()];
    const file = join(folder.path, 'log.jsonl');
    const out = createWriteStream(file);
    expect(await exportLog(source, out, nothing)).toEqual({ written: 305, ...count });
    out.end();
    await finished(out);
    expect(await importLog(createReadStream(file), target, nothing)).toEqual({ written: 305, ...count });
    expect(await importLog(createReadStream(file), target, nothing)).toEqual({ written: 0, ...count });

    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    await writeFile(file, lines.slice(0, -1).join('\n'));
    await expect(importLog(createReadStream(file), await end(), nothing)).rejects.toThrow('the file has no end');
    await writeFile(file, lines.filter((_, i) => i !== 3).join('\n'));
    await expect(importLog(createReadStream(file), await end(), nothing)).rejects.toThrow(LogsDiffer);
    await folder.remove();
  });
});

/** 305 events over streams that take turns, with metadata of a stream and binary data among them. */
async function fill({ client, call }: LogEnd): Promise<void> {
  await client.setStreamMetadata('download-a.1', { maxCount: 1_000 }, { ...call, expectedRevision: ANY });
  for (let i = 0; i < 100; i++) {
    const events = [0, 1, 2].map((n) =>
      jsonEvent({
        type: `t${n}`,
        data: { i, n, text: 'ü', nested: { b: 1, a: [null, 1.5] } },
        metadata: { actor: 'test' },
      }),
    );
    await client.appendToStream(`download-a.${i % 7}`, events, call);
  }
  const bytes = [1, 2, 3, 4].map((n) => binaryEvent({ type: 'bytes', data: Buffer.from([0, 255, n]) }));
  await client.appendToStream('download-b.1', bytes, call);
}

async function all(end: LogEnd) {
  const records = [];
  for await (const { record } of end.records()) records.push(record);
  return records;
}
