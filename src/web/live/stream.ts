/** How the page stands to the service's stream of changes. */
export type Connection = 'connecting' | 'live' | 'reconnecting' | 'offline';

/** What a message of the stream holds, by the name of its event (page's contract, `GET /downloads/live`). */
export type StreamHandlers = {
  message(event: string, data: unknown): void;
  connection(state: Connection): void;
  /** The session is over: signing in again is up to the page. */
  unauthorized(): void;
};

const EVENTS = ['snapshot', 'ready', 'put', 'patch', 'remove', 'counts', 'client', 'projection', 'history', 'refusal', 'ping', 'reset'] as const; // prettier-ignore
const PATH = '/api/v1/downloads/live';
/** Milliseconds. A message comes each ten seconds at least. */
const SILENCE_MS = 25_000;
const HIDDEN_MS = 10_000;
const [FIRST_WAIT_MS, LONGEST_WAIT_MS] = [500, 15_000];

/**
 * Reads the stream for as long as the page is open. The page owns reconnection: any status but 200 ends an EventSource for good.
 * A tab that is hidden closes its stream, since browsers open six connections to a host and no more.
 */
export class LiveStream {
  readonly #handlers: StreamHandlers;
  readonly #topics: string;
  #source: EventSource | null = null;
  #lastId: string | null = null;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #hidden: ReturnType<typeof setTimeout> | undefined;
  readonly #onVisibility = () => this.#visibilityChanged();
  readonly #onOnline = () => this.#reconnectNow();

  constructor(topics: readonly string[], handlers: StreamHandlers) {
    this.#topics = topics.join(',');
    this.#handlers = handlers;
  }

  open(): void {
    document.addEventListener('visibilitychange', this.#onVisibility);
    window.addEventListener('online', this.#onOnline);
    this.#handlers.connection('connecting');
    this.#connect();
  }

  close(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    window.removeEventListener('online', this.#onOnline);
    clearTimeout(this.#hidden);
    this.#disconnect();
  }

  #connect(): void {
    this.#disconnect();
    // Without a place to go on from, the whole queue is told anew.
    if (!this.#lastId) this.#handlers.message('begin', null);
    const query = new URLSearchParams({ topics: this.#topics, ...(this.#lastId && { since: this.#lastId }) });
    const source = new EventSource(`${PATH}?${query}`);
    this.#source = source;
    source.onerror = () => void this.#failed();
    for (const name of EVENTS)
      source.addEventListener(name, (message: MessageEvent<string>) => this.#received(name, message));
    this.#listen();
  }

  #received(name: string, { data, lastEventId }: MessageEvent<string>): void {
    if (lastEventId) this.#lastId = lastEventId;
    this.#failures = 0;
    this.#listen();
    if (name === 'reset') {
      this.#lastId = null;
      return this.#connect();
    }
    this.#handlers.connection('live');
    this.#handlers.message(name, JSON.parse(data));
  }

  /** Whatever ended the stream, what counts is whether the session still stands. */
  async #failed(): Promise<void> {
    this.#disconnect();
    this.#handlers.connection(navigator.onLine ? 'reconnecting' : 'offline');
    const answer = await fetch('/api/v1/session').catch(() => null);
    if (answer?.status === 401) return this.#handlers.unauthorized();
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#failures++);
    this.#retry = setTimeout(() => this.#connect(), wait * (0.5 + Math.random() / 2));
  }

  /** A connection may stand while nothing comes through it any more. */
  #listen(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => void this.#failed(), SILENCE_MS);
  }

  #disconnect(): void {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#retry);
    clearTimeout(this.#silence);
  }

  #visibilityChanged(): void {
    clearTimeout(this.#hidden);
    if (document.hidden) this.#hidden = setTimeout(() => this.#disconnect(), HIDDEN_MS);
    else this.#reconnectNow();
  }

  #reconnectNow(): void {
    if (this.#source || document.hidden) return;
    this.#failures = 0;
    this.#connect();
  }
}
