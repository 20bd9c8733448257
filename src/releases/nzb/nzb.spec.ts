import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { readingNzb, readNzb } from './nzb.js';
import { InvalidRelease } from '../release.js';
import { inSlices } from '../sliced.js';

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
    ['segments of no message', nzb(['', ' \n'])],
    ['segments outside of an NZB', Buffer.from('<rss><segment bytes="1">a@x</segment></rss>')],
    ['elements in elements', Buffer.from(`<nzb>${'<a>'.repeat(100_000)}${'</b>'.repeat(100_000)}`)],
    [
      'ten megabytes of text before its root',
      Buffer.from(`${'x'.repeat(10_000_000)}<nzb><segment>a@x</segment></nzb>`),
    ],
    ['attributes that never end', Buffer.concat([Buffer.from('<nzb><segment '), Buffer.alloc(5_000_000, 'a b="c" ')])],
    ['nothing', Buffer.alloc(0)],
    ['ten megabytes of zeros', Buffer.alloc(10_000_000)],
    ['tags that never end', Buffer.concat([Buffer.from('<nzb>'), Buffer.alloc(5_000_000, '<segment ')])],
    ['tags that never close', Buffer.concat([Buffer.from('<nzb>'), Buffer.alloc(5_000_000, '<segment>a')])],
  ])('refuses %s', (_, file) => {
    expect(() => readNzb(file)).toThrow(InvalidRelease);
  });

  it('has had the same key in every version', () => {
    const file = Buffer.from(
      `<?xml version="1.0" encoding="iso-8859-1" ?>
<!DOCTYPE nzb PUBLIC "-//newzBin//DTD NZB 1.1//EN" "http://www.newzbin.com/DTD/nzb/nzb-1.1.dtd">
<nzb xmlns="http://www.newzbin.com/DTD/2003/nzb">
<file poster="a" date="1" subject="x"><groups><group>alt.x</group></groups><segments>
<segment bytes="739811" number="2"> part2of9.Zz$&amp;@powerpost </segment>
<SEGMENT number='1' bytes='5'>Part1of9.a&lt;b&gt;&#64;x</SEGMENT>
<segment bytes="739811" number="3">part2of9.Zz$&#38;@powerpost</segment>
<segment bytes="7" number="4">\u00e9@x</segment></segments></file></nzb>`,
      'latin1',
    );
    expect(readNzb(file)).toMatchObject({ itemKey: '30c1bb7237f7a852a2be25f7287b470ed8ef9846', sizeBytes: 1_479_634 });
    const ids = Array.from({ length: 45_000 }, (_, i) => `${(i * 7919) % 30_011}.${i % 3}@x`);
    const rule = createHash('sha256').update([...new Set(ids)].sort().join('\n')).digest('hex').slice(0, 40); // prettier-ignore
    expect(readNzb(nzb(ids)).itemKey).toBe(rule);
  });

  const two = readNzb(nzb(['a@x', 'b@x']));
  it.each([
    ['an empty segment', nzb(['a@x', '', 'b@x'])],
    ['a segment of white space', nzb(['a@x', ' \n ', 'b@x'])],
    ['a segment that is closed at once', Buffer.from(nzb(['a@x', 'b@x']).toString().replace('</segments>', '<segment bytes="5" number="9"/></segments>'))], // prettier-ignore
    ['messages in CDATA', nzb(['<![CDATA[a@x]]>', 'b@x'])],
    ['comments', nzb(['a<!-- c -->@x', 'b@x'], '<!-- <segment bytes="1">c@x</segment> -->')],
    ['an & that is not escaped', nzb(['a@x', 'b@x'], '', 'Law & Order &c; "A&B.mkv"')],
    ['an element that nobody closed', nzb(['a@x', 'b@x'], '<head><meta type="x">y</head>')],
    ['no end', nzb(['a@x', 'b@x']).subarray(0, -24)],
    [
      'a prefix',
      Buffer.from(
        nzb(['a@x', 'b@x'])
          .toString()
          .replace(/<(\/?)(?=[a-z])/g, '<$1n:'),
      ),
    ],
    [
      'capitals',
      Buffer.from(
        nzb(['a@x', 'b@x'])
          .toString()
          .replace(/<\/?[a-z]+/g, (tag) => tag.toUpperCase()),
      ),
    ],
    ['a byte order mark', Buffer.concat([Buffer.from('\ufeff'), nzb(['a@x', 'b@x'])])],
    ['UTF-16', Buffer.from(`\ufeff${nzb(['a@x', 'b@x']).toString()}`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(nzb(['a@x', 'b@x']).toString(), 'utf16le')],
    ['UTF-16, the other way round', Buffer.from(`\ufeff${nzb(['a@x', 'b@x']).toString()}`, 'utf16le').swap16()],
    [
      'a document type that declares entities in entities',
      Buffer.from(nzb(['a@x', 'b@x'], '<head><meta type="x">&c;</meta></head>').toString().replace(/<!DOCTYPE[^>]*>/, `<!DOCTYPE nzb [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}"><!ENTITY c "${'&b;'.repeat(1000)}"><!ENTITY d SYSTEM "file:///etc/passwd">]>`)), // prettier-ignore
    ],
  ])('takes one with %s', (_, file) => {
    const { itemKey, sizeBytes } = readNzb(file);
    expect({ itemKey, sizeBytes }).toEqual({ itemKey: two.itemKey, sizeBytes: 2000 });
  });

  const titled = (head: string, subject?: string) => nzb(['a@x'], head, subject);
  it.each([
    ['a character of XML', titled('<head><meta type="title">Law &amp; Order</meta></head>'), 'Law & Order'],
    ['an & that is not escaped', titled('<head><meta type="name">Law & Order</meta></head>'), 'Law & Order'],
    ['one that is empty', titled('<head><meta type="title"/><meta type="name">Film</meta></head>'), 'Film'],
    ['CDATA', titled('<head><meta type="title"><![CDATA[A & B]]></meta></head>'), 'A & B'],
    ['a subject', titled('', '&quot;Law &amp; Order.S01.mkv&quot; yEnc (1/2)'), 'Law & Order.S01'],
    ['a subject in other quotation marks', Buffer.from(titled('').toString().replace('subject="x"', `subject='"Film.mkv" yEnc'`)), 'Film'], // prettier-ignore
    [
      'Latin-1',
      Buffer.from(titled('<head><meta type="title">Caf\u00e9</meta></head>').toString(), 'latin1'),
      'Caf\u00e9',
    ],
    [
      'UTF-8 that says otherwise',
      titled('<head><meta type="title">Caf\u00e9 \u65e5</meta></head>'),
      'Caf\u00e9 \u65e5',
    ],
    ['Windows-1251', Buffer.concat([Buffer.from('<?xml version="1.0" encoding="windows-1251"?><nzb><head><meta type="title">'), Buffer.from([0xcc, 0xe8, 0xf0]), Buffer.from('</meta></head><segment>a@x</segment></nzb>')]), '\u041c\u0438\u0440'], // prettier-ignore
  ])('reads a title with %s', (_, file, title) => {
    expect(readNzb(file).title).toBe(title);
  });

  it('takes one of 40 MB, and leaves room for others meanwhile', async () => {
    const ids = Array.from({ length: 400_000 }, (_, i) => `part${i}of400000.${'x'.repeat(24)}@powerpost2000AA.local`);
    const file = nzb(ids);
    expect(file.length).toBeGreaterThan(40_000_000);
    let turns = 0;
    const others = setInterval(() => turns++);
    const read = await inSlices(readingNzb(file));
    clearInterval(others);
    expect(read).toMatchObject({ sizeBytes: 400_000_000, title: null });
    expect(turns).toBeGreaterThan(20);
  });

  it('refuses more than 100 MB', () => {
    expect(() => readNzb(Buffer.alloc(100 * 1024 * 1024 + 1))).toThrow(/larger than 100 MB/);
  });
});
