import { ClientUnavailable } from '../download-client.js';
import { originOf, post, type Answer } from '../http.js';

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
  downloadDir: string;
  /** Missing before RPC version 16. */
  labels?: readonly string[];
};

export type TransmissionFiles = {
  downloadDir: string;
  files: readonly { name: string; length: number }[];
  /** In the order of the files: 0 or 1, in some versions false or true. */
  wanted?: readonly (number | boolean)[];
};

const FIELDS = [
  'hashString', 'name', 'status', 'error', 'errorString', 'metadataPercentComplete', 'percentDone', 'totalSize', 'sizeWhenDone', 'leftUntilDone',
  'isFinished', 'isStalled', 'rateDownload', 'rateUpload', 'eta', 'uploadRatio', 'peersConnected', 'downloadDir', 'labels',
] as const; // prettier-ignore

export type AddArguments = {
  metainfo?: string;
  filename?: string;
  'download-dir'?: string;
  labels?: readonly string[];
  bandwidthPriority?: number;
};
type Added = { hashString: string };

/** Transmission's RPC as in its `rpc-spec`, in the form that versions 2.94 to 4.1 understand. */
export class TransmissionRpc {
  readonly #url: string;
  readonly #headers: Record<string, string> = { 'content-type': 'application/json' };

  constructor(url: string, username: string | null, password: string | null) {
    const address = rpcAddress(url);
    const user = username ?? decodeURIComponent(address.username);
    const secret = password ?? decodeURIComponent(address.password);
    address.username = address.password = ''; // fetch takes none
    this.#url = address.href;
    if (user || secret) this.#headers['authorization'] = `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;
  }

  /** @param hashes none for all; an unknown hash is left out of the answer */
  async torrents(hashes?: readonly string[]): Promise<readonly TransmissionTorrent[]> {
    const ids = hashes === undefined ? {} : { ids: hashes };
    const { torrents } = await this.#call<{ torrents: readonly TransmissionTorrent[] }>('torrent-get', {
      ...ids,
      fields: FIELDS,
    });
    return torrents;
  }

  async files(hash: string): Promise<TransmissionFiles | null> {
    const { torrents } = await this.#call<{ torrents: readonly TransmissionFiles[] }>('torrent-get', {
      ids: [hash],
      fields: ['downloadDir', 'files', 'wanted'],
    });
    return torrents[0] ?? null;
  }

  /** @returns its hash, and whether it is new */
  async add(torrent: AddArguments): Promise<{ hash: string; isNew: boolean }> {
    const answer = await this.#call<{ 'torrent-added'?: Added; 'torrent-duplicate'?: Added }>('torrent-add', {
      ...torrent,
      paused: false,
    });
    const added = answer['torrent-added'] ?? answer['torrent-duplicate'];
    if (added === undefined) throw new TransmissionError('the torrent was taken, and not named');
    return { hash: added.hashString.toLowerCase(), isNew: answer['torrent-added'] !== undefined };
  }

  /** Each of these is a success for an unknown hash. */
  async act(action: 'torrent-stop' | 'torrent-start' | 'torrent-verify', hash: string): Promise<void> {
    await this.#call(action, { ids: [hash] });
  }

  async label(hash: string, labels: readonly string[]): Promise<void> {
    await this.#call('torrent-set', { ids: [hash], labels });
  }

  async remove(hash: string, removeData: boolean): Promise<void> {
    await this.#call('torrent-remove', { ids: [hash], 'delete-local-data': removeData });
  }

  session(): Promise<{ version: string }> {
    return this.#call('session-get', { fields: ['version'] });
  }

  async #call<T>(method: string, args: object): Promise<T> {
    const body = JSON.stringify({ method, arguments: args });
    let answer = await post(this.#url, this.#headers, body);
    const session = answer.headers.get('x-transmission-session-id');
    // Its guard against forged requests: the first call, and one after a restart, is answered with the id to use.
    if (answer.status === 409 && session !== null) {
      this.#headers['x-transmission-session-id'] = session;
      answer = await post(this.#url, this.#headers, body);
    }
    return this.#read<T>(answer);
  }

  #read<T>(answer: Answer): T {
    const where = `Transmission at ${originOf(this.#url)}`;
    if (answer.status === 401) throw new ClientUnavailable(`${where}: wrong user name or password`);
    if (answer.status === 403)
      throw new ClientUnavailable(
        `${where} lets this address not in: it is not in its whitelist, or locked out after wrong passwords`,
      );
    if (answer.status === 421)
      throw new ClientUnavailable(`${where} does not answer to that host name (rpc-host-whitelist)`);
    const parsed = answer.status === 200 ? parse(answer.body) : null;
    if (parsed === null)
      throw new ClientUnavailable(
        `${originOf(this.#url)} does not answer as Transmission does (status ${answer.status}): is the path right?`,
      );
    if (parsed.result !== 'success') throw new TransmissionError(parsed.result);
    return parsed.arguments as T;
  }
}

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
