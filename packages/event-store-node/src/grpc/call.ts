import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import { framed, MessageReader } from './messages.js';
import { CallError, status, trailersOf } from './status.js';

const HEADERS = { ':status': 200, 'content-type': 'application/grpc+proto' };
const GOOD = { 'grpc-status': '0' };
/** EventStoreDB's own, and room for the largest append with its metadata. */
const MAX_RECEIVED_BYTES = 17 * 1024 * 1024;

/** Who is told of the requests of a call. What either throws is how the call ends. */
export type Listener = { message(bytes: Buffer): void; end(): void };

/** A call as its server has it: encoded requests in, encoded answers out, on one HTTP/2 stream. */
export class Call {
  private responded = false;
  private over = false;
  private trailers: Record<string, string> = GOOD;
  private left: AbortController | undefined;
  private readonly reader: MessageReader;

  constructor(
    private readonly stream: ServerHttp2Stream,
    private readonly headers: IncomingHttpHeaders,
  ) {
    this.reader = new MessageReader(headers['grpc-encoding'] as string | undefined, MAX_RECEIVED_BYTES);
    // What breaks a stream ends it too, and that is what is listened for.
    stream.on('error', () => undefined);
  }

  header(name: string): string | undefined {
    const value = this.headers[name];
    return Array.isArray(value) ? value[0] : value;
  }

  /** Aborted once nobody listens any more. */
  get signal(): AbortSignal {
    if (!this.left) {
      const left = (this.left = new AbortController());
      const leave = () => left.abort();
      if (this.gone) leave();
      else this.stream.once('aborted', leave).once('close', leave);
    }
    return this.left.signal;
  }

  /** Tells of every request and of the end of them; of nothing more once the call was broken off. */
  listen({ message, end }: Listener): void {
    const attempt = (work: () => void) => {
      try {
        work();
      } catch (error) {
        this.fail(error);
      }
    };
    this.stream.on('data', (piece: Buffer) => {
      if (!this.over) attempt(() => this.reader.take(piece).forEach(message));
    });
    // A stream that is reset ends as well: its requests are not all there, though nothing says so.
    this.stream.on('end', () => {
      if (!this.over && !this.gone) attempt(() => (this.complete(), end()));
    });
  }

  /** The requests one by one, read no faster than they are asked for. They end when the call is broken off. */
  async *requests(): AsyncGenerator<Buffer, void, undefined> {
    try {
      for await (const piece of this.stream.iterator({ destroyOnReturn: false })) {
        yield* this.reader.take(piece as Buffer);
      }
    } catch (error) {
      if (!this.gone) throw error;
    }
    if (!this.gone) this.complete();
  }

  /** @returns false where the reader is behind: wait for `onceDrained` before the next ones */
  send(messages: readonly Uint8Array[]): boolean {
    return this.sendFramed(framed(messages));
  }

  /** @param body messages as `framed` puts them together */
  sendFramed(body: Uint8Array): boolean {
    if (this.over || this.gone) return true;
    this.respond();
    return this.stream.write(body);
  }

  /** Calls back once there is room to send again. */
  onceDrained(callback: () => void): void {
    this.stream.once('drain', callback);
  }

  /** @param answer what is sent last */
  finish(answer?: Uint8Array): void {
    if (this.over || this.gone) return;
    this.over = true;
    this.respond();
    if (answer) this.stream.end(framed([answer]));
    else this.stream.end();
  }

  /** Ends the call with an error; anything that is not a CallError is an internal one. */
  fail(error: unknown): void {
    if (this.over || this.gone) return;
    this.over = true;
    const trailers = trailersOf(asCallError(error));
    if (this.responded) {
      this.trailers = trailers;
      this.stream.end();
    } else {
      this.stream.respond({ ...HEADERS, ...trailers }, { endStream: true, sendDate: false } as never);
    }
    // A client that is still sending is heard out, or its stream would wait for room forever.
    this.stream.resume();
  }

  /** Whether the client has left, or broke the call off. */
  get gone(): boolean {
    return this.stream.closed || this.stream.destroyed || this.stream.aborted;
  }

  private complete(): void {
    if (this.reader.unfinished) throw new CallError(status.INTERNAL, 'The last message is incomplete.');
  }

  private respond(): void {
    if (this.responded) return;
    this.responded = true;
    this.stream.respond(HEADERS, { waitForTrailers: true, sendDate: false } as never);
    this.stream.once('wantTrailers', () => this.stream.sendTrailers(this.trailers));
  }
}

const asCallError = (error: unknown): CallError =>
  error instanceof CallError ? error : new CallError(status.INTERNAL, String((error as Error).message ?? error));
