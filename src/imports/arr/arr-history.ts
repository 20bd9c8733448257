import { type Content } from '../../downloads/domain/content.js';
import { instant, jsonObject, plainText } from '../source/plain-values.js';
import { type ArrClientRow, type BlocklistRow, type RadarrData, type SonarrData } from './arr-tables.js';
import { episodesContent, type EpisodeRef, movieContent } from './content-of.js';

export type ArrEvent = 'grabbed' | 'imported' | 'failed' | 'ignored';

/** A line of the history: in Sonarr one for each episode of a release. `at` is ISO 8601 in UTC. */
export type ArrRow = {
  id: number;
  at: string;
  event: ArrEvent;
  title: string;
  /** The info hash, or the id that the Usenet client gave. */
  downloadId: string;
  data: Readonly<Record<string, unknown>>;
};

/** What either program remembers. */
export type ArrHistory = {
  program: 'sonarr' | 'radarr';
  rows: ArrRow[];
  blocklist: readonly BlocklistRow[];
  clients: readonly ArrClientRow[];
  /** What the rows of one download were for; null where the program does not say it. */
  contentOf(rows: readonly ArrRow[]): Content | null;
};

/** Their numbers in the database. Files that were renamed or deleted, and imports of what nobody had asked for, are no downloads. */
const SONARR_EVENTS: Record<string, ArrEvent> = { 1: 'grabbed', 3: 'imported', 4: 'failed', 7: 'ignored' };
const RADARR_EVENTS: Record<string, ArrEvent> = { 1: 'grabbed', 3: 'imported', 4: 'failed', 9: 'ignored' };

export function sonarrHistory(data: SonarrData): ArrHistory {
  const series = new Map(data.Series.map((row) => [row.Id, row]));
  const episodes = new Map(data.Episodes.map((row) => [row.Id, row]));
  const rows = data.History.flatMap((row) => arrRow(row, SONARR_EVENTS));
  const places = new Map(data.History.map((row): [number, EpisodeRef] => [Number(row.Id), row]));
  const contentOf = (of: readonly ArrRow[]) =>
    episodesContent(
      of.flatMap(({ id }) => places.get(id) ?? []),
      of[0]?.title ?? '',
      { series, episodes },
    );
  return { program: 'sonarr', rows, blocklist: data.Blocklist, clients: data.DownloadClients, contentOf };
}

export function radarrHistory(data: RadarrData): ArrHistory {
  const metadata = new Map(data.MovieMetadata.map((row) => [row.Id, row]));
  const movies = new Map(data.Movies.map((row) => [row.Id, metadata.get(row.MovieMetadataId) ?? row]));
  const rows = data.History.flatMap((row) => arrRow(row, RADARR_EVENTS));
  const movieOf = new Map(data.History.map((row) => [Number(row.Id), row.MovieId]));
  const contentOf = ([first]: readonly ArrRow[]) => movieContent(first && movies.get(movieOf.get(first.id) ?? null));
  return { program: 'radarr', rows, blocklist: data.Blocklist, clients: data.DownloadClients, contentOf };
}

type HistoryColumns = Record<'Id' | 'SourceTitle' | 'Date' | 'EventType' | 'Data' | 'DownloadId', string | null>;

function arrRow(row: HistoryColumns, events: Record<string, ArrEvent>): ArrRow[] {
  const [event, at, downloadId] = [events[row.EventType ?? ''], instant(row.Date), plainText(row.DownloadId)];
  if (!event || at === null || downloadId === null) return [];
  return [{ id: Number(row.Id), at, event, title: row.SourceTitle ?? '', downloadId, data: jsonObject(row.Data) }];
}
