import fc from 'fast-check';
import { bencode, type Bencodable } from '../../../test/support/torrents.js';
import { BencodeError, readBencode, type Bencoded } from './bencode.js';

const read = (text: string) => readBencode(Buffer.from(text, 'latin1'));

/** What was written, as it comes back: text is bytes, written here as latin1. */
const plain = (read: Bencoded): unknown => {
  switch (read.kind) {
    case 'integer':
      return read.value;
    case 'bytes':
      return Buffer.from(read.value).toString('latin1');
    case 'list':
      return read.value.map(plain);
    case 'dictionary':
      return Object.fromEntries([...read.value].map(([key, value]) => [key, plain(value)]));
  }
};

const values = fc.letrec<{ value: Bencodable }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.maxSafeInteger(),
    fc.string({ unit: 'binary-ascii' }),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.string({ unit: 'binary-ascii' }), tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).value;

describe('reading bencoding', () => {
  it('gives back whatever was written, and where it begins and ends', () => {
    fc.assert(
      fc.property(values, fc.uint8Array(), (value, rest) => {
        const written = bencode(value);
        const result = readBencode(Buffer.concat([written, rest]));
        expect(plain(result)).toEqual(Object.is(value, -0) ? 0 : JSON.parse(JSON.stringify(value)));
        expect([result.start, result.end]).toEqual([0, written.length]);
      }),
    );
  });

  it('throws nothing but its own error, whatever the bytes', () => {
    const alphabet = fc
      .array(fc.constantFrom(...'idle:-0123456789x').map(String), { maxLength: 60 })
      .map((parts) => Buffer.from(parts.join('')));
    fc.assert(
      fc.property(fc.oneof(alphabet, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        try {
          readBencode(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(BencodeError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses every cut-off value', () => {
    fc.assert(
      fc.property(values, fc.nat(), (value, at) => {
        const written = bencode(value);
        expect(() => readBencode(written.subarray(0, at % written.length))).toThrow(BencodeError);
      }),
    );
  });

  it.each([
    ['ten million zeros', Buffer.alloc(10_000_000)],
    ['lists in lists', Buffer.alloc(10_000_000, 'l')],
    ['dictionaries in dictionaries', Buffer.from('d1:a'.repeat(100_000))],
    ['millions of empty lists', Buffer.concat([Buffer.from('l'), Buffer.alloc(9_999_998, 'le'), Buffer.from('e')])],
    ['millions of empty strings', Buffer.concat([Buffer.from('l'), Buffer.alloc(9_999_998, '0:'), Buffer.from('e')])],
    [
      'a number of ten million digits',
      Buffer.concat([Buffer.from('i'), Buffer.alloc(9_999_998, '9'), Buffer.from('e')]),
    ],
    ['a length of ten million digits', Buffer.alloc(10_000_000, '9')],
    ['a string longer than the file', Buffer.from('9007199254740991:abc')],
    ['nothing', Buffer.alloc(0)],
  ])('refuses %s', (_, bytes) => {
    expect(() => readBencode(bytes)).toThrow(BencodeError);
  });

  it.each([
    'i9007199254740992e',
    'ie',
    'i-e',
    'i1',
    'i1.5e',
    '-1:a',
    '1',
    ':',
    'di1ei2ee',
    'd1:ai1e1:ai2ee',
    'd1:ae',
    'l',
  ])('refuses %s', (text) => {
    expect(() => read(text)).toThrow(BencodeError);
  });

  it('reads keys that are not in order, as torrents have them', () => {
    expect(plain(read('d1:bi2e1:ai1ee'))).toEqual({ a: 1, b: 2 });
  });
});
