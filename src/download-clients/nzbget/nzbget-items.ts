import { type ClientItem, type ItemState, type Processing } from '../download-client.js';
import { idOf, keyOf } from './nzbget-id.js';
import { historyMessage, historyState } from './nzbget-history.js';
import { type Group, type HistoryEntry, type Status } from './nzbget-rpc.js';

/** With it an item downloads though everything is paused. */
const FORCED = 900;
const WHOLE = 1_000;

/** What follows a download, before it is in the history. */
const PROCESSING: Readonly<Record<string, Processing | null>> = {
  PP_QUEUED: null,
  LOADING_PARS: 'verifying',
  VERIFYING_SOURCES: 'verifying',
  REPAIRING: 'repairing',
  VERIFYING_REPAIRED: 'verifying',
  RENAMING: 'unpacking',
  PAR_RENAMING: 'unpacking',
  RAR_RENAMING: 'unpacking',
  UNPACKING: 'unpacking',
  POST_UNPACK_RENAMING: 'unpacking',
  MOVING: 'moving',
  EXECUTING_SCRIPT: 'running-script',
  PP_FINISHED: null,
};

/** The items of one observation: the queue, then the history. What was on its way from one to the other is in both. */
export function itemsFrom(groups: readonly Group[], history: readonly HistoryEntry[], status: Status): ClientItem[] {
  const ended = history.flatMap((entry) => historyItem(entry) ?? []);
  const inHistory = new Set(history.map(({ NZBID }) => NZBID));
  const queued = groups.filter(({ NZBID }) => !inHistory.has(NZBID));
  const running = queued.reduce((sum, { ActiveDownloads: active = 0 }) => sum + active, 0);
  return [...queued.map((group) => queueItem(group, status, running)), ...ended];
}

function queueItem(group: Group, status: Status, running: number): ClientItem {
  const state = queueState(group, status);
  const size = bytes(group.FileSizeHi, group.FileSizeLo);
  const left = bytes(group.RemainingSizeHi, group.RemainingSizeLo);
  const processed = group.Status in PROCESSING;
  // It knows the speed of all together: each has its share of the connections.
  const share = running === 0 ? 0 : (group.ActiveDownloads ?? 0) / running;
  const speed = state === 'downloading' ? Math.round(status.DownloadRate * share) : 0;
  return {
    ...item(group),
    state,
    downloadedBytes: processed ? size : Math.max(0, size - left),
    progress: processed ? 1 : size === 0 ? 0 : Math.max(0, (size - left) / size),
    downloadSpeed: speed,
    etaSeconds: speed === 0 ? null : Math.ceil(left / speed),
    message: queueMessage(group, status, state),
    processing: PROCESSING[group.Status] ?? null,
  };
}

function queueState({ Status: state, MaxPriority: priority }: Group, { DownloadPaused: paused }: Status): ItemState {
  // The item itself says nothing of it: only the status tells. What is forced goes on meanwhile.
  const held = paused && priority < FORCED;
  switch (state) {
    case 'PAUSED':
      return 'paused';
    case 'DOWNLOADING':
      return held ? 'paused' : 'downloading';
    case 'QUEUED':
    case 'FETCHING':
      return held ? 'paused' : 'queued';
    default:
      return state in PROCESSING ? 'checking' : 'warning'; // a state of a later version: never taken for an end
  }
}

function queueMessage({ Status: state, Health: health }: Group, status: Status, is: ItemState): string | null {
  if (is === 'warning') return `NZBGet calls it ${state}, which Ledgarr does not know.`;
  if (is === 'paused' && state !== 'PAUSED') return 'All downloads of NZBGet are paused.';
  if (is === 'queued' && status.QuotaReached) return 'The download quota of NZBGet is used up.';
  return health < WHOLE ? `Articles are missing on the news servers: its health is ${health / 10} %.` : null;
}

function historyItem(entry: HistoryEntry): ClientItem | null {
  const state = historyState(entry);
  if (state === null) return null;
  const path = entry.FinalDir || entry.DestDir;
  // While it is processed it lies in a folder with its number, below the one for incomplete ones.
  const ready = path !== '' && !/\.#\d+[\\/]?$/.test(path);
  const common = item(entry);
  return {
    ...common,
    // One that has failed is nobody's any more: the same NZB may be under way again under another id.
    itemKeys: state === 'failed' ? [] : common.itemKeys,
    state: state === 'complete' && !ready ? 'warning' : state,
    downloadedBytes: bytes(entry.DownloadedSizeHi, entry.DownloadedSizeLo),
    progress: state === 'failed' ? 0 : 1,
    downloadSpeed: 0,
    etaSeconds: null,
    message: historyMessage(entry, state, ready),
    outputPath: state === 'complete' && ready ? path : null,
    processing: null,
  };
}

const item = (nzb: Group | HistoryEntry) => {
  const key = keyOf(nzb);
  return {
    id: idOf(nzb),
    itemKeys: key === null ? [] : [key],
    title: nzb.NZBName,
    category: nzb.Category || null,
    sizeBytes: bytes(nzb.FileSizeHi, nzb.FileSizeLo),
    uploadSpeed: null,
    ratio: null,
    peers: null,
    outputPath: null,
    seedingSeconds: null,
    seedGoalReached: null,
    addedAt: null,
  };
};

/** Some versions give the lower half with a sign. */
const bytes = (high: number, low: number): number => (high >>> 0) * 2 ** 32 + (low >>> 0);
