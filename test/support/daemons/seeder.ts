import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { bencode, makeTorrent, type MadeTorrent } from '../torrents.js';
import { callAria2, startAria2 } from './aria2.js';

export type Tracker = { url: string; stop(): Promise<void> };

/** A tracker on loopback that tells every peer of every other one of the same torrent (BEP 3, compact answers of BEP 23). */
export async function startTracker(): Promise<Tracker> {
  const swarms = new Map<string, Map<number, Buffer>>();
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '/', 'http://tracker').search;
    const infoHash = /[?&]info_hash=([^&]*)/.exec(query)?.[1] ?? '';
    // Capitals and letters that need no escape are written differently by each client.
    const key = Buffer.from(unescape(infoHash), 'latin1').toString('hex');
    const port = Number(/[?&]port=(\d+)/.exec(query)?.[1] ?? 0);
    const swarm = swarms.get(key) ?? new Map<number, Buffer>();
    swarms.set(key, swarm);
    if (/[?&]event=stopped/.test(query)) swarm.delete(port);
    else swarm.set(port, Buffer.from([127, 0, 0, 1, port >> 8, port & 255]));
    const peers = Buffer.concat([...swarm].filter(([other]) => other !== port).map(([, peer]) => peer));
    response.end(bencode({ interval: 2, 'min interval': 1, peers }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/announce`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export type Seeder = {
  tracker: string;
  /** Makes a torrent of random bytes and seeds it. @param bytesPerSecond at most so fast, until it is unthrottled; 0 for no limit */
  seed(name: string, sizes: readonly number[], bytesPerSecond?: number): Promise<MadeTorrent>;
  unthrottle(torrent: MadeTorrent): Promise<void>;
  /** From now on nobody has it. */
  unseed(torrent: MadeTorrent): Promise<void>;
  stop(): Promise<void>;
};

/** A second BitTorrent client (aria2) with a tracker: what it seeds can be downloaded by any client on this machine. */
export async function startSeeder(): Promise<Seeder> {
  const tracker = await startTracker();
  // The short interval makes it dial those who came after it: some clients do not dial loopback addresses.
  const aria2 = await startAria2({
    args: ['--bt-tracker-interval=1', '--check-integrity=true', '--max-concurrent-downloads=100'],
  });
  const jobsOf = async ({ infoHash }: MadeTorrent) => {
    const fields = ['gid', 'infoHash'];
    const jobs = await callAria2<{ gid: string; infoHash?: string }[]>(aria2, 'aria2.tellActive', fields);
    return jobs.filter((job) => job.infoHash === infoHash).map((job) => job.gid);
  };
  return {
    tracker: tracker.url,
    seed: async (name, sizes, bytesPerSecond = 0) => {
      const torrent = makeTorrent({ name, sizes, tracker: tracker.url });
      await writeFiles(aria2.downloadDir, torrent);
      const options = { 'max-upload-limit': String(bytesPerSecond) };
      await callAria2(aria2, 'aria2.addTorrent', torrent.file.toString('base64'), [], options);
      return torrent;
    },
    unthrottle: async (torrent) => {
      for (const gid of await jobsOf(torrent)) {
        await callAria2(aria2, 'aria2.changeOption', gid, { 'max-upload-limit': '0' });
      }
    },
    unseed: async (torrent) => {
      for (const gid of await jobsOf(torrent)) await callAria2(aria2, 'aria2.forceRemove', gid);
    },
    stop: async () => {
      await aria2.stop();
      await tracker.stop();
    },
  };
}

/** Lays a torrent's data down where a client expects it. */
export async function writeFiles(folder: string, torrent: MadeTorrent): Promise<void> {
  for (const file of torrent.files) {
    const path = join(folder, ...file.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file.data);
  }
}
