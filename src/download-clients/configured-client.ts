import { type ClientType, type ConnectionSettings } from './download-client.js';
import { type PathMapping } from './path-mapping.js';

export { localPath } from './path-mapping.js';

export const ADOPTION = ['all', 'category', 'none'] as const;

export type ConfiguredClient = Required<ConnectionSettings> & {
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
  /** With so many downloads under way it is full, and the next goes to another client that can take it. */
  maxActive: number | null;
  /** Instead of `category`, for downloads whose content is known. */
  categories: ContentCategories;
};

/** `series` is for everything of a series: episodes, a season, or all of it. */
export type ContentCategories = { movie: string | null; series: string | null };

/** Settings that nobody has to give. */
export const CLIENT_DEFAULTS = {
  maxActive: null,
  categories: { movie: null, series: null },
  tls: { certificate: null, verify: true },
  timeoutSeconds: null,
  options: {},
} as const satisfies Partial<ConfiguredClient>;

type Categorised = Pick<ConfiguredClient, 'category' | 'categories'>;

/** The category of a download that was asked for without one. @param kind of its content; null where it is not known */
export function categoryFor({ category, categories }: Categorised, kind: string | null): string | null {
  const own = kind === null ? null : kind === 'movie' ? categories.movie : categories.series;
  return own ?? category;
}

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
  ...CLIENT_DEFAULTS,
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
