import pg from 'pg';
import { refusalProblem } from '../../src/downloads/api/refusal-problem.js';
import { type Answer, IdempotentRequests, type Repeatable } from '../../src/http/idempotency/idempotent-requests.js';
import { KeyLocks } from '../../src/http/idempotency/key-locks.js';
import { Refused } from '../../src/downloads/domain/refused.js';
import { eventually, killConnections, rowsOf } from '../support/items-projection.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';

type Instance = {
  requests: IdempotentRequests;
  locks: KeyLocks;
  pool: pg.Pool;
  /** The first thing that the locks had to say. */
  warned: Promise<string>;
  stop(): Promise<void>;
};

const LOCKS = 'ledgarr idempotency keys';
const BODY = { release: 'one' };
const OTHER_BODY = { release: 'another' };
const MISMATCH = { problem: { status: 422, code: 'idempotency-mismatch' } };
const created = (id: string): Answer => ({ status: 201, body: { id } });

let database: FreshDatabase;
let a: Instance;
let b: Instance;

const deferred = <T>() => {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((yes, no) => ([resolve, reject] = [yes, no]));
  return { promise, resolve, reject };
};

const instance = (): Instance => {
  // Its end does not wait until its connections are closed, so that the end of the database may break them.
  const pool = new pg.Pool({ connectionString: database.url, max: 2 }).on('error', () => {});
  const warned = deferred<string>();
  const log = { warn: (_about: unknown, message?: string) => warned.resolve(message!) };
  const locks = new KeyLocks({ connectionString: database.url }, log);
  const stop = async () => {
    await locks.onApplicationShutdown();
    await pool.end();
  };
  return { requests: new IdempotentRequests(pool, locks, refusalProblem), locks, pool, warned: warned.promise, stop };
};

beforeEach(async () => {
  database = await freshDatabase();
  [a, b] = [instance(), instance()];
});

afterEach(async () => {
  await Promise.all([a.stop(), b.stop()]);
  await database.drop();
});

/** Work that goes on until it is told its end, and knows the commands that it was done for. */
const slowWork = () => {
  const commands: Repeatable[] = [];
  const started = deferred<void>();
  const end = deferred<Answer>();
  const work = (command: Repeatable) => {
    commands.push(command);
    started.resolve();
    return end.promise;
  };
  return { work, commands, started: started.promise, answers: end.resolve, fails: end.reject };
};

const never = () => Promise.reject(new Error('this work was not to be done'));

const sessionsOfLocks = () =>
  rowsOf(
    database.url,
    'SELECT pid FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()',
    [LOCKS],
  );

const heldLocks = () =>
  rowsOf(
    database.url,
    `SELECT objid FROM pg_locks WHERE locktype = 'advisory'
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );

/** Another instance has asked for a lock and was told no. */
const someoneWaits = () =>
  eventually(database.url, async (client) => {
    const { rowCount } = await client.query(
      `SELECT 1 FROM pg_stat_activity AS s WHERE application_name = $1 AND datname = current_database() AND state = 'idle'
         AND query LIKE '%pg_try_advisory_lock%'
         AND NOT EXISTS (SELECT 1 FROM pg_locks AS l WHERE l.pid = s.pid AND locktype = 'advisory')`,
      [LOCKS],
    );
    return rowCount === 1;
  });

const kept = () => rowsOf(database.url, 'SELECT key, status, body FROM idempotency_keys ORDER BY key');

describe('a key that is being worked at', () => {
  it('has one run for all who repeat it here, and no database session for any of them', async () => {
    const slow = slowWork();
    const first = a.requests.answer('key', BODY, slow.work);
    await slow.started;
    const sessions = await Promise.all([a.pool.connect(), a.pool.connect()]);
    const repeats = Array.from({ length: 20 }, () => a.requests.answer('key', BODY, never));
    await expect(a.requests.answer('key', OTHER_BODY, never)).rejects.toMatchObject(MISMATCH);
    sessions.forEach((session) => session.release());
    slow.answers(created('1'));
    expect(await Promise.all([first, ...repeats])).toEqual(Array.from({ length: 21 }, () => created('1')));
    expect(slow.commands).toEqual([{ commandId: expect.any(String), first: true }]);
  });

  it('has one run for all who come at once', async () => {
    const slow = slowWork();
    const all = Array.from({ length: 10 }, () => a.requests.answer('key', BODY, slow.work));
    slow.answers(created('1'));
    expect(await Promise.all(all)).toEqual(Array.from({ length: 10 }, () => created('1')));
    expect(slow.commands).toHaveLength(1);
  });

  it('is refused to another body at once, by the other instance too', async () => {
    const slow = slowWork();
    const first = a.requests.answer('key', BODY, slow.work);
    await slow.started;
    await expect(b.requests.answer('key', OTHER_BODY, never)).rejects.toMatchObject(MISMATCH);
    slow.answers(created('1'));
    expect(await first).toEqual(created('1'));
    await expect(a.requests.answer('key', OTHER_BODY, never)).rejects.toMatchObject(MISMATCH);
    expect(await kept()).toEqual([{ key: 'key', ...created('1') }]);
  });

  it('is waited for by the other instance, which gives the same answer', async () => {
    const slow = slowWork();
    const first = a.requests.answer('key', BODY, slow.work);
    await slow.started;
    const repeat = b.requests.answer('key', BODY, never);
    await someoneWaits();
    slow.answers(created('1'));
    expect(await Promise.all([first, repeat])).toEqual([created('1'), created('1')]);
    expect(await sessionsOfLocks()).toHaveLength(2);
  });

  it('has an answer for those who wait as soon as there is one, though the lock is still held', async () => {
    const slow = slowWork();
    const first = a.requests.answer('key', BODY, slow.work);
    await slow.started;
    const repeat = b.requests.answer('key', BODY, never);
    await someoneWaits();
    const withoutLock = new IdempotentRequests(
      b.pool,
      { try: async () => async () => {} } as unknown as KeyLocks,
      refusalProblem,
    );
    await withoutLock.answer('key', BODY, async () => created('1'));
    expect(await repeat).toEqual(created('1'));
    slow.answers(created('2'));
    expect(await first).toEqual(created('1'));
  });

  it('does not hold up another key, however many there are', async () => {
    const slow = Array.from({ length: 40 }, slowWork);
    const all = slow.map(({ work }, i) => a.requests.answer(`slow ${i}`, BODY, work));
    await Promise.all(slow.map(({ started }) => started));
    expect(await a.requests.answer('quick', BODY, async () => created('quick'))).toEqual(created('quick'));
    expect(await sessionsOfLocks()).toHaveLength(1);
    slow.forEach(({ answers }, i) => answers(created(`${i}`)));
    expect(await Promise.all(all)).toEqual(slow.map((_, i) => created(`${i}`)));
    expect(await heldLocks()).toEqual([]);
  }, 20_000);
});

describe('an answered key', () => {
  it('has the same answer from each instance, be it a refusal', async () => {
    const refusal = new Refused('duplicate-download', { existing: 'd-1' });
    const answer = await a.requests.answer('key', BODY, () => Promise.reject(refusal));
    expect(answer).toMatchObject({ status: 409, body: { code: 'duplicate-download', forceable: false } });
    expect(await a.requests.answer('key', BODY, never)).toEqual(answer);
    expect(await b.requests.answer('key', BODY, never)).toEqual(answer);
  });

  it('is not refused to its body while another body is being refused', async () => {
    await a.requests.answer('key', BODY, async () => created('1'));
    const other = a.requests.answer('key', OTHER_BODY, never);
    const repeat = a.requests.answer('key', BODY, never);
    await expect(other).rejects.toMatchObject(MISMATCH);
    expect(await repeat).toEqual(created('1'));
  });
});

describe('a key that another instance answers just before its lock is had here', () => {
  const answerByAFirst = {
    try: async (key: string) => {
      await a.requests.answer(key, BODY, async () => created('1'));
      return b.locks.try(key);
    },
  } as KeyLocks;

  it('has that answer', async () => {
    const late = new IdempotentRequests(b.pool, answerByAFirst, refusalProblem);
    expect(await late.answer('key', BODY, never)).toEqual(created('1'));
    await expect(late.answer('other', OTHER_BODY, never)).rejects.toMatchObject(MISMATCH);
    expect(await heldLocks()).toEqual([]);
  });
});

describe('an answer that is not final', () => {
  it('is not kept: the next repeat is work again, by the same command, in any instance', async () => {
    const slow = slowWork();
    const [first, shared] = [a.requests.answer('key', BODY, slow.work), a.requests.answer('key', BODY, slow.work)];
    slow.fails(new Refused('release-unreachable'));
    await expect(first).rejects.toMatchObject({ code: 'release-unreachable' });
    await expect(shared).rejects.toMatchObject({ code: 'release-unreachable' });
    expect(await kept()).toEqual([{ key: 'key', status: null, body: null }]);
    const { commandId } = slow.commands[0]!;
    for (const { requests } of [a, b]) {
      const again = slowWork();
      again.answers({ status: 502, body: {} });
      expect(await requests.answer('key', BODY, again.work)).toEqual({ status: 502, body: {} });
      expect(again.commands).toEqual([{ commandId, first: false }]);
    }
    const last = slowWork();
    last.answers(created('1'));
    expect(await a.requests.answer('key', BODY, last.work)).toEqual(created('1'));
    expect(last.commands).toEqual([{ commandId, first: false }]);
    expect(await kept()).toEqual([{ key: 'key', ...created('1') }]);
  });
});

describe('the session of the locks', () => {
  const LOST = 'the session that locks the keys of requests was lost; those under way go on';
  const beginAndLoseLock = async (work: (command: Repeatable) => Promise<Answer>, started: Promise<void>) => {
    const answer = a.requests.answer('key', BODY, work);
    await started;
    expect(await killConnections(database.url, LOCKS)).toBe(1);
    expect(await a.warned).toBe(LOST);
    return { answer };
  };

  it('may be lost: what is under way is answered and kept, and later keys work', async () => {
    const slow = slowWork();
    const { answer } = await beginAndLoseLock(slow.work, slow.started);
    const repeat = a.requests.answer('key', BODY, never);
    expect(await a.requests.answer('later', BODY, async () => created('2'))).toEqual(created('2'));
    slow.answers(created('1'));
    expect(await Promise.all([answer, repeat])).toEqual([created('1'), created('1')]);
    expect(await kept()).toEqual([
      { key: 'key', ...created('1') },
      { key: 'later', ...created('2') },
    ]);
    await eventually(database.url, async () => (await heldLocks()).length === 0);
  });

  it('may be lost: should another instance answer meanwhile, that is the answer', async () => {
    const slow = slowWork();
    const { answer } = await beginAndLoseLock(slow.work, slow.started);
    const taken = slowWork();
    taken.answers(created('1'));
    expect(await b.requests.answer('key', BODY, taken.work)).toEqual(created('1'));
    expect(taken.commands).toEqual([{ commandId: slow.commands[0]!.commandId, first: false }]);
    slow.answers({ status: 409, body: { code: 'duplicate-download' } });
    expect(await answer).toEqual(created('1'));
    expect(await kept()).toEqual([{ key: 'key', ...created('1') }]);
  });

  it('ends when the service stops, and none is opened after it', async () => {
    await a.requests.answer('key', BODY, async () => created('1'));
    expect(await sessionsOfLocks()).toHaveLength(1);
    await a.locks.onApplicationShutdown();
    await eventually(database.url, async () => (await sessionsOfLocks()).length === 0);
    await expect(a.requests.answer('late', BODY, never)).rejects.toThrow('stopping');
    expect(await sessionsOfLocks()).toEqual([]);
  });
});
