import { POSITION_STEP } from './numbers.js';

type Header = { id: string; stream: string; type: string; revision: number; ordinal: number };

/**
 * An event of the log: `frame` is all of it, as the `ReadResp` that readers get, and the rest is read out of that on demand.
 * `ordinal` counts all events from 1 without a gap, in the order of their commits.
 */
export class Entry {
  private header?: Header;

  constructor(readonly frame: Buffer) {}

  get id(): string {
    return this.read().id;
  }
  get stream(): string {
    return this.read().stream;
  }
  get type(): string {
    return this.read().type;
  }
  get revision(): number {
    return this.read().revision;
  }
  get ordinal(): number {
    return this.read().ordinal;
  }

  private read(): Header {
    return (this.header ??= readHeader(this.frame));
  }
}

/** Relies on the order that `encodeEventFrame` writes fields in: id, stream, revision, positions, then the type. */
const readHeader = (frame: Buffer): Header => {
  const cursor = new Cursor(frame);
  cursor.open(); // ReadResp.event
  cursor.open(); // ReadEvent.event
  cursor.open(); // RecordedEvent.id
  const id = cursor.text();
  cursor.open(); // RecordedEvent.stream_identifier
  const stream = cursor.text();
  const revision = cursor.integer();
  const position = cursor.integer();
  cursor.integer();
  cursor.open(); // the first entry of RecordedEvent.metadata
  cursor.text();
  const type = cursor.text();
  return { id, stream, type, revision, ordinal: position / POSITION_STEP };
};

/** Walks fields whose tags take a single byte. */
class Cursor {
  private at = 0;

  constructor(private readonly frame: Buffer) {}

  /** Steps over the tag and the length of a nested message. */
  open(): number {
    return this.integer();
  }

  text(): string {
    const length = this.integer();
    const text = this.frame.toString('utf8', this.at, this.at + length);
    this.at += length;
    return text;
  }

  /** A number after its tag; 2^63 − 1 comes out as 2^63, as TOMBSTONE_REVISION is. */
  integer(): number {
    this.at++;
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.frame[this.at++]!;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }
}
