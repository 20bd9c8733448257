import { type ServerResponse } from 'node:http';
import { crc32 } from 'node:zlib';
import { type Message } from './message.js';

/** RFC 1952: deflate, no name, no time, of an unknown system. */
const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 255]);
/** The last block, an empty one. */
const LAST_BLOCK = Buffer.from([3, 0]);

/** The body of one answer: messages, packed where the reader takes that. */
export class EventStream {
  private crc = 0;
  private size = 0;

  constructor(
    private readonly response: ServerResponse,
    private readonly gzip: boolean,
  ) {
    if (gzip) response.write(GZIP_HEADER);
  }

  /** @returns false where the reader has to take what is on its way first: it will `drain` */
  write({ bytes, packed }: Pick<Message, 'bytes' | 'packed'>): boolean {
    if (this.isClosed) return true;
    if (!this.gzip) return this.response.write(bytes);
    this.crc = crc32(bytes, this.crc);
    this.size += bytes.length;
    return this.response.write(packed);
  }

  get isClosed(): boolean {
    return this.response.destroyed || this.response.writableEnded;
  }

  end(): void {
    if (this.isClosed) return;
    if (!this.gzip) return void this.response.end();
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(this.crc, 0);
    trailer.writeUInt32LE(this.size % 2 ** 32, 4);
    this.response.end(Buffer.concat([LAST_BLOCK, trailer]));
  }
}
