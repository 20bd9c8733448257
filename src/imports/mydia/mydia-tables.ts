import { type DataOf, type RowIn, type Tables } from '../source/tables.js';

/** What is read of Mydia 0.4 and its neighbours. `tvdb_id` came later. */
export const TABLES = {
  downloads: {
    columns: [
      'id',
      'media_item_id',
      'episode_id',
      'indexer',
      'title',
      'download_url',
      'download_client',
      'download_client_id',
      'completed_at',
      'error_message',
      'metadata',
      'inserted_at',
      'updated_at',
    ],
    required: [
      ...['id', 'title', 'inserted_at', 'updated_at'],
      // These say how an attempt ended: without one of them it would seem to be active, or never to have begun.
      ...['download_client', 'download_client_id', 'completed_at', 'error_message'],
      // And these what it was for: without them two downloads of one film would both stay.
      ...['media_item_id', 'episode_id', 'metadata'],
    ],
  },
  media_items: {
    columns: ['id', 'type', 'title', 'year', 'tmdb_id', 'tvdb_id', 'imdb_id'],
    required: ['id', 'type', 'title'],
  },
  episodes: {
    columns: ['id', 'media_item_id', 'season_number', 'episode_number'],
    required: ['id', 'media_item_id', 'season_number', 'episode_number'],
  },
  events: {
    columns: ['id', 'type', 'metadata', 'inserted_at'],
    required: ['id', 'type', 'metadata', 'inserted_at'],
    optional: true,
    where: `type LIKE 'download.%'`,
  },
  download_client_configs: {
    columns: [
      'id',
      'name',
      'type',
      'enabled',
      'priority',
      'host',
      'port',
      'use_ssl',
      'url_base',
      'username',
      'password',
      'api_key',
      'category',
      'download_directory',
      'inserted_at',
    ],
    required: ['name', 'type', 'host', 'port'],
  },
} as const satisfies Tables;

export type RowOf<Name extends keyof typeof TABLES> = RowIn<typeof TABLES, Name>;
export type MydiaData = DataOf<typeof TABLES>;

export const MYDIA = { program: 'Mydia', tables: TABLES };
