import { type DownloadedFile } from '../../downloads/domain/events.js';
import { type Ending } from '../attempts/attempt-history.js';
import { loggedText, plainText, wholeNumber } from '../source/plain-values.js';
import { type ArrRow } from './arr-history.js';

/** The time of the newest row of the whole history: ISO 8601 in UTC. */
export type Newest = string;

/** Milliseconds. The history does not tell what is in a client: a grab that it heard no more of for so long is not on its way. */
const FORGOTTEN = 30 * 86_400_000;

/** How an attempt ended, by the first word of its end; null while it may be on its way. @param rows by time */
export function endingOf(rows: readonly ArrRow[], known: { clientGone: boolean; newest: Newest }): Ending | null {
  const end = rows.find(({ event }) => event !== 'grabbed');
  const lastKnownAt = rows.at(-1)!.at;
  switch (end?.event) {
    case 'imported':
      return completed(rows);
    case 'failed':
      return { outcome: 'failed', at: end.at, reason: 'client-error', message: loggedText(end.data['message']) };
    case 'ignored':
      return { outcome: 'cancelled', at: end.at, reason: 'user', leftInClient: true };
    default:
      if (known.clientGone) return { outcome: 'cancelled', at: lastKnownAt, reason: 'client-gone', leftInClient: true };
      if (Date.parse(known.newest) - Date.parse(lastKnownAt) <= FORGOTTEN) return null;
      return { outcome: 'cancelled', at: lastKnownAt, reason: 'forgotten', leftInClient: true };
  }
}

/** A pack is imported file by file. What the program says afterwards, that it was no good say, does not undo it. */
function completed(rows: readonly ArrRow[]): Ending {
  const imported = rows.filter(({ event }) => event === 'imported');
  const files = new Map<string, DownloadedFile>();
  for (const { data } of imported) {
    const path = plainText(data['importedPath']);
    if (path !== null) files.set(path, { path, sizeBytes: wholeNumber(data['size']) ?? 0 });
  }
  return { outcome: 'completed', at: imported.at(-1)!.at, outputPath: null, files: [...files.values()] };
}
