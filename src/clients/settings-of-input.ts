import { keptAddress, splitAddress } from '../download-clients/client-address.js';
import { type ConfiguredClient } from '../download-clients/configured-client.js';
import { type TriedClient } from './client-schemas.js';

/** A user that the address names is kept apart from it, unless one is given by itself. */
export function withAddress(client: ConfiguredClient): ConfiguredClient {
  const { url, username, password } = splitAddress(client.url);
  return { ...client, url, username: client.username ?? username, password: password ?? client.password };
}

/** What would be saved. @param before the client that it would change: its secrets are kept where none are given */
export function settingsOf(input: TriedClient, before: ConfiguredClient | null): ConfiguredClient {
  const { id = 'new', name = id, password = before?.password, apiKey = before?.apiKey, ...fields } = input;
  const url = before ? keptAddress(input.url, before.url) : input.url;
  return withAddress({ ...fields, id, name, url, password: password ?? null, apiKey: apiKey ?? null });
}
