import { type ClientFile, type ClientItem, type ItemState } from '../download-client.js';
import { type XmlRpcValue } from './xml-rpc.js';

/** What is asked of each torrent. Sizes in bytes, speeds in bytes/s, times in seconds since 1970, yes and no as 1 and 0. */
const COMMANDS = {
  hash: 'd.hash',
  name: 'd.name',
  /** Whether it is to run: 0 for one that was stopped. */
  state: 'd.state',
  /** Whether it runs, which need not agree with `state`. */
  isActive: 'd.is_active',
  isOpen: 'd.is_open',
  /** 0 for none; at its start, at its end, or by hand. */
  hashing: 'd.hashing',
  isHashChecked: 'd.is_hash_checked',
  /** All is there, also what is not wanted. */
  isComplete: 'd.complete',
  /** A magnet that has no metadata yet. */
  isMeta: 'd.is_meta',
  isMultiFile: 'd.is_multi_file',
  sizeBytes: 'd.size_bytes',
  completedBytes: 'd.completed_bytes',
  leftBytes: 'd.left_bytes',
  chunkSize: 'd.chunk_size',
  sizeChunks: 'd.size_chunks',
  completedChunks: 'd.completed_chunks',
  /** Those that are wanted and not there yet. */
  wantedChunks: 'd.wanted_chunks',
  downRate: 'd.down.rate',
  upRate: 'd.up.rate',
  /** In thousandths. */
  ratio: 'd.ratio',
  peers: 'd.peers_connected',
  message: 'd.message',
  /** Of one of several files the folder that is its own. `d.base_path` is empty for one that was stopped before a restart. */
  directory: 'd.directory',
  label: 'd.custom1',
  finishedAt: 'd.timestamp.finished',
  now: 'system.time_seconds',
} as const;

type Field = keyof typeof COMMANDS;
type TextField = 'hash' | 'name' | 'message' | 'directory' | 'label';
export type RTorrentTorrent = { [F in Field]: F extends TextField ? string : number };

const FIELDS = Object.keys(COMMANDS) as Field[];
export const ITEM_COMMANDS: readonly string[] = FIELDS.map((field) => COMMANDS[field]);

/** @param row the answers to ITEM_COMMANDS, in their order. @returns null for what is none */
export function torrentFrom(row: XmlRpcValue): RTorrentTorrent | null {
  if (!Array.isArray(row) || row.length !== FIELDS.length || !/^[0-9A-F]{40}$/i.test(String(row[0]))) return null;
  return Object.fromEntries(FIELDS.map((field, i) => [field, row[i]])) as RTorrentTorrent;
}

/** All that is wanted is there, by its own word. A magnet's metadata is no data. */
export const isWhole = (torrent: RTorrentTorrent): boolean =>
  torrent.isMeta === 0 &&
  torrent.sizeChunks > 0 &&
  (torrent.isComplete === 1 ||
    (torrent.isHashChecked === 1 && torrent.completedChunks > 0 && torrent.wantedChunks === 0));

/** The file, or the folder that is its own; null while it is not known. */
export function outputPathOf({ isMeta, isMultiFile, directory, name }: RTorrentTorrent): string | null {
  if (isMeta === 1 || directory === '') return null;
  return isMultiFile === 1 ? withoutSlash(directory) : `${withoutSlash(directory)}/${name}`;
}

const withoutSlash = (path: string): string => path.replace(/(?<=.)\/+$/, '');

export function itemFrom(torrent: RTorrentTorrent): ClientItem {
  const id = torrent.hash.toLowerCase();
  const known = torrent.isMeta === 0;
  const whole = isWhole(torrent);
  const outputPath = outputPathOf(torrent);
  const nowhere = whole && outputPath === null;
  const state = nowhere ? 'warning' : stateOf(torrent);
  return {
    id,
    itemKeys: [id],
    title: torrent.name,
    category: labelFrom(torrent.label),
    state,
    sizeBytes: known ? wantedBytes(torrent) : null,
    downloadedBytes: known ? torrent.completedBytes : null,
    progress: progressOf(torrent),
    downloadSpeed: torrent.downRate,
    uploadSpeed: torrent.upRate,
    etaSeconds:
      state === 'downloading' && torrent.downRate > 0 ? Math.ceil(torrent.leftBytes / torrent.downRate) : null,
    ratio: torrent.ratio / 1_000,
    peers: torrent.peers,
    message: nowhere ? 'rTorrent does not say in which folder it is.' : torrent.message || null,
    outputPath,
    processing: state === 'checking' && torrent.completedBytes >= torrent.sizeBytes ? 'verifying' : null,
    // It counts no time of sharing: a pause after the end is part of it, so one that is stopped tells none.
    seedingSeconds:
      whole && torrent.state === 1 && torrent.finishedAt > 0 ? Math.max(0, torrent.now - torrent.finishedAt) : null,
    // Its ratio groups tell nobody what they have in mind for one torrent.
    seedGoalReached: null,
    // The time of loading begins anew with each start of the daemon.
    addedAt: null,
  };
}

function stateOf(torrent: RTorrentTorrent): ItemState {
  if (torrent.isMeta === 1) return torrent.state === 0 ? 'paused' : 'queued';
  // Also at the end, when it calls itself complete already and may find that it is not.
  if (torrent.hashing !== 0) return 'checking';
  if (isWhole(torrent)) return 'complete';
  if (isTrouble(torrent.message)) return 'warning';
  if (torrent.state === 0) return 'paused'; // whatever else it says: it may well be active at that
  if (torrent.isActive === 0) return torrent.isOpen === 1 ? 'paused' : 'queued';
  return torrent.message !== '' && torrent.peers === 0 && torrent.downRate === 0 ? 'stalled' : 'downloading';
}

/** Trackers that do not answer are told of in the same place, and others may still have what is wanted. */
const isTrouble = (message: string): boolean => message !== '' && !/^(tracker:|tried all trackers)/i.test(message);

const isPartial = ({ completedChunks, wantedChunks, sizeChunks }: RTorrentTorrent): boolean =>
  completedChunks + wantedChunks < sizeChunks;

/** Of what was deselected only whole chunks are known to be left out. */
const wantedBytes = (torrent: RTorrentTorrent): number =>
  isPartial(torrent) && torrent.isHashChecked === 1
    ? Math.min(torrent.sizeBytes, (torrent.completedChunks + torrent.wantedChunks) * torrent.chunkSize)
    : torrent.sizeBytes;

function progressOf(torrent: RTorrentTorrent): number {
  if (torrent.isMeta === 1 || torrent.sizeBytes === 0) return 0;
  return isWhole(torrent) ? 1 : Math.min(1, torrent.completedBytes / (wantedBytes(torrent) || torrent.sizeBytes));
}

/**
 * A label as rTorrent keeps it: encoded, as its web interfaces do. Not only for their sake: a text that begins with $ would be
 * run as a command.
 */
export const labelOf = (category: string): string => encodeURIComponent(category);

function labelFrom(label: string): string | null {
  try {
    return decodeURIComponent(label) || null;
  } catch {
    return label; // set by somebody who does not encode
  }
}

/** A file's path within the torrent, its size, and 0 for one that is not wanted. */
export const FILE_COMMANDS: readonly string[] = ['f.path', 'f.size_bytes', 'f.priority'];
export type RTorrentFile = readonly [path: string, sizeBytes: number, priority: number];

export function filesFrom({ directory }: RTorrentTorrent, files: readonly RTorrentFile[]): ClientFile[] {
  return files
    .filter(([, , priority]) => priority !== 0)
    .map(([path, sizeBytes]) => ({ path: `${withoutSlash(directory)}/${path}`, sizeBytes }));
}
