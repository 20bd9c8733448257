import { type ConnectionSettings } from '../download-client.js';
import { ClientUnavailable, type UnavailableKind } from '../client-errors.js';
import { answeredBetween, callSettings, isPage, originOf, post, type Answer } from '../http.js';

/** Transmission was reached and did not do what was asked; its `result` is the message. */
export class TransmissionError extends Error {}

/** The fields of a torrent that are asked for, of RPC versions 15 to 19. */
export type TransmissionTorrent = {
  hashString: string;
  name: string;
  /** 0 stopped, 1 waiting for a check, 2 checking, 3 waiting to download, 4 downloading, 5 waiting to seed, 6 seeding */
  status: number;
  /** 0 fine, 1 tracker warning, 2 tracker error, 3 local error */
  error: number;
  errorString: string;
  metadataPercentComplete: number;
  percentDone: number;
  totalSize: number;
  sizeWhenDone: number;
  leftUntilDone: number;
  isFinished: boolean;
  isStalled: boolean;
  rateDownload: number;
  rateUpload: number;
  eta: number;
  uploadRatio: number;
  peersConnected: number;
  /** Missing before RPC version 16. */
  labels?: readonly string[];
  /** Seconds. */
  secondsSeeding?: number;
  /** Seconds since 1970. */
  addedDate?: number;
} & Folder;

/** Betas of 4.1 spell it as the session does. */
type Folder = { downloadDir?: string; 'download-dir'?: string; download_dir?: string };

export const folderOf = (torrent: Folder): string | null =>
  (torrent.downloadDir ?? torrent['download-dir'] ?? torrent.download_dir) || null;

const isTorrent = (value: unknown): value is TransmissionTorrent =>
  /^[0-9a-f]{40,64}$/i.test(String((value as { hashString?: unknown } | null)?.hashString));

const malformed = (url: string) =>
  new ClientUnavailable(`${originOf(url)} does not answer as Transmission does: what it lists is not whole`);

export type TransmissionFiles = {
  downloadDir: string;
  files: readonly { name: string; length: number }[];
  /** In the order of the files: 0 or 1, in some versions false or true. */
  wanted?: readonly (number | boolean)[];
};

const FIELDS = [
  'hashString', 'name', 'status', 'error', 'errorString', 'metadataPercentComplete', 'percentDone', 'totalSize', 'sizeWhenDone', 'leftUntilDone',
  'isFinished', 'isStalled', 'rateDownload', 'rateUpload', 'eta', 'uploadRatio', 'peersConnected', 'downloadDir', 'labels',
  'secondsSeeding', 'addedDate',
] as const; // prettier-ignore

export type AddArguments = {
  metainfo?: string;
  filename?: string;
  'download-dir'?: string;
  labels?: readonly string[];
  bandwidthPriority?: number;
  /** In force with mode 1. No version takes them with the add itself. */
  seedRatioLimit?: number;
  seedRatioMode?: 1;
};
type RpcSettings = Pick<ConnectionSettings, 'url' | 'username' | 'password' | 'tls' | 'timeoutSeconds'>;
type Added = { hashString?: unknown };

/** Transmission's RPC as in its `rpc-spec`, in the form that versions 2.94 to 4.1 understand. */
export class TransmissionRpc {
  readonly #url: string;
  readonly #options: ReturnType<typeof callSettings>;
  readonly #headers: Record<string, string> = { 'content-type': 'application/json' };

  constructor({ url, username, password, ...settings }: RpcSettings) {
    const address = rpcAddress(url);
    const user = username ?? decodeURIComponent(address.username);
    const secret = password ?? decodeURIComponent(address.password);
    address.username = address.password = ''; // fetch takes none
    this.#url = address.href;
    this.#options = callSettings(settings);
    if (user || secret) this.#headers['authorization'] = `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;
  }

  /** @param hashes none for all; an unknown hash is left out of the answer */
  async torrents(hashes?: readonly string[]): Promise<readonly TransmissionTorrent[]> {
    const ids = hashes === undefined ? {} : { ids: hashes };
    const { torrents } = await this.#call<{ torrents?: unknown }>('torrent-get', { ...ids, fields: FIELDS });
    // One without its hash would seem to be missing from its client, and another's rows would be taken for gone.
    if (!Array.isArray(torrents) || !torrents.every(isTorrent)) throw malformed(this.#url);
    return torrents;
  }

  async files(hash: string): Promise<TransmissionFiles | null> {
    type Files = Partial<Pick<TransmissionFiles, 'files' | 'wanted'>>;
    const { torrents } = await this.#call<{ torrents?: readonly (Files & Folder)[] }>('torrent-get', {
      ids: [hash],
      fields: ['downloadDir', 'files', 'wanted'],
    });
    const [found] = torrents ?? [];
    if (found === undefined) return null;
    const downloadDir = folderOf(found);
    if (downloadDir === null || !Array.isArray(found.files)) throw malformed(this.#url);
    return { downloadDir, files: found.files, wanted: found.wanted };
  }

  /** @returns its hash, and whether it is new */
  async add(torrent: AddArguments): Promise<{ hash: string; isNew: boolean }> {
    const answer = await this.#call<{ 'torrent-added'?: Added; 'torrent-duplicate'?: Added }>('torrent-add', {
      ...torrent,
      paused: false,
    });
    const added = answer['torrent-added'] ?? answer['torrent-duplicate'];
    if (typeof added?.hashString !== 'string') throw new TransmissionError('the torrent was taken, and not named');
    return { hash: added.hashString.toLowerCase(), isNew: answer['torrent-added'] !== undefined };
  }

  /** Each of these is a success for an unknown hash. */
  async act(action: 'torrent-stop' | 'torrent-start' | 'torrent-verify', hash: string): Promise<void> {
    await this.#call(action, { ids: [hash] });
  }

  async set(hash: string, options: Pick<AddArguments, 'labels' | 'seedRatioLimit' | 'seedRatioMode'>): Promise<void> {
    await this.#call('torrent-set', { ids: [hash], ...options });
  }

  /** Starting one that has met its ratio goal by hand makes it seed without a goal: that is undone. */
  async startWithGoal(hash: string): Promise<void> {
    type Goal = { seedRatioMode?: number };
    const goal = { ids: [hash], fields: ['seedRatioMode'] };
    const { torrents } = await this.#call<{ torrents?: readonly Goal[] }>('torrent-get', goal);
    await this.act('torrent-start', hash);
    const seedRatioMode = torrents?.[0]?.seedRatioMode;
    if (seedRatioMode !== undefined) await this.#call('torrent-set', { ids: [hash], seedRatioMode });
  }

  async remove(hash: string, removeData: boolean): Promise<void> {
    await this.#call('torrent-remove', { ids: [hash], 'delete-local-data': removeData });
  }

  /** Another one after each start of the daemon, and from time to time. */
  get sessionId(): string | null {
    return this.#headers['x-transmission-session-id'] ?? null;
  }

  session(): Promise<{ version: string }> {
    return this.#call('session-get', { fields: ['version'] });
  }

  async #call<T>(method: string, args: object): Promise<T> {
    const body = JSON.stringify({ method, arguments: args });
    let answer = await post(this.#url, this.#headers, body, this.#options);
    const session = answer.headers.get('x-transmission-session-id');
    // Its guard against forged requests: the first call, and one after a restart, is answered with the id to use.
    if (answer.status === 409 && session !== null) {
      this.#headers['x-transmission-session-id'] = session;
      answer = await post(this.#url, this.#headers, body, this.#options);
    }
    return this.#read<T>(answer);
  }

  #read<T>(answer: Answer): T {
    const problem = problemOf(this.#url, answer);
    if (problem !== null) throw new ClientUnavailable(problem, { kind: kindOf(answer) });
    const parsed = answer.status === 200 ? parse(answer.body) : null;
    if (parsed === null)
      throw new ClientUnavailable(
        `${originOf(this.#url)} does not answer as Transmission does (status ${answer.status}): is the path right?`,
      );
    if (parsed.result !== 'success') throw new TransmissionError(parsed.result);
    return parsed.arguments as T;
  }
}

/** What is wrong with an answer that is none of the RPC, in plain words; null where nothing is seen at once. */
function problemOf(url: string, answer: Answer): string | null {
  const host = originOf(url);
  const between = answeredBetween(url, answer);
  if (between !== null) return `${host} ${between}`;
  const where = `Transmission at ${host}`;
  switch (answer.status) {
    case 401:
      return isOwn401(answer)
        ? `${where}: wrong user name or password`
        : `${host}: wrong user name or password, and it is not Transmission that asks for them but something in front of it`;
    case 403:
      return /too many/i.test(answer.body)
        ? `${where} is locked after too many wrong passwords: correct the password here, then restart Transmission`
        : `${where} lets this address not in: it is not in its whitelist (rpc-whitelist), or locked out after wrong passwords`;
    case 409:
      return `${host}: a proxy in front of Transmission drops the X-Transmission-Session-Id header: let it pass, in both directions`;
    case 413:
      return `${host} takes no request that large: raise the limit of the proxy in front of Transmission`;
    case 421:
      return `${where} does not answer to that host name (rpc-host-whitelist): add it there, or give the address as a number`;
  }
  if (answer.status === 200 && isPage(answer))
    return `${host} does not answer as Transmission does but with a web page: does a proxy ask for a login first, or is the path wrong?`;
  return null;
}

function kindOf({ status, body }: Answer): UnavailableKind {
  if (status === 401) return 'authentication';
  return status === 403 && /too many/i.test(body) ? 'locked-out' : 'unreachable';
}

const isOwn401 = ({ headers }: Answer): boolean => /transmission|^$/i.test(headers.get('www-authenticate') ?? '');

/** People give the address of the page, of the RPC, or the host alone. */
function rpcAddress(url: string): URL {
  const parsed = new URL(url);
  const path = parsed.pathname.replace(/\/+$/, '').replace(/\/web$/, '');
  parsed.pathname = path === '' ? '/transmission/rpc' : path.endsWith('/rpc') ? path : `${path}/rpc`;
  return parsed;
}

function parse(body: string): { result: string; arguments: unknown } | null {
  try {
    const parsed = JSON.parse(body) as { result?: unknown; arguments?: unknown } | null;
    return typeof parsed?.result === 'string' ? { result: parsed.result, arguments: parsed.arguments ?? {} } : null;
  } catch {
    return null; // not JSON, so not Transmission: told by the caller
  }
}
