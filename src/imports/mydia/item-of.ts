import { directLinkKey } from '../../releases/links/direct-link.js';
import { magnetOf, readMagnet } from '../../releases/torrents/magnet.js';
import { InvalidRelease, type ReleasePayload } from '../../releases/release.js';
import { withoutLinks } from '../../text/without-secrets.js';
import { type ClientType } from '../../download-clients/download-client.js';
import { type Protocol } from '../../downloads/domain/events.js';
import { importedKey } from '../attempts/imported-key.js';

type Known = {
  mydiaId: string;
  title: string;
  clientId: string | null;
  clientType: ClientType | null;
  link: string | null;
  /** `metadata.download_protocol`. */
  protocol: unknown;
};

export type Item = {
  itemKey: string;
  downloadClientId: string | null;
  protocol: Protocol;
  /** For a retry, keys and all: never for the log. */
  payload: ReleasePayload | null;
};

/**
 * The item of a download: its hash where it is a torrent. An item that is known by another id has a key made of that, so
 * that all its attempts meet; one that no client has taken, a key of its link or else of itself.
 */
export function itemOf(known: Known): Item {
  const { clientId, link, mydiaId } = known;
  const hash = clientId === null ? hashOfLink(link) : hashOf(clientId);
  const protocol = protocolOf(known, hash);
  const payload = payloadOf(known, protocol, hash);
  if (clientId !== null && hash === null)
    return { itemKey: keyOf(`item ${clientId}`), downloadClientId: loggedId(clientId), protocol, payload };
  if (hash !== null) return { itemKey: hash, downloadClientId: clientId === null ? null : hash, protocol, payload };
  return {
    itemKey: protocol === 'direct' && link && URL.canParse(link) ? directLinkKey(link) : keyOf(`attempt ${mydiaId}`),
    downloadClientId: null,
    protocol,
    payload,
  };
}

export const keyOf = (text: string): string => importedKey('mydia', text);

/** The hash outlives an indexer's link. Where there is none, the link is read when it is needed. */
function payloadOf({ link, title }: Known, protocol: Protocol, hash: string | null): ReleasePayload | null {
  if (protocol === 'torrent' && link !== null && hashOfLink(link) !== null) return { kind: 'magnet', uri: link };
  if (protocol === 'torrent' && hash !== null) return { kind: 'magnet', uri: magnetOf(hash, title) };
  return link !== null && /^https?:/i.test(link) && URL.canParse(link) ? { kind: 'url', url: link } : null;
}

/** No client that Ledgarr speaks with knows its items by links. */
const loggedId = (id: string): string => (withoutLinks(id) === id ? id : keyOf(`item ${id}`));

/** In lower case and hex, as clients report it; null for what is no info hash. */
const hashOf = (id: string): string | null => (/^[0-9a-f]{40}$/i.test(id) ? id.toLowerCase() : hashInLink(id));

const hashInLink = (id: string): string | null =>
  hashOfLink(id) ?? hashOfLink(`magnet:?xt=urn:btih:${id}`) ?? hashOfLink(`magnet:?xt=urn:btmh:1220${id}`);

function hashOfLink(link: string | null): string | null {
  if (link === null || !/^magnet:/i.test(link)) return null;
  try {
    return readMagnet(link).itemKey;
  } catch (error) {
    if (error instanceof InvalidRelease) return null;
    throw error;
  }
}

function protocolOf({ protocol, clientType, link }: Known, hash: string | null): Protocol {
  if (protocol === 'torrent') return 'torrent';
  if (protocol === 'nzb' || protocol === 'usenet') return 'usenet';
  if (clientType === 'sabnzbd' || clientType === 'nzbget') return 'usenet';
  if (hash !== null) return 'torrent';
  if (link !== null && /\.nzb(\?|$)/i.test(link)) return 'usenet';
  return protocol === 'direct' || protocol === 'http' ? 'direct' : 'torrent';
}
