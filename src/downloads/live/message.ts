import { constants, deflateRawSync } from 'node:zlib';

export const TOPICS = ['queue', 'clients', 'projections', 'history', 'refusals'] as const;
export type Topic = (typeof TOPICS)[number];

/** A server-sent event, ready for any number of readers: what it costs to write and to pack it is paid once. */
export class Message {
  readonly bytes: Buffer;
  #packed: Buffer | undefined;

  /** @param id null for what nobody can go on from */
  constructor(
    event: string,
    data: unknown,
    id: string | null,
    readonly topic: Topic | null = null,
  ) {
    this.bytes = Buffer.from(`${id === null ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /**
   * As blocks of a deflate stream that refer to nothing before them and end at a byte (RFC 1951, 3.2.4: an empty stored block),
   * so that they are part of any reader's stream.
   */
  get packed(): Buffer {
    return (this.#packed ??= deflateRawSync(this.bytes, { level: 1, finishFlush: constants.Z_SYNC_FLUSH }));
  }
}
