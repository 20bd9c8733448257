import { type ConfiguredClient } from '../../download-clients/configured-client.js';
import { type ClientItem } from '../../download-clients/download-client.js';
import { type ActiveRow, type FinishedRow, type Observation } from './observe.js';
import { seedGoalReached } from './seed-goal.js';

/** What of a client's settings decides about its items. */
export type Policy = Pick<ConfiguredClient, 'failAfterStalledMinutes' | 'removeAfterSeeding'>;

/** What follows from what was seen of one item. Telemetry is shown besides, whatever follows. */
export type Conclusion =
  | { does: 'nothing' }
  /** All of it is there; what a direct link gave is looked at first. */
  | { does: 'complete'; row: ActiveRow; item: ClientItem }
  | { does: 'fail'; row: ActiveRow; reason: 'client-error' | 'stalled'; message: string | null }
  | { does: 'report-gone'; id: string }
  | { does: 'remove-seeded'; id: string };

const NOTHING: Conclusion = { does: 'nothing' };

/**
 * Design §7, the rows of active downloads. Unknown is never failure, and no single observation ends anything but what the client says
 * beyond doubt.
 * @param isGone whether the absence is believed, see `judgeAbsence`
 * @param strikes minutes without progress, see `countStalls`
 */
export function concludeActive(seen: Observation, isGone: boolean, strikes: number, policy: Policy): Conclusion {
  const { row } = seen;
  if (!seen.found) return isGone ? { does: 'report-gone', id: row.id } : NOTHING;
  const { item } = seen;
  switch (item.state) {
    case 'complete':
      return { does: 'complete', row, item };
    case 'failed':
      return { does: 'fail', row, reason: 'client-error', message: item.message };
    case 'downloading':
    case 'stalled':
    case 'warning':
      return hasStruckOut(strikes, policy) ? stalled(row, item, strikes) : NOTHING;
    // Checking, moving and unpacking are not over yet, however much is there.
    case 'checking':
    case 'queued':
    case 'paused':
      return NOTHING;
  }
}

const hasStruckOut = (strikes: number, { failAfterStalledMinutes: limit }: Policy): boolean =>
  limit !== null && strikes >= limit;

const stalled = (row: ActiveRow, { message }: ClientItem, strikes: number): Conclusion => ({
  does: 'fail',
  row,
  reason: 'stalled',
  message: `No progress in ${strikes} minutes.${message === null ? '' : ` ${message}`}`,
});

/** The rows of finished downloads. @param now as the row's `endedAt` */
export function concludeFinished(
  seen: Observation<FinishedRow>,
  isGone: boolean,
  policy: Policy,
  now: Date,
): Conclusion {
  const { row } = seen;
  if (row.removing) return NOTHING;
  if (!seen.found) return isGone ? { does: 'report-gone', id: row.id } : NOTHING;
  // What is incomplete now has lost its data, or its disk: that is no end of seeding.
  const isSeeding = row.outcome === 'completed' && row.protocol === 'torrent' && seen.item.state === 'complete';
  const isDone = policy.removeAfterSeeding && isSeeding && seedGoalReached(row, seen.item, now) === true;
  return isDone ? { does: 'remove-seeded', id: row.id } : NOTHING;
}
