import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { ClientUnavailable } from './download-client.js';
import { CALL_LIMIT_MS, post } from './http.js';

describe('a call to a download client', () => {
  let server: Server | undefined;
  const serve = async (answer: RequestListener) => {
    server = createServer(answer).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });
  const failure = (url: string, limitMs?: number) =>
    post(url, {}, '', { limitMs: limitMs ?? CALL_LIMIT_MS }).catch((error: Error) => error);

  it.each<[string, RequestListener]>([
    ['never answers', () => undefined],
    ['never ends its answer', (_, response) => void response.writeHead(200).write('{')],
  ])('ends when the client %s', async (_, answer) => {
    const error = await failure(`http://${await serve(answer)}/rpc`, 50);
    expect(error).toBeInstanceOf(ClientUnavailable);
    expect((error as Error).message).toContain('did not answer within 0.05 s');
  });

  it('does not follow redirects, and hands on every status', async () => {
    const host = await serve((_, response) => response.writeHead(301, { location: '/web/' }).end('moved'));
    expect(await post(`http://${host}/rpc`, {}, '')).toMatchObject({ status: 301, body: 'moved' });
  });

  it('says plainly that a connection broke', async () => {
    const host = await serve((_, response) => response.destroy());
    expect(await failure(`http://${host}/rpc`)).toMatchObject({
      message: `${host} closed the connection in the middle of a call`,
    });
  });

  it('shows of an address the host alone', async () => {
    const error = await failure('http://me:s3cret@127.0.0.1:1/rpc?key=s3cret');
    expect(error).toBeInstanceOf(ClientUnavailable);
    expect((error as Error).message).not.toContain('s3cret');
  });
});
