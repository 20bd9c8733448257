import { type ClientType, type ConnectionSettings } from './download-client.js';
import { type PathMapping } from './path-mapping.js';

export { localPath } from './path-mapping.js';

export const ADOPTION = ['all', 'category', 'none'] as const;

export type ConfiguredClient = Omit<ConnectionSettings, 'options' | 'tls' | 'timeoutSeconds'> & {
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
