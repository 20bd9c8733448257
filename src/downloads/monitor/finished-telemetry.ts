import { type DataSource } from 'typeorm';
import { type ClientItem } from '../../download-clients/download-client.js';
import { storable } from '../../text/storable-text.js';
import { withoutSecrets } from '../../text/without-secrets.js';
import { type FinishedRow, type Observation } from './observe.js';
import { seedGoalReached } from './seed-goal.js';
import { type TelemetryRow } from './telemetry.js';

const COLUMNS = `download_id uuid, status text, ratio float8, upload_speed bigint, seeding_seconds bigint,
  seed_goal_reached boolean, message text, missing_polls int`;
const NAMES = COLUMNS.split(',').map((column) => column.trim().split(' ')[0]!);

/** Seconds. Seeding time passes in steps of this size: else each poll would change each row. */
const SEEDING_STEP = 60;

/** Writes what was observed of finished downloads in one statement; rows that read as before are not written. */
export async function writeFinishedTelemetry(database: DataSource, rows: readonly TelemetryRow[]): Promise<void> {
  if (rows.length === 0) return;
  const observed = NAMES.slice(1);
  const columns = (table: string) => observed.map((name) => `${table}.${name}`).join(', ');
  await database.query(
    `INSERT INTO finished_telemetry AS t (${NAMES.join(', ')}, observed_at)
     SELECT o.*, now() FROM jsonb_to_recordset($1::jsonb) AS o(${COLUMNS})
     WHERE EXISTS (SELECT FROM finished_downloads f WHERE f.id = o.download_id)
     ON CONFLICT (download_id) DO UPDATE
       SET ${observed.map((name) => `${name} = excluded.${name}`).join(', ')}, observed_at = excluded.observed_at
       WHERE (${columns('t')}) IS DISTINCT FROM (${columns('excluded')})`,
    [JSON.stringify(storable(rows))],
  );
}

export const forgetRemoved = (database: DataSource): Promise<unknown> =>
  database.query(
    'DELETE FROM finished_telemetry t WHERE NOT EXISTS (SELECT FROM finished_downloads f WHERE f.id = t.download_id)',
  );

/** @param trouble what keeps this service from dealing with it; counts before what the client says */
export function finishedTelemetryRow(seen: Observation<FinishedRow>, trouble: string | null, now: Date): TelemetryRow {
  const { row } = seen;
  if (!seen.found)
    return {
      download_id: row.id,
      status: 'warning',
      message: trouble ?? 'The client did not list it.',
      missing_polls: seen.missingPolls,
    };
  const item: ClientItem & { seedingSeconds?: number | null } = seen.item;
  const seconds = item.seedingSeconds ?? null;
  return {
    download_id: row.id,
    status: trouble === null ? statusOf(row, item) : 'warning',
    ratio: item.ratio,
    upload_speed: item.uploadSpeed,
    seeding_seconds: seconds === null ? null : Math.floor(seconds / SEEDING_STEP) * SEEDING_STEP,
    seed_goal_reached: row.protocol === 'torrent' ? seedGoalReached(row, item, now) : null,
    message: trouble ?? (item.message && withoutSecrets(item.message, { origins: 'keep' })),
    missing_polls: 0,
  };
}

/** What had completed and is not complete any more has lost its data, or the disk that they are on. */
const statusOf = ({ outcome }: FinishedRow, { state }: ClientItem): string =>
  outcome === 'completed' && state !== 'complete' && state !== 'paused' && state !== 'queued' ? 'warning' : state;
