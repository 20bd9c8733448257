import { type Content } from '../domain/content.js';
import { type Protocol, type SeedGoal } from '../domain/events.js';
import { FINISHED } from '../projections/finished.js';

/** A download that is under way, or has ended and is still in its client: what the log says of it, and what its client was last seen to say. */
export type PresentDownload = {
  id: string;
  itemKey: string;
  downloadClientId: string | null;
  title: string;
  protocol: Protocol;
  category: string | null;
  /** The slug of its client. */
  downloadClient: string;
  indexer: string | null;
  content: Content | null;
  /** How many wait for it, or have not yet said that they are done with it. */
  askers: number;
  initiatedAt: Date;
  endedAt: Date | null;
  status: 'submitting' | 'queued' | 'paused' | 'cancelling' | 'completed' | 'failed';
  /** Its client is to forget it. */
  isLeaving: boolean;
  /** What the client was last seen to say, in the monitor's words; null where it was not seen since the log said something. */
  itemStatus: string | null;
  /** The client cannot be reached, or did not list it: what is known of it is of before. */
  isUnseen: boolean;
  observedAt: Date | null;
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
  seedingSeconds: number | null;
  /** As asked for with the request. */
  seedGoal: SeedGoal | null;
  /** That goal, or the client's own where there is none. */
  seedGoalReached: boolean | null;
};

const COMMON = `d.id, d.item_key AS "itemKey", d.download_client_id AS "downloadClientId", d.title, d.protocol, d.category,
  d.download_client AS "downloadClient", d.indexer, d.content,
  (SELECT count(*)::int FROM download_joins j WHERE j.download_id = d.id) AS askers,
  d.initiated_at AS "initiatedAt"`;

const ACTIVE = `SELECT ${COMMON}, NULL::timestamptz AS "endedAt", d.status, d.status = 'cancelling' AS "isLeaving",
    CASE WHEN t.observed_revision IS NOT DISTINCT FROM d.revision THEN t.status END AS "itemStatus",
    coalesce(h.state = 'down' OR t.missing_polls > 0, false) AS "isUnseen", t.observed_at AS "observedAt",
    coalesce(t.size_bytes, d.size_bytes) AS "sizeBytes", t.downloaded_bytes AS "downloadedBytes", coalesce(t.progress, 0) AS progress,
    t.download_speed AS "downloadSpeed", t.upload_speed AS "uploadSpeed", t.eta_seconds AS "etaSeconds", t.ratio, t.peers,
    t.message, t.output_path AS "outputPath", NULL::bigint AS "seedingSeconds", f.seed_goal AS "seedGoal",
    NULL::boolean AS "seedGoalReached"
  FROM downloads d
  LEFT JOIN download_telemetry t ON t.download_id = d.id
  LEFT JOIN download_client_health h ON h.client_id = d.download_client
  LEFT JOIN finished_downloads f ON f.id = d.id`;

/** What failed before its client had it is none of those that are still there; whoever asked for it is to hear of it all the same. */
const ENDED = `SELECT ${COMMON}, d.ended_at AS "endedAt", d.outcome AS status, d.removal_reason IS NOT NULL AS "isLeaving",
    t.status AS "itemStatus", coalesce(h.state = 'down' OR t.missing_polls > 0, false) AS "isUnseen", t.observed_at AS "observedAt",
    d.size_bytes AS "sizeBytes", CASE WHEN d.outcome = 'completed' THEN d.size_bytes END AS "downloadedBytes",
    CASE WHEN d.outcome = 'completed' THEN 1 ELSE 0 END::float8 AS progress, NULL::bigint AS "downloadSpeed",
    t.upload_speed AS "uploadSpeed", NULL::bigint AS "etaSeconds", t.ratio, NULL::int AS peers,
    coalesce(t.message, d.message) AS message, d.output_path AS "outputPath", t.seeding_seconds AS "seedingSeconds",
    d.seed_goal AS "seedGoal", t.seed_goal_reached AS "seedGoalReached"
  FROM (SELECT * FROM finished_downloads WHERE ${FINISHED} OR outcome = 'failed') d
  LEFT JOIN finished_telemetry t ON t.download_id = d.id
  LEFT JOIN download_client_health h ON h.client_id = d.download_client`;

/** In one statement, so that none is missed between the two tables. */
export const PRESENT = `(${ACTIVE} UNION ALL ${ENDED})`;
