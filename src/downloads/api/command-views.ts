import { z } from 'zod';
import { pageFields, problemDocument, schemaOf } from '../../http/answer-schema.js';
import { ENDED_STATUSES, QUEUE_STATUSES } from '../queries/download-view.js';
import { type EventView } from '../queries/event-view.js';
import { type BulkAnswer } from './bulk-runner.js';
import { type CommandAnswer } from './download-gateway.js';
import { type PreviewAnswer } from './preview-answer.js';
import { position } from './queue-views.js';
import { content, downloadView } from './views.js';

const text = z.string().nullable();
const instant = z.iso.datetime({ offset: true });
const newest = position
  .nullable()
  .describe(
    'Of the last event that came of it: what reads the log has it once it is there. Null: nothing new happened.',
  );

const joinId = z
  .uuid()
  .optional()
  .describe('The request waits for this download, which was there already: what it is known by among those who wait.');

export const commandAnswer = schemaOf<CommandAnswer>()(downloadView.extend({ position: newest, joinId })).meta({
  id: 'CommandAnswer',
});

export const bulkAnswer = schemaOf<BulkAnswer>()(
  z.strictObject({
    results: z.array(
      z.strictObject({
        id: z.uuid(),
        ok: z.boolean(),
        status: z
          .enum([...QUEUE_STATUSES, ...ENDED_STATUSES])
          .nullable()
          .describe('Of the download after it; null: there is none.'),
        begun: z.uuid().nullable().describe('The new attempt that a retry has begun.'),
        problem: problemDocument.nullable(),
      }),
    ),
    position: newest,
  }),
).meta({ id: 'BulkAnswer' });

export const previewAnswer = schemaOf<PreviewAnswer>()(
  z.strictObject({
    verdict: z.enum(['ok', 'refused', 'unknown']).describe('`unknown`: a link that was not fetched; ask with `fetch`.'),
    refusal: problemDocument.nullable(),
    title: text,
    protocol: z.enum(['torrent', 'usenet', 'direct']).nullable(),
    itemKey: text,
    sizeBytes: z.number().nullable(),
    content: content.describe('What it would be taken for.'),
    parsed: content.describe('What its name says.'),
    client: text.describe('The client that would be given it.'),
  }),
).meta({ id: 'Preview' });

export const eventPage = z.strictObject(
  pageFields(
    schemaOf<EventView>()(
      z.strictObject({
        id: z.uuid(),
        type: z.string(),
        stream: z.string(),
        revision: z.string(),
        position,
        recordedAt: instant,
        occurredAt: instant,
        actor: text,
        schemaVersion: z.int().nullable(),
        data: z.unknown(),
        metadata: z.record(z.string(), z.unknown()),
        stored: z.unknown().describe('What was written, where it differs from `data`; else null.'),
      }),
    ).meta({ id: 'DownloadEvent' }),
  ),
);
