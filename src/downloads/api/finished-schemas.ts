import { z } from 'zod';
import { pageFields, schemaOf } from '../../http/answer-schema.js';
import { type FinishedView, TO_DO } from '../queries/finished-view.js';
import { FINISHED_SORTS } from '../queries/list-finished.js';
import { exact, words } from './download-schemas.js';
import { paging, several } from './query-schemas.js';
import { content } from './views.js';

const text = exact(500).optional();
const sorts = Object.keys(FINISHED_SORTS) as (keyof typeof FINISHED_SORTS)[];

export const finishedQuery = z.strictObject({
  status: several(['completed', 'failed']),
  client: text,
  protocol: z.enum(['torrent', 'usenet', 'direct']).optional(),
  content: text,
  text,
  sort: z.enum([...sorts, ...sorts.map((sort) => `-${sort}` as const)]).default('-endedAt'),
  ...paging,
});

export const removeInput = z
  .strictObject({ removeData: z.boolean().optional() })
  .nullish()
  .transform((input) => ({ removeData: input?.removeData ?? false }));

export const failInput = z.strictObject({
  reason: words(1_000).describe('Why, in words.'),
  removeFromClient: z
    .boolean()
    .default(false)
    .describe('Takes the item out of its client, with what there is of its data.'),
});

const id = z.uuid();
const instant = z.iso.datetime({ offset: true });
const number = z.number().nullable();
const shown = z.string().nullable();

const finishedView = schemaOf<FinishedView>()(
  z.strictObject({
    id,
    status: z.enum(['completed', 'failed']),
    title: z.string(),
    protocol: z.string(),
    downloadClient: z.string(),
    downloadClientId: shown,
    itemKey: z.string(),
    content,
    category: shown,
    indexer: shown,
    origin: z.string(),
    initiatedAt: instant,
    endedAt: instant,
    sizeBytes: number,
    outputPath: shown,
    message: shown,
    itemStatus: shown.describe('What the client says of the item now; null until it was seen.'),
    ratio: number,
    uploadSpeed: number.describe('Bytes per second.'),
    seedingSeconds: number,
    seedGoal: z.strictObject({ ratio: z.number().optional(), seconds: z.number().optional() }).nullable(),
    seedGoalReached: z.boolean().nullable(),
    toDo: z
      .enum(TO_DO)
      .describe('keep; seed: it is removed once its goal is reached; remove: its client is to forget it'),
    removal: z
      .strictObject({
        reason: z.enum(['user', 'seeding-goal', 'collected']),
        removeData: z.boolean(),
        requestedAt: instant,
      })
      .nullable(),
  }),
).meta({ id: 'FinishedDownload' });
export const finishedPage = z.strictObject(pageFields(finishedView));
