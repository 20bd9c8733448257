import { type ItemState } from '../download-client.js';
import { type HistoryEntry } from './nzbget-rpc.js';

/**
 * By the total status: its parts only explain it (a failure may have none of them). Null for what is no item any more: deleted by a
 * person, a copy of another item, or hidden.
 */
export function historyState({ Status: status, Kind: kind }: Pick<HistoryEntry, 'Status' | 'Kind'>): ItemState | null {
  if (kind === 'DUP') return null;
  const [total = '', detail = ''] = status.split('/');
  switch (total) {
    case 'SUCCESS':
      return 'complete';
    case 'DELETED':
      return detail === 'BAD' ? 'failed' : null;
    case 'FAILURE':
      // For want of room or of a permission, or for a reason that it does not know itself.
      return detail === 'MOVE' || detail === 'INTERNAL_ERROR' ? 'warning' : 'failed';
    case 'WARNING':
      return WARNINGS[detail] ?? 'warning';
    default:
      return 'warning'; // a word of a later version: never taken for an end
  }
}

/** The rest (SPACE, DAMAGED, REPAIRABLE) is a person's to mend. A failed script counts among the successes for NZBGet's own search for duplicates. */
const WARNINGS: Readonly<Record<string, ItemState>> = { SCRIPT: 'complete', HEALTH: 'complete', PASSWORD: 'failed' };

const EXPLAINED: Readonly<Record<string, string>> = {
  'WARNING/SCRIPT': 'A script that follows the download has failed.',
  'WARNING/HEALTH': 'Articles were missing, and nothing was there to repair it with.',
  'WARNING/SPACE': 'There is not enough room to unpack it.',
  'WARNING/DAMAGED': 'It is damaged and has to be repaired by hand.',
  'WARNING/REPAIRABLE': 'It is damaged and can be repaired.',
  'WARNING/PASSWORD': 'It is protected by a password.',
  'FAILURE/HEALTH': 'Too many articles are missing on the news servers.',
  'FAILURE/PAR': 'It is damaged and cannot be repaired.',
  'FAILURE/UNPACK': 'It cannot be unpacked.',
  'FAILURE/MOVE': 'It cannot be moved to its folder.',
  'FAILURE/SCAN': 'The NZB cannot be read.',
  'FAILURE/BAD': 'It was marked as bad.',
  'DELETED/BAD': 'It was marked as bad.',
};

/** @param ready whether it has the path of a finished item */
export function historyMessage(
  { Status: status }: Pick<HistoryEntry, 'Status'>,
  state: ItemState,
  ready: boolean,
): string | null {
  if (state === 'complete' && !ready) return 'NZBGet does not say in which folder it is.';
  if (status.startsWith('SUCCESS')) return null;
  return `${EXPLAINED[status] ?? 'NZBGet has not finished it.'} (${status})`;
}
