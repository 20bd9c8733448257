import { BUILTIN } from '../../../download-clients/configured-client.js';
import { CLIENT_TYPES, type ClientType } from '../../../download-clients/download-client.js';
import { slugOf } from '../../../download-clients/slug.js';
import { type RowOf } from './mydia-tables.js';

/** What a download says of its client: the name, in Mydia. */
export type NamedClient = {
  name: string;
  slug: string;
  /** In Mydia's settings; null for a client that has been deleted since, or is set up by Mydia's environment. */
  row: RowOf<'download_client_configs'> | null;
  /** Null where Ledgarr has no adapter for it (a black hole, a debrid service). */
  type: ClientType | null;
};

/** For a download that names none. */
export const NO_CLIENT = 'unknown';

/**
 * Gives each client the slug of its name: those that exist first, in the order in which they were added. Two names of
 * one slug are told apart by a number, since they are two clients.
 */
export function nameClients(
  rows: readonly RowOf<'download_client_configs'>[],
  mentioned: Iterable<string>,
): Map<string, NamedClient> {
  const configured = [...rows].sort((a, b) => compare(a.inserted_at, b.inserted_at) || compare(a.name, b.name));
  const clients = new Map<string, NamedClient>();
  const taken = new Set<string>([BUILTIN]);
  const add = (name: string, row: NamedClient['row']) => {
    if (clients.has(name)) return;
    const type = CLIENT_TYPES.find((known) => known === row?.type) ?? null;
    clients.set(name, { name, slug: freeSlug(slugOf(name) || 'client', taken), row, type });
  };
  for (const row of configured) add(row.name ?? '', row);
  for (const name of [...new Set(mentioned)].sort(compare)) add(name, null);
  return clients;
}

function freeSlug(wanted: string, taken: Set<string>): string {
  let slug = wanted;
  for (let n = 2; taken.has(slug); n++) slug = `${wanted.slice(0, 58)}-${n}`;
  taken.add(slug);
  return slug;
}

/** By code units: the same on every machine. */
export const compare = (a: string | null, b: string | null): number =>
  Number((a ?? '') > (b ?? '')) - Number((a ?? '') < (b ?? ''));
