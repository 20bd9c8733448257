import { findAttempt, type DownloadState } from '../../downloads/domain/state.js';
import { untilNoConflict } from '../../downloads/initiation/rounds.js';
import { asideOf, type AttemptHistory, supersededNow } from './attempt-history.js';
import { type ImportParts } from './import-parts.js';
import { type KnownAttempt } from './known-attempts.js';
import { type ItemPlan, streamOf } from './plan.js';
import { ImportRound } from './import-round.js';

/** `added` to the log by this run (or would be), or `present` since an earlier one, and how it stands then. */
export type ImportResult = {
  attempt: AttemptHistory;
  result: 'added' | 'present';
  becomes: 'active' | 'completed' | 'failed' | 'cancelled';
};

/**
 * Writes the attempts at one item that the log lacks, each whole. The active one goes by the protocol of the initiation
 * (design §6): what Ledgarr has by now stays, and the imported one is superseded.
 */
export async function importItem(plan: ItemPlan, parts: ImportParts): Promise<ImportResult[]> {
  const { known } = parts;
  if (isSettled(plan, parts)) return plan.attempts.map((attempt) => asItIs(attempt, known.get(attempt.downloadId)!));
  const written = new Map<string, AttemptHistory>();
  const before = await untilNoConflict(plan.stream, () => new ImportRound(plan, parts, written).run());
  return plan.attempts.map((attempt) => {
    const elsewhere = known.get(attempt.downloadId);
    if (elsewhere && elsewhere.stream !== plan.stream) return asItIs(attempt, elsewhere);
    return resultOf(attempt, written.get(attempt.downloadId), before);
  });
}

/** Each attempt is there and has ended, or is in another stream, where it is nothing to this one: the log need not be asked. */
const isSettled = ({ stream, attempts }: ItemPlan, { known }: ImportParts): boolean =>
  attempts.every(({ downloadId }) => {
    const there = known.get(downloadId);
    return there && (there.stream !== stream || there.outcome !== null);
  });

function asItIs(planned: AttemptHistory, { stream, outcome }: KnownAttempt): ImportResult {
  const aside = stream === streamOf(asideOf(planned)) && !planned.ending;
  return { attempt: aside ? supersededNow(planned) : planned, result: 'present', becomes: outcome ?? 'active' };
}

function resultOf(planned: AttemptHistory, written: AttemptHistory | undefined, before: DownloadState): ImportResult {
  if (written) return { attempt: written, result: 'added', becomes: written.ending?.outcome ?? 'active' };
  const known = findAttempt(before, planned.downloadId);
  const aside = known ? null : planned.ending ? planned : supersededNow(planned);
  const becomes = known ? (known.outcome ?? 'active') : (aside?.ending?.outcome ?? 'active');
  return { attempt: aside ?? planned, result: 'present', becomes };
}
