import { type ClientType } from '../../download-clients/download-client.js';
import { type Protocol } from '../../downloads/domain/events.js';
import { magnetOf } from '../../releases/torrents/magnet.js';
import { type ReleasePayload } from '../../releases/release.js';
import { importedKey } from '../attempts/imported-key.js';

export type Item = {
  itemKey: string;
  downloadClientId: string;
  protocol: Protocol;
  /** For a retry, keys and all: never for the log. */
  payload: ReleasePayload | null;
};

type Known = {
  program: string;
  downloadId: string;
  title: string;
  clientType: ClientType | null;
  /** A text of the data of the history, by its field. */
  told(field: string): string | null;
};

/** A torrent by its hash; what a Usenet client fetches by a key of the id that it has there, since its NZB is not kept. */
export function itemOf({ program, downloadId, title, clientType, told }: Known): Item {
  const hash = /^[0-9a-f]{40}$/i.test(downloadId) ? downloadId.toLowerCase() : null;
  const protocol = protocolOf(told('protocol'), clientType, hash);
  if (protocol === 'torrent' && hash !== null)
    return { itemKey: hash, downloadClientId: hash, protocol, payload: { kind: 'magnet', uri: magnetOf(hash, title) } };
  const link = told('downloadUrl');
  const payload: ReleasePayload | null =
    link !== null && /^https?:/i.test(link) && URL.canParse(link) ? { kind: 'url', url: link } : null;
  return { itemKey: importedKey(program, `item ${downloadId}`), downloadClientId: downloadId, protocol, payload };
}

/** Told as a number, and by some versions as a word. */
function protocolOf(told: string | null, clientType: ClientType | null, hash: string | null): Protocol {
  if (told === '1' || told?.toLowerCase() === 'usenet') return 'usenet';
  if (told === '2' || told?.toLowerCase() === 'torrent') return 'torrent';
  if (clientType === 'sabnzbd' || clientType === 'nzbget') return 'usenet';
  return hash === null && clientType === null ? 'usenet' : 'torrent';
}
