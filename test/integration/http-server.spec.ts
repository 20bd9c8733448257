import { PROBLEM_TYPE } from '../../src/http/problem.js';
import { RawConnection, rawHttp } from '../support/raw-http.js';
import { KEY, type SmallHttpApp, smallHttpApp } from '../support/small-http-app.js';

const MB = 1024 * 1024;

describe('the HTTP server', () => {
  let app: SmallHttpApp;
  beforeAll(async () => {
    app = await smallHttpApp();
  });
  afterAll(() => app?.stop());

  const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${app.port}${path}`, {
      method: 'POST',
      headers: { 'X-Api-Key': KEY, 'Content-Type': 'application/json', ...headers },
      body,
    });
  const head = (line: string, ...headers: string[]) => [line, 'Host: ledgarr', 'Connection: close', ...headers, '', ''].join('\r\n'); // prettier-ignore
  const key = `X-Api-Key: ${KEY}`;
  const json = 'Content-Type: application/json';

  it.each([
    ['a bad escape', head('GET /%zz HTTP/1.1'), 400, 'invalid-input'],
    ['an unknown path', head('GET /nothing HTTP/1.1'), 404, 'not-found'],
    ['another method', head('PUT /small HTTP/1.1', key), 404, 'not-found'],
    ['a method of no standard', head('BREW /small HTTP/1.1', key), 400, 'invalid-input'],
    ['a method that nobody uses', head('PURGE /small HTTP/1.1', key), 404, 'not-found'],
    ['a tunnel', head('CONNECT elsewhere:443 HTTP/1.1', key), 405, 'method-not-allowed'],
    ['a long path', head(`GET /${'a'.repeat(10_000)} HTTP/1.1`), 404, 'not-found'],
    ['a path that is too long', head(`GET /${'a'.repeat(20_000)} HTTP/1.1`), 431, 'headers-too-large'],
    ['headers that are too large', head('GET /open HTTP/1.1', `X-Large: ${'a'.repeat(20_000)}`), 431, 'headers-too-large'], // prettier-ignore
    ['no HTTP at all', 'hello\r\n\r\n', 400, 'invalid-input'],
    ['the beginning of TLS', Buffer.from('16030100a5010000a10303', 'hex'), 400, 'invalid-input'],
    ['the beginning of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'invalid-input'],
    ['two lengths', head('POST /small HTTP/1.1', key, json, 'Content-Length: 2', 'Content-Length: 3'), 400, 'invalid-input'], // prettier-ignore
    ['chunks that are none', `${head('POST /small HTTP/1.1', key, json, 'Transfer-Encoding: chunked')}zz\r\n`, 400, 'invalid-input'], // prettier-ignore
    ['no host', 'GET /open HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'invalid-input'],
    ['an expectation', head('POST /small HTTP/1.1', key, json, 'Expect: tea', 'Content-Length: 2'), 417, 'expectation-failed'], // prettier-ignore
    ['no key', head('POST /small HTTP/1.1', json, 'Content-Length: 2'), 401, 'unauthorized'],
    ['no JSON', `${head('POST /small HTTP/1.1', key, json, 'Content-Length: 2')}{x`, 400, 'invalid-input'],
    ['a form', `${head('POST /small HTTP/1.1', key, 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 3')}a=b`, 415, 'unsupported-media-type'], // prettier-ignore
    ['plain text', `${head('POST /small HTTP/1.1', key, 'Content-Type: text/plain', 'Content-Length: 2')}{}`, 415, 'unsupported-media-type'], // prettier-ignore
    ['no type', `${head('POST /small HTTP/1.1', key, 'Content-Length: 2')}{}`, 415, 'unsupported-media-type'],
    ['a type that is none', `${head('POST /small HTTP/1.1', key, 'Content-Type: ;;;', 'Content-Length: 2')}{}`, 415, 'unsupported-media-type'], // prettier-ignore
    ['a body that is larger than it may be', head('POST /small HTTP/1.1', key, json, `Content-Length: ${MB}`), 413, 'too-large'], // prettier-ignore
  ])('answers %s with a problem', async (_what, request, status, code) => {
    const answer = await rawHttp(app.port, request);
    expect([
      answer.status,
      answer.type,
      answer.body['status'],
      answer.body['code'],
      typeof answer.body['title'],
    ]).toEqual([status, PROBLEM_TYPE, status, code, 'string']);
  });

  it.each([
    ['no key', 'POST /file HTTP/1.1', [json], 401],
    ['a wrong key', 'POST /file HTTP/1.1', [json, 'X-Api-Key: wrong'], 401],
    ['another wrong key', 'POST /file HTTP/1.1', [json, 'Authorization: Bearer wrong'], 401],
    ['a call that takes no file', 'POST /small HTTP/1.1', [json, key], 413],
    ['a path that is none', 'POST /nothing HTTP/1.1', [json, key], 404],
  ])('does not read 78 MB for %s', async (_what, line, headers, status) => {
    const connection = await RawConnection.open(app.port);
    connection.send([line, 'Host: x', ...headers, `Content-Length: ${78 * MB}`, '', ''].join('\r\n'));
    const sent = await connection.offer(Buffer.alloc(78 * MB, '['));
    expect((await connection.answer()).status).toBe(status);
    // The kernels of both sides hold some megabytes.
    expect(sent).toBeLessThan(30 * MB);
  });

  it('asks for the body only once the key is right', async () => {
    const expecting = ['Expect: 100-continue', 'Content-Length: 2', json];
    const refused = await rawHttp(app.port, head('POST /small HTTP/1.1', ...expecting));
    expect([refused.status, refused.text.includes('100 Continue')]).toEqual([401, false]);
    const taken = await rawHttp(app.port, `${head('POST /small HTTP/1.1', key, ...expecting)}{}`);
    expect(taken.text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 201 Created/);
  });

  it('takes a file of many megabytes where one belongs', async () => {
    const answer = await post('/file', JSON.stringify({ torrent: 'A'.repeat(78 * MB) }));
    expect([answer.status, await answer.json()]).toEqual([201, { bytes: 78 * MB + 14 }]);
  });

  it('refuses 78 MB of brackets with the key, too', async () => {
    const answer = await post('/file', Buffer.alloc(78 * MB, '['));
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, 'invalid-input']);
  });

  it('takes no body for none', async () => {
    expect(await (await post('/small', '')).json()).toEqual({ got: null });
  });

  it('keeps a connection after a refusal that cost little', async () => {
    const connection = await RawConnection.open(app.port);
    connection.send(`POST /small HTTP/1.1\r\nHost: x\r\n${json}\r\nContent-Length: 2\r\n\r\n{}`);
    connection.send(head('GET /open HTTP/1.1'));
    expect((await connection.answer()).text).toMatch(/^HTTP\/1\.1 401 [^]*HTTP\/1\.1 200 OK/);
  });
});

describe('a request that is slow', () => {
  let app: SmallHttpApp;
  beforeAll(async () => {
    app = await smallHttpApp({ headersMs: 400, pace: { graceMs: 200, bytesPerSecond: 1_000 } });
  });
  afterAll(() => app?.stop());

  const upload = (length: number) =>
    `POST /file HTTP/1.1\r\nHost: x\r\nX-Api-Key: ${KEY}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;

  it('is cut off when its body trickles', async () => {
    const connection = (await RawConnection.open(app.port)).send(upload(10_000));
    const trickle = setInterval(() => connection.send(' '), 20);
    const { status, body } = await connection.answer();
    clearInterval(trickle);
    expect([status, body['code']]).toEqual([408, 'request-timeout']);
  });

  it('is cut off when its headers trickle', async () => {
    const connection = (await RawConnection.open(app.port)).send('GET /open HTTP/1.1\r\nHost: x\r\n');
    const trickle = setInterval(() => connection.send('X-A: a\r\n'), 20);
    const { status, body } = await connection.answer();
    clearInterval(trickle);
    expect([status, body['code']]).toEqual([408, 'request-timeout']);
  });

  it('is taken when its line is slow and its body comes', async () => {
    const body = JSON.stringify({ torrent: 'A'.repeat(20_000) });
    const connection = (await RawConnection.open(app.port)).send(upload(body.length).replace('Host', 'Connection: close\r\nHost')); // prettier-ignore
    for (let at = 0; at < body.length; at += 1_000) {
      connection.send(body.slice(at, at + 1_000));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect((await connection.answer()).status).toBe(201);
  });

  it('is ended when it was refused and its body trickles on', async () => {
    const connection = (await RawConnection.open(app.port)).send(upload(10_000).replace(KEY, 'wrong'));
    const trickle = setInterval(() => connection.send(' '), 20);
    expect((await connection.answer()).status).toBe(401);
    clearInterval(trickle);
  });
});
