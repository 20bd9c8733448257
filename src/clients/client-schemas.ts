import { z } from 'zod';
import { addressProblem } from '../download-clients/address-problem.js';
import { clientTypeOf } from '../download-clients/client-types.js';
import { ADOPTION, CLIENT_DEFAULTS } from '../download-clients/configured-client.js';
import { type ClientType, CLIENT_TYPES } from '../download-clients/download-client.js';
import { exact, words } from '../downloads/api/download-schemas.js';
import { certificateProblem } from './certificate-problem.js';
import { missingFields, optionProblems } from './type-fields.js';

export const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, {
  error: 'is a slug: small letters, digits and hyphens, as qbittorrent-nas',
});
const address = z
  .string()
  .max(2_000, { abort: true })
  .superRefine((url, context) => {
    const problem = addressProblem(url);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });
const certificate = exact(100_000).superRefine((pem, context) => {
  const problem = certificateProblem(pem);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});
const category = exact(200).nullable().default(null);

const clientFields = {
  name: words(200),
  type: z.enum(CLIENT_TYPES),
  enabled: z.boolean().default(true).describe('Switched off, it is given no new download; what it has is followed on.'),
  priority: z.int().min(0).max(1_000).default(1),
  url: address,
  username: exact(500).nullable().default(null),
  category,
  downloadDir: exact(4_000).nullable().default(null),
  pathMappings: z
    .array(z.strictObject({ remote: exact(4_000).min(1), local: exact(4_000).min(1) }))
    .max(100)
    .default([]),
  adopt: z.enum(ADOPTION).default('none'),
  failAfterStalledMinutes: z.int().min(1).max(525_600).nullable().default(null),
  removeAfterSeeding: z.boolean().default(false),
  maxActive: z
    .int()
    .min(1)
    .max(100_000)
    .nullable()
    .default(CLIENT_DEFAULTS.maxActive)
    .describe('With so many downloads under way, the next goes to another client that can take it.'),
  categories: z
    .strictObject({ movie: category, series: category })
    .default(CLIENT_DEFAULTS.categories)
    .describe('Instead of `category`, for movies, and for all that is of a series.'),
  tls: z
    .strictObject({
      certificate: certificate.nullable().default(null).describe('In PEM: trusted beside the known authorities.'),
      verify: z.boolean().default(true).describe('Without, any certificate will do.'),
    })
    .default(CLIENT_DEFAULTS.tls),
  timeoutSeconds: z.int().min(1).max(300).nullable().default(CLIENT_DEFAULTS.timeoutSeconds),
  options: z
    .record(z.string().max(100), z.union([exact(4_000), z.number(), z.boolean()]))
    .default(CLIENT_DEFAULTS.options)
    .describe('What clients of this type alone have: see /clients/types.'),
};
const secrets = { password: exact(1_000).nullish(), apiKey: exact(1_000).nullish() };

type OfType = { url: string; type: ClientType; options: Record<string, unknown> };

/** Which addresses and options there are depends on the type. */
function fitsType({ url, type, options }: OfType, context: z.RefinementCtx): void {
  const definition = clientTypeOf(type);
  const problem = addressProblem(url, definition?.schemes);
  if (problem !== null) context.addIssue({ code: 'custom', path: ['url'], message: problem });
  for (const { path, message } of optionProblems(definition, options))
    context.addIssue({ code: 'custom', path, message });
}

/** A new client has to bring what its type needs; of one that is changed, a secret may be left out. */
function hasWhatTypeNeeds(client: OfType & Record<string, unknown>, context: z.RefinementCtx): void {
  fitsType(client, context);
  for (const { path, message } of missingFields(clientTypeOf(client.type), client))
    context.addIssue({ code: 'custom', path, message });
}

export const newClient = z
  .strictObject({ id: slug.optional(), ...clientFields, name: clientFields.name.optional(), ...secrets })
  .superRefine(hasWhatTypeNeeds);
export const changedClient = z.strictObject({ id: slug.optional(), ...clientFields, ...secrets }).superRefine(fitsType);
/** One that is tried before it is saved: with the id of one that is there, its secrets are taken where none are given. */
export const triedClient = z
  .strictObject({ id: slug.optional(), ...clientFields, name: clientFields.name.optional(), ...secrets })
  .superRefine(fitsType);

export const removalQuery = z
  .strictObject({
    downloads: z.literal('cancel').optional().describe('Cancels them; what the client has of them stays in it.'),
    moveTo: slug.optional().describe('Begins them anew in this client.'),
  })
  .refine(({ downloads, moveTo }) => downloads === undefined || moveTo === undefined, {
    error: 'give one of downloads and moveTo',
  });
export type TriedClient = z.infer<typeof triedClient>;
