import type { ServerDuplexStream, ServerWritableStream } from '@grpc/grpc-js';
import { once } from 'node:events';

/** The answering side of a call with many responses: encoded messages, at the pace of who reads them. */
export class Outlet {
  private readonly gone = new AbortController();

  constructor(private readonly call: ServerWritableStream<never, Buffer> | ServerDuplexStream<never, Buffer>) {
    call.once('cancelled', () => this.gone.abort());
    call.once('close', () => this.gone.abort());
    if (call.cancelled) this.gone.abort();
  }

  /** Aborted once nobody listens any more. */
  get signal(): AbortSignal {
    return this.gone.signal;
  }

  get open(): boolean {
    return !this.gone.signal.aborted;
  }

  /** @returns a promise only where the reader is behind: await it before the next one */
  send(message: Buffer): Promise<void> | undefined {
    if (!this.open || this.call.write(message)) return undefined;
    return this.drained();
  }

  private async drained(): Promise<void> {
    try {
      await once(this.call, 'drain', { signal: this.gone.signal });
    } catch (error) {
      // The reader left while it was behind; whoever sends looks at `open`.
      if (this.open) throw error;
    }
  }
}
