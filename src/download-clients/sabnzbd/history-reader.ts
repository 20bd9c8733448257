import { type HistorySlot, type SabnzbdApi } from './sabnzbd-api.js';

const PAGE = 100;
const BIG_PAGE = 1_000;
const MOST_ASKED_BY_ID = 50;

/**
 * Reads the whole history, which may hold tens of thousands of jobs: the newest page each time, what is older only when the number
 * of jobs tells that something came in between or went.
 */
export class HistoryReader {
  #older: readonly HistorySlot[] = [];

  constructor(private readonly api: Pick<SabnzbdApi, 'history'>) {}

  /** @param followed ids that were there at the last look: one that is in no list now may have been archived at once */
  async read(inQueue: ReadonlySet<string>, followed: ReadonlySet<string>): Promise<readonly HistorySlot[]> {
    const { slots: newest, noofslots: total } = await this.api.history({ start: '0', limit: String(PAGE) });
    const all = [...newest, ...(await this.#rest(newest, total))];
    const listed = new Set(all.map(({ nzo_id: id }) => id));
    const vanished = [...followed].filter((id) => !listed.has(id) && !inQueue.has(id));
    return vanished.length === 0 ? all : [...all, ...(await this.byIds(vanished.slice(0, MOST_ASKED_BY_ID)))];
  }

  /** Also those that SABnzbd 4.3 and later has put into its archive. */
  async byIds(ids: readonly string[]): Promise<readonly HistorySlot[]> {
    const wanted = new Set(ids);
    const found: HistorySlot[] = [];
    for (const archive of ['0', '1']) {
      const { slots } = await this.api.history({ nzo_ids: ids.join(','), limit: String(ids.length * 2), archive });
      // Versions before 3.2 do not know the parameter, and list what they like.
      found.push(...slots.filter(({ nzo_id: id }) => wanted.has(id)));
      if (new Set(found.map(({ nzo_id: id }) => id)).size === wanted.size) break;
    }
    return found;
  }

  async #rest(newest: readonly HistorySlot[], total: number): Promise<readonly HistorySlot[]> {
    const ids = new Set(newest.map(({ nzo_id: id }) => id));
    const known = this.#older.filter(({ nzo_id: id }) => !ids.has(id));
    if (newest.length + known.length !== total) {
      known.length = 0;
      for (let start = newest.length; start < total; start += BIG_PAGE) {
        const { slots } = await this.api.history({ start: String(start), limit: String(BIG_PAGE) });
        if (slots.length === 0) break;
        known.push(...slots.filter(({ nzo_id: id }) => !ids.has(id)));
      }
    }
    // Those of this page that have ended will be older next time. Others are not remembered: they change.
    this.#older = [...newest.filter(({ loaded, status }) => !loaded && /^(Completed|Failed)$/.test(status)), ...known];
    return known;
  }
}
