import { QUALITIES, qualityOf } from './quality.js';
import { type QueueLine, secondsLeft, sizesOf } from './queue-record.js';
import { type QueueStatus, queueStatusOf } from './queue-status.js';
import { seriesOfRef } from './series.js';

type Value = string | number;

/** What cannot be seen to end sorts after what ends latest. */
const timeLeft = ({ item }: QueueLine): Value => secondsLeft(item.download) ?? Infinity;
const episode = ({ ref }: QueueLine): Value => (ref.seasonNumber ?? -1) * 100_000 + (ref.episodeNumber ?? 0);

/** What is sorted by, under the original's words. */
const VALUES: Record<string, (line: QueueLine) => Value> = {
  timeleft: timeLeft,
  estimatedCompletionTime: timeLeft,
  status: ({ item }) => queueStatusOf(item.download).status,
  'series.sortTitle': ({ ref }) => seriesOfRef(ref)?.sortTitle ?? '\uffff',
  episode,
  'episode.airDateUtc': episode,
  'episode.title': ({ item }) => item.title,
  languages: () => 0,
  quality: ({ item }) => QUALITIES.findIndex(({ id }) => id === qualityOf(item.title).quality.id),
  progress: ({ item }) => progressOf(item),
  size: ({ item }) => sizesOf(item.download).size,
  title: ({ item }) => item.title.toLowerCase(),
  protocol: ({ item }) => item.download.protocol,
  indexer: ({ item }) => item.download.indexer ?? item.download.downloadClient,
  downloadClient: ({ item }) => item.download.downloadClient,
  added: ({ item }) => item.download.initiatedAt.getTime(),
};

export const QUEUE_SORT_KEYS = Object.keys(VALUES) as [string, ...string[]];

/** In which order they come where nobody has asked for one: callers read a page of ten, and look for what is moving. */
const RANKS: Record<QueueStatus['status'], number> = {
  downloading: 0,
  queued: 1,
  paused: 2,
  warning: 3,
  completed: 4,
  failed: 5,
};

/** @param sort null where none was asked for. The same lines are in the same order with every call. */
export function inOrder(lines: readonly QueueLine[], sort: { key: string; descending: boolean } | null): QueueLine[] {
  const valuesOf = sort ? (line: QueueLine) => [VALUES[sort.key]!(line)] : usualValues;
  const sign = sort?.descending ? -1 : 1;
  return lines
    .map((line, place) => ({ line, place, values: valuesOf(line) }))
    .sort((a, b) => sign * compare(a.values, b.values) || a.place - b.place)
    .map(({ line }) => line);
}

const usualValues = (line: QueueLine): Value[] => [RANKS[queueStatusOf(line.item.download).status], timeLeft(line)];

function compare(a: readonly Value[], b: readonly Value[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1;
}

function progressOf({ download }: QueueLine['item']): number {
  const { size, left } = sizesOf(download);
  return size === 0 ? 0 : 1 - left / size;
}
