import { type DataSource } from 'typeorm';
import { type DownloadView } from './download-view.js';
import { Conditions } from './page.js';

/** The place of an event in the log. Unsigned and of 64 bits, hence text. */
export type PositionView = { commit: string; prepare: string };

/** What an answer about the past is as of: the newest event that had happened by then; null where none had. */
export type AsOf = { at: string; position: PositionView | null };

/** A download as the log alone has it: what only the client could tell is null. */
export type PastDownloadView = Omit<DownloadView, 'progress'> & { progress: number | null };

/** What the log itself knows of an active download. */
export const LOG_STATUSES = ['submitting', 'queued', 'paused', 'cancelling'] as const;

const STATUS_OF_EVENT = `CASE h.type
    WHEN 'download.initiated' THEN 'submitting' WHEN 'download.paused' THEN 'paused'
    WHEN 'download.cancellation-requested' THEN 'cancelling' ELSE 'queued' END`;
export const STATUS_EVENTS = `('download.initiated', 'download.accepted', 'download.paused', 'download.resumed', 'download.cancellation-requested')`;

/** What the events of attempt `d` that had happened by then say last, in the order of the log. */
const lastSaid = (value: string, types: string, at: string) => `(SELECT ${value} FROM download_history h
    WHERE h.download_id = d.id AND h.occurred_at <= ${at} AND h.type IN ${types}
    ORDER BY h.commit_position DESC, h.prepare_position DESC LIMIT 1)`;

/** The status of attempt `d` at an instant of its life. Mostly nothing has been said since, and the row itself has it. */
export const logStatusAt = (at: string): string =>
  `CASE WHEN d.log_status_at <= ${at} THEN d.log_status
    ELSE coalesce(${lastSaid(STATUS_OF_EVENT, STATUS_EVENTS, at)}, 'submitting') END`;

const clientIdAt = (at: string) =>
  `CASE WHEN d.accepted_at > ${at}
    THEN ${lastSaid(`h.data->>'downloadClientId'`, `('download.initiated', 'download.accepted')`, at)}
    ELSE d.download_client_id END`;

/** Whether attempt `d` was active: as the index `download_attempts_lifetime_idx` has it. */
const LIFETIME = `CASE WHEN d.ended_at < d.initiated_at THEN 'empty'::tstzrange ELSE tstzrange(d.initiated_at, d.ended_at) END`;
/** Two downloads of one client item, which nothing lawful brings about: the newer took the place of the older. */
const displacedBy = (at: string) => `EXISTS (SELECT FROM projection_conflicts c
    JOIN download_history e ON e.event_id = c.event_id::uuid
    WHERE c.projection = 'downloads' AND c.table_name = 'downloads' AND c.loser->>'id' = d.id::text
      AND c.commit_position > d.initiated_commit AND e.occurred_at <= ${at})`;
export const activeAt = (at: string): string => `(${LIFETIME} @> ${at} AND NOT ${displacedBy(at)})`;

const columns = (at: string) => `d.id, d.title, d.protocol, d.download_client AS "downloadClient",
  ${clientIdAt(at)} AS "downloadClientId", d.item_key AS "itemKey", d.content, d.category, d.priority, d.indexer, d.origin,
  d.retry_of AS "retryOf", d.initiated_at AS "initiatedAt", d.media_id`;
const UNKNOWN = `NULL::bigint AS "downloadSpeed", NULL::bigint AS "uploadSpeed", NULL::bigint AS "etaSeconds",
  NULL::float8 AS ratio, NULL::int AS peers`;

/**
 * The queue as the log tells it for an instant, in the shape of `QUEUE`. The active ones are found first, whatever it is
 * sorted by: else the planner may walk an index over all that has ever been.
 * @param at the placeholder of the instant
 */
export const pastQueue = (at: string): string =>
  pastRows(at, `(SELECT * FROM download_attempts d WHERE ${activeAt(at)} OFFSET 0) d`);

/** The same for where one row is asked for, by its id. */
export const pastQueueById = (at: string): string => pastRows(at, `download_attempts d WHERE ${activeAt(at)}`);

const pastRows = (at: string, from: string) => `(SELECT ${columns(at)}, ${logStatusAt(at)} AS status,
    d.announced_bytes AS "sizeBytes", NULL::bigint AS "downloadedBytes", NULL::float8 AS progress, ${UNKNOWN},
    NULL::text AS message, NULL::text AS "outputPath"
  FROM ${from})`;

/** What had ended by then, in the same shape: how it ended is in the log. */
export const pastEnded = (at: string): string => `(SELECT ${columns(at)}, d.outcome AS status,
    d.size_bytes AS "sizeBytes", CASE WHEN d.outcome = 'completed' THEN d.size_bytes END AS "downloadedBytes",
    CASE WHEN d.outcome = 'completed' THEN 1 END::float8 AS progress, ${UNKNOWN},
    coalesce(d.message, d.reason) AS message, d.output_path AS "outputPath"
  FROM download_attempts d WHERE d.ended_at <= ${at} AND d.initiated_at <= ${at})`;

export async function asOf(database: DataSource, at: string): Promise<AsOf> {
  const conditions = new Conditions().add('occurred_at <= ?::timestamptz', at);
  const rows = await database.query<PositionView[]>(
    `SELECT commit_position AS commit, prepare_position AS prepare FROM download_history ${conditions.where}
     ORDER BY occurred_at DESC, commit_position DESC, prepare_position DESC LIMIT 1`,
    conditions.values,
  );
  return { at: new Date(at).toISOString(), position: rows[0] ?? null };
}
