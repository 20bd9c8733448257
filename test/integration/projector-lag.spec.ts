import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseUnavailable } from '../../src/database/database-unavailable.js';
import { type Position } from '../../src/event-store/event-log.js';
import { EventStoreUnavailable } from '../../src/event-store/unknown-outcome.js';
import { type ProjectionStatus } from '../../src/event-processing/projections/projection-status.js';
import { Projector } from '../../src/event-processing/projections/projector.js';
import { until } from '../support/daemons/process.js';
import { createItems, items, newEvent, projected, quiet, rowsOf, appendItem } from '../support/items-projection.js';
import { MemoryEventLog } from '../support/memory-event-log.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';

const HOUR = 3_600_000;

/** Hands out some five events a millisecond, as a store does that has other things to do. */
class SlowLog extends MemoryEventLog {
  private handedOut = 0;

  override async *subscribe(options: { after: Position | null; prefixes: readonly string[] }, signal: AbortSignal) {
    for await (const event of super.subscribe(options, signal)) {
      if (++this.handedOut % 5 === 0) await pause(1);
      yield event;
    }
  }
}

/** Has nothing to hand out, however long one waits. */
class UncountableLog extends MemoryEventLog {
  override async *subscribe(_: unknown, signal: AbortSignal): AsyncGenerator<never> {
    if (!signal.aborted) await once(signal, 'abort');
  }
}

class SilentLog extends MemoryEventLog {
  override lastPosition(): Promise<Position | null> {
    return new Promise(() => {});
  }
}

describe('how far a projection is behind', () => {
  let database: FreshDatabase;
  const projectors: Projector[] = [];
  beforeEach(async () => {
    database = await freshDatabase();
    await createItems(database.url);
  });
  afterEach(async () => {
    await Promise.all(projectors.splice(0).map((projector) => projector.stop()));
    await database.drop();
  });

  const projectorOn = (log: MemoryEventLog, projections = [items], databaseUrl = database.url): Projector => {
    const projector = new Projector({ databaseUrl, log, projections, logger: quiet });
    projectors.push(projector);
    return projector;
  };
  const fill = async (log: MemoryEventLog, events: number, foreign = 1) => {
    for (let i = 0; i < events / 100; i++) {
      const some = Array.from({ length: 100 }, () => newEvent('started', {}));
      await log.append(`item-${foreign}-${i}`, some, 'no-stream');
      const others = Array.from({ length: foreign }, () => newEvent('started', {}));
      await log.append(`other-${foreign}-${i}`, others, 'no-stream');
    }
  };
  /** As if the projection had come so far. */
  const checkpointAt = async (name: string, log: MemoryEventLog, events: number) => {
    const { position } = log.events.filter(({ streamId }) => streamId.startsWith('item-'))[events - 1]!;
    await rowsOf(
      database.url,
      `INSERT INTO projections (name, version, commit_position, prepare_position, events_total) VALUES ($1, 1, $2, $3, $4)`,
      [name, position.commit, position.prepare, events],
    );
  };

  it('is estimated until it is counted, and counted while nobody waits', async () => {
    const log = new SlowLog({ firstPosition: 1n });
    await fill(log, 10_000);
    await fill(log, 10_000, 50);
    await checkpointAt('items', log, 1_000);
    const projector = projectorOn(log);
    const { lagEvents } = await projector.status('items');
    expect(Math.abs(lagEvents - 19_000)).toBeLessThan(6_000);
    await until('they are counted', async () => {
      const found = new Set<number>();
      // An estimate may meet the number, but not again and again.
      for (let i = 0; i < 5; i++) found.add((await projector.status('items')).lagEvents);
      return found.size === 1 && found.has(19_000);
    });
    await appendItem(log, 'later', 'started');
    expect((await projector.status('items')).lagEvents).toBe(19_001);
  });

  it('is known at once where another of the same streams is not behind', async () => {
    const log = new UncountableLog();
    await fill(log, 3_000);
    await checkpointAt('items', log, 1_000);
    await checkpointAt('ahead', log, 3_000);
    const [behind, ahead] = await projectorOn(log, [items, { ...items, name: 'ahead' }]).statuses();
    const again = await projectors[0]!.status('items');
    expect([behind?.lagEvents, ahead?.lagEvents, again.lagEvents]).toEqual([expect.any(Number), 0, 2_000]);
  });

  it('is the age of the oldest event that is not shown, as the checkpoint moves and when there is none', async () => {
    let now = Date.now() - 3 * HOUR;
    const log = new MemoryEventLog({ now: () => new Date(now) });
    const first = await appendItem(log, 'a', 'started');
    now += HOUR;
    await appendItem(log, 'b', 'started');
    const projector = projectorOn(log);
    const hours = ({ lagSeconds }: ProjectionStatus) => Math.round((lagSeconds * 1_000) / HOUR);
    expect(hours(await projector.status('items'))).toBe(3);
    await rowsOf(
      database.url,
      `INSERT INTO projections (name, version, commit_position, prepare_position, events_total) VALUES ('items', 1, $1, $1, 1)`,
      [first.commit],
    );
    expect(hours(await projector.status('items'))).toBe(2);
    projector.start();
    await projected(database.url, 'items', log.events.at(-1)!.position);
    expect(await projector.status('items')).toMatchObject({ lagEvents: 0, lagSeconds: 0 });
  });

  it('is right again after the checkpoint was put back', async () => {
    const log = new MemoryEventLog();
    await fill(log, 500);
    await checkpointAt('items', log, 400);
    const projector = projectorOn(log);
    expect((await projector.status('items')).lagEvents).toBe(100);
    await rowsOf(database.url, `DELETE FROM projections`);
    await checkpointAt('items', log, 200);
    expect((await projector.status('items')).lagEvents).toBe(300);
  });

  it('is not waited for where the event store does not answer, nor where the database does not', async () => {
    const silent = projectorOn(new SilentLog());
    const asked = await Promise.allSettled(Array.from({ length: 50 }, () => silent.statuses(100)));
    expect(new Set(asked.map(({ status }) => status))).toEqual(new Set(['rejected']));
    await expect(silent.status('items', 100)).rejects.toThrow(EventStoreUnavailable);

    const sockets: Socket[] = [];
    const server = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const mute = `postgresql://nobody@127.0.0.1:${(server.address() as AddressInfo).port}/nothing`;
    await expect(projectorOn(new MemoryEventLog(), [items], mute).status('items', 100)).rejects.toThrow(
      DatabaseUnavailable,
    );
    for (const socket of sockets) socket.destroy();
    server.close();
  });
});
