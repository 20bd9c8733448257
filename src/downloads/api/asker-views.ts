import { z } from 'zod';
import { schemaOf } from '../../http/answer-schema.js';
import { type AskerView } from '../queries/list-askers.js';

const text = z.string().nullable();

export const askerView = schemaOf<AskerView>()(
  z.strictObject({
    joinId: z.uuid().describe('What it is left by; that of the requester is the id of the download.'),
    downloadId: z.uuid(),
    actor: text.describe('Of the key.'),
    itemKey: z.string().describe('What was asked for: it may be another item than the one that is downloaded.'),
    title: z.string(),
    category: text,
    requester: z.boolean(),
    joinedAt: z.iso.datetime({ offset: true }),
  }),
).meta({ id: 'Asker' });

export const leaveInput = z
  .strictObject({
    removeData: z.boolean().optional(),
    joinId: z.uuid({ error: 'is one of the `joinId` that GET /downloads/{id} tells, a UUID' }).optional(),
  })
  .nullish()
  .transform((input) => ({ removeData: input?.removeData ?? false, joinId: input?.joinId ?? null }));
