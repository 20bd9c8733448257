import { ClientUnavailable } from '../client-errors.js';
import { callSettings, originOf, send, type Answer, type CallSettings } from '../http.js';
import { nzbgetProblem, refusalOf } from './nzbget-problem.js';

type Parameter = { Name: string; Value: string };

/** What queue and history have in common. Sizes are two halves of 64 bits. */
type Nzb = {
  NZBID: number;
  NZBName: string;
  Category: string;
  DestDir: string;
  FinalDir: string;
  FileSizeLo: number;
  FileSizeHi: number;
  DownloadedSizeLo: number;
  DownloadedSizeHi: number;
  /** In thousandths; below 1000 articles are missing. */
  Health: number;
  Parameters: readonly Parameter[];
};

/** An item of the queue, as `listgroups` of 18 to 25 gives it. */
export type Group = Nzb & {
  Status: string;
  RemainingSizeLo: number;
  RemainingSizeHi: number;
  MaxPriority: number;
  ActiveDownloads: number;
};

/** An item of the history. `Kind`: `NZB`, `URL`, or `DUP` for one that is hidden. */
export type HistoryEntry = Nzb & { Kind: string; Status: string };

export type Status = { DownloadPaused: boolean; DownloadRate: number; QuotaReached?: boolean };

export type Append = {
  fileName: string;
  file: Uint8Array;
  category: string;
  priority: number;
  paused: boolean;
  /** `ALL`: refuses what has exactly the same content; `FORCE`: takes anything. */
  dupeMode: 'ALL' | 'FORCE';
  parameters: Readonly<Record<string, string>>;
};

export type EditCommand =
  'GroupPause' | 'GroupResume' | 'GroupFinalDelete' | 'GroupParkDelete' | 'HistoryFinalDelete' | 'HistoryDelete';

type Login = { url: string; username: string | null; password: string | null };

const UPLOAD_LIMIT_MS = 60_000;

/** NZBGet's JSON-RPC of 18 and later: https://nzbget.com/documentation/api/ */
export class NzbgetRpc {
  readonly #url: string;
  readonly #headers: Record<string, string> = {
    'content-type': 'application/json',
    // It closes connections without a word, and the next call would meet one that is just being closed.
    connection: 'close',
  };

  constructor(private readonly settings: CallSettings & Login) {
    const address = rpcAddress(settings.url);
    const user = settings.username ?? decodeURIComponent(address.username);
    const secret = settings.password ?? decodeURIComponent(address.password);
    address.username = address.password = ''; // fetch takes none
    this.#url = address.href;
    if (user || secret) this.#headers['authorization'] = `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;
  }

  groups(): Promise<readonly Group[]> {
    return this.#list<Group>('listgroups', 0);
  }

  /** All of it: it is kept for some days (KeepHistory). Without what is hidden there. */
  history(): Promise<readonly HistoryEntry[]> {
    return this.#list<HistoryEntry>('history', false);
  }

  async status(): Promise<Status> {
    const status = await this.#call<Status | null>('status');
    if (typeof status?.DownloadPaused !== 'boolean') throw this.#malformed();
    return status;
  }

  async version(): Promise<string> {
    const version = await this.#call<unknown>('version');
    if (typeof version !== 'string') throw this.#malformed();
    return version;
  }

  /** Its settings by their names. */
  async config(): Promise<ReadonlyMap<string, string>> {
    const options = await this.#call<readonly Parameter[]>('config');
    return new Map(options.map(({ Name, Value }) => [Name, Value]));
  }

  /** @returns the id, a number also for what it will refuse; 0 or less where it took nothing */
  append(nzb: Append): Promise<number> {
    const content = Buffer.from(nzb.file).toString('base64');
    const parameters = Object.entries(nzb.parameters).map(([name, value]) => ({ [name]: value }));
    const place = [nzb.category, nzb.priority, false, nzb.paused];
    return this.#call<number>('append', nzb.fileName, content, ...place, '', 0, nzb.dupeMode, parameters);
  }

  /** @returns false where it has no such item, at times */
  edit(command: EditCommand, id: number): Promise<boolean> {
    return this.#call<boolean>('editqueue', command, '', [id]);
  }

  async #list<T extends { NZBID: number }>(method: string, ...params: unknown[]): Promise<readonly T[]> {
    const items = await this.#call<unknown>(method, ...params);
    // One without its id would seem to be missing, and its row would be taken for gone.
    if (!Array.isArray(items) || !items.every((item) => Number.isInteger((item as { NZBID?: unknown } | null)?.NZBID)))
      throw this.#malformed();
    return items as T[];
  }

  async #call<T>(method: string, ...params: unknown[]): Promise<T> {
    const options = callSettings(this.settings, method === 'append' ? UPLOAD_LIMIT_MS : 0);
    const body = JSON.stringify({ method, params, id: 1 });
    return this.#read<T>(
      await send(this.#url, { method: 'POST', headers: this.#headers, body, ...options }).catch((error: unknown) =>
        this.#refused(error),
      ),
    );
  }

  /** It closes the connection on whom it does not let in, before it has read the body: then only a call without one is told why. */
  async #refused(error: unknown): Promise<Answer> {
    const brokenOff = error instanceof ClientUnavailable && error.kind === 'unreachable';
    const call = { method: 'GET', headers: this.#headers, ...callSettings(this.settings) } as const;
    const answer = await send(`${this.#url}/version`, call).catch(() => null);
    if (brokenOff && answer?.status === 401) return answer;
    throw error;
  }

  #read<T>(answer: Answer): T {
    const problem = nzbgetProblem(this.#url, answer);
    if (problem !== null) throw problem;
    const parsed = answer.status === 200 ? parse(answer.body) : null;
    if (parsed === null)
      throw new ClientUnavailable(
        `${originOf(this.#url)} does not answer as NZBGet does (status ${answer.status}): is the path right?`,
      );
    if (parsed.error) throw refusalOf(this.#url, parsed.error.message ?? 'no reason given');
    return parsed.result as T;
  }

  #malformed(): ClientUnavailable {
    return new ClientUnavailable(`${originOf(this.#url)} does not answer as NZBGet does: what it tells is not whole`);
  }
}

type Reply = { result?: unknown; error?: { message?: string } | null };

/** People give the address of the page or of the RPC. */
function rpcAddress(url: string): URL {
  const parsed = new URL(url);
  const path = parsed.pathname.replace(/\/+$/, '');
  parsed.pathname = path.endsWith('/jsonrpc') ? path : `${path}/jsonrpc`;
  parsed.search = parsed.hash = '';
  return parsed;
}

function parse(body: string): Reply | null {
  try {
    const parsed = JSON.parse(body) as Reply | null;
    return parsed !== null && typeof parsed === 'object' && ('result' in parsed || 'error' in parsed) ? parsed : null;
  } catch {
    return null; // not JSON, so not NZBGet: told by the caller
  }
}
