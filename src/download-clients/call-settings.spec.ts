import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createSecure } from 'node:https';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Duplex } from 'node:stream';
import { clientTypeOf } from './client-types.js';
import { CLIENT_TYPES, type ClientType, type ConnectionSettings } from './download-client.js';
import { openClient } from './open-client.js';

const folder = mkdtempSync(join(tmpdir(), 'ledgarr-settings-'));
const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-days', '2', '-keyout', key, '-out', cert], { stdio: 'ignore' }); // prettier-ignore
const certificate = readFileSync(cert, 'utf8');

describe('the settings of any client', () => {
  const servers: Server[] = [];
  const sockets = new Set<Duplex>();
  let secure: string;
  let silent: number;
  const portOf = async (server: Server) => {
    servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  beforeAll(async () => {
    const options = { key: readFileSync(key), cert: certificate };
    const server = createSecure(options, (_, response) => response.end('reached'));
    server.on('connection', (socket) => sockets.add(socket));
    secure = `https://localhost:${await portOf(server)}`;
    silent = await portOf(createServer((socket) => void sockets.add(socket.on('error', () => undefined))));
  });
  afterAll(() => {
    for (const server of servers) server.close();
    for (const socket of sockets) socket.destroy();
    rmSync(folder, { recursive: true });
  });
  const failure = (type: ClientType, change: Partial<ConnectionSettings>) => {
    const settings = { type, url: secure, username: null, password: null, apiKey: null, category: null, downloadDir: null }; // prettier-ignore
    return openClient({ ...settings, ...change }).list().then(() => null, (error: unknown) => error); // prettier-ignore
  };

  it.each(CLIENT_TYPES)('say of %s which certificates it may have', async (type) => {
    expect(await failure(type, {})).toMatchObject({ code: 'tls-self-signed' });
    const reached = { kind: 'unreachable', code: null, message: expect.stringMatching(/does not answer as|page/) };
    expect(await failure(type, { tls: { certificate, verify: true } })).toMatchObject(reached);
    expect(await failure(type, { tls: { certificate: null, verify: false } })).toMatchObject(reached);
  });

  it.each(CLIENT_TYPES.flatMap((type) => clientTypeOf(type)!.schemes.filter((scheme) => scheme !== 'https').map((scheme) => [type, scheme] as const)))(
    'say of %s how long a call by %s may take',
    async (type, scheme) => {
      const error = await failure(type, { url: `${scheme}://127.0.0.1:${silent}`, timeoutSeconds: 0.1 });
      expect(error).toMatchObject({ kind: 'timeout', message: expect.stringMatching(/within 0.1 s/) });
    },
  ); // prettier-ignore
});
