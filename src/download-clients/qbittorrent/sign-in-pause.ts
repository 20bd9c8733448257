import { type ClientUnavailable } from '../client-errors.js';

const MINUTE_MS = 60_000;
/** After the first, second, third … wrong password. Four are below the five that ban an address by default. */
const WRONG_PASSWORD_MS = [10 * MINUTE_MS, 60 * MINUTE_MS, 24 * 60 * MINUTE_MS];
/** A ban lasts an hour by default. */
const LOCKED_OUT_MS = 15 * MINUTE_MS;
/** Somebody who asks by hand may try sooner. */
const BY_HAND_MS = 30_000;

/**
 * Keeps a refused sign-in from being repeated at each poll: qBittorrent counts wrong passwords for as long as it runs, and bans
 * the address after a few, together with every other program that it sees at this address.
 */
export class SignInPause {
  #failures = 0;
  #last: { at: number; waitMs: number; error: ClientUnavailable } | null = null;

  /** @param now milliseconds of a clock that never leaps */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Why no sign-in may be tried now, or null when one may. */
  standing(byHand: boolean): ClientUnavailable | null {
    if (this.#last === null) return null;
    const { at, waitMs, error } = this.#last;
    return this.now() - at < (byHand ? Math.min(waitMs, BY_HAND_MS) : waitMs) ? error : null;
  }

  refused(error: ClientUnavailable): void {
    const waitMs =
      error.kind === 'locked-out' ? LOCKED_OUT_MS : (WRONG_PASSWORD_MS[this.#failures++] ?? WRONG_PASSWORD_MS.at(-1)!);
    this.#last = { at: this.now(), waitMs, error };
  }

  /** It let us in, or was started anew, with which it forgets all counts and bans. */
  end(): void {
    this.#failures = 0;
    this.#last = null;
  }
}
