import { z } from 'zod';
import { pageFields, schemaOf } from '../../http/answer-schema.js';
import { type HistoryBounds } from '../queries/history-bounds.js';
import { BUCKETS, type Histogram, HISTOGRAM_BY } from '../queries/history-histogram.js';
import { type RefusalView } from '../queries/list-refusals.js';
import { content } from './views.js';

const instant = z.iso.datetime({ offset: true });
const text = z.string().nullable();

export const historyBounds = schemaOf<HistoryBounds>()(
  z.strictObject({ first: instant.nullable(), last: instant.nullable() }),
).meta({ id: 'HistoryBounds' });

export const histogram = schemaOf<Histogram>()(
  z.strictObject({
    bucket: z.enum(BUCKETS),
    by: z.enum(HISTOGRAM_BY),
    from: instant,
    to: instant,
    buckets: z
      .array(z.strictObject({ at: instant, counts: z.record(z.string(), z.int()), total: z.int() }))
      .describe('In the order of time; those without an event are left out.'),
  }),
).meta({ id: 'Histogram' });

export const refusalsPage = z.strictObject(
  pageFields(
    schemaOf<RefusalView>()(
      z.strictObject({
        id: z.uuid(),
        code: z.string(),
        actor: z.string(),
        title: text,
        content,
        indexer: text,
        existing: z.uuid().nullable().describe('The download that was in the way.'),
        files: z.array(z.string()).describe('The first of the files that were on disk.'),
        detail: text,
        forceable: z.boolean(),
        times: z.int(),
        firstAt: instant,
        lastAt: instant,
      }),
    ).meta({ id: 'Refusal' }),
  ),
);
