import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect, createServer as createSocket, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { postScgi } from '../../../src/download-clients/rtorrent/scgi.js';
import { decodeAnswer, encodeCall, type XmlRpcParameter } from '../../../src/download-clients/rtorrent/xml-rpc.js';
import { freePort, run, tempFolder, until, whereIs, type Running } from './process.js';

export type RTorrent = {
  /** As scgi://host:port. */
  scgi: string;
  /** As scgi:///path. */
  socket: string;
  /** The same by HTTP, with a password. */
  url: string;
  username: string;
  password: string;
  downloadDir: string;
  process: Running;
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export const rtorrentBinary = (): string | null => whereIs('rtorrent');

const USERNAME = 'ledgarr';
const PASSWORD = 'the-password';

/** Starts rTorrent in a folder of its own, on free ports of loopback, and a web server in front of it. */
export async function startRTorrent(): Promise<RTorrent> {
  const binary = rtorrentBinary();
  if (binary === null) throw new Error('rtorrent is not installed');
  const folder = await tempFolder('rtorrent');
  const [downloadDir, session, socketPath] = ['downloads', 'session', 'rpc.sock'].map((name) => join(folder.path, name)) as [string, string, string]; // prettier-ignore
  for (const each of [downloadDir, session]) await mkdir(each);
  const [port, peerPort, dhtPort] = [await freePort(), await freePort(), await freePort()];
  // It takes no torrent without a tracker unless DHT is on; bound to loopback it finds nobody by it.
  const settings = {
    'network.scgi.open_port': `127.0.0.1:${port}`, 'session.path.set': session, 'directory.default.set': downloadDir,
    'network.bind_address.set': '127.0.0.1', 'network.port_range.set': `${peerPort}-${peerPort}`, 'network.port_random.set': 'no', 'dht.mode.set': 'auto',
    'dht.port.set': dhtPort, 'protocol.pex.set': 'no', 'trackers.use_udp.set': 'no', 'pieces.hash.on_completion.set': 'yes', 'system.daemon.set': 'true',
  }; // prettier-ignore
  const file = join(folder.path, 'rtorrent.rc');
  await writeFile(file, Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`).join('')); // prettier-ignore
  const start = async () => {
    // What a killed one leaves behind names a process that may be another by now.
    await rm(join(session, 'rtorrent.lock'), { force: true });
    const started = run(binary, ['-n', '-o', `import=${file}`], { HOME: folder.path });
    await until('rTorrent answers', async () => callRTorrent({ scgi }, 'system.client_version'));
    return started;
  };
  const scgi = `scgi://127.0.0.1:${port}`;
  const started = await start();
  const [web, closeSocket] = [await startWebServer(port), await startSocket(socketPath, port)];
  const rtorrent: RTorrent = {
    scgi,
    socket: `scgi://${socketPath}`,
    url: web.url,
    username: USERNAME,
    password: PASSWORD,
    downloadDir,
    process: started,
    kill: () => rtorrent.process.stop('SIGKILL'),
    restart: async () => void (rtorrent.process = await start()),
    stop: async () => {
      web.stop();
      closeSocket();
      await rtorrent.process.stop('SIGKILL');
      await folder.remove();
    },
  };
  return rtorrent;
}

/** A call behind the adapter's back. */
export async function callRTorrent(
  { scgi }: Pick<RTorrent, 'scgi'>,
  method: string,
  ...parameters: XmlRpcParameter[]
): Promise<unknown> {
  const answer = decodeAnswer((await postScgi(scgi, encodeCall(method, parameters))).body);
  if (answer === null || 'fault' in answer) throw new Error(`${method}: ${JSON.stringify(answer)}`);
  return answer.value;
}

/** It listens at one place alone: its socket is one that leads to its port. @returns what closes it */
async function startSocket(path: string, port: number): Promise<() => void> {
  const server = createSocket((near) => {
    const far = connect(port, '127.0.0.1');
    for (const end of [near, far]) end.on('error', () => [near, far].forEach((each) => each.destroy()));
    near.pipe(far).pipe(near);
  });
  server.listen(path);
  await once(server, 'listening');
  return () => server.close();
}

/** What nginx and others do for rTorrent: HTTP with a password in front, SCGI behind. When rTorrent is away, nothing listens. */
async function startWebServer(port: number): Promise<{ url: string; stop(): void }> {
  const wanted = `Basic ${Buffer.from(`${USERNAME}:${PASSWORD}`).toString('base64')}`;
  const server = createServer((request, response) => {
    if (request.headers.authorization !== wanted)
      return void response.writeHead(401, { 'www-authenticate': 'Basic realm="rTorrent"' }).end();
    if (request.url !== '/RPC2') return void response.writeHead(404).end();
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      const headers = `CONTENT_LENGTH\0${body.length}\0SCGI\x001\0`;
      const behind = connect(port, '127.0.0.1');
      behind.on('error', () => response.writeHead(502).end());
      behind.write(Buffer.concat([Buffer.from(`${headers.length}:${headers},`), body]));
      const answer: Buffer[] = [];
      behind.on('data', (part: Buffer) => answer.push(part));
      behind.on('end', () => {
        const whole = Buffer.concat(answer);
        response.writeHead(200, { 'content-type': 'text/xml' }).end(whole.subarray(whole.indexOf('\r\n\r\n') + 4));
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}
