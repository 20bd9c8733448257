import { type Content } from '../domain/content.js';

export const QUEUE_STATUSES = [
  'submitting',
  'queued',
  'downloading',
  'paused',
  'stalled',
  'checking',
  'warning',
  'client-unavailable',
  'cancelling',
] as const;
export const ENDED_STATUSES = ['completed', 'failed', 'cancelled'] as const;

/** A download as everybody outside sees it: design §11. */
export type DownloadView = {
  id: string;
  status: (typeof QUEUE_STATUSES)[number] | (typeof ENDED_STATUSES)[number];
  title: string;
  protocol: string;
  downloadClient: string;
  downloadClientId: string | null;
  itemKey: string;
  content: Content | null;
  category: string | null;
  priority: number | null;
  indexer: string | null;
  origin: string;
  retryOf: string | null;
  initiatedAt: string;
  sizeBytes: number | null;
  downloadedBytes: number | null;
  /** 0…1 */
  progress: number;
  /** Bytes per second. */
  downloadSpeed: number | null;
  uploadSpeed: number | null;
  etaSeconds: number | null;
  ratio: number | null;
  peers: number | null;
  message: string | null;
  outputPath: string | null;
};

const COMMON = `d.id, d.title, d.protocol, d.download_client AS "downloadClient", d.download_client_id AS "downloadClientId",
  d.item_key AS "itemKey", d.content, d.category, d.priority, d.indexer, d.origin, d.retry_of AS "retryOf",
  d.initiated_at AS "initiatedAt"`;

/**
 * What the client says of an accepted download counts, unless the log has said something since: told by revisions, since clocks jump.
 * A download of a client that cannot be reached is shown as such, whatever it was last seen doing.
 */
const STATUS = `CASE
    WHEN d.status = 'cancelling' THEN 'cancelling'
    WHEN h.state = 'down' THEN 'client-unavailable'
    WHEN d.status = 'submitting' OR t.observed_at IS NULL OR t.observed_revision IS DISTINCT FROM d.revision THEN d.status
    ELSE t.status END`;

/** The queue: one row for each active download, with what the monitor has seen of it. */
export const QUEUE = `(SELECT ${COMMON}, ${STATUS} AS status, d.media_id,
    coalesce(t.size_bytes, d.size_bytes) AS "sizeBytes", t.downloaded_bytes AS "downloadedBytes",
    coalesce(t.progress, 0) AS progress, t.download_speed AS "downloadSpeed", t.upload_speed AS "uploadSpeed",
    t.eta_seconds AS "etaSeconds", t.ratio, t.peers,
    CASE WHEN h.state = 'down' THEN h.last_error ELSE t.message END AS message, t.output_path AS "outputPath"
  FROM downloads d
  LEFT JOIN download_telemetry t ON t.download_id = d.id
  LEFT JOIN download_client_health h ON h.client_id = d.download_client)`;

/** Every attempt there has been, in the same shape; one that has not ended reads as \`queued\`. */
export const ATTEMPTS = `(SELECT ${COMMON}, coalesce(d.outcome, 'queued') AS status, d.media_id,
    d.size_bytes AS "sizeBytes", CASE WHEN d.outcome = 'completed' THEN d.size_bytes END AS "downloadedBytes",
    CASE WHEN d.outcome = 'completed' THEN 1 ELSE 0 END::float8 AS progress, NULL::bigint AS "downloadSpeed",
    NULL::bigint AS "uploadSpeed", NULL::bigint AS "etaSeconds", NULL::float8 AS ratio, NULL::int AS peers,
    coalesce(d.message, d.reason) AS message, d.output_path AS "outputPath"
  FROM download_attempts d)`;

type ViewRow = Omit<DownloadView, 'initiatedAt'> & { initiatedAt: Date; media_id: string | null };

export function toView({ media_id: _, initiatedAt, ...row }: ViewRow): DownloadView {
  return { ...row, initiatedAt: initiatedAt.toISOString() };
}
