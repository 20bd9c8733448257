import pRetry from 'p-retry';

/** gRPC: DEADLINE_EXCEEDED, ABORTED, UNAVAILABLE. Measured on a cluster whose leader was killed: the same call goes through soon after. */
const UNKNOWN_OUTCOME = new Set([4, 10, 14]);
const UNKNOWN_TYPES = new Set(['timeout', 'deadline-exceeded', 'unavailable', 'not-leader']);

/** The event store did not answer for as long as it was asked. What it was asked for may have happened all the same. */
export class EventStoreUnavailable extends Error {}

/** Whether a call failed without saying whether it was carried out. */
export const isUnknown = (error: unknown): boolean => {
  const { code, type } = error as { code?: number; type?: string };
  return UNKNOWN_OUTCOME.has(code ?? -1) || UNKNOWN_TYPES.has(type ?? '');
};

/**
 * Makes a call until its outcome is known, for about 20 s.
 * The call must be the very same each time: same event ids, same expected revision.
 * @throws EventStoreUnavailable
 */
export async function askAgain<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await pRetry(call, {
      retries: 12,
      minTimeout: 50,
      maxTimeout: 3_000,
      factor: 2,
      randomize: true,
      shouldRetry: ({ error }) => isUnknown(error),
    });
  } catch (error) {
    if (!isUnknown(error)) throw error;
    throw new EventStoreUnavailable('The event store does not answer.', { cause: error });
  }
}
