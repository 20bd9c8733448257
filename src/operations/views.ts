import { z } from 'zod';
import { type ClientHealth } from '../download-clients/configured-client.js';
import { type ParkedEvent } from '../event-processing/processor/parked-events.js';
import { type Difference } from './difference.js';
import { type ProjectionStatus } from '../event-processing/projections/projection-status.js';
import { problemDocument, schemaOf, wholeList } from '../http/answer-schema.js';
import { type RootHealth } from '../library/library-root.js';

const text = z.string().nullable();
const instant = z.iso.datetime();
const json = z.record(z.string(), z.unknown());
const position = z.strictObject({ commit: z.string(), prepare: z.string() });

const progress = z.strictObject({
  done: z.number(),
  total: z.number(),
  eventsPerSecond: z.number(),
  etaSeconds: z.number().nullable(),
});

export const projectionView = schemaOf<ProjectionStatus>()(
  z.strictObject({
    name: z.string(),
    version: z.number(),
    state: z.enum(['running', 'catching-up', 'rebuilding', 'paused', 'failed', 'idle']),
    position: position.nullable(),
    lagEvents: z.number(),
    lagSeconds: z.number(),
    eventsPerSecond: z.number(),
    runner: text,
    parked: z.number(),
    rebuild: progress.nullable(),
  }),
).meta({ id: 'Projection' });
export const projectionList = wholeList(projectionView);

const difference = schemaOf<Difference>()(
  z.strictObject({
    missing: z.number(),
    extra: z.number(),
    changed: z.number(),
    samples: z.array(z.strictObject({ in: z.string(), key: json, column: text, table: z.unknown(), log: z.unknown() })),
  }),
);
const rebuilt = {
  events: z.number(),
  seconds: z.number(),
  parked: z.number(),
  conflicts: z.number(),
};
export const rewoundView = z.strictObject(rebuilt);
export const jobView = z
  .strictObject({
    id: z.uuid(),
    projections: z.array(z.string()),
    dryRun: z.boolean(),
    state: z.enum(['running', 'done', 'failed', 'stopped']),
    startedAt: instant,
    endedAt: instant.nullable(),
    progress: progress.nullable(),
    results: z.array(z.strictObject({ name: z.string(), ...rebuilt, difference: difference.nullable() })).nullable(),
    error: text,
  })
  .meta({ id: 'RebuildJob' });
export const jobList = wholeList(jobView);

export const parkedView = schemaOf<Omit<ParkedEvent, 'parkedAt'> & { parkedAt: string }>()(
  z.strictObject({
    projection: z.string(),
    stream: z.string(),
    position,
    revision: z.string(),
    eventId: z.string(),
    type: z.string(),
    data: z.unknown(),
    metadata: json,
    createdAt: z.string(),
    error: text,
    attempts: z.number(),
    parkedAt: instant,
  }),
).meta({ id: 'ParkedEvent' });
export const parkedList = wholeList(parkedView);
export const retriedView = z.strictObject({ applied: z.number(), parked: z.number() });
export const skippedView = z.strictObject({ skipped: z.uuid() });

export const liveView = z.strictObject({ status: z.literal('up'), pid: z.int() });

const clientHealth = schemaOf<ClientHealth & { id: string }>()(
  z.strictObject({
    id: z.string(),
    state: z.enum(['up', 'down', 'unknown']),
    since: instant.nullable(),
    lastError: text,
    latencyMs: z.number().nullable(),
    retryAt: instant.nullable(),
    version: text,
  }),
);
const rootHealth = schemaOf<RootHealth>()(
  z.strictObject({
    root: z.string(),
    state: z.enum(['scanning', 'ready', 'unreadable']),
    files: z.number(),
    lastScanAt: instant.nullable(),
    error: text,
  }),
);
const report = {
  problems: z.array(z.string()),
  projections: z.array(projectionView),
  clients: z.array(clientHealth),
  libraryRoots: z.array(rootHealth),
};
export const readyView = z.strictObject({ status: z.literal('ready'), ...report });
/** The problem that also says what is well. */
export const notReadyView = problemDocument.extend(report).meta({ id: 'NotReady' });
