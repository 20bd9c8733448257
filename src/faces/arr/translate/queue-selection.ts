import { LANGUAGES, qualityOf } from './quality.js';
import { type QueueLine } from './queue-record.js';
import { queueStatusOf } from './queue-status.js';

/** Empty lists take everything. */
export type QueueFilter = {
  /** What is about no known series too. */
  withUnknown: boolean;
  seriesIds: readonly number[];
  episodeIds: readonly number[];
  protocol: string | undefined;
  languages: readonly number[];
  qualities: readonly number[];
  statuses: readonly string[];
};

/** Some callers send the number that the original keeps. */
const PROTOCOLS: Record<string, string> = { '1': 'usenet', '2': 'torrent' };

export function selectLines(lines: readonly QueueLine[], filter: QueueFilter): QueueLine[] {
  const { withUnknown, seriesIds, episodeIds, protocol, languages, qualities, statuses } = filter;
  const asked = protocol === undefined ? undefined : (PROTOCOLS[protocol] ?? protocol);
  return lines.filter(
    ({ item: { download, title }, ref }) =>
      (withUnknown || ref.seriesId !== undefined) &&
      among(seriesIds, ref.seriesId) &&
      among(episodeIds, ref.episodeId) &&
      (asked === undefined || asked === (download.protocol === 'usenet' ? 'usenet' : 'torrent')) &&
      (languages.length === 0 || LANGUAGES.some(({ id }) => languages.includes(id))) &&
      (qualities.length === 0 || qualities.includes(qualityOf(title).quality.id)) &&
      (statuses.length === 0 || statuses.includes(queueStatusOf(download).status)),
  );
}

const among = (asked: readonly number[], id: number | undefined): boolean =>
  asked.length === 0 || (id !== undefined && asked.includes(id));

/** `queue/status` */
export function statusOfQueue(lines: readonly QueueLine[]) {
  const known = lines.filter(({ ref }) => ref.seriesId !== undefined);
  const unknown = lines.filter(({ ref }) => ref.seriesId === undefined);
  const areTroubled = (some: readonly QueueLine[], tracked: 'error' | 'warning') =>
    some.some(({ item }) => queueStatusOf(item.download).tracked === tracked);
  return {
    totalCount: lines.length,
    count: known.length,
    unknownCount: unknown.length,
    errors: areTroubled(known, 'error'),
    warnings: areTroubled(known, 'warning'),
    unknownErrors: areTroubled(unknown, 'error'),
    unknownWarnings: areTroubled(unknown, 'warning'),
  };
}
