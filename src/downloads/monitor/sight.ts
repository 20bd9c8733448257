import { ABSENCE, type ClientSight, judgeAbsence } from './absence.js';
import { type Observed } from './observe.js';
import { countStalls, type Stalls } from './stalls.js';
import { type UntrackedSight } from './untracked.js';

/** What the polls of a client so far have shown. In memory alone: what is forgotten with a restart is looked for anew. */
export type Sight = {
  /** null where the last poll was not good, or there was none: the client may have been started in between. */
  readonly active: ClientSight | null;
  readonly finished: ClientSight | null;
  readonly stalls: Stalls;
  readonly untracked: UntrackedSight | null;
};

export const NO_SIGHT: Sight = { active: null, finished: null, stalls: new Map(), untracked: null };

/** After a poll that failed: nothing is known of absences, and no time without progress has passed. */
export const interrupted = ({ stalls }: Sight): Sight => ({
  ...NO_SIGHT,
  stalls: new Map([...stalls].map(([id, stall]) => [id, { ...stall, countedAt: null }])),
});

export type Judged = {
  sight: Sight;
  /** Ids of the downloads whose items the client has surely no longer. */
  gone: ReadonlySet<string>;
  /** What is odd about the client as a whole, in plain words. */
  warning: string | null;
};

/**
 * What a good poll adds. Active and finished downloads are judged apart: many old ones that are gone say nothing about those
 * under way.
 * @param session of the client, see `DownloadClient`
 * @param now milliseconds of a monotonic clock
 */
export function goOn(before: Sight, observed: Observed, session: string | null, now: number): Judged {
  const { listed } = observed;
  const active = judgeAbsence(before.active, { observations: observed.active, listed, session }, now, ABSENCE);
  const finished = judgeAbsence(before.finished, { observations: observed.finished, listed, session }, now, ABSENCE);
  const stalls = countStalls(before.stalls, observed.active, now);
  return {
    sight: { active: active.sight, finished: finished.sight, stalls, untracked: before.untracked },
    gone: new Set([...active.gone, ...finished.gone]),
    warning: active.warning ?? finished.warning,
  };
}
