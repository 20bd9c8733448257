import { type ClientItem, type ItemState, type Processing } from '../download-client.js';
import { type HistorySlot, type Queue, type QueueSlot } from './sabnzbd-api.js';

const MEBI = 1_048_576;
/** Of the uploaded file: the history shows it, the queue does not. */
const FILE_NAME = /^ledgarr-([0-9a-f]{40})\.nzb$/;
export const fileNameOf = (itemKey: string): string => `ledgarr-${itemKey}.nzb`;
export const keyIn = (nzbName: string): string | null => FILE_NAME.exec(nzbName)?.[1] ?? null;

/** GiB. SABnzbd itself pauses long before. */
const DISK_IS_FULL = 0.1;

/** What follows a download, before it is complete. The queue's words that may stand in the history are among them. */
const PROCESSING: Readonly<Record<string, Processing | null>> = {
  Queued: null,
  QuickCheck: 'verifying',
  Verifying: 'verifying',
  Checking: 'verifying',
  Fetching: 'repairing',
  Repairing: 'repairing',
  Extracting: 'unpacking',
  Moving: 'moving',
  Running: 'running-script',
};

/**
 * The items of one observation: the queue, then the history. A job that was on its way from one to the other is in both, and the
 * history knows it better; one that is just being finished is twice in the history.
 */
export function itemsFrom(queue: Queue, history: readonly HistorySlot[]): ClientItem[] {
  const free = Math.min(Number(queue.diskspace1 ?? Infinity), Number(queue.diskspace2 ?? Infinity));
  const ended = new Map<string, ClientItem>();
  for (const slot of history) {
    const item = historyItem(slot, free);
    if (item === null) continue;
    const known = ended.get(slot.nzo_id);
    if (known === undefined || known.outputPath === null) ended.set(slot.nzo_id, item);
  }
  const queued = queueItems(queue).filter(({ id }) => !ended.has(id));
  return [...queued, ...ended.values()];
}

export function queueItems(queue: Queue): ClientItem[] {
  const first = runningFirst(queue);
  return queue.slots.filter(({ status }) => status !== 'Deleted').map((slot) => queueItem(slot, queue, slot === first));
}

/** It calls all of them Downloading; it works on the forced ones, then on the uppermost. */
const runningFirst = ({ slots }: Queue): QueueSlot | undefined => {
  const running = slots.filter(({ status }) => status === 'Downloading' || status === 'Fetching');
  return running.find(({ priority }) => priority === 'Force') ?? running[0];
};

function queueItem(slot: QueueSlot, queue: Queue, isFirst: boolean): ClientItem {
  const state = queueState(slot, queue, isFirst);
  const size = number(slot.mb);
  const left = number(slot.mbleft);
  const runs = isFirst && state === 'downloading';
  return {
    ...item(slot.nzo_id, slot.filename, slot.cat),
    itemKeys: [],
    state,
    sizeBytes: size === null ? null : Math.round(size * MEBI),
    downloadedBytes: size === null || left === null ? null : Math.round((size - left) * MEBI),
    progress: size && left !== null ? Math.max(0, (size - left) / size) : 0,
    downloadSpeed: runs ? Math.round((number(queue.kbpersec) ?? 0) * 1024) : 0,
    etaSeconds: runs ? seconds(slot.timeleft) : null,
    message: queueMessage(slot, queue, state),
    processing: slot.status === 'Checking' ? 'verifying' : null,
  };
}

function queueState({ status, priority }: QueueSlot, { paused }: Queue, isFirst: boolean): ItemState {
  if (status === 'Paused') return 'paused';
  // Also by its schedule, for hours. What is forced goes on meanwhile.
  const held = paused && priority !== 'Force';
  switch (status) {
    case 'Downloading':
    case 'Fetching':
      if (held) return 'paused';
      return isFirst ? 'downloading' : 'queued';
    case 'Queued':
    case 'Propagating':
    case 'Grabbing':
      return held ? 'paused' : 'queued';
    case 'Checking':
      return 'checking';
    default:
      return 'warning'; // a state of a later version: never taken for an end
  }
}

function queueMessage(slot: QueueSlot, queue: Queue, state: ItemState): string | null {
  const missing = number(slot.mbmissing ?? '') ?? 0;
  // ENCRYPTED, DUPLICATE, TOO LARGE …, in SABnzbd's language.
  const labels = slot.labels?.join(', ') ?? '';
  if (state === 'warning') return `SABnzbd calls it ${slot.status}, which Ledgarr does not know.`;
  if (labels !== '') return `SABnzbd says: ${labels}`;
  if (slot.status === 'Propagating') return 'SABnzbd waits until it has spread to all news servers.';
  if (state === 'paused' && queue.paused) return 'The whole queue of SABnzbd is paused.';
  return missing > 0 ? `${missing} MB of it are missing on the news servers.` : null;
}

function historyItem(slot: HistorySlot, freeGib: number): ClientItem | null {
  if (slot.status === 'Deleted') return null;
  const state = historyState(slot, freeGib);
  const key = keyIn(slot.nzb_name ?? '');
  return {
    ...item(slot.nzo_id, slot.name, slot.category),
    // One that has failed is nobody's any more: the same NZB may be under way again under another id.
    itemKeys: key === null || slot.status === 'Failed' ? [] : [key],
    state,
    sizeBytes: slot.bytes || null,
    downloadedBytes: slot.bytes || null,
    progress: slot.status === 'Failed' ? 0 : 1,
    downloadSpeed: 0,
    etaSeconds: null,
    message: historyMessage(slot, state),
    // A failed one's lies in the folder of incomplete ones.
    outputPath: state === 'complete' ? slot.storage : null,
    processing: state === 'checking' ? (PROCESSING[slot.status] ?? 'moving') : null,
  };
}

function historyState(slot: HistorySlot, freeGib: number): ItemState {
  // It is called completed some moments before it has a place.
  if (slot.status === 'Completed') return slot.storage ? 'complete' : 'checking';
  if (slot.status === 'Failed') return failedForRoom(slot, freeGib) ? 'warning' : 'failed';
  return slot.status in PROCESSING ? 'checking' : 'warning';
}

/**
 * A full disk is no fault of the download: made room for, it can be tried again there. Its messages are translated, so the room
 * that is left speaks as well; the address in one of them is the same in all languages.
 */
const failedForRoom = ({ fail_message: message }: HistorySlot, freeGib: number): boolean =>
  !message.includes('sabnzbd.org/not-complete') &&
  (/write error|disk (is )?full|no space left/i.test(message) || freeGib < DISK_IS_FULL);

function historyMessage(slot: HistorySlot, state: ItemState): string | null {
  if (slot.status === 'Failed') return slot.fail_message || 'SABnzbd says that it failed, and not why.';
  if (state === 'warning') return `SABnzbd calls it ${slot.status}, which Ledgarr does not know.`;
  // Without repair files it calls a job completed of which half is missing; only its log tells.
  const download = slot.stage_log?.find(({ name }) => name === 'Download')?.actions ?? [];
  const missing = download.find((line) => /articles were (missing|malformed)/.test(line));
  return missing === undefined ? null : `SABnzbd could not fetch all of it: ${missing}.`;
}

const item = (id: string, title: string, category: string) => ({
  id,
  title,
  category: ['', '*', 'None', 'Default'].includes(category) ? null : category,
  uploadSpeed: null,
  ratio: null,
  peers: null,
  outputPath: null,
  seedingSeconds: null,
  seedGoalReached: null,
  addedAt: null,
});

/** "1:02:03:04" has days; nothing is left to say where it does not move. */
function seconds(timeleft: string): number | null {
  const parts = timeleft.split(':').map(Number);
  const total = parts.reduceRight((sum, part, i) => sum + part * ([86_400, 3_600, 60, 1].at(i - parts.length) ?? 0), 0);
  return Number.isFinite(total) && total > 0 ? total : null;
}

const number = (text: string): number | null => {
  const value = Number.parseFloat(text);
  return Number.isFinite(value) ? value : null;
};
