import { LRUCache } from 'lru-cache';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { ProblemError } from '../problem.js';

/** Wrong keys that an address may send in a minute. */
const MOST_FAILURES = 30;
const WINDOW_SECONDS = 60;
/** Right keys that are remembered with the address they came from. */
const MOST_PROVEN = 10_000;

/**
 * Slows down who guesses keys. Of an address that has sent too many wrong ones no key is looked at for the rest of the minute, but for
 * those that were right before: behind a proxy or in one house, others have the same address.
 */
export class FailedKeys {
  private readonly limiter = new RateLimiterMemory({ points: MOST_FAILURES, duration: WINDOW_SECONDS });
  private readonly proven = new LRUCache<string, true>({ max: MOST_PROVEN, ttl: 3_600_000 });

  /**
   * @param look finds out whose key it is; null where it is nobody's
   * @throws ProblemError too-many-failures, 429
   */
  async slowing<T>(address: string, hash: Buffer, look: () => Promise<T | null>): Promise<T | null> {
    const attempt = `${address} ${hash.toString('base64')}`;
    const failures = await this.limiter.get(address);
    if (failures && failures.remainingPoints <= 0 && !this.proven.has(attempt)) throw tooMany(failures.msBeforeNext);
    const found = await look();
    if (found !== null) this.proven.set(attempt, true);
    else await this.fail(address);
    return found;
  }

  private async fail(address: string): Promise<void> {
    try {
      await this.limiter.consume(address);
    } catch (error) {
      // It says so by throwing when there were too many: the next one is told.
      if (!(error instanceof RateLimiterRes)) throw error;
    }
  }
}

const tooMany = (milliseconds: number): ProblemError =>
  new ProblemError({
    status: 429,
    code: 'too-many-failures',
    title: 'Too many wrong keys came from this address.',
    detail: 'Wait, and then send the right one.',
    retryAfter: Math.max(1, Math.ceil(milliseconds / 1_000)),
  });
