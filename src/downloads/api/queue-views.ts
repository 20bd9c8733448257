import { z } from 'zod';
import { pageFields, schemaOf } from '../../http/answer-schema.js';
import { type DownloadView } from '../queries/download-view.js';
import { type AskerView } from '../queries/list-askers.js';
import { type PastQueuePage } from '../queries/list-downloads-at.js';
import { type QueueChanges } from '../queries/list-queue-changes.js';
import { type AsOf, type PastDownloadView, type PositionView } from '../queries/past-queue.js';
import { type Facets } from '../queries/queue-facets.js';
import { type PageOfRows } from '../queries/queue-pages.js';
import { askerView } from './asker-views.js';
import { content, downloadView } from './views.js';

const instant = z.iso.datetime({ offset: true });

export const position = schemaOf<PositionView>()(z.strictObject({ commit: z.string(), prepare: z.string() }))
  .meta({ id: 'Position' })
  .describe('A place in the log. Later is larger: compare the numbers, of 64 bits.');
const asOf = schemaOf<AsOf>()(
  z.strictObject({
    at: instant,
    position: position.nullable().describe('Of the newest event that had happened by then.'),
  }),
).meta({ id: 'AsOf' });

const counts = z
  .array(z.strictObject({ value: z.string().nullable(), count: z.int() }))
  .optional()
  .describe(
    'By value, the most frequent first; null: of those that have none. Each counts what the other filters leave.',
  );
const facets = schemaOf<Facets>()(
  z.strictObject({ status: counts, client: counts, protocol: counts, category: counts, indexer: counts }),
)
  .optional()
  .describe('Those that `facets` has named.');

const queuePage = schemaOf<PageOfRows>()(
  z.strictObject({
    ...pageFields(downloadView),
    totals: z.strictObject({
      sizeBytes: z.number(),
      downloadedBytes: z.number(),
      downloadSpeed: z.number(),
      uploadSpeed: z.number(),
    }),
    facets,
  }),
).meta({ id: 'QueuePage' });

const pastDownload = schemaOf<PastDownloadView>()(
  downloadView.extend({ progress: z.number().nullable().describe('0…1; null: the log does not know it.') }),
).meta({ id: 'PastDownload' });
const pastQueuePage = schemaOf<PastQueuePage>()(
  z.strictObject({
    ...pageFields(pastDownload),
    totals: z.strictObject({
      sizeBytes: z.number(),
      downloadedBytes: z.null(),
      downloadSpeed: z.null(),
      uploadSpeed: z.null(),
    }),
    facets,
    asOf,
  }),
).meta({ id: 'PastQueuePage' });

export type QueueAnswer = PageOfRows | PastQueuePage;
export const queueAnswer = z.union([queuePage, pastQueuePage]);

/** One download, with who waits for it: the requester and those who have joined, who has not said to have done with it. */
export type DownloadWithAskers = DownloadView & { askers: AskerView[] };
export type DownloadAnswer = DownloadWithAskers | (PastDownloadView & { asOf: AsOf });
const askers = z.array(askerView).describe('Who waits for it, or has not said to have done with it.');
const downloadWithAskers = schemaOf<DownloadWithAskers>()(downloadView.extend({ askers })).meta({
  id: 'DownloadWithAskers',
});
export const downloadAnswer = z.union([downloadWithAskers, pastDownload.extend({ asOf }).meta({ id: 'DownloadAsOf' })]);

const count = z.int();
const change = z.enum(['arrived', 'ended', 'changed']);
export const queueChanges = schemaOf<QueueChanges>()(
  z.strictObject({
    ...pageFields(
      z
        .strictObject({
          change,
          id: z.uuid(),
          title: z.string(),
          downloadClient: z.string(),
          content,
          before: z.string().nullable().describe('At `from`; null: it was not in the queue.'),
          after: z.string().describe('At `to`: a status, or how it ended.'),
          event: z.strictObject({
            id: z.uuid(),
            type: z.string(),
            occurredAt: instant,
            actor: z.string().nullable(),
            position,
          }),
        })
        .meta({ id: 'QueueChange' }),
    ),
    counts: z.strictObject({ arrived: count, ended: count, changed: count }),
    from: asOf,
    to: asOf,
  }),
);
