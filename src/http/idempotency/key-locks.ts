import { type OnApplicationShutdown } from '@nestjs/common';
import { type ClientConfig } from 'pg';
import { type Logger } from 'pino';
import { coalesced } from '../../database/coalesced.js';
import { closeSession, openSession } from '../../database/sessions.js';

/** Gives a lock back. It does not fail: a lock that cannot be given back ends with its session. */
export type Unlock = () => Promise<void>;

type LockSession = Awaited<ReturnType<typeof openLocks>>;

/** A session that is idle for days may be cut off by something on the way, and has to notice: milliseconds. */
const SESSION_OPTIONS = { query_timeout: 10_000, keepAliveInitialDelayMillis: 60_000 };

/**
 * Locks of this instance against all others, on one database session however many they are; they go with it.
 * They do not tell the requests of this process apart: a session that has a lock is given it again.
 */
export class KeyLocks implements OnApplicationShutdown {
  private session: Promise<LockSession> | null = null;
  private stopped = false;

  constructor(
    private readonly database: ClientConfig,
    private readonly log: Pick<Logger, 'warn'>,
  ) {}

  /** @returns null where another instance has the lock */
  async try(key: string): Promise<Unlock | null> {
    if (this.stopped) throw new Error('the service is stopping');
    const session = (this.session ??= this.open());
    try {
      return (await (await session).tryLock(key)) ? () => this.unlock(session, key) : null;
    } catch (error) {
      // Whether the lock was taken is not known.
      await this.end(session);
      throw error;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.session) await this.end(this.session);
  }

  private open(): Promise<LockSession> {
    const session = openLocks(this.database, (err) => {
      if (this.session !== session) return;
      this.log.warn({ err }, 'the session that locks the keys of requests was lost; those under way go on');
      void this.end(session);
    });
    return session;
  }

  private async unlock(session: Promise<LockSession>, key: string): Promise<void> {
    if (this.session !== session) return;
    try {
      await (await session).unlock(key);
    } catch (err) {
      this.log.warn({ err, key }, 'a lock could not be given back; it ends with its session');
      await this.end(session);
    }
  }

  private async end(session: Promise<LockSession>): Promise<void> {
    if (this.session === session) this.session = null;
    await session.then(
      ({ close }) => close(),
      () => undefined, // never opened; who asked for it is told
    );
  }
}

const openLocks = async (database: ClientConfig, onLost: (error: Error) => void) => {
  const client = await openSession({ ...database, ...SESSION_OPTIONS }, 'ledgarr idempotency keys', onLost);
  return {
    tryLock: coalesced(async (keys: readonly string[]) => {
      const { rows } = await client.query<{ key: string }>(
        'SELECT key FROM unnest($1::text[]) AS key WHERE pg_try_advisory_lock(hashtextextended(key, 1))',
        [keys],
      );
      const locked = new Set(rows.map(({ key }) => key));
      return keys.map((key) => locked.has(key));
    }),
    unlock: coalesced(async (keys: readonly string[]) => {
      await client.query('SELECT pg_advisory_unlock(hashtextextended(key, 1)) FROM unnest($1::text[]) AS key', [keys]);
      return keys.map(() => undefined);
    }),
    close: () => closeSession(client),
  };
};
