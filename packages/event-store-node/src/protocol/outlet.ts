import type { Call } from '../grpc/call.js';

/** Messages are put together up to this size, so that a reader far behind gets many at a time. */
const TOGETHER_BYTES = 64 * 1024;

/** The answering side of a call with many responses: encoded messages, at the pace of who reads them. */
export class Outlet {
  private draining: Promise<void> | undefined;

  constructor(private readonly call: Call) {}

  /** Aborted once nobody listens any more. */
  get signal(): AbortSignal {
    return this.call.signal;
  }

  get open(): boolean {
    return !this.call.gone;
  }

  /** @returns a promise only where the reader is behind: await it before the next one */
  send(message: Buffer): Promise<void> | undefined {
    return this.together([message]);
  }

  /** In their order, at the pace of the reader. */
  async sendAll(messages: Iterable<Buffer>): Promise<void> {
    let waiting: Buffer[] = [];
    let size = 0;
    for (const message of messages) {
      waiting.push(message);
      size += message.length;
      if (size < TOGETHER_BYTES) continue;
      const behind = this.together(waiting);
      [waiting, size] = [[], 0];
      if (behind) await behind;
    }
    if (waiting.length > 0) await this.together(waiting);
  }

  /** @param body messages as they follow each other in the body of a call */
  sendFramed(body: Buffer): Promise<void> | undefined {
    if (body.length === 0 || !this.open || this.call.sendFramed(body)) return undefined;
    return this.drained();
  }

  private together(messages: readonly Buffer[]): Promise<void> | undefined {
    if (!this.open || this.call.send(messages)) return undefined;
    return this.drained();
  }

  /** Resolves too when the reader leaves while it is behind; whoever sends looks at `open`. One for all who wait. */
  private drained(): Promise<void> {
    this.draining ??= new Promise<void>((resolve) => {
      const over = () => {
        this.signal.removeEventListener('abort', over);
        resolve();
      };
      // Whoever left meanwhile will not be told of again.
      if (this.signal.aborted) return resolve();
      this.call.onceDrained(over);
      this.signal.addEventListener('abort', over, { once: true });
    }).finally(() => (this.draining = undefined));
    return this.draining;
  }
}
