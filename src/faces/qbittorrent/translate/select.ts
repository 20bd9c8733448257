import { type TorrentInfo } from './torrent-info.js';

/** What `torrents/info` may be asked for. */
export type Selection = {
  filter?: string;
  /** Empty: those without one. */
  category?: string;
  tag?: string;
  sort?: string;
  reverse: boolean;
  limit?: number;
  /** Negative: from the end. */
  offset?: number;
};

type Test = (info: TorrentInfo) => boolean;

const isUp: Test = ({ state }) => state.endsWith('UP') || state === 'uploading';
const isDown: Test = ({ state }) => state.endsWith('DL') || state === 'downloading';
const isPaused: Test = ({ state }) => /^(paused|stopped)/.test(state);
const isActive: Test = ({ state, upspeed }) =>
  /^(downloading|forcedDL|metaDL|uploading|forcedUP)$/.test(state) || (state === 'stalledDL' && upspeed > 0);
const is =
  (pattern: RegExp): Test =>
  ({ state }) =>
    pattern.test(state);

/** Groups of states, by the original's names of old and new; any other name is all of them. */
const FILTERS: Readonly<Record<string, Test>> = {
  downloading: isDown,
  seeding: (info) => isUp(info) && !isPaused(info),
  completed: isUp,
  resumed: (info) => !isPaused(info),
  running: (info) => !isPaused(info),
  paused: isPaused,
  stopped: isPaused,
  active: isActive,
  inactive: (info) => !isActive(info),
  stalled: is(/^stalled/),
  stalled_uploading: is(/^stalledUP$/),
  stalled_downloading: is(/^stalledDL$/),
  checking: is(/^checking/),
  moving: is(/^moving$/),
  errored: is(/^(error|missingFiles)$/),
};

/** Filtered by all that is said at once, then sorted, then cut. */
export function select(infos: readonly TorrentInfo[], selection: Selection): TorrentInfo[] {
  const { filter = 'all', category, tag, sort, reverse, limit, offset = 0 } = selection;
  const passes = Object.hasOwn(FILTERS, filter) ? FILTERS[filter]! : () => true;
  const found = infos.filter(
    (info) => passes(info) && (category === undefined || info.category === category) && hasTag(info, tag),
  );
  if (sort !== undefined && sort !== '') found.sort(by(sort));
  if (reverse) found.reverse();
  const start = offset < 0 ? Math.max(found.length + offset, 0) : offset;
  return found.slice(start, limit !== undefined && limit > 0 ? start + limit : undefined);
}

function hasTag({ tags }: TorrentInfo, tag: string | undefined): boolean {
  if (tag === undefined) return true;
  return tag === '' ? tags === '' : tags.split(', ').includes(tag);
}

/** A key that no row has sorts nothing. */
const by = (key: string) => (a: TorrentInfo, b: TorrentInfo) => {
  const [x, y] = [a, b].map((info) => (info as Record<string, unknown>)[key]);
  if (typeof x === 'number' && typeof y === 'number') return x - y;
  return x === y ? 0 : String(x) < String(y) ? -1 : 1;
};
