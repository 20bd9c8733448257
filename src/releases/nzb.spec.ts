import fc from 'fast-check';
import { readNzb } from './nzb.js';
import { InvalidRelease } from './release.js';

const segment = (id: string, bytes = 1000) => `<segment bytes="${bytes}" number="1">${id}</segment>`;
const nzb = (ids: readonly string[], head = '', subject = 'x') =>
  Buffer.from(`<?xml version="1.0" encoding="iso-8859-1" ?>
<!DOCTYPE nzb PUBLIC "-//newzBin//DTD NZB 1.1//EN" "http://www.newzbin.com/DTD/nzb/nzb-1.1.dtd">
<nzb xmlns="http://www.newzbin.com/DTD/2003/nzb">${head}
<file poster="a" date="1" subject="${subject}"><groups><group>alt.x</group></groups><segments>${ids.map((id) => segment(id)).join('\n')}</segments></file></nzb>`);

describe('reading an NZB', () => {
  it('tells title, size and a key', () => {
    const file = nzb(['a@x', 'b@x'], '<head><meta type="title">Some &amp; Other</meta></head>');
    expect(readNzb(file)).toEqual({
      protocol: 'usenet',
      itemKey: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
      title: 'Some & Other',
      sizeBytes: 2000,
      payload: { kind: 'nzb', file },
    });
  });

  it('has the same key for the same messages, in whatever order and under whatever title', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-z0-9$.]{1,20}@[a-z]{1,5}$/), { minLength: 1, maxLength: 20 }),
        fc.nat(),
        (ids, turn) => {
          const turned = [...ids.slice(turn % ids.length), ...ids.slice(0, turn % ids.length)];
          expect(readNzb(nzb(turned, '<head><meta type="title">other</meta></head>')).itemKey).toBe(
            readNzb(nzb(ids)).itemKey,
          );
          expect(readNzb(nzb([...ids, 'one-more@x'])).itemKey).not.toBe(readNzb(nzb(ids)).itemKey);
        },
      ),
    );
  });

  it('takes the title from the name of the file, else from the subject', () => {
    expect(readNzb(nzb(['a@x']), 'nzb', 'Some.Show.S01.nzb').title).toBe('Some.Show.S01');
    expect(
      readNzb(nzb(['a@x'], '', '[1/9] &quot;Some.Show.S01.part01.rar&quot; yEnc (1/50)'), 'nzb', 'getnzb').title,
    ).toBe('Some.Show.S01');
    expect(readNzb(nzb(['a@x'])).title).toBeNull();
  });

  it('reads messages ids that are escaped', () => {
    expect(readNzb(nzb(['a&amp;b@x'])).itemKey).toBe(readNzb(nzb(['a&#38;b@x'])).itemKey);
  });

  it.each([
    ['a torrent', Buffer.from('d4:infodee')],
    ['a web page', Buffer.from('<!DOCTYPE html><html></html>')],
    ['other XML', Buffer.from('<?xml version="1.0"?><rss><channel/></rss>')],
    ['no segments', nzb([])],
    ['an empty message id', nzb(['a@x', ''])],
    ['nothing', Buffer.alloc(0)],
    ['ten megabytes of zeros', Buffer.alloc(10_000_000)],
    ['tags that never end', Buffer.concat([Buffer.from('<nzb>'), Buffer.alloc(5_000_000, '<segment ')])],
    ['tags that never close', Buffer.concat([Buffer.from('<nzb>'), Buffer.alloc(5_000_000, '<segment>a')])],
  ])('refuses %s', (_, file) => {
    expect(() => readNzb(file)).toThrow(InvalidRelease);
  });
});
