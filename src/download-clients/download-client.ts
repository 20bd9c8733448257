import { type Protocol, type ReleasePayload } from '../releases/release.js';

/** What an adapter promises about items: the same words for every client. Speeds are bytes/s, sizes bytes, times seconds. */
export type ItemState =
  | 'queued'
  | 'downloading'
  | 'paused'
  | 'stalled'
  | 'checking'
  | 'warning'
  /** All wanted data is there and it is neither checking nor moving. */
  | 'complete'
  /** Failed beyond doubt, by the client's own word. */
  | 'failed';

export type ClientItem = {
  /** The id as the client has it: lower-case info hash, gid, nzo_id. */
  id: string;
  /** Ids under which a download may know it: the item key it was added by, v1 and v2 hashes. */
  itemKeys: readonly string[];
  title: string;
  category: string | null;
  state: ItemState;
  sizeBytes: number | null;
  downloadedBytes: number | null;
  /** 0…1 */
  progress: number;
  downloadSpeed: number | null;
  uploadSpeed: number | null;
  etaSeconds: number | null;
  ratio: number | null;
  peers: number | null;
  /** What the client says about trouble, or null. */
  message: string | null;
  /** Where the data is, as the client sees the file system: the file, or the folder of several. */
  outputPath: string | null;
};

export type ClientFile = { path: string; sizeBytes: number };

export type AddRequest = {
  itemKey: string;
  title: string;
  payload: ReleasePayload;
  category: string | null;
  priority: number | null;
};

/** The client cannot be talked to: connection refused, time-out, wrong password, locked out. Nothing is known of its items. */
export class ClientUnavailable extends Error {}

/** The client was reached and said no to this item for good (a broken torrent, an unsupported link). */
export class ClientRefused extends Error {}

/** The client cannot do this at all, for any item. */
export class NotSupported extends ClientRefused {}

/**
 * `remove-data`: it can delete an item's data; without it, removing leaves the data where it is.
 * `torrent-v2`: it takes torrents and magnets of BitTorrent v2 alone. aria2 does not, nor Transmission up to 4.1; qBittorrent
 * does from 4.4 on, with libtorrent 2.
 */
export type Capability = 'pause' | 'priority' | 'category' | 'incremental' | 'remove-data' | 'torrent-v2';

export interface DownloadClient {
  readonly protocols: readonly Protocol[];
  readonly capabilities: readonly Capability[];
  /** Changes at the latest when the client has been started anew; not given by every client. */
  readonly session?: string | null;
  /**
   * Hands it over, or finds it there already: repeat-safe by item key. @returns the item's id in the client
   * @throws ClientRefused, NotSupported (a kind of release that it does not take), ClientUnavailable
   */
  add(request: AddRequest): Promise<{ id: string }>;
  /** All items. @throws ClientUnavailable, never an empty list in its stead */
  list(): Promise<readonly ClientItem[]>;
  get(id: string): Promise<ClientItem | null>;
  /** Those that are wanted: a file that was deselected in the client is no part of the item. */
  files(id: string): Promise<readonly ClientFile[]>;
  /** All three: an item that is not there is success. */
  pause(id: string): Promise<void>;
  resume(id: string): Promise<void>;
  remove(id: string, options: { removeData: boolean }): Promise<void>;
  /** @returns the version. @throws ClientUnavailable with the reason in plain words */
  test(): Promise<{ version: string }>;
}

export const CLIENT_TYPES = [
  'qbittorrent',
  'transmission',
  'deluge',
  'rtorrent',
  'sabnzbd',
  'nzbget',
  'aria2',
] as const;
export type ClientType = (typeof CLIENT_TYPES)[number];

export type ConnectionSettings = {
  type: ClientType;
  url: string;
  username: string | null;
  password: string | null;
  apiKey: string | null;
  category: string | null;
  downloadDir: string | null;
};
