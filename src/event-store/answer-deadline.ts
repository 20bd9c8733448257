/** gRPC: DEADLINE_EXCEEDED. */
const DEADLINE_EXCEEDED = 4;

/** Nothing came for as long as it was waited for. */
export class NoAnswer extends Error {
  readonly code = DEADLINE_EXCEEDED;

  constructor(ms: number) {
    super(`the event store has not answered for ${ms} ms`);
  }
}

type Read<T> = AsyncIterable<T> & { cancel(): Promise<void>; destroy(error: Error): unknown };

/**
 * What a read brings. The client gives reads no deadline: one that was sent just before the connection broke waits for ever.
 * @throws NoAnswer when nothing has come for so many milliseconds
 */
export async function* answered<T>(read: Read<T>, ms: number): AsyncGenerator<T> {
  const late = setTimeout(() => {
    read.cancel().catch(() => undefined); // it never began
    read.destroy(new NoAnswer(ms));
  }, ms);
  try {
    for await (const each of read) {
      clearTimeout(late); // the consumer's time does not count
      yield each;
      late.refresh();
    }
  } finally {
    clearTimeout(late);
  }
}
