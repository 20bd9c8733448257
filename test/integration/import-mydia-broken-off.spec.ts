import { type DataSource } from 'typeorm';
import { importMydia } from '../../src/imports/mydia/import-mydia.js';
import { type NewEvent, type Revision } from '../../src/event-store/event-log.js';
import { MemoryEventLog } from '../support/memory-event-log.js';
import { brokenPromises, contents, ledgarrDatabase } from './fixtures/mydia/imported.js';
import { SAMPLE } from './fixtures/mydia/mydia-file.js';

class BreaksOff extends Error {}

/** Fails at its nth append: before or after it was written, as a process dies. */
class FailingLog extends MemoryEventLog {
  appends = 0;
  failAt = Infinity;
  after = false;

  override async append(streamId: string, events: readonly NewEvent[], expected: Revision) {
    const fails = ++this.appends === this.failAt;
    if (this.appends > this.failAt || (fails && !this.after)) throw new BreaksOff();
    const written = await super.append(streamId, events, expected);
    if (fails) throw new BreaksOff();
    return written;
  }
}

/** Drops its subscription once, after so many events. */
class DroppingLog extends MemoryEventLog {
  until = Infinity;

  override async *subscribe(...asked: Parameters<MemoryEventLog['subscribe']>) {
    for await (const event of super.subscribe(...asked)) {
      if (this.until-- === 0) throw new Error('subscription dropped');
      yield event;
    }
  }
}

describe('an import that breaks off', () => {
  let database: DataSource;
  let drop: () => Promise<void>;
  let whole: FailingLog;
  beforeAll(async () => {
    ({ database, drop } = await ledgarrDatabase());
    whole = new FailingLog();
    await importMydia({ source: SAMPLE, log: whole, database });
  });
  afterAll(() => drop());

  it.each([false, true])('is made whole by another run, wherever it was (append written: %s)', async (after) => {
    expect(whole.appends).toBeGreaterThan(15);
    for (let failAt = 1; failAt <= whole.appends; failAt++) {
      const log = Object.assign(new FailingLog(), { failAt, after });
      await expect(importMydia({ source: SAMPLE, log, database })).rejects.toThrow(BreaksOff);
      expect(log.events.length).toBeLessThan(whole.events.length + Number(after));
      const atBreak = log.events.length;

      log.failAt = Infinity;
      const report = await importMydia({ source: SAMPLE, log, database });
      expect(contents(log)).toEqual(contents(whole));
      expect(brokenPromises(log)).toEqual([]);
      expect(report.added === 0).toBe(atBreak === whole.events.length);
    }
  });

  it('reads on where the subscription by which it learns what is there is dropped', async () => {
    const log = new DroppingLog();
    await importMydia({ source: SAMPLE, log, database });
    log.until = 5;
    expect(await importMydia({ source: SAMPLE, log, database })).toMatchObject({ added: 0, present: 17 });
    expect(log.until).toBeLessThan(0);
    expect(contents(log)).toEqual(contents(whole));
  });
});
