import { type ClientType } from '../../download-clients/download-client.js';
import { type ClientRow } from '../clients/client-row.js';
import { jsonObject, plainText } from '../source/plain-values.js';
import { type ArrClientRow } from './arr-tables.js';

/** What the programs call the clients that Ledgarr knows. */
const TYPES: Record<string, ClientType> = {
  Aria2: 'aria2',
  Deluge: 'deluge',
  Nzbget: 'nzbget',
  QBittorrent: 'qbittorrent',
  RTorrent: 'rtorrent',
  Sabnzbd: 'sabnzbd',
  Transmission: 'transmission',
};

/** A client with its settings, which lie in a column of JSON; what a version of the program does not have is null. */
export function clientRow({ Name, Implementation, Settings, Enable, Priority, Id }: ArrClientRow): ClientRow {
  const settings = jsonObject(Settings);
  const text = (...fields: string[]): string | null =>
    fields.map((field) => settings[field]).map(asText).find((each) => each !== null) ?? null; // prettier-ignore
  return {
    name: Name,
    type: TYPES[Implementation ?? ''] ?? plainText(Implementation),
    enabled: Enable,
    priority: Priority,
    host: text('host'),
    port: text('port'),
    use_ssl: text('useSsl'),
    url_base: text('urlBase', 'rpcPath'),
    username: text('username'),
    password: text('password', 'secretToken'),
    api_key: text('apiKey'),
    category: text('tvCategory', 'movieCategory', 'category'),
    download_directory: text('tvDirectory', 'movieDirectory', 'directory'),
    // In the order in which they were added.
    inserted_at: Id?.padStart(10, '0') ?? null,
  };
}

const asText = (value: unknown): string | null =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : plainText(value);
