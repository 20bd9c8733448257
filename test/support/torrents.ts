import { createHash, randomBytes } from 'node:crypto';

/** What can be bencoded. Keys of objects are sorted, as the format asks. */
export type Bencodable = number | string | Uint8Array | Bencodable[] | { [key: string]: Bencodable | undefined };

export function bencode(value: Bencodable): Buffer {
  if (typeof value === 'number') return Buffer.from(`i${value}e`);
  if (typeof value === 'string') return bencode(Buffer.from(value));
  if (value instanceof Uint8Array) return Buffer.concat([Buffer.from(`${value.length}:`), value]);
  if (Array.isArray(value)) return Buffer.concat([Buffer.from('l'), ...value.map(bencode), Buffer.from('e')]);
  const entries = Object.entries(value).sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const parts = entries.flatMap(([key, item]) => (item === undefined ? [] : [bencode(key), bencode(item)]));
  return Buffer.concat([Buffer.from('d'), ...parts, Buffer.from('e')]);
}

export type MadeFile = { path: readonly string[]; data: Buffer };
export type MadeTorrent = { file: Buffer; infoHash: string; magnet: string; name: string; files: readonly MadeFile[] };

/** A v1 torrent of one file of random bytes, or of several in a folder, when sizes has several. */
export function makeTorrent(options: { name: string; sizes: readonly number[]; tracker?: string }): MadeTorrent {
  const single = options.sizes.length === 1;
  const files = options.sizes.map((size, i) => ({
    path: single ? [options.name] : [options.name, `part-${i + 1}.bin`],
    data: randomBytes(size),
  }));
  const pieceLength = 65_536;
  const info = bencode({
    name: options.name,
    'piece length': pieceLength,
    pieces: pieceHashes(Buffer.concat(files.map((file) => file.data)), pieceLength),
    length: single ? options.sizes[0] : undefined,
    files: single ? undefined : files.map((file) => ({ length: file.data.length, path: [...file.path.slice(1)] })),
  });
  const infoHash = createHash('sha1').update(info).digest('hex');
  const head =
    options.tracker === undefined ? '' : bencode('announce').toString() + bencode(options.tracker).toString();
  const file = Buffer.concat([Buffer.from(`d${head}4:info`), info, Buffer.from('e')]);
  const tracker = options.tracker === undefined ? '' : `&tr=${encodeURIComponent(options.tracker)}`;
  const magnet = `magnet:?xt=urn:btih:${infoHash}&dn=${encodeURIComponent(options.name)}${tracker}`;
  return { file, infoHash, magnet, name: options.name, files };
}

function pieceHashes(data: Buffer, pieceLength: number): Buffer {
  const hashes: Buffer[] = [];
  for (let at = 0; at < data.length; at += pieceLength) {
    hashes.push(
      createHash('sha1')
        .update(data.subarray(at, at + pieceLength))
        .digest(),
    );
  }
  return Buffer.concat(hashes);
}
