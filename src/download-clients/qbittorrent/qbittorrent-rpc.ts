import { ClientRefused } from '../client-errors.js';
import { type Answer } from '../http.js';
import { notQbittorrent } from './answers.js';
import { type QbittorrentSession } from './qbittorrent-session.js';

/** The fields of a torrent that are read, of the Web API 2.0 to 2.15. Sizes in bytes, speeds in bytes/s, times in seconds. */
export type QbittorrentTorrent = {
  /** The v1 hash, or the v2 hash cut to 40 digits where there is one: it changes when a hybrid's metadata arrive. */
  hash: string;
  /** Empty for v2 alone; missing, as the next, before 4.4. */
  infohash_v1?: string;
  /** 64 digits, or empty. */
  infohash_v2?: string;
  name: string;
  state: string;
  category?: string;
  /** Of the files that are wanted; `total_size` of all, and -1 without metadata. */
  size: number;
  total_size: number;
  completed: number;
  amount_left: number;
  progress: number;
  dlspeed: number;
  upspeed: number;
  /** 8640000 for none. */
  eta: number;
  ratio: number;
  num_seeds: number;
  num_leechs: number;
  /** The file, the root folder, or the folder that several files lie loosely in. Missing before 4.3.1. */
  content_path?: string;
  save_path: string;
  /** The folder for what is incomplete, where one is in use. */
  download_path?: string;
  /** Seconds since 1970. */
  added_on: number;
  last_activity: number;
  /** Seconds; missing before 4.1. */
  seeding_time?: number;
  /** The goals that are in force, its own or everybody's: -1 for none. Minutes but for the ratio. */
  max_ratio: number;
  max_seeding_time: number;
  /** From 4.6 on. */
  max_inactive_seeding_time?: number;
};

/** @property priority 0 for one that is not wanted */
export type QbittorrentFile = { name: string; size: number; priority: number };

export type MainData = {
  rid: number;
  full_update?: boolean;
  torrents?: Record<string, Partial<QbittorrentTorrent>>;
  torrents_removed?: readonly string[];
};

export type LogMessage = { id: number; message: string };

/** Its answer to an add: the word of 4 and 5.1, the counts of 5.2. Neither decides: the list does. */
export type AddAnswer = { taken: true; hash: string | null } | { taken: false };

/** With 10,000 torrents it takes 20 s to list them. */
const LIST_LIMIT_MS = 60_000;

const isTorrent = (value: unknown): value is QbittorrentTorrent => {
  const { hash, state } = (value ?? {}) as Partial<QbittorrentTorrent>;
  return typeof hash === 'string' && /^[0-9a-f]{40,64}$/i.test(hash) && typeof state === 'string';
};

/** The calls of qBittorrent's Web API that are needed. */
export class QbittorrentRpc {
  /** The words of 5.0 and later, or those before; whichever the daemon knew last. */
  #stopWords: readonly [string, string] = ['stop', 'pause'];
  #startWords: readonly [string, string] = ['start', 'resume'];

  constructor(private readonly session: QbittorrentSession) {}

  /** @param hashes none for all; an unknown hash is left out of the answer */
  async torrents(hashes?: readonly string[]): Promise<readonly QbittorrentTorrent[]> {
    const query: Record<string, string> = hashes === undefined ? {} : { hashes: hashes.join('|') };
    const answer = await this.session.call('torrents/info', { query, limitMs: LIST_LIMIT_MS });
    const torrents = this.#json(answer);
    // One without its hash would seem to be missing from its client.
    if (!Array.isArray(torrents) || !torrents.every(isTorrent)) throw notQbittorrent(this.session.url, answer);
    return torrents;
  }

  /** What has changed since an answer of this session; everything for 0 and for a number that it did not give. */
  async mainData(rid: number): Promise<MainData> {
    const answer = await this.session.call('sync/maindata', { query: { rid: String(rid) }, limitMs: LIST_LIMIT_MS });
    const data = this.#json(answer) as MainData | null;
    if (typeof data?.rid !== 'number') throw notQbittorrent(this.session.url, answer);
    return data;
  }

  /** Null for an unknown hash. */
  async files(hash: string): Promise<readonly QbittorrentFile[] | null> {
    const answer = await this.session.call('torrents/files', { query: { hash } });
    if (answer.status === 404) return null;
    const files = this.#json(answer);
    if (!Array.isArray(files)) throw notQbittorrent(this.session.url, answer);
    return files as QbittorrentFile[];
  }

  /** @throws ClientRefused for a broken file */
  async add(form: FormData): Promise<AddAnswer> {
    const answer = await this.session.call('torrents/add', { form });
    if (answer.status === 415) throw new ClientRefused(`qBittorrent says: ${answer.body.trim()}`);
    if (answer.status === 409 || answer.body.trim() === 'Fails.') return { taken: false };
    if (answer.status === 200 && answer.body.trim() === 'Ok.') return { taken: true, hash: null };
    const counts = this.#json(answer) as { added_torrent_ids?: readonly string[] } | null;
    if (counts === null) throw notQbittorrent(this.session.url, answer);
    return { taken: true, hash: counts.added_torrent_ids?.[0] ?? null };
  }

  async stop(hash: string): Promise<void> {
    this.#stopWords = await this.#either(this.#stopWords, hash);
  }

  async start(hash: string): Promise<void> {
    this.#startWords = await this.#either(this.#startWords, hash);
  }

  async recheck(hash: string): Promise<void> {
    await this.#post('torrents/recheck', { hashes: hash });
  }

  async remove(hash: string, deleteFiles: boolean): Promise<void> {
    await this.#post('torrents/delete', { hashes: hash, deleteFiles: String(deleteFiles) });
  }

  /** @returns false while queueing is off: then it is a 409 */
  async toEndOfQueue(hash: string, end: 'top' | 'bottom'): Promise<boolean> {
    const answer = await this.session.call(`torrents/${end}Prio`, { form: { hashes: hash } });
    return answer.status === 200 || answer.status === 204;
  }

  /** Warnings and errors after this one. @param after -1 for all that it keeps */
  async troubles(after: number): Promise<readonly LogMessage[]> {
    const query = { normal: 'false', info: 'false', warning: 'true', critical: 'true', last_known_id: String(after) };
    const messages = this.#json(await this.session.call('log/main', { query }));
    return Array.isArray(messages) ? (messages as LogMessage[]) : [];
  }

  /** As "4.5.2". */
  async version(byHand = false): Promise<string> {
    const answer = await this.session.call('app/version', {}, { byHand });
    const [, version] = /^v?(\d+\.\d+\S*)$/.exec(answer.body.trim()) ?? [];
    if (answer.status !== 200 || version === undefined) throw notQbittorrent(this.session.url, answer);
    return version;
  }

  async defaultSavePath(): Promise<string | null> {
    const answer = await this.session.call('app/defaultSavePath');
    return answer.status === 200 ? answer.body.trim() || null : null;
  }

  /** 5.0 renamed what pauses and resumes, and knows the old words no longer. @returns the words, the right one first */
  async #either([likely, other]: readonly [string, string], hash: string): Promise<readonly [string, string]> {
    const answer = await this.session.call(`torrents/${likely}`, { form: { hashes: hash } });
    if (answer.status !== 404) return this.#done(answer, [likely, other] as const);
    return this.#done(await this.session.call(`torrents/${other}`, { form: { hashes: hash } }), [
      other,
      likely,
    ] as const);
  }

  async #post(path: string, form: Record<string, string>): Promise<void> {
    this.#done(await this.session.call(path, { form }), null);
  }

  #done<T>(answer: Answer, result: T): T {
    if (answer.status !== 200 && answer.status !== 204) throw notQbittorrent(this.session.url, answer);
    return result;
  }

  /** Null for an answer that is no JSON, or only half of it. */
  #json(answer: Answer): unknown {
    if (answer.status !== 200 && answer.status !== 202) throw notQbittorrent(this.session.url, answer);
    try {
      return JSON.parse(answer.body) as unknown;
    } catch {
      return null; // told by the caller
    }
  }
}
