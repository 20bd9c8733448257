import fc from 'fast-check';
import { readMagnet } from './magnet.js';
import { InvalidRelease } from './release.js';

const V1 = '3fef5ce30829cdf8d0ff77d76cbb84cf249b94be';
const V2 = 'cf182281b5982d6634f7a70270837e2924ee9927201fd8c70531bdd77700154b';

describe('reading a magnet link', () => {
  it('tells hash, name and size', () => {
    const uri = `magnet:?xt=urn:btih:${V1}&dn=Night+Harbour%20%282021%29&xl=4194304&tr=http%3A%2F%2Ftracker%2F%3Fa%3Db`;
    expect(readMagnet(` ${uri}\n`)).toEqual({
      protocol: 'torrent',
      itemKey: V1,
      title: 'Night Harbour (2021)',
      sizeBytes: 4_194_304,
      payload: { kind: 'magnet', uri },
    });
  });

  it.each([
    ['in capitals', `magnet:?xt=urn:btih:${V1.toUpperCase()}`, V1],
    ['in base32', 'magnet:?xt=urn:btih:H7XVZYYIFHG7RUH7O7LWZO4EZ4SJXFF6', V1],
    ['in base32, small letters', 'magnet:?xt=urn:btih:h7xvzyyifhg7ruh7o7lwzo4ez4sjxff6', V1],
    ['escaped', `magnet:?xt=urn%3Abtih%3A${V1}`, V1],
    ['in capitals all over', `MAGNET:?XT=URN:BTIH:${V1.toUpperCase()}`, V1],
    ['numbered', `magnet:?xt.1=urn:btih:${V1}`, V1],
    ['after other topics', `magnet:?xt=urn:ed2k:abc&xt=urn:btih:${V1}`, V1],
    ['of a hybrid', `magnet:?xt=urn:btmh:1220${V2}&xt=urn:btih:${V1}`, V1],
    ['of v2 alone', `magnet:?xt=urn:btmh:1220${V2.toUpperCase()}`, V2.slice(0, 40)],
    ['given twice', `magnet:?xt=urn:btih:${V1}&xt=urn:btih:${V1.toUpperCase()}`, V1],
  ])('reads a hash %s', (_, uri, itemKey) => {
    expect(readMagnet(uri).itemKey).toBe(itemKey);
  });

  it.each([
    ['no magnet', 'http://example.org/'],
    ['no hash', 'magnet:?dn=x'],
    ['a short hash', 'magnet:?xt=urn:btih:abcdef'],
    ['a long hash', `magnet:?xt=urn:btih:${V1}0`],
    ['a hash with other letters', `magnet:?xt=urn:btih:${'z'.repeat(40)}`],
    ['base32 with digits that are none', `magnet:?xt=urn:btih:${'0'.repeat(32)}`],
    ['a v2 hash of another kind', `magnet:?xt=urn:btmh:1114${V1}`],
    ['two torrents', `magnet:?xt=urn:btih:${V1}&xt=urn:btih:${'a'.repeat(40)}`],
    ['no end', `magnet:?xt=urn:btih:${V1}&dn=${'x'.repeat(200_000)}`],
  ])('refuses %s', (_, uri) => {
    expect(() => readMagnet(uri)).toThrow(InvalidRelease);
  });

  it('has the same key in hex and in base32', () => {
    const base32 = (bytes: Uint8Array) => {
      const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
      return (bits.match(/.{5}/g) ?? []).map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[parseInt(five, 2)]).join('');
    };
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), (hash) => {
        const hex = Buffer.from(hash).toString('hex');
        expect(readMagnet(`magnet:?xt=urn:btih:${base32(hash)}`).itemKey).toBe(hex);
        expect(readMagnet(`magnet:?xt=urn:btih:${hex}`).itemKey).toBe(hex);
      }),
    );
  });

  it('throws nothing but InvalidRelease', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => readMagnet(`magnet:?${text}`)).toThrow(InvalidRelease);
      }),
    );
  });
});
