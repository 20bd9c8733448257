import { z } from 'zod';
import { ENDED_STATUSES, QUEUE_STATUSES } from '../queries/download-view.js';
import { BUCKETS, HISTOGRAM_BY } from '../queries/history-histogram.js';
import { CHANGES } from '../queries/list-queue-changes.js';
import { isStorableInstant } from '../queries/page.js';
import { LOG_STATUSES } from '../queries/past-queue.js';
import { FACET_NAMES } from '../queries/queue-facets.js';
import { type SortKey, SORTS, type SortName, sortName } from '../queries/queue-sort.js';
import { downloadId, exact } from './download-schemas.js';
import { REFUSAL_CODES } from './refusal-problem.js';

/** A query parameter given once, several times, or as a list with commas. */
const listOf = <S extends z.ZodType>(list: S) =>
  z.preprocess(
    (given) => (given === undefined ? undefined : [given].flat().flatMap((each) => String(each).split(','))),
    list,
  );
export const several = <T extends string>(values: readonly [T, ...T[]]) => listOf(z.array(z.enum(values)).optional());

export const paging = {
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  // A title in it may be long, in any script, and is written in base64.
  cursor: z.string().max(20_000).optional(),
};
const text = exact(500).optional();
const instant = z.iso
  .datetime({ offset: true, error: 'is an instant, as 2026-01-31T20:15:00Z' })
  .refine(isStorableInstant, {
    error: 'is beyond what a database takes: years from 0001, offsets up to 15:59, nine decimals',
  });
const pastInstant = instant.refine((at) => Date.parse(at) <= Date.now(), {
  error: 'is in the future: ask for an instant that has been, or leave it out for the queue as it is now',
});

const MOST_SORT_KEYS = 5;
const sortNames = Object.keys(SORTS) as SortName[];
const sortKeys = [...sortNames, ...sortNames.map((name): SortKey => `-${name}`)] as [SortKey, ...SortKey[]];
const sort = listOf(
  z
    .array(z.enum(sortKeys))
    .max(MOST_SORT_KEYS)
    .refine((keys) => new Set(keys.map(sortName)).size === keys.length, { error: 'names a key twice' })
    .default(['initiatedAt']),
);

export const queueQuery = z
  .strictObject({
    status: several(QUEUE_STATUSES),
    client: text,
    protocol: z.enum(['torrent', 'usenet', 'direct']).optional(),
    category: text,
    indexer: text,
    content: text,
    text,
    sort,
    facets: several(FACET_NAMES),
    at: pastInstant.optional(),
    ...paging,
  })
  .superRefine(askedOfTheLog);

/** The past is in the log alone, which knows nothing of what clients have told. */
function askedOfTheLog({ at, status, sort: keys }: PastQuestion, context: z.RefinementCtx): void {
  if (at === undefined) return;
  const issue = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
  const unknown = (status ?? []).filter((each) => !(LOG_STATUSES as readonly string[]).includes(each));
  if (unknown.length > 0)
    issue('status', `${unknown.join()} is not in the log: of the past, ask for ${LOG_STATUSES.join()}`);
  const unsorted = keys.filter((key) => 'telemetry' in SORTS[sortName(key)]);
  if (unsorted.length > 0) issue('sort', `${unsorted.join()} is not in the log: sort the past by initiatedAt, say`);
}
type PastQuestion = { at?: string; status?: string[]; sort: readonly SortKey[] };

export const atQuery = z.strictObject({ at: pastInstant.optional() });

export const changesQuery = z
  .strictObject({
    from: pastInstant,
    to: pastInstant.default(() => new Date().toISOString()),
    change: several(CHANGES),
    client: text,
    content: text,
    text,
    ...paging,
  })
  .refine(({ from, to }) => Date.parse(from) <= Date.parse(to), {
    path: ['to'],
    error: 'is before `from`: give the earlier instant as `from`',
  });

const EVENT_TYPES = [
  'download.initiated',
  'download.accepted',
  'download.paused',
  'download.resumed',
  'download.completed',
  'download.failed',
  'download.cancellation-requested',
  'download.cancelled',
  'download.removal-requested',
  'download.removed',
  'download.joined',
  'download.left',
  'download.initiation-fenced',
] as const;
export const historyQuery = z.strictObject({
  type: several(EVENT_TYPES),
  client: text,
  content: text,
  download: downloadId.optional(),
  actor: text,
  from: instant.optional(),
  to: instant.optional(),
  text,
  since: z.union([instant, z.uuid()], { error: 'is the id of an entry, or an instant' }).optional(),
  ...paging,
});

export const eventsQuery = z.strictObject(paging);

const MOST_BUCKETS = 2_000;
const HOURS = { hour: 1, day: 24, week: 168, month: 720 } as const;
export const histogramQuery = z
  .strictObject({
    bucket: z.enum(BUCKETS).default('day'),
    by: z.enum(HISTOGRAM_BY).default('type'),
    from: instant,
    to: instant.default(() => new Date().toISOString()),
  })
  .superRefine(({ bucket, from, to }, context) => {
    const hours = (Date.parse(to) - Date.parse(from)) / 3_600_000;
    const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (hours < 0) issue('to', 'is before `from`: give the earlier instant as `from`');
    if (hours / HOURS[bucket] > MOST_BUCKETS)
      issue('bucket', `makes more than ${MOST_BUCKETS} of this time: take a larger one, or a shorter time`);
  });

export const refusalsQuery = z.strictObject({
  code: several(REFUSAL_CODES),
  actor: text,
  indexer: text,
  content: text,
  existing: downloadId.optional(),
  from: instant.optional(),
  to: instant.optional(),
  text,
  ...paging,
});

export const attemptsQuery = z.strictObject({
  client: text,
  content: text,
  outcome: z.enum(ENDED_STATUSES).optional(),
  text,
  ...paging,
});
