import { setTimeout as delay } from 'node:timers/promises';
import { hasMetadata, idOf, isStopped, itemFrom } from './qbittorrent-items.js';
import { type QbittorrentRpc, type QbittorrentTorrent } from './qbittorrent-rpc.js';

const LOOK_MS = 100;
/** At first it still calls itself complete: it looks at its torrents every 1.5 s (`refresh_interval`). */
const BEGUN_TRIES = 30;
const ENDED_TRIES = 50;

const isChecking = ({ state }: QbittorrentTorrent): boolean => state.startsWith('checking');

/**
 * One that is there and is asked for again: it calls itself complete also when its data was deleted by hand, so it has to look.
 * What is under way is left alone. @returns its id
 */
export async function checkAgain(rpc: QbittorrentRpc, held: QbittorrentTorrent): Promise<string> {
  const claimsWhole = hasMetadata(held) && itemFrom(held).state === 'complete';
  if (!claimsWhole && held.state !== 'missingFiles') return idOf(held);
  await rpc.recheck(held.hash);
  const checked = await afterCheck(rpc, held);
  // Stopped, it would not fetch what is found to be missing; a large check that still goes on ends as it will.
  if (checked !== null && (isStopped(held) || held.state === 'missingFiles') && checked.amount_left > 0)
    await rpc.start(held.hash);
  return idOf(held);
}

/** How it stands once the check is over; null where it goes on for longer. */
async function afterCheck(rpc: QbittorrentRpc, { hash }: QbittorrentTorrent): Promise<QbittorrentTorrent | null> {
  let begun = false;
  for (let tries = 0; tries < (begun ? ENDED_TRIES : BEGUN_TRIES); tries++) {
    await delay(LOOK_MS);
    const [torrent] = await rpc.torrents([hash]);
    if (torrent === undefined) return null;
    const checking = isChecking(torrent);
    if ((begun && !checking) || (torrent.amount_left > 0 && !checking)) return torrent;
    begun ||= checking;
  }
  const [torrent] = await rpc.torrents([hash]);
  return torrent === undefined || isChecking(torrent) ? null : torrent;
}
