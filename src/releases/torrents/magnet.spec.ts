import fc from 'fast-check';
import { readMagnet } from './magnet.js';
import { InvalidRelease } from '../release.js';

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

  const SAME = `magnet:?xt=urn:btih:${V1}&dn=Film.2019&tr=udp%3A%2F%2Ftracker.example%3A80`;
  it.each([
    ['&amp; between its parameters', SAME.replaceAll('&', '&amp;')],
    ['&#38; between its parameters', SAME.replaceAll('&', '&#38;')],
    ['&#x26; between its parameters', SAME.replaceAll('&', '&#x26;')],
    ['&AMP; between its parameters', SAME.replaceAll('&', '&AMP;')],
    ['parameters escaped twice', SAME.replaceAll('&', '&amp;amp;')],
    ['parameters escaped for JSON', SAME.replaceAll('&', '\\u0026')],
    [
      'scheme and keys in capitals',
      SAME.replace('magnet:?xt', 'MAGNET:?XT').replace('&dn', '&DN').replace('&tr', '&Tr'),
    ],
    ['the hash in capitals', SAME.replace(`urn:btih:${V1}`, `URN:BTIH:${V1.toUpperCase()}`)],
    ['the hash in base32', SAME.replace(V1, 'H7XVZYYIFHG7RUH7O7LWZO4EZ4SJXFF6')],
    ['the topic escaped', SAME.replace('urn:btih:', 'urn%3Abtih%3A')],
    ['the topic escaped twice', SAME.replace('urn:btih:', 'urn%253Abtih%253A')],
    ['numbered keys', SAME.replace('xt=', 'xt.1=').replace('tr=', 'tr.1=')],
    ['the topic twice', SAME.replace('&dn', `&xt=urn:btih:${V1.toUpperCase()}&dn`)],
    ['the topic at its end', SAME.replace(/xt=(.*?)&(.*)/, '$2&xt=$1')],
    ['line ends in it', SAME.replace('&dn', '\r\n  &dn').replace(V1, `${V1.slice(0, 20)}\n${V1.slice(20)}`)],
    ['a blank in its hash', SAME.replace(V1, `${V1.slice(0, 20)} ${V1.slice(20)}`)],
    ['angle brackets around it', `<${SAME}>`],
    ['quotation marks around it', `"${SAME}"`],
    ['slashes after its scheme', SAME.replace('magnet:', 'magnet://')],
    ['everything escaped', encodeURIComponent(SAME)],
    ['empty parameters', SAME.replace('&dn', '&&x=&dn')],
  ])('hands on the same link for one with %s', (_, given) => {
    expect(readMagnet(given)).toEqual({ ...readMagnet(SAME), payload: { kind: 'magnet', uri: SAME } });
  });

  it('keeps trackers, web seeds, peers, files and both hashes, each once and the hashes first', () => {
    const rest =
      'dn=a&tr=udp%3A%2F%2Fa&tr=udp%3A%2F%2Fb&ws=http%3A%2F%2Fc%2F&x.pe=10.0.0.1:6881&so=0,2-4&xs=http%3A%2F%2Fd&kt=e';
    const given = `magnet:?${rest}&xt=urn:btmh:1220${V2.toUpperCase()}&xt=urn:btih:${V1}&xt=urn:ed2k:abc`;
    expect(readMagnet(given).payload).toEqual({
      kind: 'magnet',
      uri: `magnet:?xt=urn:btmh:1220${V2}&xt=urn:btih:${V1}&xt=urn:ed2k:abc&${rest}`,
    });
  });

  it.each([
    ['Law & Order', 'Law & Order', 'Law%20%26%20Order'],
    ['Law&amp;Order', 'Law&Order', 'Law%26Order'],
    ['Law%20%26amp%3B%20Order', 'Law & Order', 'Law%20%26%20Order'],
    ['Grey%26%2339%3Bs+Anatomy', "Grey's Anatomy", "Grey's%20Anatomy"],
    ['Pok\u00e9mon', 'Pok\u00e9mon', 'Pok%C3%A9mon'],
    ['2+2=4 &#039;x&#039;', "2 2=4 'x'", "2+2%3D4%20'x'"],
    ['Pok%C3%A9mon', 'Pok\u00e9mon', 'Pok%C3%A9mon'],
    ['Pok%E9mon', 'Pok\u00e9mon', 'Pok%E9mon'],
    ['100% Wolf', '100% Wolf', '100%25%20Wolf'],
    ['AT%26T+R%26D', 'AT&T R&D', 'AT%26T+R%26D'],
    ['a#b', 'a#b', 'a%23b'],
    ['\u017f\u212a', '\u017f\u212a', '%C5%BF%E2%84%AA'],
  ])('knows what %s is called', (dn, title, written) => {
    const read = readMagnet(`magnet:?xt=urn:btih:${V1}&dn=${dn}&xl=7`);
    expect([read.title, read.sizeBytes]).toEqual([title, 7]);
    expect(read.payload).toEqual({ kind: 'magnet', uri: `magnet:?xt=urn:btih:${V1}&dn=${written}&xl=7` });
  });

  it('hands on what it hands on', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (dn, tr) => {
        const once = readMagnet(`magnet:?xt=urn:btih:${V1}&dn=${encodeURIComponent(dn.toWellFormed())}&tr=${tr}`);
        const { uri } = once.payload as { uri: string };
        expect(uri).toMatch(/^[!-~]*$/);
        expect(readMagnet(uri).payload).toEqual({ kind: 'magnet', uri });
      }),
    );
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
    ['nothing but blanks', `magnet:?${' '.repeat(99_000)}x`],
    ['nothing but quotation marks', `magnet:?${'"'.repeat(99_000)}x`],
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
