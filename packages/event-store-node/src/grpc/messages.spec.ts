import fc from 'fast-check';
import { deflateSync, gzipSync } from 'node:zlib';
import { framed, MessageReader } from './messages.js';
import { status } from './status.js';

const LIMIT = 1_000;
const reader = (encoding?: string) => new MessageReader(encoding, LIMIT);
const compressed = (message: Buffer): Buffer => {
  const body = framed([message]);
  body[0] = 1;
  return body;
};
const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return (error as { code: number }).code;
  }
};

describe('messages in the body of a call', () => {
  it('come out as they went in, wherever the body was cut', () => {
    const message = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.array(message), fc.array(fc.nat(250)), (messages, cuts) => {
        const body = framed(messages);
        const places = [...new Set([0, ...cuts.filter((cut) => cut < body.length), body.length])].sort((a, b) => a - b);
        const reading = reader();
        const read = places.slice(1).flatMap((place, i) => reading.take(body.subarray(places[i], place)));
        expect(read).toEqual(messages);
        expect(reading.unfinished).toBe(false);
      }),
    );
  });

  it('are known to be unfinished', () => {
    const reading = reader();
    expect(reading.take(framed([Buffer.alloc(10)]).subarray(0, 14))).toEqual([]);
    expect(reading.unfinished).toBe(true);
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
  ] as const)('are unpacked where they are packed by %s', (encoding, pack) => {
    expect(reader(encoding).take(compressed(pack('text')))).toEqual([Buffer.from('text')]);
  });

  it.each([
    [
      'one larger than the limit, before it has arrived',
      undefined,
      framed([Buffer.alloc(LIMIT + 1)]).subarray(0, 5),
      8,
    ],
    ['one that would be larger unpacked', 'gzip', compressed(gzipSync(Buffer.alloc(LIMIT + 1))), 8],
    ['one packed in a way that nobody knows', 'snappy', compressed(Buffer.from('text')), 12],
    ['one that is not packed as it says', 'gzip', compressed(Buffer.from('text')), 13],
    ['a first byte that is neither 0 nor 1', undefined, Buffer.from([2, 0, 0, 0, 0]), 13],
  ])('refuses %s', (_, encoding, body, code) => {
    expect(codeOf(() => reader(encoding).take(body))).toBe(code);
    expect(Object.values(status)).toContain(code);
  });
});
