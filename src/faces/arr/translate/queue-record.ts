import { type PresentDownload } from '../../../downloads/queries/present-download.js';
import { type EpisodeRef, episodesOf } from './episodes.js';
import { queueIdOf } from './ids.js';
import { LANGUAGES, qualityOf } from './quality.js';
import { type QueueItem } from './queue-item.js';
import { queueStatusOf } from './queue-status.js';
import { episodeResource, seriesOfRef } from './series.js';
import { duration, instant } from './time.js';

export type Includes = { series: boolean; episode: boolean };

/** What stands behind one line of the queue: an item, and the episode of it that the line is about. */
export type QueueLine = { id: number; item: QueueItem; ref: EpisodeRef };

export const queueLines = (items: readonly QueueItem[]): QueueLine[] =>
  items.flatMap((item) =>
    episodesOf(item.download.content).map((ref) => ({
      id: queueIdOf(item.joinId ?? item.download.id, ref.part),
      item,
      ref,
    })),
  );

/** A record of `queue`; what is not known is absent. Sizes are bytes. */
export function queueRecord({ id, item, ref }: QueueLine, includes: Includes, now: Date) {
  const { download, title } = item;
  const { status, state, tracked, message } = queueStatusOf(download);
  const { size, left } = sizesOf(download);
  const seconds = secondsLeft(download);
  const series = includes.series ? seriesOfRef(ref) : undefined;
  const episode = includes.episode ? episodeResource(ref, false) : undefined;
  return {
    ...known({ seriesId: ref.seriesId, episodeId: ref.episodeId, seasonNumber: ref.seasonNumber, series, episode }),
    languages: LANGUAGES,
    quality: qualityOf(title),
    customFormats: [],
    customFormatScore: 0,
    size,
    title,
    ...(seconds !== null && { estimatedCompletionTime: instant(new Date(now.getTime() + seconds * 1_000)) }),
    added: instant(download.initiatedAt),
    status,
    trackedDownloadStatus: tracked,
    trackedDownloadState: state,
    statusMessages: [],
    ...(message !== null && { errorMessage: message }),
    downloadId: downloadIdOf(item),
    protocol: download.protocol === 'usenet' ? 'usenet' : 'torrent',
    downloadClient: download.downloadClient,
    downloadClientHasPostImportCategory: false,
    indexer: download.indexer ?? download.downloadClient,
    ...known({ outputPath: download.status === 'completed' ? (download.outputPath ?? undefined) : undefined }),
    episodeHasFile: false,
    sizeleft: left,
    ...(seconds !== null && { timeleft: duration(seconds) }),
    id,
  };
}

export type QueueRecord = ReturnType<typeof queueRecord>;

/** As Sonarr has it: the hash that was asked for in capitals; of an NZB the id that its client gave it, once it has one. */
export const downloadIdOf = ({ itemKey, download }: QueueItem): string =>
  download.protocol === 'torrent' ? itemKey.toUpperCase() : (download.downloadClientId ?? itemKey);

/** Whole numbers, 0 ≤ left ≤ size. */
export function sizesOf({ status, sizeBytes, downloadedBytes, progress }: PresentDownload): {
  size: number;
  left: number;
} {
  const size = Math.max(0, Math.round(sizeBytes ?? 0));
  if (status === 'completed') return { size, left: 0 };
  const done = Math.round(downloadedBytes ?? progress * size);
  return { size, left: Math.min(size, Math.max(0, size - done)) };
}

/** Null where no end is in sight. */
export function secondsLeft(download: PresentDownload): number | null {
  if (download.status === 'completed') return 0;
  return queueStatusOf(download).status === 'downloading' ? download.etaSeconds : null;
}

const known = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
