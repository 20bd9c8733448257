import { type FaceTorrent } from '../face-torrent.js';

/** The original's word for "as the settings say". */
const USUAL = -2;

export type SeedLimits = {
  /** What a caller compares the ratio with. */
  ratio: number;
  /** Minutes. */
  seedingTime: number;
  /** It has been seeded enough, and nobody else needs it: whoever asked may take its files away. */
  mayBeRemoved: boolean;
};

/**
 * Callers move the files of what is stopped and has reached a limit, so neither is told before it is so. They compare figures
 * themselves: what is reached by the client's own goal, or by a rounded ratio, is told with a limit that these figures reach.
 */
export function seedLimits(torrent: FaceTorrent): SeedLimits {
  const told = toldLimits(torrent);
  const reached = torrent.download.status === 'completed' && goalReached(torrent);
  if (!reached || !torrent.isLastAsker) return { ...told, mayBeRemoved: false };
  const ratio = figuresReach(torrent, told) ? told.ratio : (torrent.download.ratio ?? 0);
  return { ...told, ratio, mayBeRemoved: true };
}

/** Whether the figures that are told reach the limits that are told. */
export function figuresReach({ download }: FaceTorrent, limits: Pick<SeedLimits, 'ratio' | 'seedingTime'>): boolean {
  const byRatio = limits.ratio >= 0 && (download.ratio ?? 0) >= limits.ratio;
  const byTime = limits.seedingTime >= 0 && (download.seedingSeconds ?? 0) >= limits.seedingTime * 60;
  return byRatio || byTime;
}

export function toldLimits({ ratioLimit, seedingTimeLimit, download }: FaceTorrent) {
  const { ratio, seconds } = download.seedGoal ?? {};
  return {
    ratio: ratioLimit ?? ratio ?? USUAL,
    seedingTime: seedingTimeLimit ?? (seconds === undefined ? USUAL : Math.ceil(seconds / 60)),
  };
}

/** What was said here counts before what was asked for with the request. */
function goalReached(torrent: FaceTorrent): boolean {
  const limits = { ratio: torrent.ratioLimit ?? USUAL, seedingTime: torrent.seedingTimeLimit ?? USUAL };
  if (limits.ratio === USUAL && limits.seedingTime === USUAL) return torrent.download.seedGoalReached === true;
  return figuresReach(torrent, limits);
}
