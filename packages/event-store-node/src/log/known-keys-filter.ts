import { setImmediate as turn } from 'node:timers/promises';
import type { Pages } from './pages.js';
import { streamKey } from './stream-key.js';

const FIRST_CAPACITY = 1_000_000;
const BITS_PER_KEY = 12;
const HASHES = 6;
const LOAD_EVENTS = 20_000;

/**
 * Knows what is *not* in the log: streams, and event ids in a stream. About one new key in three hundred looks known;
 * the table is asked then. This spares most appends a question, at one and a half bytes for each event and stream.
 */
export class KnownKeysFilter {
  private readonly filters: BloomFilter[] = [];
  private loaded = false;

  /** Whether the stream may have events. */
  stream(stream: string): boolean {
    return !this.loaded || this.has(streamKey(stream), 0, 0);
  }

  /** Whether the stream may hold an event under this id. */
  event(stream: string, id: string): boolean {
    return !this.loaded || this.has(streamKey(stream), ...halves(id));
  }

  add(stream: string, id: string): void {
    const key = streamKey(stream);
    this.addKey(key, ...halves(id));
    if (!this.has(key, 0, 0)) this.addKey(key, 0, 0);
  }

  /** Takes in what is in the table already; until then everything may be there. */
  async load(pages: Pages, newest: number, signal: AbortSignal): Promise<void> {
    for (let from = 1; from <= newest; from += LOAD_EVENTS) {
      const keys = await pages.keys(from, Math.min(newest, from + LOAD_EVENTS - 1));
      if (signal.aborted) return;
      for (let at = 0; at < keys.length; at += KEY_BYTES) {
        const key = keys.readBigInt64BE(at);
        this.addKey(key, keys.readUInt32BE(at + 8), keys.readUInt32BE(at + 20));
        if (!this.has(key, 0, 0)) this.addKey(key, 0, 0);
      }
      await turn();
    }
    this.loaded = true;
  }

  private has(key: bigint, high: number, low: number): boolean {
    const [a, b] = hashes(key, high, low);
    return this.filters.some((filter) => filter.has(a, b));
  }

  private addKey(key: bigint, high: number, low: number): void {
    let filter = this.filters.at(-1);
    if (!filter || filter.full) {
      filter = new BloomFilter(FIRST_CAPACITY * 2 ** this.filters.length);
      this.filters.push(filter);
    }
    filter.add(...hashes(key, high, low));
  }
}

/** A stream key and a uuid, as `Pages.keys` has them. */
const KEY_BYTES = 24;

const halves = (id: string): [number, number] => [parseInt(id.slice(0, 8), 16), parseInt(id.slice(28), 16)];

/** Ids need not be random, so they are mixed with the key of the stream, which is. */
const hashes = (key: bigint, high: number, low: number): [number, number] => {
  const a = Number(BigInt.asUintN(32, key));
  const b = Number(BigInt.asUintN(32, key >> 32n));
  return [mix(a ^ mix(high ^ mix(low))), (mix(b ^ mix(low + mix(high + 1))) | 1) >>> 0];
};

/** The last step of MurmurHash3: every bit of the input counts for every bit of the output. */
const mix = (value: number): number => {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
};

class BloomFilter {
  private readonly bits: Uint8Array;
  private readonly size: number;
  private left: number;

  constructor(capacity: number) {
    this.bits = new Uint8Array(Math.ceil((capacity * BITS_PER_KEY) / 8));
    this.size = this.bits.length * 8;
    this.left = capacity;
  }

  get full(): boolean {
    return this.left <= 0;
  }

  add(a: number, b: number): void {
    for (let i = 0; i < HASHES; i++) {
      const bit = (a + i * b) % this.size;
      this.bits[bit >>> 3]! |= 1 << (bit & 7);
    }
    this.left--;
  }

  has(a: number, b: number): boolean {
    for (let i = 0; i < HASHES; i++) {
      const bit = (a + i * b) % this.size;
      if (!(this.bits[bit >>> 3]! & (1 << (bit & 7)))) return false;
    }
    return true;
  }
}
