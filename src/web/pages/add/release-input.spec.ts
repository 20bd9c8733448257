import { releaseOf, releaseOfFile } from './release-input.js';

const HASH = '3fef5ce30829cdf8d0ff77d76cbb84cf249b94be';
const bytes = (text: string) => new TextEncoder().encode(text);
const decoded = (base64: string) => Buffer.from(base64, 'base64').toString();

describe('what is given to add', () => {
  it.each([
    [` magnet:?xt=urn:btih:${HASH} `, { magnet: `magnet:?xt=urn:btih:${HASH}` }],
    [HASH, { magnet: `magnet:?xt=urn:btih:${HASH}` }],
    ['https://indexer/x.torrent?key=1', { url: 'https://indexer/x.torrent?key=1' }],
    ['ftp://indexer/x', null],
    ['https://two words', null],
    ['something', null],
    ['', null],
  ])('%s', (text, release) => expect(releaseOf(text)).toEqual(release));

  it('may be a torrent or an NZB by what it holds', () => {
    expect(decoded((releaseOfFile(bytes('d8:announce3:abce')) as { torrent: string }).torrent)).toBe(
      'd8:announce3:abce',
    );
    const nzb = `<?xml version="1.0"?><!DOCTYPE nzb><nzb>${'x'.repeat(100_000)}</nzb>`;
    expect(decoded((releaseOfFile(bytes(nzb)) as { nzb: string }).nzb)).toBe(nzb);
    expect([releaseOfFile(bytes('PK')), releaseOfFile(bytes(''))]).toEqual([null, null]);
  });
});
