import { type DataOf, type RowIn, type Tables } from '../source/tables.js';

const CLIENTS = {
  columns: ['Id', 'Enable', 'Name', 'Implementation', 'Settings', 'Priority'],
  required: ['Name', 'Implementation', 'Settings'],
} as const;

const HISTORY = ['Id', 'SourceTitle', 'Date', 'EventType', 'Data', 'DownloadId'] as const;
const BLOCKLIST = ['Id', 'SourceTitle', 'Date', 'Message', 'TorrentInfoHash', 'Indexer', 'Protocol', 'Size'] as const;

const SONARR_TABLES = {
  History: {
    columns: [...HISTORY, 'SeriesId', 'EpisodeId'],
    required: [...HISTORY, 'SeriesId', 'EpisodeId'],
  },
  Series: { columns: ['Id', 'Title', 'TvdbId'], required: ['Id', 'Title', 'TvdbId'] },
  Episodes: {
    columns: ['Id', 'SeriesId', 'SeasonNumber', 'EpisodeNumber'],
    required: ['Id', 'SeriesId', 'SeasonNumber', 'EpisodeNumber'],
  },
  DownloadClients: CLIENTS,
  Blocklist: { columns: BLOCKLIST, required: ['SourceTitle', 'Date'], optional: true },
} as const satisfies Tables;

const RADARR_TABLES = {
  History: { columns: [...HISTORY, 'MovieId'], required: [...HISTORY, 'MovieId'] },
  // Radarr 4 moved what a movie is to a table of its own.
  Movies: { columns: ['Id', 'MovieMetadataId', 'Title', 'Year', 'TmdbId'], required: ['Id'] },
  MovieMetadata: {
    columns: ['Id', 'Title', 'Year', 'TmdbId'],
    required: ['Id', 'Title', 'TmdbId'],
    optional: true,
  },
  DownloadClients: CLIENTS,
  Blocklist: { columns: BLOCKLIST, required: ['SourceTitle', 'Date'], optional: true },
} as const satisfies Tables;

export const SONARR = { program: 'Sonarr', tables: SONARR_TABLES };
export const RADARR = { program: 'Radarr', tables: RADARR_TABLES };
export type SonarrData = DataOf<typeof SONARR_TABLES>;
export type RadarrData = DataOf<typeof RADARR_TABLES>;
export type ArrClientRow = RowIn<typeof SONARR_TABLES, 'DownloadClients'>;
export type BlocklistRow = RowIn<typeof SONARR_TABLES, 'Blocklist'>;
