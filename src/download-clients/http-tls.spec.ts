import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createPlain } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientUnavailable } from './download-client.js';
import { post, send } from './http.js';

const folder = mkdtempSync(join(tmpdir(), 'ledgarr-tls-'));
const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
const made = (() => {
  try {
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-days', '2', '-keyout', keyFile, '-out', certFile], { stdio: 'ignore' }); // prettier-ignore
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

  it('is trusted by the certificate that its settings have, and only for its own name', async () => {
    const host = await listening(createServer({ key: readFileSync(keyFile), cert: readFileSync(certFile) }, (_, response) => response.end('fine'))); // prettier-ignore
    const tls = { certificate: readFileSync(certFile, 'utf8'), verify: true };
    const url = `https://${host}/rpc`;
    const byNumber: unknown = await post(url, {}, '', { tls }).catch((thrown: unknown) => thrown);
    expect(byNumber).toMatchObject({ kind: 'unreachable', code: 'tls-wrong-name' });
    expect((await post(url.replace('127.0.0.1', 'localhost'), {}, '', { tls })).body).toBe('fine');
    // What one client trusts, no other does.
    expect(await said(url)).toMatch(/signed itself/);
  });

  it('is spoken to whatever its certificate where its settings say so, also with a form', async () => {
    const bodies: string[] = [];
    const server = createServer({ key: readFileSync(keyFile), cert: readFileSync(certFile) }, (request, response) => {
      request.setEncoding('utf8').on('data', (part: string) => bodies.push(part));
      request.on('end', () => response.end(request.headers['content-type']));
    });
    const url = `https://${await listening(server)}/rpc`;
    const body = new FormData();
    body.set('torrent', 'bytes');
    const tls = { certificate: null, verify: false };
    expect((await send(url, { method: 'POST', headers: {}, body, tls })).body).toMatch(
      /^multipart\/form-data; boundary=/,
    );
    expect(bodies.join('')).toMatch(/name="torrent"[^]*bytes/);
  });

  it('with a certificate that has expired is told so', async () => {
    const [key, cert] = [join(folder, 'old.key'), join(folder, 'old.pem')];
    const request = execFileSync('openssl', ['req', '-new', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-keyout', key], { stdio: ['ignore', 'pipe', 'ignore'] }); // prettier-ignore
    execFileSync('openssl', ['x509', '-req', '-signkey', key, '-days', '-1', '-out', cert], { input: request, stdio: 'pipe' }); // prettier-ignore
    const host = await listening(createServer({ key: readFileSync(key), cert: readFileSync(cert) }));
    const tls = { certificate: readFileSync(cert, 'utf8'), verify: true };
    const error: unknown = await post(`https://${host.replace('127.0.0.1', 'localhost')}/`, {}, '', { tls }).catch((thrown: unknown) => thrown); // prettier-ignore
    expect(error).toMatchObject({ code: 'tls-expired', remedy: expect.stringContaining('renew') as string });
  });

  it('is none where plain HTTP is spoken', async () => {
    const host = await listening(createPlain((_, response) => response.end()));
    expect(await said(`https://${host}/rpc`)).toMatch(
      /does not speak HTTPS at this port: begin the address with http:\/\//,
    );
  });
});
