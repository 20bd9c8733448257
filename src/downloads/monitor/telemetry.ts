import { type DataSource } from 'typeorm';
import { type FollowedRow, type Observation } from './observation.js';

/** Accepted rows, whose fate the client decides now. */
export const followedRows = (database: DataSource, client: string): Promise<FollowedRow[]> =>
  database.query<FollowedRow[]>(
    `SELECT d.id, d.item_key AS "itemKey", d.download_client_id AS "downloadClientId",
            d.protocol, d.size_bytes AS "sizeBytes",
            coalesce(t.missing_polls, 0) AS "missingPolls"
     FROM downloads d LEFT JOIN download_telemetry t ON t.download_id = d.id
     WHERE d.download_client = $1 AND d.status IN ('queued', 'paused')`,
    [client],
  );

const COLUMNS = `download_id uuid, status text, downloaded_bytes bigint, size_bytes bigint, progress float8,
  download_speed bigint, upload_speed bigint, eta_seconds bigint, ratio float8, peers int, message text,
  output_path text, missing_polls int`;
const NAMES = COLUMNS.split(',').map((column) => column.trim().split(' ')[0]!);

/** Writes what was observed in one statement for all rows, and forgets what was observed of downloads that have ended. */
export async function writeTelemetry(database: DataSource, observations: readonly Observation[]): Promise<void> {
  if (observations.length === 0) return;
  const updates = NAMES.slice(1).map((name) => `${name} = excluded.${name}`);
  await database.query(
    `INSERT INTO download_telemetry (${NAMES.join(', ')}, observed_at)
     SELECT o.*, now() FROM jsonb_to_recordset($1::jsonb) AS o(${COLUMNS})
     WHERE EXISTS (SELECT FROM downloads d WHERE d.id = o.download_id)
     ON CONFLICT (download_id) DO UPDATE SET ${updates.join(', ')}, observed_at = excluded.observed_at`,
    [JSON.stringify(observations.map(telemetryRow))],
  );
}

export const forgetEnded = (database: DataSource): Promise<unknown> =>
  database.query(
    'DELETE FROM download_telemetry t WHERE NOT EXISTS (SELECT FROM downloads d WHERE d.id = t.download_id)',
  );

function telemetryRow(observation: Observation) {
  const { row } = observation;
  if (!observation.found) {
    const message = 'The client did not list it.';
    return { download_id: row.id, status: 'warning', message, missing_polls: observation.missingPolls };
  }
  const { item } = observation;
  return {
    download_id: row.id,
    // What is complete is about to leave the queue; what failed for certain as well.
    status: item.state === 'complete' ? 'downloading' : item.state === 'failed' ? 'warning' : item.state,
    downloaded_bytes: item.downloadedBytes,
    size_bytes: item.sizeBytes,
    progress: item.progress,
    download_speed: item.downloadSpeed,
    upload_speed: item.uploadSpeed,
    eta_seconds: item.etaSeconds,
    ratio: item.ratio,
    peers: item.peers,
    message: item.message,
    output_path: item.outputPath,
    missing_polls: 0,
  };
}
