import { z } from 'zod';
import { BULK_ACTIONS } from './bulk-runner.js';
import { downloadId } from './download-schemas.js';

const MOST_IDS = 1_000;

export const bulkInput = z
  .strictObject({
    action: z.enum(BULK_ACTIONS),
    ids: z
      .array(downloadId)
      .min(1)
      .max(MOST_IDS)
      .refine((ids) => new Set(ids).size === ids.length, { error: 'names a download twice' }),
    removeData: z.boolean().optional(),
    forget: z.boolean().optional(),
  })
  .refine(({ action, removeData, forget }) => action === 'cancel' || (!removeData && !forget), {
    path: ['action'],
    error: 'takes removeData and forget with cancel alone: leave them out',
  })
  .transform(({ removeData = false, forget = false, ...input }) => ({ ...input, removeData, forget }));

export const previewQuery = z.strictObject({
  fetch: z
    .enum(['true', 'false'])
    .default('false')
    .transform((said) => said === 'true'),
});
