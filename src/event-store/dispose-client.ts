import { setTimeout } from 'node:timers/promises';
import { type EventStoreDBClient } from '@eventstore/db-client';

/** Milliseconds. */
const DISPOSE_TIMEOUT_MS = 1_000;

/** Ends a client's calls. It waits forever for a stream whose end it missed, so its patience is bounded here. */
export const disposeClient = async (client: EventStoreDBClient): Promise<void> => {
  const enough = new AbortController();
  const late = setTimeout(DISPOSE_TIMEOUT_MS, undefined, { signal: enough.signal }).catch(() => undefined); // it was in time
  await Promise.race([client.dispose(), late]);
  enough.abort();
};
