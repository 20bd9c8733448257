import { type ClientType, type ConnectionSettings } from './download-client.js';

export const ADOPTION = ['all', 'category', 'none'] as const;

/** Where the client sees `remote`, we see `local`: for a client on another machine or in a container. */
export type PathMapping = { remote: string; local: string };

export type ConfiguredClient = ConnectionSettings & {
  /** The slug by which events know it: given once, never changed. */
  id: string;
  name: string;
  type: ClientType;
  enabled: boolean;
  /** Smaller is asked first. */
  priority: number;
  pathMappings: PathMapping[];
  adopt: (typeof ADOPTION)[number];
  failAfterStalledMinutes: number | null;
  removeAfterSeeding: boolean;
};

export type ClientHealth = {
  state: 'up' | 'down' | 'unknown';
  /** Times are ISO 8601 in UTC. */
  since: string | null;
  lastError: string | null;
  latencyMs: number | null;
  retryAt: string | null;
  version: string | null;
};

/** The built-in aria2, where it runs. */
export const BUILTIN = 'builtin';

export const builtinClient = (url: string, secret: string, downloadDir: string): ConfiguredClient => ({
  id: BUILTIN,
  name: 'Built-in',
  type: 'aria2',
  enabled: true,
  priority: 100,
  url,
  username: null,
  password: secret,
  apiKey: null,
  category: null,
  downloadDir,
  pathMappings: [],
  adopt: 'none',
  failAfterStalledMinutes: null,
  removeAfterSeeding: false,
});

/** The client's path as this machine sees it, by the longest mapping that fits. */
export function localPath(client: Pick<ConfiguredClient, 'pathMappings'>, path: string): string {
  const within = (folder: string) => path === folder || path.startsWith(`${folder}/`);
  const fitting = client.pathMappings
    .map(({ remote, local }) => ({ remote: remote.replace(/\/+$/, ''), local: local.replace(/\/+$/, '') }))
    .filter(({ remote }) => within(remote))
    .sort((a, b) => b.remote.length - a.remote.length);
  return fitting[0] ? fitting[0].local + path.slice(fitting[0].remote.length) : path;
}
