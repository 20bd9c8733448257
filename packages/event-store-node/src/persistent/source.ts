import type { Found, Place } from './message.js';

/** The events that follow in the order of the stream or log; everything up to `through` was looked at. */
export type Portion = { readonly found: readonly Found[]; readonly through: Place };

/** What a group reads: a stream or `$all`, from where it once began. */
export type Source = {
  /** @returns undefined at the present end @throws Refusal when there is nothing to be read any more */
  next(limit: number): Promise<Portion | undefined>;
  /** Resolves when there may be more, or the signal ends the wait. */
  more(signal: AbortSignal): Promise<void>;
};
