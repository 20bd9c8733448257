import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const url = (...schemes: string[]) =>
  z.string().refine((value) => schemes.some((scheme) => value.startsWith(`${scheme}://`)), {
    error: `must begin with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  });

/** Programs that the service can be taken for. */
export const FACES = ['qbittorrent', 'sabnzbd', 'sonarr'] as const;
export type Face = (typeof FACES)[number];

const faces = list
  .transform((names) => (names.length === 1 && names[0] === 'none' ? [] : [...new Set(names)]))
  .pipe(z.array(z.enum(FACES, { error: `names ${FACES.join(', ')}, or none alone` })));

/** Every setting of the service: its variable, its bounds, its default. The README lists them for users. */
const environment = z.object({
  LEDGARR_HOST: z.string().min(1).default('127.0.0.1'),
  LEDGARR_PORT: whole(0, 65_535).default(6363),
  LEDGARR_DATA_DIR: z.string().min(1).default('./data'),
  LEDGARR_DOWNLOAD_DIR: z.string().min(1).optional(),
  LEDGARR_LIBRARY_ROOTS: list.default([]),
  LEDGARR_ALLOWED_PRIVATE_HOSTS: list.default([]),
  LEDGARR_ALLOWED_HOSTS: list.default([]),
  LEDGARR_BUILTIN_CLIENT: z.enum(['on', 'off']).default('on'),
  LEDGARR_FACES: faces.default([...FACES]),
  LEDGARR_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  LEDGARR_POLL_ACTIVE_MS: whole(100, 600_000).default(2_000),
  LEDGARR_POLL_IDLE_MS: whole(100, 3_600_000).default(30_000),
  LEDGARR_CLAIM_GRACE_MS: whole(0, 60_000).default(1_000),
  LEDGARR_WAIT_FOR_PROJECTION_MS: whole(0, 60_000).default(5_000),
  DATABASE_URL: url('postgres', 'postgresql').optional(),
  EVENTSTORE_URL: url('esdb', 'esdb+discover', 'kurrentdb', 'kurrentdb+discover').optional(),
  LEDGARR_URL: url('http', 'https').optional(),
  LEDGARR_API_KEY: z.string().optional(),
});

export type Settings = {
  host: string;
  port: number;
  /** Absolute. */
  dataDir: string;
  /** Absolute: where the built-in client puts what it downloads. */
  downloadDir: string;
  /** Absolute. */
  libraryRoots: string[];
  /** Hosts in private networks that links may point to: `name`, `name:port` or `*`. */
  allowedPrivateHosts: string[];
  /** Public names that this service is reached by: `name`, `*.name` or `*`. */
  allowedHosts: string[];
  builtinClient: boolean;
  /** Those that are switched on. */
  faces: Face[];
  logLevel: z.infer<typeof environment>['LEDGARR_LOG_LEVEL'];
  pollActiveMs: number;
  pollIdleMs: number;
  /** How long a claim without its download is waited for before it is fenced. */
  claimGraceMs: number;
  /** How long a response waits for its own events to show in the queue and the history. */
  waitForProjectionMs: number;
  databaseUrl: string | null;
  eventStoreUrl: string | null;
  /** Of the service that the command line speaks to, where it is not the one of the data folder. */
  serviceUrl: string | null;
  /** What the command line signs in with; null: what lies in the data folder. */
  apiKey: string | null;
};

/** Names every mistake at once, a line each. */
export class InvalidSettings extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The settings cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

/** @throws InvalidSettings */
export function readSettings(variables: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  const problems = parsed.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
  for (const name of Object.keys(given).filter((key) => key.startsWith('LEDGARR_'))) {
    if (!Object.hasOwn(environment.shape, name)) problems.push(`${name}: there is no such setting`);
  }
  if (!parsed.success || problems.length > 0) throw new InvalidSettings(problems);
  const value = parsed.data;
  const dataDir = resolve(value.LEDGARR_DATA_DIR);
  return {
    host: value.LEDGARR_HOST,
    port: value.LEDGARR_PORT,
    dataDir,
    downloadDir: resolve(value.LEDGARR_DOWNLOAD_DIR ?? `${dataDir}/downloads`),
    libraryRoots: value.LEDGARR_LIBRARY_ROOTS.map((root) => resolve(root)),
    allowedPrivateHosts: value.LEDGARR_ALLOWED_PRIVATE_HOSTS,
    allowedHosts: value.LEDGARR_ALLOWED_HOSTS,
    builtinClient: value.LEDGARR_BUILTIN_CLIENT === 'on',
    faces: value.LEDGARR_FACES,
    logLevel: value.LEDGARR_LOG_LEVEL,
    pollActiveMs: value.LEDGARR_POLL_ACTIVE_MS,
    pollIdleMs: value.LEDGARR_POLL_IDLE_MS,
    claimGraceMs: value.LEDGARR_CLAIM_GRACE_MS,
    waitForProjectionMs: value.LEDGARR_WAIT_FOR_PROJECTION_MS,
    databaseUrl: value.DATABASE_URL ?? null,
    eventStoreUrl: value.EVENTSTORE_URL ?? null,
    serviceUrl: value.LEDGARR_URL ?? null,
    apiKey: value.LEDGARR_API_KEY ?? null,
  };
}

/** Reads `.env` in the working directory, where there is one; what the environment says already stands. */
export function readSettingsOfProcess(): Settings {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readSettings(process.env);
}
