import { setTimeout } from 'node:timers/promises';
import pg from 'pg';

/** How soon another instance notices that the one at work is gone, in milliseconds. */
const TAKE_OVER = 1_000;

/**
 * Runs `work` while this process, alone among all instances, holds the lock of this name; gives up when `signal` says so.
 * The lock lives as long as its database session: when that is lost, `work` is told by its own signal, and the
 * lock is tried for again.
 */
export async function withLeaderLock(
  url: string,
  name: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
  onProblem: (error: unknown) => void,
): Promise<void> {
  while (!signal.aborted) {
    const session = new pg.Client({
      connectionString: url,
      application_name: `ledgarr ${name}`,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    });
    const lost = new AbortController();
    session.on('error', () => lost.abort());
    session.on('end', () => lost.abort());
    try {
      await session.connect();
      const { rows } = await session.query('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS held', [name]);
      if (rows[0].held) await work(AbortSignal.any([signal, lost.signal]));
    } catch (error) {
      onProblem(error);
    } finally {
      // Nothing more can be done for a session that does not end: its lock goes with the connection.
      await session.end().catch(onProblem);
    }
    await setTimeout(TAKE_OVER, undefined, { signal }).catch(() => undefined);
  }
}
