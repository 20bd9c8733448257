import { type DataSource } from 'typeorm';
import { CLIENT_DEFAULTS, type ConfiguredClient } from '../../download-clients/configured-client.js';
import { ConfiguredClients } from '../../download-clients/configured-clients.js';
import { type ClientReport } from '../attempts/report.js';
import { isTrue, plainText, wholeNumber } from '../source/plain-values.js';
import { type NamedClient, type OwnClient } from './client-names.js';
import { type ClientRow } from './client-row.js';

/** Writes the other program's clients under their slugs, all but those that there are already. A dry run writes none. */
export async function takeOverClients(
  clients: Iterable<NamedClient>,
  database: DataSource,
  dryRun: boolean,
): Promise<ClientReport[]> {
  const configured = new ConfiguredClients(database, null);
  const reports: ClientReport[] = [];
  for (const client of clients) {
    if (!client.row) continue;
    const settings = settingsOf(client, client.row);
    const told = { id: client.slug, name: client.name, type: client.row.type ?? '' };
    if (!settings) reports.push({ ...told, result: 'not-supported' });
    else {
      const isNew = dryRun ? !(await configured.find(client.slug)) : await configured.insert(settings);
      reports.push({ ...told, result: isNew ? 'taken-over' : 'exists' });
    }
  }
  return reports;
}

/** The names of clients whose downloads nobody could follow: neither the other program nor Ledgarr knows how to reach them. */
export function goneClients(clients: Iterable<NamedClient>, own: readonly OwnClient[]): Set<string> {
  const gone = [...clients].filter((client) => !isUsable(client) && !own.some(({ id }) => id === client.slug));
  return new Set(gone.map(({ name }) => name));
}

/** Whether Ledgarr can go on with what this client holds. */
const isUsable = (client: NamedClient): boolean => client.row !== null && settingsOf(client, client.row) !== null;

function settingsOf({ name, slug, type }: NamedClient, row: ClientRow): ConfiguredClient | null {
  const url = urlOf(row);
  if (!type || !url) return null;
  return {
    ...CLIENT_DEFAULTS,
    id: slug,
    name: plainText(name) ?? slug,
    type,
    enabled: row.enabled === null || isTrue(row.enabled),
    // Everywhere the smaller number is asked first.
    priority: Math.min(wholeNumber(row.priority) ?? 1, 1_000),
    url,
    username: row.username || null,
    password: row.password || null,
    apiKey: row.api_key || null,
    category: plainText(row.category),
    downloadDir: plainText(row.download_directory),
    pathMappings: [],
    adopt: 'none',
    failAfterStalledMinutes: null,
    removeAfterSeeding: false,
  };
}

function urlOf({ host, port, use_ssl, url_base }: ClientRow): string | null {
  const bare = (host ?? '').trim().replace(/^[a-z]+:\/\//i, '').replace(/\/+$/, ''); // prettier-ignore
  if (bare === '') return null;
  const named = bare.includes(':') && !bare.startsWith('[') && /^[0-9a-f:]+$/i.test(bare) ? `[${bare}]` : bare;
  const path = (url_base ?? '').trim().replace(/^\/+|\/+$/g, '');
  const url = `${isTrue(use_ssl) ? 'https' : 'http'}://${named}${port ? `:${port}` : ''}${path ? `/${path}` : ''}`;
  return URL.canParse(url) ? url : null;
}
