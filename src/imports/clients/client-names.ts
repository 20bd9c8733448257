import { BUILTIN } from '../../download-clients/configured-client.js';
import { CLIENT_TYPES, type ClientType } from '../../download-clients/download-client.js';
import { slugOf } from '../../download-clients/slug.js';
import { compare } from '../attempts/by-code-units.js';
import { plainText } from '../source/plain-values.js';
import { type ClientRow } from './client-row.js';

/** What a download says of its client: the name that the other program gives it. */
export type NamedClient = {
  name: string;
  slug: string;
  /** In the other program's settings; null for a client that has been deleted since, or is set up by its environment. */
  row: ClientRow | null;
  /** Null where Ledgarr has no adapter for it (a black hole, a debrid service). */
  type: ClientType | null;
};

/** A client as Ledgarr has it. */
export type OwnClient = { id: string; name: string };

/** For a download that names none. */
export const NO_CLIENT = 'unknown';

/**
 * Gives each client the slug of its name: those that exist first, in the order in which they were added. Two names of
 * one slug are told apart by a number, since they are two clients; and those that Ledgarr has by their very name keep
 * the slug that they have there, so that a client that is gone from there does not leave its slug to another.
 */
export function nameClients(
  rows: readonly ClientRow[],
  mentioned: Iterable<string>,
  own: readonly OwnClient[] = [],
): Map<string, NamedClient> {
  const configured = [...rows].sort((a, b) => compare(a.inserted_at, b.inserted_at) || compare(a.name, b.name));
  const clients = new Map<string, NamedClient>();
  const taken = new Set<string>([BUILTIN]);
  const named: { name: string; row: NamedClient['row'] }[] = [
    ...configured.map((row) => ({ name: row.name ?? '', row })),
    ...[...new Set(mentioned)].sort(compare).map((name) => ({ name, row: null })),
  ];
  const kept = new Map(named.map(({ name }) => [name, slugKept(name, own)]));
  for (const slug of kept.values()) if (slug) taken.add(slug);
  for (const { name, row } of named) {
    if (clients.has(name)) continue;
    const type = CLIENT_TYPES.find((known) => known === row?.type) ?? null;
    const slug = kept.get(name) ?? freeSlug(slugOf(name) || 'client', taken);
    clients.set(name, { name, slug, row, type });
  }
  return clients;
}

function slugKept(name: string, own: readonly OwnClient[]): string | undefined {
  const same = own.filter((client) => client.id !== BUILTIN && client.name === plainText(name));
  return (same.find(({ id }) => id === slugOf(name)) ?? same[0])?.id;
}

function freeSlug(wanted: string, taken: Set<string>): string {
  let slug = wanted;
  for (let n = 2; taken.has(slug); n++) slug = `${wanted.slice(0, 58)}-${n}`;
  taken.add(slug);
  return slug;
}
