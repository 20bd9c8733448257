import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { decodingBase64 } from './base64.js';
import { InvalidRelease } from './release.js';
import { atOnce } from './sliced.js';

const MOST = 4 * 1024 * 1024;
const decode = (text: string, largest = MOST) => atOnce(decodingBase64(text, 'nzb', largest));

describe('decoding base64', () => {
  it.each([1, 2, 3, 786_431, 786_432, 786_433, 2_000_001])('gives back %i bytes', (size) => {
    const bytes = randomBytes(size);
    const text = bytes.toString('base64');
    expect(decode(text).equals(bytes)).toBe(true);
    expect(decode(text.replace(/=+$/, '')).equals(bytes)).toBe(true);
    expect(decode(text.replace(/.{76}/g, '$&\r\n')).equals(bytes)).toBe(true);
  });

  it('refuses whatever is not written so', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1 }),
        fc.nat(),
        fc.constantFrom('*', '-', '_', '=', 'é', '\0'),
        (bytes, at, sign) => {
          const text = Buffer.from(bytes).toString('base64').replace(/=+$/, '');
          const cut = at % text.length;
          expect(() => decode(`${text.slice(0, cut)}${sign}${text.slice(cut)}AAAA`)).toThrow(InvalidRelease);
        },
      ),
    );
  });

  it.each([
    ['', /is not base64/],
    [' \n', /is not base64/],
    ['A', /is not base64/],
    ['QUJDRA==QUJDRA==', /is not base64/],
    [`${'A'.repeat(1024 * 1024 - 4)}AA==${'A'.repeat(8)}`, /is not base64/],
    [`${'A'.repeat(2 * 1024 * 1024)}*AAA`, /is not base64/],
    ['AAAA'.repeat(Math.ceil(MOST / 3) + 1), /is larger than 4 MB/],
    [' '.repeat(2 * MOST + 1), /is larger than 4 MB/],
  ])('refuses what is not base64 or too large (case %#)', (text, reason) => {
    expect(() => decode(text)).toThrow(reason);
  });
});
