import { z } from 'zod';
import { pageFields, schemaOf, wholeList } from '../../http/answer-schema.js';
import { type Content } from '../domain/content.js';
import { type DownloadView, ENDED_STATUSES, QUEUE_STATUSES } from '../queries/download-view.js';
import { type AttemptView } from '../queries/attempt-view.js';
import { type HistoryEntry } from '../queries/list-history.js';

const id = z.uuid();
const instant = z.iso.datetime({ offset: true });
const number = z.number().nullable();
const text = z.string().nullable();
const work = { mediaId: z.string(), title: z.string().optional() };
const episodes = z.array(z.number());

export const content = schemaOf<Content>()(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('movie'), ...work, year: z.number().optional() }),
    z.strictObject({ kind: z.literal('episodes'), ...work, season: z.number(), episodes }),
    z.strictObject({ kind: z.literal('season'), ...work, season: z.number(), episodes: episodes.optional() }),
    z.strictObject({ kind: z.literal('series'), ...work }),
  ]),
)
  .meta({ id: 'Content' })
  .nullable();

export const downloadView = schemaOf<DownloadView>()(
  z.strictObject({
    id,
    status: z.enum([...QUEUE_STATUSES, ...ENDED_STATUSES]),
    title: z.string(),
    protocol: z.string(),
    downloadClient: z.string(),
    downloadClientId: text,
    itemKey: z.string(),
    content,
    category: text,
    priority: number,
    indexer: text,
    origin: z.string(),
    retryOf: id.nullable(),
    initiatedAt: instant,
    sizeBytes: number,
    downloadedBytes: number,
    progress: z.number().describe('0…1'),
    downloadSpeed: number.describe('Bytes per second.'),
    uploadSpeed: number.describe('Bytes per second.'),
    etaSeconds: number,
    ratio: number,
    peers: number,
    message: text,
    outputPath: text,
  }),
).meta({ id: 'Download' });

const historyEntry = schemaOf<HistoryEntry>()(
  z.strictObject({
    id,
    type: z.string(),
    downloadId: id,
    occurredAt: instant,
    actor: text,
    title: text,
    downloadClient: text,
    downloadClientId: text,
    content,
    data: z.unknown(),
  }),
).meta({ id: 'HistoryEntry' });
export const historyPage = z.strictObject(pageFields(historyEntry));

const attemptView = schemaOf<AttemptView>()(
  z.strictObject({
    id,
    title: z.string(),
    downloadClient: z.string(),
    downloadClientId: text,
    content,
    origin: z.string(),
    retryOf: id.nullable(),
    initiatedAt: instant,
    endedAt: instant.nullable(),
    durationSeconds: number,
    outcome: z.enum(ENDED_STATUSES).nullable(),
    reason: text,
    message: text,
  }),
).meta({ id: 'Attempt' });
export const attemptsPage = z.strictObject(pageFields(attemptView));
export const attemptChain = wholeList(attemptView);
