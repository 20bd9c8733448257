import { directLinkKey } from '../../releases/links/direct-link.js';
import { type ClientFile, type ClientItem, type ItemState } from '../download-client.js';
import { type Aria2File, type Aria2Job } from './aria2-rpc.js';
import { BLOCKED_STATUS } from './blocked-status.js';

/** The gid (16 hex digits) that an item is added under, so that a repeated add meets the first. */
export const gidOf = (itemKey: string): string => itemKey.slice(0, 16);

/** The folder of one item alone, below that of all. */
export const ownFolder = (root: string, id: string): string => `${root}/${gidOf(id)}`;

/** The id that stays while the gids change: the info hash, for a direct link the gid. */
export const itemIdOf = (job: Aria2Job): string => job.infoHash?.toLowerCase() ?? job.gid;

/** A magnet becomes two jobs, one for its metadata and one for its data; together they are one item. */
export function jobsByItem(jobs: readonly Aria2Job[]): Map<string, Aria2Job[]> {
  const items = new Map<string, Aria2Job[]>();
  for (const job of jobs) items.set(itemIdOf(job), [...(items.get(itemIdOf(job)) ?? []), job]);
  return items;
}

const RANK: Record<Aria2Job['status'], number> = {
  active: 0,
  waiting: 1,
  paused: 2,
  complete: 3,
  error: 4,
  removed: 5,
};

/** The job that tells how an item is doing, or null when what is left of it are traces: removed jobs, metadata that another job followed. */
export function leadingJob(jobs: readonly Aria2Job[]): Aria2Job | null {
  const candidates = jobs.filter((job) => job.status !== 'removed' && !job.followedBy?.length);
  return candidates.sort((a, b) => RANK[a.status] - RANK[b.status])[0] ?? null;
}

export function itemsFrom(jobs: readonly Aria2Job[]): ClientItem[] {
  return [...jobsByItem(jobs).values()].flatMap((group) => {
    const job = leadingJob(group);
    return job === null ? [] : [itemFrom(job)];
  });
}

export function itemFrom(job: Aria2Job): ClientItem {
  const meta = isMetadata(job);
  const size = meta ? 0 : Number(job.totalLength);
  const done = meta ? 0 : Number(job.completedLength);
  const speed = Number(job.downloadSpeed);
  const state = stateOf(job);
  return {
    id: itemIdOf(job),
    itemKeys: itemKeysOf(job),
    title: titleOf(job),
    category: null,
    state,
    sizeBytes: size > 0 ? size : null,
    downloadedBytes: meta ? null : done,
    progress: size > 0 ? done / size : 0,
    downloadSpeed: speed,
    uploadSpeed: Number(job.uploadSpeed),
    etaSeconds: state === 'downloading' && speed > 0 && size > 0 ? Math.ceil((size - done) / speed) : null,
    ratio: job.infoHash !== undefined && done > 0 ? Number(job.uploadLength) / done : null,
    peers: job.infoHash === undefined ? null : Number(job.connections),
    message: messageOf(job),
    outputPath: outputPathOf(job),
    processing: null,
    seedingSeconds: null,
    // It ends a torrent that has shared enough, and says neither for how long nor whether it has a goal at all.
    seedGoalReached: state === 'complete' && job.infoHash !== undefined ? job.status === 'complete' : null,
    addedAt: null,
  };
}

/** Those that are wanted: what was deselected is not fetched, and need not be there. */
export const filesFrom = (job: Aria2Job): ClientFile[] =>
  filesOf(job)
    .filter(({ selected }) => selected !== 'false')
    .map(({ path, length }) => ({ path, sizeBytes: Number(length) }));

/** Deselected ones too: a piece that they share with a wanted file brings a part of them. */
export const pathsFrom = (job: Aria2Job): string[] => filesOf(job).map(({ path }) => path);

const filesOf = (job: Aria2Job): readonly Aria2File[] =>
  isMetadata(job) ? [] : job.files.filter(({ path }) => path !== '');

/** A magnet's first job: its "file" is the metadata, and its completion is not the item's. */
const isMetadata = (job: Aria2Job): boolean => job.bittorrent !== undefined && job.bittorrent.info === undefined;

/** aria2's manual, "EXIT STATUS": not enough disk space. */
const DISK_FULL = '9';

function stateOf(job: Aria2Job): ItemState {
  switch (job.status) {
    case 'error':
      // A full disk says nothing against the release; else aria2 has used up its own retries, and has no way to go on with it.
      return job.errorCode === DISK_FULL ? 'warning' : 'failed';
    case 'complete':
      return isMetadata(job) ? 'queued' : 'complete';
    case 'removed':
      return 'warning'; // a trace, which is never listed
    case 'paused':
      return hasAll(job) ? 'complete' : 'paused';
    case 'waiting':
      return job.verifyIntegrityPending === 'true' ? 'checking' : hasAll(job) ? 'complete' : 'queued';
    case 'active':
      if (job.verifiedLength !== undefined || job.verifyIntegrityPending === 'true') return 'checking';
      if (isMetadata(job)) return 'queued';
      // A direct link that has all its bytes is active for a moment more, until they are written.
      return job.seeder === 'true' ? 'complete' : 'downloading';
  }
}

const hasAll = (job: Aria2Job): boolean =>
  job.infoHash !== undefined && !isMetadata(job) && job.totalLength !== '0' && job.completedLength === job.totalLength;

function messageOf(job: Aria2Job): string | null {
  if (job.errorMessage?.includes(`status=${BLOCKED_STATUS}`))
    return 'The link leads to a private network; if that is meant, allow the host in the settings (LEDGARR_ALLOWED_PRIVATE_HOSTS).';
  if (job.errorMessage) return job.errorMessage;
  if (job.status === 'error') return `aria2 gave up with error ${job.errorCode ?? 'unknown'}`;
  if (job.status === 'waiting' && stateOf(job) === 'queued') return 'Waits for its turn: aria2 has enough under way.';
  if (job.status === 'active' && isMetadata(job))
    return 'Looks for a peer that has the metadata of this magnet; none has answered yet.';
  return null;
}

function itemKeysOf(job: Aria2Job): string[] {
  if (job.infoHash !== undefined) return [job.infoHash.toLowerCase()];
  const link = job.files[0]?.uris[0]?.uri;
  return link !== undefined && URL.canParse(link) ? [directLinkKey(link)] : [job.gid];
}

function titleOf(job: Aria2Job): string {
  const name = job.bittorrent?.info?.name;
  if (name) return name;
  const file = job.files[0];
  const path = file?.path || pathOf(file?.uris[0]?.uri);
  return (
    path
      .replace(/^\[METADATA\]/, '')
      .split(/[/\\]/)
      .at(-1) || job.gid
  );
}

const pathOf = (link: string | undefined): string =>
  link !== undefined && URL.canParse(link) ? new URL(link).pathname : '';

function outputPathOf(job: Aria2Job): string | null {
  if (isMetadata(job)) return null;
  const name = job.bittorrent?.info?.name;
  if (job.bittorrent?.mode === 'multi' && name) return `${job.dir}/${name}`;
  return job.files[0]?.path || null;
}
