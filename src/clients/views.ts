import { z } from 'zod';
import { ADOPTION, type ClientHealth, type ConfiguredClient } from '../download-clients/configured-client.js';
import { CAPABILITIES, CLIENT_TYPES, type DownloadClient } from '../download-clients/download-client.js';
import { type ClientTest, TEST_STEPS } from './client-test.js';
import { schemaOf, wholeList } from '../http/answer-schema.js';

const text = z.string().nullable();
const instant = z.iso.datetime().nullable();

const healthView = schemaOf<ClientHealth>()(
  z.strictObject({
    state: z.enum(['up', 'down', 'unknown']),
    since: instant,
    lastError: text,
    latencyMs: z.number().nullable(),
    retryAt: instant,
    version: text,
  }),
);

type Mutable<T> = T extends readonly (infer Item)[] ? Item[] : T;
/** A client without its secrets. */
export type ClientView = Omit<ConfiguredClient, 'password' | 'apiKey'> & {
  protocols: Mutable<DownloadClient['protocols']>;
  capabilities: Mutable<DownloadClient['capabilities']>;
  health: ClientHealth;
};

export const clientView = schemaOf<ClientView>()(
  z.strictObject({
    id: z.string(),
    name: z.string(),
    type: z.enum(CLIENT_TYPES),
    enabled: z.boolean(),
    priority: z.number(),
    url: z.string(),
    username: text,
    category: text,
    downloadDir: text,
    pathMappings: z.array(z.strictObject({ remote: z.string(), local: z.string() })),
    adopt: z.enum(ADOPTION),
    failAfterStalledMinutes: z.number().nullable(),
    removeAfterSeeding: z.boolean(),
    maxActive: z.number().nullable(),
    categories: z.strictObject({ movie: text, series: text }),
    tls: z.strictObject({ certificate: text, verify: z.boolean() }),
    timeoutSeconds: z.number().nullable(),
    options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    protocols: z.array(z.enum(['torrent', 'usenet', 'direct'])),
    capabilities: z.array(z.enum(CAPABILITIES)),
    health: healthView,
  }),
).meta({ id: 'Client' });
export const clientList = wholeList(clientView);

export const clientTest = schemaOf<ClientTest>()(
  z.strictObject({
    ok: z.boolean().describe('It answers, and lets Ledgarr in.'),
    version: text,
    problem: text,
    steps: z
      .array(z.strictObject({ step: z.enum(TEST_STEPS), ok: z.boolean(), problem: text, remedy: text }))
      .describe('As far as they could be gone.'),
  }),
).meta({ id: 'ClientTest' });
