import { ClientUnavailable, type ConnectionSettings } from '../download-client.js';
import { callSettings, originOf, post } from '../http.js';

/** aria2 was reached and answered a call with an error. Its codes are all 1; only the message tells. */
export class Aria2Error extends Error {}

/** What aria2 says of one job. Every number is text. */
export type Aria2Job = {
  gid: string;
  status: 'active' | 'waiting' | 'paused' | 'error' | 'complete' | 'removed';
  dir: string;
  totalLength: string;
  completedLength: string;
  uploadLength: string;
  downloadSpeed: string;
  uploadSpeed: string;
  connections: string;
  files: readonly Aria2File[];
  infoHash?: string;
  seeder?: 'true' | 'false';
  errorCode?: string;
  errorMessage?: string;
  /** A job that only fetched a torrent or its metadata: the download itself goes on under these gids. */
  followedBy?: readonly string[];
  /** Without `info` as long as a magnet's metadata is missing. */
  bittorrent?: { info?: { name?: string }; mode?: 'single' | 'multi' };
  /** Bytes hashed so far; there only while existing data is being checked. */
  verifiedLength?: string;
  verifyIntegrityPending?: 'true';
};

export type Aria2File = {
  path: string;
  length: string;
  selected?: 'true' | 'false';
  uris: readonly { uri: string }[];
};

const KEYS = [
  'gid', 'status', 'dir', 'totalLength', 'completedLength', 'uploadLength', 'downloadSpeed', 'uploadSpeed', 'connections', 'files', 'infoHash',
  'seeder', 'errorCode', 'errorMessage', 'followedBy', 'bittorrent', 'verifiedLength', 'verifyIntegrityPending',
] as const; // prettier-ignore

type RpcSettings = Pick<ConnectionSettings, 'url' | 'password' | 'tls' | 'timeoutSeconds'>;

/** More than aria2 keeps of any list: it forgets ended jobs after `max-download-result`, 1,000 by default. */
const EVERY_JOB = 1_000_000;

/** JSON-RPC over HTTP as in aria2's manual, "RPC INTERFACE". */
export class Aria2Rpc {
  readonly #url: string;
  readonly #secret: string | null;
  readonly #options: ReturnType<typeof callSettings>;

  constructor({ url, password, ...settings }: RpcSettings) {
    this.#secret = password;
    this.#options = callSettings(settings);
    const parsed = new URL(url);
    if (parsed.pathname === '/') parsed.pathname = '/jsonrpc';
    parsed.username = parsed.password = ''; // fetch takes none, and aria2 asks for the secret
    this.#url = parsed.href;
  }

  /** One job. @throws Aria2Error when there is none of this gid */
  job(gid: string): Promise<Aria2Job> {
    return this.#call('aria2.tellStatus', gid, KEYS);
  }

  /** All jobs, ended ones too, as of one moment. */
  jobs(): Promise<Aria2Job[]> {
    return this.#all(KEYS);
  }

  /** Of all jobs, what finds them by their torrents. */
  hashes(): Promise<Pick<Aria2Job, 'gid' | 'infoHash'>[]> {
    return this.#all(['gid', 'infoHash']);
  }

  /** aria2 answers the calls of a multicall without doing anything between them. */
  async #all<K extends keyof Aria2Job>(keys: readonly K[]): Promise<Pick<Aria2Job, K>[]> {
    const ask = (methodName: string, ...params: unknown[]) => ({
      methodName,
      params: [...this.#token(), ...params, keys],
    });
    const calls = [
      ask('aria2.tellActive'),
      ask('aria2.tellWaiting', 0, EVERY_JOB),
      ask('aria2.tellStopped', 0, EVERY_JOB),
    ];
    const lists = await this.#send<([Pick<Aria2Job, K>[]] | { message: string })[]>('system.multicall', [calls]);
    return lists.flatMap((list) => {
      if (!Array.isArray(list)) throw this.#errorFrom(list.message);
      return list[0];
    });
  }

  addTorrent(file: Uint8Array, options: Record<string, string>): Promise<string> {
    return this.#call('aria2.addTorrent', Buffer.from(file).toString('base64'), [], options);
  }

  addUri(uri: string, options: Record<string, string>): Promise<string> {
    return this.#call('aria2.addUri', [uri], options);
  }

  /** Without telling trackers first, which may take as long as they please. */
  forcePause(gid: string): Promise<string> {
    return this.#call('aria2.forcePause', gid);
  }

  unpause(gid: string): Promise<string> {
    return this.#call('aria2.unpause', gid);
  }

  forceRemove(gid: string): Promise<string> {
    return this.#call('aria2.forceRemove', gid);
  }

  removeDownloadResult(gid: string): Promise<string> {
    return this.#call('aria2.removeDownloadResult', gid);
  }

  globalOptions(): Promise<{ dir: string }> {
    return this.#call('aria2.getGlobalOption');
  }

  version(): Promise<{ version: string }> {
    return this.#call('aria2.getVersion');
  }

  /** Writes the session file now. An aria2 without one says no, and has nothing that a crash could take from it. */
  async saveSession(): Promise<void> {
    try {
      await this.#call('aria2.saveSession');
    } catch (error) {
      if (!(error instanceof Aria2Error && /filename is not given/i.test(error.message))) throw error;
    }
  }

  #call<T>(method: string, ...params: unknown[]): Promise<T> {
    return this.#send(method, [...this.#token(), ...params]);
  }

  #token(): string[] {
    return this.#secret === null ? [] : [`token:${this.#secret}`];
  }

  async #send<T>(method: string, params: unknown[]): Promise<T> {
    const answer = await post(
      this.#url,
      { 'content-type': 'application/json' },
      JSON.stringify({ jsonrpc: '2.0', id: '1', method, params }),
      this.#options,
    );
    const parsed = this.#parse(answer.body);
    if (parsed?.error) throw this.#errorFrom(parsed.error.message);
    if (parsed?.result === undefined) {
      throw new ClientUnavailable(`${originOf(this.#url)} does not answer as aria2 does (status ${answer.status})`);
    }
    return parsed.result as T;
  }

  #parse(body: string): { result?: unknown; error?: { message: string } } | null {
    try {
      return JSON.parse(body) as { result?: unknown; error?: { message: string } } | null;
    } catch {
      return null; // not JSON, so not aria2: told by the caller
    }
  }

  #errorFrom(message: string): Error {
    return message === 'Unauthorized'
      ? new ClientUnavailable(`aria2 at ${originOf(this.#url)}: wrong RPC secret`, { kind: 'authentication' })
      : new Aria2Error(message);
  }
}
