import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { makeTorrent } from '../../../test/support/torrents.js';
import { directLinkKey } from './direct-link.js';
import { InvalidRelease, readRelease } from '../read-release.js';

const torrent = makeTorrent({ name: 'Some.Show.S01', sizes: [3_000_000] });
const NZB = '<nzb><file subject="x"><segments><segment bytes="5">a@x</segment></segments></file></nzb>';
const MKV = Buffer.concat([
  Buffer.from('1a45dfa3974286810142f7810142f281044282886d6174726f736b61', 'hex'),
  Buffer.alloc(64),
]);
const PNG = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d494844520000000100000001080600000000000000', 'hex'),
  Buffer.from('0000000049454e44ae426082', 'hex'),
]);
const UNKNOWN = Buffer.from([...Array(200).keys()].map((i) => (i * 7 + 1) % 256));
const utf16 = (text: string, mark = '\ufeff') => Buffer.from(`${mark}${text}`, 'utf16le');
const swapped = (text: string) => utf16(text).swap16();

type Served = { body: string | Buffer; type?: string; headers?: Record<string, string> };
let served: Served;
const answer: RequestListener = (_, response) => {
  if (served.type !== undefined) response.setHeader('content-type', served.type);
  for (const [name, value] of Object.entries(served.headers ?? {})) response.setHeader(name, value);
  response.end(served.body);
};

describe('what a link leads to', () => {
  let server: Server;
  let base: string;
  beforeAll(async () => {
    server = createServer(answer).listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const read = (what: Served, path = '/film') => {
    served = what;
    return readRelease({ url: `${base}${path}` }, { allowPrivateHosts: ['127.0.0.1'] });
  };
  const refusal = async (what: Served, path?: string) => {
    const error = await read(what, path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidRelease);
    return (error as Error).message;
  };

  const LOGIN = 'leads to a web page titled "Log in", not to a release';
  const LIMIT = 'leads to JSON that says "Too many requests, try again in 60 seconds", not to a release';
  const limit = '{"success":false,"error":"Too many requests, try again in 60 seconds"}';
  const title = '<title>Log in</title>';
  it.each<[string, string | Buffer, string]>([
    ['nothing', '', 'leads to nothing, not to a release'],
    ['white space', ' \r\n\t\n', 'leads to nothing, not to a release'],
    ['JSON', limit, LIMIT],
    ['JSON after a byte order mark', `\ufeff${limit}`, LIMIT],
    ['JSON in UTF-16', utf16(limit), LIMIT],
    ['JSON in UTF-16 without its mark', utf16(limit, ''), LIMIT],
    [
      'JSON with an error inside',
      '{"error":{"code":429,"message":"Slow down"}}',
      'leads to JSON that says "Slow down", not to a release',
    ],
    [
      'JSON with errors',
      '{"errors":[{"detail":"Slow down"}]}',
      'leads to JSON that says "Slow down", not to a release',
    ],
    [
      'JSON that is long',
      `{"message":"Slow down","data":["${'x'.repeat(50_000)}"]}`,
      'leads to JSON that says "Slow down", not to a release',
    ],
    ['JSON that says nothing', '[]', 'leads to JSON, not to a release'],
    ['a page', `<!DOCTYPE html><html><head>${title}</head></html>`, LOGIN],
    [
      'a page in capitals',
      `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN"><HTML><HEAD><TITLE>Log in</TITLE>`,
      LOGIN,
    ],
    ['a page after a byte order mark', `\ufeff<!doctype html>${title}`, LOGIN],
    ['a page after blank lines', `\r\n\r\n  <html>${title}`, LOGIN],
    ['a page after a comment', `<!-- <nzb> cached -- 12:00 --><!-- b -->\n<!DOCTYPE html>${title}`, LOGIN],
    ['a page after a long comment', `<!--${'x'.repeat(10_000)}--><html>${title}`, LOGIN],
    ['a head alone', `<head>${title}`, LOGIN],
    ['a script', '<script>location.href="/login"</script>', 'leads to a web page, not to a release'],
    ['a piece of a page', '<div class="x"><h1>Log in</h1></div>', LOGIN],
    ['a warning of PHP', '<br />\n<b>Warning</b>: x', 'leads to a web page, not to a release'],
    [
      'XHTML',
      `<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html xmlns="x"><head>${title}</head></html>`,
      LOGIN,
    ],
    ['a page in UTF-16', utf16(`<html>${title}`), LOGIN],
    ['a page in UTF-16, the other way round', swapped(`<html>${title}`), LOGIN],
    ['a page with entities', '<title>Log&#32;in</title>', LOGIN],
    ['a page in an older encoding', Buffer.from(`<html>${title}<p>Café, naïve, déjà vu</p>`, 'latin1'), LOGIN],
    [
      "an indexer's error",
      '<?xml version="1.0"?><error code="100" description="Incorrect user credentials"/>',
      'leads to an indexer that says: Incorrect user credentials',
    ],
    [
      "an indexer's error without declaration",
      '\n<error code="429" description="Request limit &amp; more"/>',
      'leads to an indexer that says: Request limit & more',
    ],
    [
      'a feed',
      '<?xml version="1.0"?><rss><channel><title>Films</title><item><title>x</title></item></channel></rss>',
      'leads to a feed titled "Films", not to a release',
    ],
    [
      'other XML',
      '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
      'leads to an indexer that says: Access Denied',
    ],
    ['text', 'Rate limited', 'leads to text that says "Rate limited", not to a release'],
    [
      'text in an older encoding',
      Buffer.from('Zugriff verweigert für Gäste', 'latin1'),
      'leads to text that says "Zugriff verweigert für Gäste", not to a release',
    ],
    [
      'subtitles',
      '1\n00:00:01,000 --> 00:00:02,000\nHello\n',
      'leads to text that says "1 00:00:01,000 --> 00:00:02,000 Hello", not to a release',
    ],
    [
      'a playlist',
      '#EXTM3U\n#EXT-X-VERSION:3\n',
      'leads to text that says "#EXTM3U #EXT-X-VERSION:3", not to a release',
    ],
    [
      'a link with a key',
      'see https://indexer.example/get?apikey=s3cret',
      'leads to text that says "see https://indexer.example/…", not to a release',
    ],
    ['an image', PNG, 'leads to a file of the type image/png, not to a release'],
    [
      'a program',
      Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100)]),
      'leads to a file of the type application/x-msdownload, not to a release',
    ],
    [
      'a document',
      Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\0', 'latin1'),
      'leads to a file of the type application/pdf, not to a release',
    ],
  ])('is no release if it is %s, whatever it is called', async (_, body, message) => {
    for (const type of ['video/x-matroska', 'application/octet-stream', undefined])
      for (const path of ['/film', '/film.mkv'])
        expect(await refusal({ body, ...(type && { type }) }, path)).toBe(`url: ${message}`);
  });

  it('is no release either when it is compressed', async () => {
    const coded = (body: Buffer, coding: string) => ({ body, headers: { 'content-encoding': coding } });
    for (const body of [
      coded(gzipSync(limit), 'gzip'),
      coded(deflateSync(limit), 'deflate'),
      coded(deflateRawSync(limit), 'deflate'),
      coded(brotliCompressSync(limit), 'br'),
      { body: gzipSync(limit) },
    ])
      // prettier-ignore
      expect(await refusal(body)).toBe(`url: ${LIMIT}`);
    expect(await refusal({ body: gzipSync('') })).toBe('url: leads to nothing, not to a release');
    expect(await refusal(coded(MKV, 'zstd'))).toMatch(/encoding that was not asked for: zstd/);
  });

  it.each([
    ['text/html', '/film.mkv'],
    ['text/plain; charset=utf-8', '/film.mkv'],
    ['application/json', '/film.mkv'],
    ['application/problem+json', '/film.mkv'],
    ['image/jpeg', '/film.mkv'],
    ['', '/film'],
    ['', '/film.html'],
  ])('is no release if nobody knows it and it is called "%s" at %s', async (type, path) => {
    expect(await refusal({ body: UNKNOWN, ...(type && { type }) }, path)).toMatch(/not to a release/);
  });

  it.each<[string, Buffer, string | undefined, string]>([
    ['a film without a type', MKV, undefined, '/film'],
    ['a film that is called text', MKV, 'text/plain', '/film'],
    ['a film', MKV, 'video/x-matroska', '/film.mkv'],
    ['an archive', Buffer.from('526172211a0701000000', 'hex'), undefined, '/film'],
    ['a packed archive', gzipSync(UNKNOWN), undefined, '/film.tar.gz'],
    ['an image of a disc', Buffer.alloc(20_000), undefined, '/film.iso'],
    ['something of octets', UNKNOWN, 'application/octet-stream', '/film'],
    ['something of octets, in capitals', UNKNOWN, 'Application/Octet-Stream;x=y', '/film'],
    ['something called video', UNKNOWN, 'video/mp2t', '/film'],
    ['something with the name of a film', UNKNOWN, undefined, '/film.ts'],
    ['something to be saved', UNKNOWN, 'application/force-download', '/film'],
  ])('is a file if it is %s', async (_, body, type, path) => {
    const url = `${base}${path}`;
    expect(await read({ body, ...(type && { type }) }, path)).toEqual({
      protocol: 'direct',
      itemKey: directLinkKey(url),
      title: path.slice(1),
      sizeBytes: body.length,
      payload: { kind: 'url', url },
    });
  });

  it('is a file by the name that its server gives it', async () => {
    const headers = { 'content-disposition': "attachment; filename*=UTF-8'en'Law%20%26amp%3B%20Order.mkv" };
    expect(await read({ body: UNKNOWN, headers })).toMatchObject({ protocol: 'direct', title: 'Law & Order.mkv' });
  });

  it.each<[string, Served]>([
    ['as it is', { body: torrent.file }],
    ['called text', { body: torrent.file, type: 'text/html' }],
    ['in a file that is packed', { body: gzipSync(torrent.file), type: 'application/gzip' }],
    ['compressed by its server', { body: gzipSync(torrent.file), headers: { 'content-encoding': 'gzip' } }],
    ['compressed otherwise', { body: brotliCompressSync(torrent.file), headers: { 'content-encoding': 'br' } }],
  ])('is a torrent %s', async (_, what) => {
    expect(await read(what)).toMatchObject({
      itemKey: torrent.infoHash,
      payload: { kind: 'torrent', file: torrent.file },
    });
  });

  it.each<[string, Served]>([
    ['as it is', { body: NZB }],
    [
      'after a declaration and its type',
      { body: `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE nzb PUBLIC "a" "b">\n<!-- x -->${NZB}` },
    ],
    ['after a byte order mark', { body: `\ufeff${NZB}` }],
    ['in UTF-16', { body: utf16(`<?xml version="1.0" encoding="UTF-16"?>${NZB}`) }],
    ['called a web page', { body: NZB, type: 'text/html' }],
    ['with a character that no XML may hold', { body: NZB.replace('"x"', '"\x08\0"') }],
    ['in a file that is packed', { body: gzipSync(NZB) }],
    ['compressed by its server', { body: deflateSync(NZB), headers: { 'content-encoding': 'deflate' } }],
  ])('is an NZB %s', async (_, what) => {
    const { itemKey } = await read({ body: NZB });
    expect(await read(what, '/Some.Show.nzb')).toMatchObject({
      protocol: 'usenet',
      title: 'Some.Show',
      sizeBytes: 5,
      itemKey,
    });
  });

  it.each([
    ['in a text', { body: torrent.magnet.replaceAll('&', '&amp;') }],
    ['behind a redirect', { body: '', headers: { location: torrent.magnet.replace('magnet:?xt', 'MAGNET:?XT') } }],
  ])('is a magnet %s, in the form that clients read', async (_, what) => {
    served = what;
    server.removeListener('request', answer);
    server.on('request', (request, response) => {
      response.statusCode = 'headers' in what ? 302 : 200;
      answer(request, response);
    });
    try {
      expect(await read(what)).toMatchObject({
        itemKey: torrent.infoHash,
        payload: { kind: 'magnet', uri: torrent.magnet },
      });
    } finally {
      server.removeAllListeners('request').on('request', answer);
    }
  });

  it('is asked for, kept and handed on as a URL parser writes it', async () => {
    served = { body: MKV };
    const raw = ` ${base.replace('http:', 'HTTP:')}\\a\\..\\film.mkv?a=1&amp;b=2\n`;
    const release = await readRelease({ url: raw }, { allowPrivateHosts: ['127.0.0.1'] });
    expect(release.payload).toEqual({ kind: 'url', url: `${base}/film.mkv?a=1&b=2` });
    expect(release.itemKey).toBe(directLinkKey(`${base}/film.mkv?a=1&b=2`));
  });
});
