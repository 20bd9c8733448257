import { type DataSource } from 'typeorm';
import { FINISHED } from '../projections/finished.js';
import { type ActiveRow, type FinishedRow, type FollowedRows, type Row } from './observe.js';

/** The downloads of a client: those whose fate it decides now, those that it still has, and those that wait for it. */
export async function followedRows(database: DataSource, client: string): Promise<FollowedRows> {
  const [queue, finished] = await Promise.all([
    database.query<(ActiveRow & { status: string })[]>(QUEUE, [client]),
    database.query<FinishedRow[]>(ENDED, [client]),
  ]);
  const isAccepted = ({ status }: { status: string }) => status === 'queued' || status === 'paused';
  const waiting: Row[] = queue.filter((row) => !isAccepted(row));
  return { active: queue.filter(isAccepted).map(({ status: _, ...row }) => row), finished, waiting };
}

const COMMON = `d.id, d.item_key AS "itemKey", d.download_client_id AS "downloadClientId", d.protocol,
  coalesce(t.missing_polls, 0) AS "missingPolls"`;

const QUEUE = `SELECT ${COMMON}, d.status, d.size_bytes AS "sizeBytes", d.revision
  FROM downloads d LEFT JOIN download_telemetry t ON t.download_id = d.id WHERE d.download_client = $1`;

const ENDED = `SELECT ${COMMON}, d.outcome, d.seed_goal AS "seedGoal", d.ended_at AS "endedAt",
    d.removal_reason IS NOT NULL AS removing
  FROM (SELECT * FROM finished_downloads WHERE download_client = $1 AND ${FINISHED}) d
  LEFT JOIN finished_telemetry t ON t.download_id = d.id`;
