import { type Content } from '../domain/content.js';
import { type RemovalReason, type SeedGoal } from '../domain/events.js';
import { FINISHED } from '../projections/finished.js';

/** Keep: nothing is to be done. Seed: it is removed once its goal is reached. Remove: its client is to forget it. */
export const TO_DO = ['keep', 'seed', 'remove'] as const;

/** A download that has ended and whose item is still in its client: design §8. */
export type FinishedView = {
  id: string;
  status: 'completed' | 'failed';
  title: string;
  protocol: string;
  downloadClient: string;
  downloadClientId: string | null;
  itemKey: string;
  content: Content | null;
  category: string | null;
  indexer: string | null;
  origin: string;
  initiatedAt: string;
  endedAt: string;
  sizeBytes: number | null;
  outputPath: string | null;
  message: string | null;
  /** What the client says of the item now; null until it was seen. */
  itemStatus: string | null;
  ratio: number | null;
  /** Bytes per second. */
  uploadSpeed: number | null;
  seedingSeconds: number | null;
  /** As asked for with the request. */
  seedGoal: SeedGoal | null;
  /** That goal, or the client's own where there is none. */
  seedGoalReached: boolean | null;
  toDo: (typeof TO_DO)[number];
  removal: { reason: RemovalReason; removeData: boolean; requestedAt: string } | null;
};

const COLUMNS = `d.id, d.outcome AS status, d.title, d.protocol, d.download_client AS "downloadClient",
    d.download_client_id AS "downloadClientId", d.item_key AS "itemKey", d.content, d.media_id, d.category, d.indexer, d.origin,
    d.initiated_at AS "initiatedAt", d.ended_at AS "endedAt", d.size_bytes AS "sizeBytes", d.output_path AS "outputPath",
    CASE WHEN h.state = 'down' THEN h.last_error ELSE coalesce(t.message, d.message) END AS message,
    CASE WHEN h.state = 'down' THEN 'client-unavailable' ELSE t.status END AS "itemStatus",
    t.ratio, t.upload_speed AS "uploadSpeed", t.seeding_seconds AS "seedingSeconds", d.seed_goal AS "seedGoal",
    t.seed_goal_reached AS "seedGoalReached", d.removal_reason, d.remove_data, d.removal_requested_at`;

const TO_DO_SQL = `CASE WHEN d.removal_reason IS NOT NULL THEN 'remove'
    WHEN c.remove_after_seeding AND d.outcome = 'completed' AND d.protocol = 'torrent' THEN 'seed' ELSE 'keep' END AS "toDo"`;

/** One row for each finished download, with what the monitor has seen of it. */
export const FINISHED_VIEW = `(SELECT ${COLUMNS}, ${TO_DO_SQL}
  FROM (SELECT * FROM finished_downloads WHERE ${FINISHED}) d
  LEFT JOIN finished_telemetry t ON t.download_id = d.id
  LEFT JOIN download_clients c ON c.id = d.download_client
  LEFT JOIN download_client_health h ON h.client_id = d.download_client)`;

type Row = Omit<FinishedView, 'initiatedAt' | 'endedAt' | 'removal'> & {
  initiatedAt: Date;
  endedAt: Date;
  media_id: string | null;
  removal_reason: RemovalReason | null;
  remove_data: boolean | null;
  removal_requested_at: Date | null;
};

export function toFinishedView(row: Row): FinishedView {
  const { media_id: _, initiatedAt, endedAt, removal_reason: reason, remove_data, removal_requested_at, ...rest } = row;
  const removal = reason && {
    reason,
    removeData: remove_data ?? false,
    requestedAt: (removal_requested_at ?? endedAt).toISOString(),
  };
  return { ...rest, initiatedAt: initiatedAt.toISOString(), endedAt: endedAt.toISOString(), removal };
}
