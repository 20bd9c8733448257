import { setTimeout as delay } from 'node:timers/promises';
import { type ReleasePayload } from '../../releases/release.js';
import { ClientRefused, ClientUnavailable, NotSupported, type AddRequest } from '../download-client.js';
import { labelOf } from './rtorrent-items.js';
import { RTorrentFault, type RTorrentRpc } from './rtorrent-rpc.js';

const LOOK_MS = 100;
const LOOKS = 50;

type Surroundings = {
  category: string | null;
  downloadDir: string | null;
  /** Whether it has the item by now. */
  isThere: () => Promise<boolean>;
};

/**
 * Hands a torrent over and waits until it is there. rTorrent answers 0 whatever becomes of it, and loads it a little later.
 * @throws ClientRefused when it has not appeared, NotSupported
 */
export async function load(rpc: RTorrentRpc, request: AddRequest, surroundings: Surroundings): Promise<void> {
  const method = methodFor(request);
  const commands = commandsFor(request, surroundings);
  try {
    await handOver(rpc, method, dataOf(request.payload), commands);
  } catch (error) {
    if (error instanceof RTorrentFault) throw new ClientRefused(`rTorrent says: ${error.message}`, { cause: error });
    throw error;
  }
  for (let looks = 0; looks < LOOKS; looks++) {
    if (await surroundings.isThere()) return;
    await delay(LOOK_MS);
  }
  throw new ClientRefused(
    'rTorrent has not taken the torrent, and says only in its log why: one that is broken, or one without a tracker while DHT is off (dht.mode.set)',
  );
}

function methodFor({ payload, paused = false }: AddRequest): string {
  switch (payload.kind) {
    case 'torrent':
      return paused ? 'load.raw' : 'load.raw_start';
    case 'magnet':
      if (paused) throw new NotSupported('rTorrent gets no metadata for a magnet that is not started');
      return 'load.start';
    default:
      throw new NotSupported(`rTorrent does not take ${payload.kind === 'nzb' ? 'an NZB' : 'a direct link'}`);
  }
}

const dataOf = (payload: ReleasePayload): string | Uint8Array =>
  payload.kind === 'magnet' ? payload.uri : payload.kind === 'url' ? payload.url : payload.file;

/** What is done with it once it is loaded, before it starts; a magnet hands them on to the torrent that it becomes. */
function commandsFor({ category, priority }: AddRequest, settings: Surroundings): string[] {
  const label = category ?? settings.category;
  const { downloadDir } = settings;
  // It would be run as a command.
  if (downloadDir?.startsWith('$'))
    throw new ClientRefused('The download folder of the client begins with $: give its path from the root');
  return [
    ...(label === null ? [] : [`d.custom1.set=${quoted(labelOf(label))}`]),
    ...(downloadDir === null ? [] : [`d.directory.set=${quoted(downloadDir)}`]),
    ...(priority ? [`d.priority.set=${priority > 0 ? 3 : 1}`] : []),
  ];
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** Its limit for one call is 512 KiB unless it was told another one: a larger torrent raises it, for as long as the daemon runs. */
async function handOver(rpc: RTorrentRpc, method: string, data: string | Uint8Array, commands: readonly string[]) {
  try {
    await rpc.call(method, '', data, ...commands);
  } catch (error) {
    if (!(error instanceof RTorrentFault && error.isTooLarge)) throw error;
    const needed = Math.ceil((data.length * 4) / 3) + 65_536;
    await rpc.call('network.xmlrpc.size_limit.set', '', needed).catch((cause: unknown) => {
      if (cause instanceof ClientUnavailable) throw cause;
      throw new ClientRefused(
        `The torrent is too large for a call to rTorrent: set network.xmlrpc.size_limit.set = ${needed} in its rtorrent.rc`,
        { cause },
      );
    });
    await rpc.call(method, '', data, ...commands);
  }
}
