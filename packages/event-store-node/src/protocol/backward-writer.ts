/** Writes a protobuf message from its end to its start, so that every length is known when it is due. */
export class BackwardWriter {
  private readonly buffer: Buffer;
  private start: number;

  /** @param capacity bytes that are enough for the whole message */
  constructor(capacity: number) {
    this.buffer = Buffer.allocUnsafe(capacity);
    this.start = capacity;
  }

  /** Where the message begins now: take it before the fields of a nested message, and give it to `nested` after them. */
  get mark(): number {
    return this.start;
  }

  bytes(field: number, value: Uint8Array): void {
    this.start -= value.length;
    this.buffer.set(value, this.start);
    this.lengthAndTag(field, value.length);
  }

  text(field: number, value: string): void {
    const length = Buffer.byteLength(value);
    this.start -= length;
    this.buffer.write(value, this.start, 'utf8');
    this.lengthAndTag(field, length);
  }

  /** @param value a safe integer, or 2^63 for 2^63 − 1 (see TOMBSTONE_REVISION) */
  integer(field: number, value: number): void {
    this.varint(value);
    this.varint(field << 3);
  }

  /** Closes the message whose fields were written since `mark`. */
  nested(field: number, mark: number): void {
    this.lengthAndTag(field, mark - this.start);
  }

  finish(): Buffer {
    return this.buffer.subarray(this.start);
  }

  private lengthAndTag(field: number, length: number): void {
    this.varint(length);
    this.varint((field << 3) | 2);
  }

  private varint(value: number): void {
    if (value < 128) {
      this.buffer[--this.start] = value;
      return;
    }
    const groups: number[] = [];
    // 2^63 itself becomes 2^63 − 1: nine groups of seven ones.
    for (let rest = value; rest > 0 && groups.length < 9; rest = Math.floor(rest / 128)) {
      groups.push(value === 2 ** 63 ? 127 : rest % 128);
    }
    for (let i = groups.length - 1; i >= 0; i--) {
      this.buffer[--this.start] = groups[i]! | (i === groups.length - 1 ? 0 : 128);
    }
  }
}
