import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';

const PIECE = 256 * 1024;
const CHUNK = 64 * 1024;

/** A file of our own making, at an address on this machine, as a link and as a torrent with a web seed. */
export type Seed = { name: string; bytes: Buffer; link: string; torrent: Buffer; close(): void };

/** @param bytesPerSecond slow enough to watch */
export async function seed(name: string, size: number, bytesPerSecond: number): Promise<Seed> {
  const bytes = randomBytes(size);
  const server = createServer((request, response) => void serve(request, response, bytes, bytesPerSecond));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const link = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { name, bytes, link, torrent: torrentOf(name, bytes, link), close };
}

async function serve(request: IncomingMessage, response: ServerResponse, bytes: Buffer, rate: number): Promise<void> {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const start = range ? Number(range[1]) : 0;
  const end = range?.[2] ? Math.min(Number(range[2]) + 1, bytes.length) : bytes.length;
  const headers = {
    'Content-Length': end - start,
    'Accept-Ranges': 'bytes',
    'Content-Type': 'application/octet-stream',
  };
  if (range) response.writeHead(206, { ...headers, 'Content-Range': `bytes ${start}-${end - 1}/${bytes.length}` });
  else response.writeHead(200, headers);
  if (request.method === 'HEAD') return void response.end();
  for (let at = start; at < end && !response.destroyed; at += CHUNK) {
    response.write(bytes.subarray(at, Math.min(at + CHUNK, end)));
    await setTimeout((CHUNK / rate) * 1_000);
  }
  response.end();
}

function torrentOf(name: string, bytes: Buffer, link: string): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += PIECE) {
    pieces.push(
      createHash('sha1')
        .update(bytes.subarray(at, at + PIECE))
        .digest(),
    );
  }
  const info = { length: bytes.length, name, 'piece length': PIECE, pieces: Buffer.concat(pieces) };
  return bencode({ info, 'url-list': link });
}

type Bencodable = number | string | Buffer | { [key: string]: Bencodable };

/** BEP 3; the keys of a dictionary in order. */
function bencode(value: Bencodable): Buffer {
  if (typeof value === 'number') return Buffer.from(`i${value}e`);
  if (typeof value === 'string') return bencode(Buffer.from(value));
  if (Buffer.isBuffer(value)) return Buffer.concat([Buffer.from(`${value.length}:`), value]);
  const entries = Object.keys(value)
    .sort()
    .flatMap((key) => [bencode(key), bencode(value[key]!)]);
  return Buffer.concat([Buffer.from('d'), ...entries, Buffer.from('e')]);
}
