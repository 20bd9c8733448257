import { aria2ClientType } from './aria2/aria2-client-type.js';
import { type ClientTraits, type ClientTypeDefinition } from './client-type.js';
import { delugeClientType } from './deluge/deluge-client-type.js';
import { type ClientType } from './download-client.js';
import { nzbgetClientType } from './nzbget/nzbget-client-type.js';
import { rtorrentClientType } from './rtorrent/rtorrent-client-type.js';
import { sabnzbdClientType } from './sabnzbd/sabnzbd-client-type.js';
import { qbittorrentClientType } from './qbittorrent/qbittorrent-client-type.js';
import { transmissionClientType } from './transmission/transmission-client-type.js';

/** Those that have an adapter. A new one is a folder, and a line here. */
export const CLIENT_TYPE_DEFINITIONS: readonly ClientTypeDefinition[] = [
  qbittorrentClientType,
  transmissionClientType,
  delugeClientType,
  rtorrentClientType,
  sabnzbdClientType,
  nzbgetClientType,
  aria2ClientType,
];

/** Null for a type without an adapter, also one that only another version knows. */
export const clientTypeOf = (type: ClientType): ClientTypeDefinition | null =>
  CLIENT_TYPE_DEFINITIONS.find((definition) => definition.type === type) ?? null;

/** Types without an adapter are given no new download. */
export function traitsOf(type: ClientType): ClientTraits {
  const { protocols = [], capabilities = [] } = clientTypeOf(type) ?? {};
  return { protocols, capabilities };
}
