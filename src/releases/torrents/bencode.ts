import { atOnce, type Sliced } from '../sliced.js';

/** Why bytes are not bencoding. */
export class BencodeError extends Error {}

/** A value, and where its bytes begin and end, for a hash is made over the bytes and not over the value. */
export type Bencoded = { start: number; end: number } & (
  | { kind: 'integer'; value: number }
  | { kind: 'bytes'; readonly value: Uint8Array }
  | { kind: 'list'; value: Bencoded[] }
  | { kind: 'dictionary'; value: Map<string, Bencoded> }
);

/** Deeper than any folder structure, and shallow enough for the stack. */
const DEEPEST = 200;
/** A torrent of 300,000 files has some 1,800,000 values. Of so many, read values take about 200 MB. */
const MOST_VALUES = 2_000_000;
/** Fewer than a millisecond's. */
const VALUES_OF_A_SLICE = 1_000;

const [I, L, D, E, COLON, MINUS, ZERO, NINE] = [...'ild', 'e', ':', '-', '0', '9'].map((c) => c.charCodeAt(0)) as [number, number, number, number, number, number, number, number]; // prettier-ignore

/**
 * Reads one bencoded value (BEP 3) from the beginning of `bytes`; what follows it is not looked at. Keys of dictionaries
 * are read as latin1, one character a byte. Unsorted keys are let pass, as torrents have them; a key that comes twice is not.
 * @throws BencodeError, and nothing else, in time in proportion to the input
 */
export const readBencode = (bytes: Uint8Array): Bencoded => atOnce(readingBencode(bytes));

/** The same, in slices. */
export function* readingBencode(bytes: Uint8Array): Sliced<Bencoded> {
  const reader = new Reader(bytes);
  for (;;) {
    const value = reader.read(VALUES_OF_A_SLICE);
    if (value !== null) return value;
    yield;
  }
}

/** Cut out only when asked for: a million views of a file cost seconds. */
class Bytes {
  readonly kind = 'bytes';

  constructor(
    private readonly file: Uint8Array,
    readonly start: number,
    private readonly from: number,
    readonly end: number,
  ) {}

  get value(): Uint8Array {
    return this.file.subarray(this.from, this.end);
  }
}

/** A list or dictionary whose end has not been read. */
type Open = { start: number } & (
  { kind: 'list'; value: Bencoded[] } | { kind: 'dictionary'; value: Map<string, Bencoded>; key: string }
);

class Reader {
  readonly #bytes: Buffer;
  #at = 0;
  #values = 0;
  readonly #open: Open[] = [];

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Reads on. @returns the whole, or null when it has not ended after so many values */
  read(values: number): Bencoded | null {
    for (const end = this.#values + values; this.#values < end;) {
      let value = this.#next();
      for (; value !== null; value = this.#closed()) {
        const outer = this.#open.at(-1);
        if (outer === undefined) return value;
        if (outer.kind === 'list') outer.value.push(value);
        else outer.value.set(outer.key, value);
      }
    }
    return null;
  }

  /** @returns the next value if it is whole, null when it is one that holds others */
  #next(): Bencoded | null {
    const outer = this.#open.at(-1);
    if (outer?.kind === 'dictionary') outer.key = this.#key(outer.value);
    if (this.#open.length > DEEPEST) throw this.#error('is nested too deeply');
    if (++this.#values > MOST_VALUES) throw this.#error('holds too many values');
    const start = this.#at;
    switch (this.#bytes[start]) {
      case I:
        this.#at++;
        return { kind: 'integer', value: this.#number(E), start, end: this.#at };
      case L:
        this.#at++;
        this.#open.push({ kind: 'list', value: [], start });
        return this.#closed();
      case D:
        this.#at++;
        this.#open.push({ kind: 'dictionary', value: new Map(), start, key: '' });
        return this.#closed();
      default:
        return new Bytes(this.#bytes, start, this.#string(), this.#at);
    }
  }

  /** @returns the innermost list or dictionary if it ends here, else null */
  #closed(): Bencoded | null {
    const inner = this.#open.at(-1);
    if (inner === undefined || this.#bytes[this.#at] !== E) return null;
    this.#open.pop();
    const range = { start: inner.start, end: ++this.#at };
    return inner.kind === 'list' ? { kind: 'list', value: inner.value, ...range } : { kind: 'dictionary', value: inner.value, ...range }; // prettier-ignore
  }

  #key(entries: Map<string, Bencoded>): string {
    const start = this.#string();
    const key = this.#bytes.toString('latin1', start, this.#at);
    if (entries.has(key)) throw this.#error(`has the key ${JSON.stringify(key.slice(0, 40))} twice`);
    return key;
  }

  /** Passes over a string. @returns where its content begins; it ends where reading goes on */
  #string(): number {
    const first = this.#bytes[this.#at];
    if (first === undefined) throw this.#error('ends too early');
    if (first < ZERO || first > NINE) throw this.#error('is not bencoded');
    const length = this.#number(COLON);
    const start = this.#at;
    if (length > this.#bytes.length - start) throw this.#error('ends too early');
    this.#at = start + length;
    return start;
  }

  #number(terminator: number): number {
    const negative = this.#bytes[this.#at] === MINUS;
    if (negative) this.#at++;
    const digits = this.#at;
    let value = 0;
    for (let c = this.#bytes[this.#at]; c !== undefined && c >= ZERO && c <= NINE; c = this.#bytes[++this.#at]) {
      value = value * 10 + (c - ZERO);
      if (value > Number.MAX_SAFE_INTEGER) throw this.#error('has a number that is too large');
    }
    if (this.#at === digits || this.#bytes[this.#at] !== terminator) throw this.#error('has a number that is none');
    this.#at++;
    return negative && value !== 0 ? -value : value;
  }

  #error(problem: string): BencodeError {
    return new BencodeError(`${problem} (at byte ${this.#at})`);
  }
}
