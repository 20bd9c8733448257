import { setTimeout as delay } from 'node:timers/promises';
import { ClientUnavailable } from '../client-errors.js';
import { Cookies } from '../cookies.js';
import { answeredBetween, callSettings, originOf, send, type Answer, type CallSettings } from '../http.js';

/** Deluge was reached and did not do what was asked. `code` is that of its JSON-RPC: 1 no login, 2 no such method, 4 the daemon's. */
export class DelugeError extends Error {
  constructor(
    message: string,
    readonly code: number,
  ) {
    super(message);
  }
}

const NOT_AUTHENTICATED = 1;
const UNKNOWN_METHOD = 2;
const CONNECT_TRIES = 30;
const LOOK_MS = 100;

/** Id, address, port, user. */
type Host = readonly [string, string, number, string];

/**
 * JSON-RPC of deluge-web, which passes calls on to the daemon that it is connected to. A core call to one that is not there is
 * never answered, so each operation begins with a look whether it is; and whether it is the right one of several.
 */
export class DelugeRpc {
  readonly #url: string;
  readonly #cookies = new Cookies();
  #id = 0;
  #host: string | null = null;
  #connects = 0;
  #connecting: Promise<void> | null = null;

  /** @param host the one to be connected to, by id or as address:port; null for the only one */
  constructor(
    private readonly settings: CallSettings & { url: string; password: string | null },
    private readonly host: string | null,
  ) {
    const { url } = settings;
    this.#url = `${url.replace(/\/+$/, '').replace(/\/json$/, '')}/json`;
  }

  /** Another one when the daemon has been away. */
  get session(): string | null {
    return this.#host === null ? null : `${this.#host}:${this.#connects}`;
  }

  /** A call to the daemon. @throws DelugeError, ClientUnavailable */
  async core<T>(method: string, ...params: unknown[]): Promise<T> {
    this.#connecting ??= this.#connect().finally(() => (this.#connecting = null));
    await this.#connecting;
    try {
      return await this.#signedIn<T>(method, params);
    } catch (error) {
      if (!(error instanceof DelugeError && error.code === NOT_AUTHENTICATED)) throw error;
      throw new ClientUnavailable(`Deluge at ${originOf(this.#url)} does not know its own session`, {
        kind: 'authentication',
        remedy: 'a proxy in front of it has to pass its cookies on, in both directions',
      });
    }
  }

  /** Whether an error means that a plug-in is off. */
  static isUnknownMethod = (error: unknown): boolean => error instanceof DelugeError && error.code === UNKNOWN_METHOD;

  async #connect(): Promise<void> {
    const connected = await this.#signedIn<boolean>('web.connected', []);
    const host = await this.#chosenHost();
    if (connected && (await this.#isConnectedTo(host))) return void (this.#host = host);
    if (connected) await this.#signedIn('web.disconnect', []);
    await this.#signedIn('web.connect', [host]);
    for (let tries = 0; tries < CONNECT_TRIES; tries++) {
      if (await this.#isConnectedTo(host)) {
        this.#host = host;
        this.#connects++;
        return;
      }
      await delay(LOOK_MS);
    }
    throw new ClientUnavailable(`deluge-web at ${originOf(this.#url)} does not reach its daemon`, {
      remedy: 'is deluged running, and does its connection manager know user and password?',
    });
  }

  /** "Connected" is said of the one in use alone; another that runs is "Online". */
  async #isConnectedTo(host: string): Promise<boolean> {
    const status = await this.#signedIn<readonly unknown[]>('web.get_host_status', [host]);
    return Array.isArray(status) && status[1] === 'Connected';
  }

  async #chosenHost(): Promise<string> {
    const hosts = await this.#signedIn<readonly Host[]>('web.get_hosts', []);
    const where = `the connection manager of deluge-web at ${originOf(this.#url)}`;
    if (!Array.isArray(hosts) || hosts.length === 0)
      throw new ClientUnavailable(`${where} knows no daemon`, { remedy: 'add it there' });
    const known = (hosts as readonly Host[]).map(([id, address, port]) => ({ id, name: `${address}:${port}` }));
    const wanted = this.host ?? (known.length === 1 ? known[0]!.id : null);
    const found = known.find(({ id, name }) => id === wanted || name === wanted);
    if (found !== undefined) return found.id;
    const names = known.map(({ name }) => name).join(', ');
    throw new ClientUnavailable(`${where} knows ${names}`, {
      remedy: 'name one of them as the daemon of this client',
    });
  }

  /** Signs in where it is asked to, once. */
  async #signedIn<T>(method: string, params: readonly unknown[]): Promise<T> {
    try {
      return await this.#call<T>(method, params);
    } catch (error) {
      if (!(error instanceof DelugeError && error.code === NOT_AUTHENTICATED)) throw error;
    }
    if (!(await this.#call<boolean>('auth.login', [this.settings.password ?? ''])))
      throw new ClientUnavailable(`Deluge at ${originOf(this.#url)}: wrong password`, {
        kind: 'authentication',
        remedy: 'it is the one of deluge-web, "deluge" where it was never changed',
      });
    return this.#call<T>(method, params);
  }

  async #call<T>(method: string, params: readonly unknown[]): Promise<T> {
    const cookie = this.#cookies.header;
    const answer = await send(this.#url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) },
      body: JSON.stringify({ method, params, id: ++this.#id }),
      ...callSettings(this.settings),
    });
    this.#cookies.take(answer.headers);
    const parsed = this.#parse(answer);
    if (parsed.error) throw new DelugeError(parsed.error.message ?? 'unknown', parsed.error.code ?? 0);
    return parsed.result as T;
  }

  #parse(answer: Answer): { result?: unknown; error?: { message?: string; code?: number } | null } {
    const between = answeredBetween(this.#url, answer);
    if (between !== null) throw new ClientUnavailable(`${originOf(this.#url)} ${between}`);
    const parsed = answer.status === 200 ? jsonOf(answer.body) : null;
    if (typeof parsed === 'object' && parsed !== null && 'result' in parsed) return parsed;
    throw new ClientUnavailable(`${originOf(this.#url)} does not answer as Deluge does (status ${answer.status})`, {
      remedy: 'give the address of deluge-web (port 8112), not that of the daemon',
    });
  }
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return null; // told by the caller
  }
}
