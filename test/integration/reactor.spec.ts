import pg from 'pg';
import { freshNode, type TestNode } from '../../packages/event-store-node/test/support/fresh-node.js';
import { EventProcessor } from '../../src/event-processing/processor/event-processor.js';
import { ParkedEvents } from '../../src/event-processing/processor/parked-events.js';
import { Projector } from '../../src/event-processing/projections/projector.js';
import { type Reactor, reactor } from '../../src/event-processing/reactors/reactor.js';
import { handleParked, reactorProcessor } from '../../src/event-processing/reactors/reactor-processor.js';
import { EsdbEventLog } from '../../src/event-store/esdb-event-log.js';
import { type Position, type StoredEvent } from '../../src/event-store/event-log.js';
import {
  appendItem,
  createItems,
  items,
  killConnections,
  projected,
  quiet,
  rowsOf,
} from '../support/items-projection.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';

type Call = { runner: string; stream: string; note: unknown };
type OnEvent = (event: StoredEvent, signal: AbortSignal) => Promise<void> | void;

let database: FreshDatabase;
let node: TestNode;
let log: EsdbEventLog;
let running: EventProcessor[];
let calls: Call[];

beforeEach(async () => {
  [database, node] = await Promise.all([freshDatabase(), freshNode()]);
  log = new EsdbEventLog(node.url);
  running = [];
  calls = [];
});

afterEach(async () => {
  await Promise.all(running.map((processor) => processor.stop()));
  await log.close();
  await node.stop();
  await database.drop();
});

/** Writes down what it is given, and then does `onEvent`. */
const caller = (onEvent: OnEvent = () => {}, definition: Partial<Reactor> = {}, runner = 'one'): Reactor =>
  reactor({
    name: 'caller',
    streams: ['item-'],
    startFrom: 'start',
    ...definition,
    handle: async (event, signal) => {
      const { note } = event.data as { note?: unknown };
      calls.push({ runner, stream: event.streamId.replace('item-', ''), note });
      await onEvent(event, signal);
    },
  });

const run = (definition: Reactor, runner = 'one'): EventProcessor => {
  const processor = new EventProcessor({
    processor: reactorProcessor(definition),
    eventLog: log,
    database: { connectionString: database.url },
    runner,
    release: '1.0.0',
    logger: quiet,
  });
  running.push(processor);
  processor.start();
  return processor;
};

const stop = async (processor: EventProcessor): Promise<void> => {
  running = running.filter((other) => other !== processor);
  await processor.stop();
};

const write = (stream: string, note: unknown) => appendItem(log, stream, 'started', { note });
const done = (position: Position) => projected(database.url, 'caller', position);
const notes = () => calls.map(({ note }) => note);
const crash = () => killConnections(database.url, 'ledgarr reactor caller');

describe('a reactor', () => {
  it('handles each event once, in order, those of its streams alone', async () => {
    await write('a', 1);
    await write('b', 2);
    run(caller());
    await done(await write('a', 3));
    await log.append('other-a', [{ id: crypto.randomUUID(), type: 'started', data: {}, metadata: {} }], 'no-stream');
    await done(await write('c', 4));
    expect(notes()).toEqual([1, 2, 3, 4]);
    expect(await rowsOf(database.url, 'SELECT name, events_total, state FROM projections')).toEqual([
      { name: 'caller', events_total: '4', state: 'running' },
    ]);
  });

  it('goes on behind its checkpoint when it is started again', async () => {
    const first = run(caller());
    await done(await write('a', 1));
    await stop(first);
    const last = await write('a', 2);
    run(caller());
    await done(last);
    expect(notes()).toEqual([1, 2]);
  });

  it('handles an event again that was handled when it crashed before its checkpoint moved', async () => {
    let crashes = 0;
    const crashing = caller(async ({ data }) => {
      if ((data as { note: number }).note === 2 && crashes++ === 0) await crash();
    });
    await write('a', 1);
    await write('a', 2);
    const last = await write('a', 3);
    run(crashing);
    await done(last);
    expect(notes()).toEqual([1, 2, 2, 3]);
    expect(await rowsOf(database.url, 'SELECT events_total FROM projections')).toEqual([{ events_total: '3' }]);
  });

  it('works in one instance, and another takes over', async () => {
    const one = run(caller(undefined, {}, 'one'), 'one');
    await done(await write('a', 1));
    run(caller(undefined, {}, 'two'), 'two');
    await done(await write('a', 2));
    await stop(one);
    await done(await write('a', 3));
    expect(calls.map(({ runner }) => runner)).toEqual(['one', 'one', 'two']);
  });

  it('stops in the middle of an event, which is handled again and not parked', async () => {
    let onBegun = () => {};
    const begun = new Promise<void>((resolve) => (onBegun = resolve));
    const waiting = caller((_, signal) => {
      onBegun();
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true });
      });
    });
    const last = await write('a', 1);
    const first = run(waiting);
    await begun;
    await stop(first);
    run(caller());
    await done(last);
    expect(notes()).toEqual([1, 1]);
    expect(await rowsOf(database.url, 'SELECT * FROM parked_events')).toEqual([]);
  });

  it('begins at the end of the log where it is to, and only the first time', async () => {
    await write('a', 'before');
    const fromEnd = caller(undefined, { startFrom: 'end' });
    const first = run(fromEnd);
    await done((await log.lastPosition(['item-']))!);
    await stop(first);
    const last = await write('a', 'while it was away');
    run(fromEnd);
    await done(last);
    expect(notes()).toEqual(['while it was away']);
  });

  it('is not run by a rebuild, nor is its checkpoint touched', async () => {
    await createItems(database.url);
    const projector = new Projector({ databaseUrl: database.url, log, projections: [items], logger: quiet });
    projector.start();
    run(caller());
    const last = await write('a', 1);
    await done(last);
    await projected(database.url, 'items', last);
    const checkpoint = () => rowsOf(database.url, `SELECT * FROM projections WHERE name = 'caller'`);
    const before = await checkpoint();
    expect(await projector.rebuild('items')).toMatchObject({ events: 1 });
    await projector.stop();
    expect(notes()).toEqual([1]);
    expect(await checkpoint()).toEqual(before);
  });
});

describe('an event that a reactor cannot handle', () => {
  const failing = (bad: Set<unknown>, attempts = 3) =>
    caller(
      ({ data }) => {
        const { note } = data as { note: unknown };
        if (bad.has(note)) throw new Error(`cannot take ${String(note)}`);
      },
      { attempts },
    );

  it('is tried again, and then handled', async () => {
    let failures = 0;
    run(
      caller(() => {
        if (failures++ < 2) throw new Error('not yet');
      }),
    );
    await done(await write('a', 1));
    expect(notes()).toEqual([1, 1, 1]);
    expect(await rowsOf(database.url, 'SELECT * FROM parked_events')).toEqual([]);
  });

  it('is parked after its attempts, with what follows in its stream, until it is retried', async () => {
    const bad = new Set<unknown>(['bad']);
    const definition = failing(bad);
    const pool = new pg.Pool({ connectionString: database.url });
    const parked = new ParkedEvents(pool, 'caller', handleParked(definition, new AbortController().signal));
    run(definition);
    await write('a', 'bad');
    await write('b', 'fine');
    await done(await write('a', 'behind'));
    expect(notes()).toEqual(['bad', 'bad', 'bad', 'fine']);
    expect((await parked.list()).map(({ stream, error }) => [stream, error])).toEqual([
      ['item-a', 'cannot take bad'],
      ['item-a', null],
    ]);
    expect(await parked.retry()).toEqual({ applied: 0, parked: 2 });
    bad.clear();
    expect(await parked.retry('item-a')).toEqual({ applied: 2, parked: 0 });
    await done(await write('a', 'after'));
    expect(notes().slice(5)).toEqual(['bad', 'behind', 'after']);
    await pool.end();
  });
});
