import { type SourceRow } from '../source/tables.js';

/** A download client as another program has it set up: texts, as its database holds them. */
export type ClientRow = SourceRow<
  | 'name'
  /** In Ledgarr's words where it has one for it. */
  | 'type'
  | 'enabled'
  | 'priority'
  | 'host'
  | 'port'
  | 'use_ssl'
  | 'url_base'
  | 'username'
  | 'password'
  | 'api_key'
  | 'category'
  | 'download_directory'
  | 'inserted_at'
>;
