import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { pino } from 'pino';
import { type GuardedProxy, startGuardedProxy } from './guarded-proxy.js';

const log = pino({ level: 'silent' });
const house = createServer((_, response) => response.end('of the house'));
let port: number;
let proxy: GuardedProxy;
let asked: string[];

beforeAll(async () => {
  house.listen(0, '127.0.0.1');
  await once(house, 'listening');
  port = (house.address() as AddressInfo).port;
});
afterAll(() => void house.close());

const begin = async (allowPrivateHosts: string[], ...answers: string[]) => {
  asked = [];
  const resolve = (host: string) => {
    asked.push(host);
    const address = answers.length > 1 ? answers.shift()! : answers[0]!;
    return Promise.resolve([{ address, family: 4 }]);
  };
  proxy = await startGuardedProxy({ allowPrivateHosts, log, resolve });
};
afterEach(() => proxy.stop());

const authorization = (url: string) => {
  const { username, password } = new URL(url);
  return { 'proxy-authorization': `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
};

const get = async (link: string, headers: Record<string, string> = authorization(proxy.url)) => {
  const { hostname, port: proxyPort } = new URL(proxy.url);
  const sent = request({ hostname, port: proxyPort, path: link, headers }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let body = '';
  for await (const chunk of response) body += String(chunk);
  return [response.statusCode, body];
};

/** @returns the status, and what is read through the tunnel */
const tunnel = async (target: string, headers: Record<string, string> = authorization(proxy.url)) => {
  const { hostname, port: proxyPort } = new URL(proxy.url);
  const socket: Socket = connect(Number(proxyPort), hostname);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`CONNECT ${target} HTTP/1.1\r\nhost: ${target}\r\n${lines.join('')}\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  const status = Number(answer.toString().split(' ')[1]);
  if (status !== 200) return [status, null];
  socket.write('GET / HTTP/1.0\r\n\r\n');
  const [page] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return [status, page.toString().split(' ')[1]];
};

describe('the proxy of the built-in client', () => {
  it('connects to the address that was checked, and looks the name up once', async () => {
    await begin([`indexer.lan:${port}`], '127.0.0.1', '127.0.0.2');
    expect(await get(`http://indexer.lan:${port}/`)).toEqual([200, 'of the house']);
    expect(asked).toEqual(['indexer.lan']);
  });

  it('does so for tunnels', async () => {
    await begin([`indexer.lan:${port}`], '127.0.0.1', '127.0.0.2');
    expect(await tunnel(`indexer.lan:${port}`)).toEqual([200, '200']);
    expect(asked).toEqual(['indexer.lan']);
  });

  it('keeps from a name that leads to a private network, also when it led elsewhere before', async () => {
    await begin([], '127.0.0.1');
    expect(await get(`http://rebinding.example:${port}/`)).toEqual([470, expect.stringMatching(/private network/)]);
    expect(await tunnel(`rebinding.example:${port}`)).toEqual([470, null]);
  });

  it.each(['2130706433', '0x7f.1', '0177.0.0.1', '127.1', '127.0.0.1.', '[::1]', '[::ffff:127.0.0.1]', '[64:ff9b::7f00:1]', '0'])(
    'reads the host %s of a tunnel as a link would be read',
    async (host) => {
      await begin([], '1.1.1.1');
      expect(await tunnel(`${host}:${port}`)).toEqual([470, null]);
      expect(await get(`http://${host}:${port}/`)).toEqual([470, expect.anything()]);
      expect(asked).toEqual([]);
    },
  ); // prettier-ignore

  it('serves nobody without its password', async () => {
    await begin(['*'], '127.0.0.1');
    for (const headers of [{}, { 'proxy-authorization': 'Basic YXJpYTI6Z3Vlc3M=' }, authorization(proxy.refusingUrl)]) {
      expect(await get(`http://127.0.0.1:${port}/`, headers)).toEqual([407, expect.anything()]);
      expect(await tunnel(`127.0.0.1:${port}`, headers)).toEqual([407, null]);
    }
  });

  it('does not serve itself, FTP, or what is no address', async () => {
    await begin([], '1.1.1.1');
    expect((await get(`http://127.0.0.1:${new URL(proxy.url).port}/`))[0]).toBe(470);
    expect((await get('ftp://1.1.1.1/file'))[0]).toBe(400);
    expect((await get('/file'))[0]).toBe(400);
    expect((await tunnel('a b:80'))[0]).toBe(400);
  });
});
