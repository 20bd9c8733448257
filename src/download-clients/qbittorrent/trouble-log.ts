import { LRUCache } from 'lru-cache';
import { type LogMessage } from './qbittorrent-rpc.js';

/** The names, links and reasons in its messages stand in quotes, whatever language they are in. */
const REASON = /"([^"]*)"\s*\.?\s*$/;
const MAX_KEPT = 500;

/** What the log of qBittorrent says of torrents that it calls broken: its list says no more than that. */
export class TroubleLog {
  readonly #messages = new LRUCache<number, string>({ max: MAX_KEPT });
  #last = -1;
  #session: string | null = null;

  /** @param read gives messages after an id; @param session another one when the ids begin anew */
  constructor(
    private readonly read: (after: number) => Promise<readonly LogMessage[]>,
    private readonly session: () => string | null,
  ) {}

  /** Reads on. */
  async refresh(): Promise<void> {
    if (this.session() !== this.#session) this.#last = -1;
    const messages = await this.read(this.#last);
    this.#session = this.session();
    for (const { id, message } of messages) {
      this.#messages.set(id, message);
      this.#last = Math.max(this.#last, id);
    }
  }

  /** The reason in the last message that names it, or null. @param name of a torrent, or the link that was added */
  reasonFor(name: string): string | null {
    for (const message of this.#messages.values())
      // the latest first
      if (message.includes(`"${name}"`)) return REASON.exec(message)?.[1] ?? message;
    return null;
  }
}
