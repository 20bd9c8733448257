import { z } from 'zod';
import { type LedgarrEvent } from '../domain/events.js';

/** Event types, once released, are never renamed or repurposed: a breaking change is a new version and an upcaster. */
type Registered<E extends LedgarrEvent> = {
  version: number;
  schema: z.ZodType<E['data']>;
  /** `upcasters[n]` makes version n + 1 of version n. */
  upcasters?: Readonly<Record<number, (data: never) => unknown>>;
};

const id = z.uuid();
const text = z.string().min(1);
const bytes = z.number().int().nonnegative();
// As large as the columns and indexes that hold them: what is larger is parked here, and stops no rebuild.
const season = z.int32().nonnegative();
const episode = z.int32().nonnegative();

/** What an index holds: an entry of PostgreSQL's has 2,704 bytes at most. */
const indexed = text.max(600);

const work = { mediaId: indexed, title: z.string().optional() };
export const contentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('movie'), ...work, year: z.number().int().optional() }),
  z.object({ kind: z.literal('episodes'), ...work, season, episodes: z.array(episode).min(1) }),
  z.object({ kind: z.literal('season'), ...work, season, episodes: z.array(episode).optional() }),
  z.object({ kind: z.literal('series'), ...work }),
]);

const seedGoalSchema = z.object({ ratio: z.number().nonnegative().optional(), seconds: bytes.optional() });
const removalReason = z.enum(['user', 'seeding-goal', 'collected']);
const cancelReason = z.enum(['user', 'removed-from-client', 'forgotten', 'superseded', 'client-gone']);

/** Every event type of Ledgarr. Data are checked by these schemas when they are written and when they are read. */
export const registry: { [Type in LedgarrEvent['type']]: Registered<Extract<LedgarrEvent, { type: Type }>> } = {
  'download.initiated': {
    version: 3,
    // The second may say how long it is to be seeded, the third how it was adopted; else they are as the first.
    upcasters: { 1: (data) => data, 2: (data) => data },
    schema: z.object({
      downloadId: id,
      client: indexed,
      itemKey: indexed,
      downloadClientId: indexed.nullable(),
      protocol: z.enum(['torrent', 'usenet', 'direct']),
      title: text,
      content: contentSchema.nullable(),
      category: z.string().nullable(),
      priority: z.int32().nullable(),
      indexer: z.string().nullable(),
      sizeBytes: bytes.nullable(),
      releaseRef: z.string().nullable(),
      origin: z.enum(['request', 'retry', 'untracked', 'import']),
      retryOf: id.nullable(),
      seedGoal: seedGoalSchema.optional(),
      adoption: z.object({ unclaimed: z.boolean(), note: z.string().nullable() }).optional(),
    }),
  },
  'download.accepted': {
    version: 2,
    // The second may say what was not done; else it is as the first.
    upcasters: { 1: (data) => data },
    schema: z.object({ downloadId: id, downloadClientId: indexed, note: z.string().optional() }),
  },
  'download.paused': { version: 1, schema: z.object({ downloadId: id }) },
  'download.resumed': { version: 1, schema: z.object({ downloadId: id }) },
  'download.completed': {
    version: 2,
    // The second may name a longer list; else it is as the first.
    upcasters: { 1: (data) => data },
    schema: z.object({
      downloadId: id,
      outputPath: z.string().nullable(),
      files: z.array(z.object({ path: text, sizeBytes: bytes })),
      sizeBytes: bytes.nullable(),
      moreFiles: z.object({ ref: text, count: bytes }).optional(),
    }),
  },
  'download.failed': {
    version: 1,
    schema: z.object({
      downloadId: id,
      reason: z.enum([
        'client-refused',
        'client-error',
        'wrong-content',
        'stalled',
        'never-submitted',
        'release-lost',
        'user',
      ]),
      message: z.string().nullable(),
    }),
  },
  'download.cancellation-requested': {
    version: 1,
    schema: z.object({ downloadId: id, removeData: z.boolean(), reason: cancelReason }),
  },
  'download.cancelled': {
    version: 1,
    schema: z.object({ downloadId: id, reason: cancelReason, leftInClient: z.boolean() }),
  },
  'download.removal-requested': {
    version: 1,
    schema: z.object({ downloadId: id, removeData: z.boolean(), reason: removalReason }),
  },
  'download.removed': {
    version: 1,
    schema: z.object({
      downloadId: id,
      reason: z.enum([...removalReason.options, 'removed-from-client']),
      dataRemoved: z.boolean(),
    }),
  },
  'download.joined': {
    version: 1,
    schema: z.object({
      downloadId: id,
      joinId: id,
      itemKey: indexed,
      title: text,
      category: z.string().nullable(),
      actor: z.string(),
    }),
  },
  'download.left': {
    version: 1,
    schema: z.object({ downloadId: id, joinId: id, removeData: z.boolean(), reason: removalReason }),
  },
  'download.initiation-fenced': { version: 1, schema: z.object({ downloadId: id }) },
  'content.claimed': {
    version: 1,
    schema: z.object({
      downloadId: id,
      targets: z.array(z.object({ season: season.optional(), episode: episode.optional() })).min(1),
      downloadStream: text,
      forced: z.boolean(),
    }),
  },
};
