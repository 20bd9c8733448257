import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import {
  ClientUnavailable,
  NotSupported,
  type ConnectionSettings,
  type DownloadClient,
} from '../../../src/download-clients/download-client.js';
import { type ReleasePayload } from '../../../src/releases/release.js';
import { freePort } from '../../support/daemons/process.js';

/** A running daemon, and how it is reached. */
export type Daemon = {
  settings: ConnectionSettings;
  /** Where it puts data, unless told otherwise. */
  downloadDir: string;
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export type CommonSubject = {
  name: string;
  /** null, with the suite left out, when the program is not on this machine. */
  installed: boolean;
  version: RegExp;
  /** Settings with a wrong password or key, and what is wrong then, in plain words. */
  wrongSecret: Partial<ConnectionSettings>;
  wrongPassword: RegExp;
  /** An id of its kind that it has never given to anything. */
  unknownId: string;
};

/** Begins a suite for a client; where its program is missing, in CI that is an error, elsewhere it is told. */
export function describeInstalled({ name, installed }: CommonSubject, suite: () => void): void {
  if (installed) return describe(name, suite);
  if (process.env['CI'] === 'true') throw new Error(`${name} is not installed: in CI its contract must run`);
  console.warn(`NOT CHECKED: ${name} is not installed, so its adapter is not tested here`);
  describe.skip(name, () => it('is not installed', () => undefined));
}

/** What every adapter promises whatever it downloads. Called inside of a suite. */
export function commonCases(
  subject: CommonSubject,
  settings: () => ConnectionSettings,
  open: (change?: Partial<ConnectionSettings>) => DownloadClient,
): void {
  it('tells its version', async () => {
    expect((await open().test()).version).toMatch(subject.version);
  });

  it('knows nothing of an unknown item, and has no trouble with it', async () => {
    const client = open();
    expect(await client.get(subject.unknownId)).toBeNull();
    expect(await client.files(subject.unknownId)).toEqual([]);
    await client.pause(subject.unknownId);
    await client.resume(subject.unknownId);
    expect(await client.remove(subject.unknownId, { removeData: true })).toMatchObject({});
  });

  it('says what kinds of release it does not take', async () => {
    const payloads: ReleasePayload[] = [
      { kind: 'nzb', file: Buffer.from('<nzb/>') },
      { kind: 'torrent', file: Buffer.from('d4:infode') },
      { kind: 'magnet', uri: `magnet:?xt=urn:btih:${'cd'.repeat(20)}` },
      { kind: 'url', url: 'http://127.0.0.1:1/file' },
    ];
    const protocols = { nzb: 'usenet', url: 'direct', torrent: 'torrent', magnet: 'torrent' } as const;
    for (const payload of payloads) {
      if (open().protocols.includes(protocols[payload.kind])) continue;
      const request = { itemKey: 'cd'.repeat(20), title: 'x', payload, category: null, priority: null };
      await expect(open().add(request)).rejects.toThrow(NotSupported);
    }
  });

  it('is unavailable, not empty, when nothing listens', async () => {
    const url = new URL(settings().url);
    url.port = String(await freePort());
    const client = open({ url: url.href });
    await expect(client.list()).rejects.toThrow(ClientUnavailable);
    await expect(client.get(subject.unknownId)).rejects.toThrow(/refuses the connection/);
    await expect(client.test()).rejects.toThrow(ClientUnavailable);
  });

  it.each<[string, RequestListener]>([
    ['a web page', (_, response) => response.end('<html>a router</html>')],
    ['an error', (_, response) => response.writeHead(500).end('oops')],
    ['garbage', (_, response) => response.end('\u0000\u0001garbage')],
    ['half an answer', (_, response) => response.end('{"queue": {"slots": [{"nzo_id": "SABn')],
    ['nothing', (_, response) => response.end()],
    ['other data', (_, response) => response.end('{"result": {}, "queue": {}, "arguments": {}}')],
    ['an answer that is cut off', (_, response) => { response.writeHead(200, { 'content-length': 100 }); response.write('{'); response.destroy(); }], // prettier-ignore
  ])('is unavailable, not empty, when %s comes', async (_, answer) => {
    const server = await serve(answer);
    const client = open({ url: server.url });
    await expect(client.list()).rejects.toThrow(ClientUnavailable);
    await expect(client.get(subject.unknownId)).rejects.toThrow(ClientUnavailable);
    server.close();
  });

  it('is unavailable with a wrong password or key, and says so', async () => {
    const client = open(subject.wrongSecret);
    await expect(client.list()).rejects.toMatchObject({ kind: 'authentication' });
    await expect(client.test()).rejects.toThrow(subject.wrongPassword);
    await expect(client.pause(subject.unknownId)).rejects.toThrow(ClientUnavailable);
  });
}

export async function serve(answer: RequestListener): Promise<{ url: string; close(): void }> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
