import { setTimeout as pause } from 'node:timers/promises';
import { Observable } from 'rxjs';
import { ProblemError } from '../http/problem.js';

/** Something that the service cannot work without. */
export type Store = {
  code: string;
  title: string;
  /** @throws where it does not answer within so many milliseconds */
  probe(withinMs: number): Promise<void>;
  /** When it last answered anybody, by `performance.now()`: one that is busy answering others is not away. */
  answeredAt?(): number;
};

/** How long somebody waits before the stores are asked, in milliseconds: most have their answer by then. */
const FIRST_LOOK_MS = 250;
const LOOK_AGAIN_MS = 250;
/** A store that is silent for so long is away. */
const PATIENCE_MS = 1_400;
const TRY_AGAIN_MS = 100;

export const storeUnavailable = ({ code, title }: Pick<Store, 'code' | 'title'>): ProblemError =>
  new ProblemError({
    status: 503,
    code,
    title,
    detail: 'Nothing is lost: send the same request again, with the same Idempotency-Key where it has one.',
    retryAfter: 5,
  });

/** Whether the stores answer. They are asked only where somebody waits for them, and once for all who do. */
export class Availability {
  readonly #asking = new Map<number, Promise<Store | null>>();

  constructor(private readonly stores: readonly Store[]) {}

  /** The first store that is away; null where all answer. */
  async away(patienceMs: number): Promise<Store | null> {
    const silent = await Promise.all(this.stores.map((store) => isSilent(store, patienceMs)));
    return this.stores.find((_, i) => silent[i]) ?? null;
  }

  /** Fails with the problem once a store is away; says nothing else, and stops when nobody listens any more. */
  whenAway(firstLookMs = FIRST_LOOK_MS, patienceMs = PATIENCE_MS): Observable<never> {
    return new Observable((subscriber) => {
      const stop = new AbortController();
      const watch = async () => {
        for (let wait = firstLookMs; ; wait = LOOK_AGAIN_MS) {
          await pause(wait, undefined, { signal: stop.signal });
          const away = await this.#awayForAll(patienceMs);
          if (away) return subscriber.error(storeUnavailable(away));
        }
      };
      watch().catch((error: unknown) => {
        if (!stop.signal.aborted) subscriber.error(error);
      });
      return () => stop.abort();
    });
  }

  #awayForAll(patienceMs: number): Promise<Store | null> {
    const asking = this.#asking.get(patienceMs) ?? this.away(patienceMs).finally(() => this.#asking.delete(patienceMs));
    this.#asking.set(patienceMs, asking);
    return asking;
  }
}

/** Asks again until it answers or the time is over: one that has just been started again is not away. */
async function isSilent(store: Store, patienceMs: number): Promise<boolean> {
  const began = performance.now();
  const end = began + patienceMs;
  for (let left = patienceMs; left > 0; left = end - performance.now()) {
    try {
      await store.probe(left);
      return false;
    } catch {
      // That it does not answer is what is asked here.
      if ((store.answeredAt?.() ?? 0) > began) return false;
      await pause(Math.min(TRY_AGAIN_MS, Math.max(0, end - performance.now())));
    }
  }
  return true;
}
