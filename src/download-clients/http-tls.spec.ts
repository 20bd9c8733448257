import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createPlain } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientUnavailable } from './download-client.js';
import { post } from './http.js';

const folder = mkdtempSync(join(tmpdir(), 'ledgarr-tls-'));
const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
const made = (() => {
  try {
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=nas', '-days', '2', '-keyout', keyFile, '-out', certFile], { stdio: 'ignore' }); // prettier-ignore
    return true;
  } catch {
    return false; // openssl is not on this machine
  }
})();

(made ? describe : describe.skip)('a client behind TLS', () => {
  const servers: Server[] = [];
  const listening = async (server: Server) => {
    servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  afterAll(() => {
    for (const server of servers) server.close();
    rmSync(folder, { recursive: true });
  });
  const said = async (url: string) => {
    const error: unknown = await post(url, {}, '').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ClientUnavailable);
    return (error as Error).message;
  };

  it('that signed its certificate itself is told so, with the remedy', async () => {
    const host = await listening(createServer({ key: readFileSync(keyFile), cert: readFileSync(certFile) }));
    expect(await said(`https://${host}/rpc`)).toMatch(/certificate that it signed itself.*NODE_EXTRA_CA_CERTS/);
  });

  it('is not spoken to in plain HTTP', async () => {
    const host = await listening(createServer({ key: readFileSync(keyFile), cert: readFileSync(certFile) }));
    expect(await said(`http://${host}/rpc`)).toMatch(/HTTP at this port|closed the connection/);
  });

  it('is none where plain HTTP is spoken', async () => {
    const host = await listening(createPlain((_, response) => response.end()));
    expect(await said(`https://${host}/rpc`)).toMatch(
      /does not speak HTTPS at this port: begin the address with http:\/\//,
    );
  });
});
