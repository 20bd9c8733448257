import { type Protocol, type ReleasePayload } from '../releases/release.js';

export { ClientRefused, ClientUnavailable, NotSupported } from './client-errors.js';

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
  /**
   * Where the data is, as the client sees the file system: the file, or the folder of this item alone. Null while it is not known,
   * and for several files that lie loosely in a folder which holds more: then `files` alone tells.
   */
  outputPath: string | null;
  /** What it does with an item that has all its bytes and is not complete yet: its state is `checking` meanwhile. */
  processing: Processing | null;
  /** For how long it has had all its data and shared it, by the client's own clock, which may leap. */
  seedingSeconds: number | null;
  /** The goal that the client itself has for it (ratio, time, idle time) is met; null where it has none, or does not say. */
  seedGoalReached: boolean | null;
  /** ISO 8601 in UTC. */
  addedAt: string | null;
};

export type Processing = 'verifying' | 'repairing' | 'unpacking' | 'moving' | 'running-script';

export type ClientFile = { path: string; sizeBytes: number };

export type AddRequest = {
  itemKey: string;
  title: string;
  payload: ReleasePayload;
  category: string | null;
  priority: number | null;
  /** Added without being started. A client that cannot do so, or not for this kind of release, says NotSupported. */
  paused?: boolean;
  /** Until when it is to be shared, where the client can be told so per item; else whoever asked keeps watch. */
  seedGoal?: SeedGoal;
};

/** What is met first counts; null is no goal of this kind. */
export type SeedGoal = { ratio: number | null; seedingMinutes: number | null };

/** @property note what was asked for and could not be done, though the item was taken (its priority, say) */
export type Added = { id: string; note?: string };

/** @property note why data that was to go is still there */
export type Removed = { dataRemoved: boolean; note?: string };

/** What one poll of an incremental client brings. `full`: `items` are all that there are, whatever was known before. */
export type Changes = { since: string; full: boolean; items: readonly ClientItem[]; removed: readonly string[] };

/**
 * What a look at a client tells beside that it answers. Concerns keep it from being used as it is set up, or will surprise
 * somebody one day: an unknown category, a history that is emptied at once.
 */
export type Tested = { version: string; concerns?: readonly Concern[]; downloadDir?: string | null };
export type Concern = { step: 'version' | 'category' | 'folder'; problem: string; remedy: string };

/**
 * `remove-data`: it can delete an item's data; without it, removing leaves the data where it is.
 * `torrent-v2`: it takes torrents and magnets of BitTorrent v2 alone. aria2 does not, nor Transmission up to 4.1; qBittorrent
 * does from 4.4 on, with libtorrent 2.
 */
export const CAPABILITIES = ['pause', 'priority', 'category', 'incremental', 'remove-data', 'torrent-v2'] as const;
export type Capability = (typeof CAPABILITIES)[number];

export interface DownloadClient {
  readonly protocols: readonly Protocol[];
  readonly capabilities: readonly Capability[];
  /** Changes at the latest when the client has been started anew; not given by every client. */
  readonly session?: string | null;
  /**
   * Hands it over, or finds it there already, complete or not: repeat-safe by item key, and success both times.
   * @returns the item's id in the client
   * @throws ClientRefused, NotSupported (a kind of release that it does not take), ClientUnavailable
   */
  add(request: AddRequest): Promise<Added>;
  /** All items. @throws ClientUnavailable, never an empty list in its stead */
  list(): Promise<readonly ClientItem[]>;
  /**
   * For clients with the capability `incremental`: what has changed since an earlier answer.
   * @param since of that answer; null, or one that the client no longer knows, gives all
   */
  changes?(since: string | null): Promise<Changes>;
  get(id: string): Promise<ClientItem | null>;
  /** Those that are wanted: a file that was deselected in the client is no part of the item. */
  files(id: string): Promise<readonly ClientFile[]>;
  /** All three: an item that is not there is success. */
  pause(id: string): Promise<void>;
  resume(id: string): Promise<void>;
  remove(id: string, options: { removeData: boolean }): Promise<Removed>;
  /** Asks for something that needs the sign-in. @throws ClientUnavailable with the reason in plain words */
  test(): Promise<Tested>;
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
  /** Settings that this type alone has, by the names of its definition's fields. */
  options?: Readonly<Record<string, string | number | boolean>>;
  tls?: TlsSettings;
  /** How long one call may take; null for the usual. */
  timeoutSeconds?: number | null;
};

/**
 * How the certificate of an https address is judged.
 * `certificate`: in PEM, trusted beside the known authorities; null for none. `verify`: false takes any certificate at all.
 */
export type TlsSettings = { certificate: string | null; verify: boolean };
