import { z } from 'zod';
import { schemaOf, wholeList } from '../answer-schema.js';
import { type ApiKey } from './api-keys.js';
import { keySettings } from './key-settings.js';
import { SCOPES } from './principal.js';
import { type Session } from './sessions.js';

/** Actors that no key may be taken for. */
const RESERVED = ['api', 'monitor', 'dispatcher', 'import', 'cli', 'admin'];

const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, { error: 'is small letters, digits, dots and hyphens, as sonarr' });
export const keyName = name;
export const newKey = z.strictObject({
  name: name.refine((given) => !RESERVED.includes(given), { error: `is not one of ${RESERVED.join(', ')}` }),
  scopes: z
    .array(z.enum(SCOPES))
    .min(1)
    .max(SCOPES.length)
    .transform((scopes) => [...new Set(scopes)]),
  settings: keySettings.optional(),
});

const scopes = z.array(z.enum(SCOPES));
const keyFields = {
  name: z.string(),
  scopes,
  settings: keySettings,
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
};
export const keyView = schemaOf<ApiKey>()(z.strictObject(keyFields));
export const keyList = wholeList(keyView);
export const createdKey = schemaOf<ApiKey & { key: string }>()(
  z.strictObject({ ...keyFields, key: z.string().describe('Shown this once.') }),
);

export const signIn = z.strictObject({ apiKey: z.string().min(1).max(1_000) });

const sessionView = schemaOf<Session>()(
  z.strictObject({
    id: z.uuid(),
    userAgent: z.string().nullable(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  }),
);

/** Who is signed in, and where else. */
export type Who = { name: string; scopes: (typeof SCOPES)[number][]; session: string | null; sessions: Session[] };
export const whoView = schemaOf<Who>()(
  z.strictObject({
    name: z.string().describe('Of the key: the actor of its events.'),
    scopes,
    session: z.uuid().nullable().describe('This one; null for a call with a key.'),
    sessions: z.array(sessionView).describe('All that were opened with the same key.'),
  }),
);
