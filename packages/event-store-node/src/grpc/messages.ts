import { constants, gunzipSync, inflateSync } from 'node:zlib';
import { CallError, status } from './status.js';

/** Before each message: whether it is compressed, in a byte, and its length in four. */
const PREFIX_BYTES = 5;
const NOTHING = Buffer.alloc(0);

/** Messages as they follow each other in the body of a call: one piece of memory for all of them, so that they travel together. */
export const framed = (messages: readonly Uint8Array[]): Buffer => {
  let size = 0;
  for (const message of messages) size += PREFIX_BYTES + message.length;
  const body = Buffer.allocUnsafe(size);
  let at = 0;
  for (const message of messages) {
    body[at] = 0;
    body.writeUInt32BE(message.length, at + 1);
    body.set(message, at + PREFIX_BYTES);
    at += PREFIX_BYTES + message.length;
  }
  return body;
};

/** Puts the messages of a body together again, wherever it was cut on its way. */
export class MessageReader {
  private pieces: Buffer[] = [];
  private held = 0;
  private needed = PREFIX_BYTES;

  /**
   * @param encoding how compressed messages are compressed: gzip or deflate
   * @param limit the largest message that is taken, in bytes
   */
  constructor(
    private readonly encoding: string | undefined,
    private readonly limit: number,
  ) {}

  /** Whether a message has begun and not ended. */
  get unfinished(): boolean {
    return this.held > 0;
  }

  /** @returns the messages that are whole with this piece @throws CallError for what cannot be read */
  take(piece: Buffer): Buffer[] {
    this.pieces.push(piece);
    this.held += piece.length;
    if (this.held < this.needed) return [];
    let body = this.pieces.length === 1 ? piece : Buffer.concat(this.pieces, this.held);
    const messages: Buffer[] = [];
    for (;;) {
      this.needed = PREFIX_BYTES;
      if (body.length < PREFIX_BYTES) break;
      const end = PREFIX_BYTES + this.lengthOf(body);
      this.needed = end;
      if (body.length < end) break;
      messages.push(this.plain(body[0]!, body.subarray(PREFIX_BYTES, end)));
      body = body.subarray(end);
    }
    this.pieces = body.length > 0 ? [body] : [];
    this.held = body.length;
    return messages;
  }

  private lengthOf(body: Buffer): number {
    const length = body.readUInt32BE(1);
    if (length > this.limit) throw this.tooLarge(length);
    return length;
  }

  private plain(compressed: number, message: Buffer): Buffer {
    if (compressed === 0) return message;
    if (compressed !== 1) throw new CallError(status.INTERNAL, 'A message begins with a byte of 0 or 1.');
    if (message.length === 0) return NOTHING;
    try {
      const options = { maxOutputLength: this.limit, finishFlush: constants.Z_SYNC_FLUSH };
      if (this.encoding === 'gzip') return gunzipSync(message, options);
      if (this.encoding === 'deflate') return inflateSync(message, options);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw this.tooLarge();
      throw new CallError(status.INTERNAL, `A compressed message cannot be read: ${(error as Error).message}`);
    }
    throw new CallError(status.UNIMPLEMENTED, 'Messages may be compressed by gzip or deflate alone.');
  }

  private tooLarge(length?: number): CallError {
    const size = length === undefined ? 'more' : String(length);
    return new CallError(status.RESOURCE_EXHAUSTED, `Received message larger than max (${size} vs ${this.limit})`);
  }
}
