import { type DataSource, QueryFailedError } from 'typeorm';
import { tellingObserved } from '../../database/observed-channel.js';
import { storable } from '../../text/storable-text.js';
import { type ConfiguredClient } from '../../download-clients/configured-client.js';
import { caseHint, localPath } from '../../download-clients/path-mapping.js';
import { withoutSecrets } from '../../text/without-secrets.js';
import { writeTrouble } from '../troubled-rows/write-trouble.js';
import { type Observation } from './observe.js';

const COLUMNS = `download_id uuid, status text, downloaded_bytes bigint, size_bytes bigint, progress float8,
  download_speed bigint, upload_speed bigint, eta_seconds bigint, ratio float8, peers int, message text,
  output_path text, missing_polls int, observed_revision bigint`;
const NAMES = COLUMNS.split(',').map((column) => column.trim().split(' ')[0]!);

export type TelemetryRow = { download_id: string } & Record<string, unknown>;

/** Writes what was observed in one statement for all rows; where the database refuses one, each by itself, without what it refuses. */
export async function writeTelemetry(database: DataSource, rows: readonly TelemetryRow[]): Promise<void> {
  if (rows.length === 0) return;
  try {
    await writeRows(database, rows);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (rows.length === 1) return writeTrouble(database, rows[0]!.download_id, UNSTORABLE);
    for (const row of rows) await writeTelemetry(database, [row]);
  }
}

const UNSTORABLE = 'What the client says of it cannot be stored.';

/** Data, integrity or size: asking again cannot help. */
const isRefusal = (error: unknown): boolean =>
  error instanceof QueryFailedError && /^(22|23|54)/.test((error.driverError as { code?: string }).code ?? '');

/** A row that reads as before is not written, and a look that has found nothing new tells nobody. */
async function writeRows(database: DataSource, rows: readonly TelemetryRow[]): Promise<void> {
  const observed = NAMES.slice(1);
  const updates = observed.map((name) => `${name} = excluded.${name}`);
  const columns = (table: string) => observed.map((name) => `${table}.${name}`).join(', ');
  await database.query(
    tellingObserved(`INSERT INTO download_telemetry AS t (${NAMES.join(', ')}, observed_at)
     SELECT o.*, now() FROM jsonb_to_recordset($1::jsonb) AS o(${COLUMNS})
     WHERE EXISTS (SELECT FROM downloads d WHERE d.id = o.download_id)
     ON CONFLICT (download_id) DO UPDATE
       SET ${updates.join(', ')}, observed_at = excluded.observed_at, changes = t.changes + 1
       WHERE (${columns('t')}) IS DISTINCT FROM (${columns('excluded')})`),
    [JSON.stringify(storable(rows))],
  );
}

export const forgetEnded = (database: DataSource): Promise<unknown> =>
  database.query(
    'DELETE FROM download_telemetry t WHERE NOT EXISTS (SELECT FROM downloads d WHERE d.id = t.download_id)',
  );

/**
 * @param trouble what keeps this service from dealing with it; counts before what the client says
 * @param strikes what is said of minutes without progress, after what the client says
 */
export function telemetryRow(
  client: ConfiguredClient,
  observation: Observation,
  trouble: string | null,
  strikes: string | null = null,
): TelemetryRow {
  const { row } = observation;
  // The row was read before the client was asked: what the log says later is newer than what was seen.
  const seen = { download_id: row.id, observed_revision: row.revision };
  if (!observation.found) {
    const message = 'The client did not list it.';
    const { missingPolls } = observation;
    return { ...seen, status: 'warning', message, missing_polls: missingPolls };
  }
  const { item } = observation;
  const path = item.outputPath;
  const status = item.state === 'complete' ? 'downloading' : item.state === 'failed' ? 'warning' : item.state;
  return {
    ...seen,
    // What is complete is about to leave the queue; what failed for certain as well.
    status: trouble === null ? status : 'warning',
    downloaded_bytes: item.downloadedBytes,
    size_bytes: item.sizeBytes,
    progress: item.progress,
    download_speed: item.downloadSpeed,
    upload_speed: item.uploadSpeed,
    eta_seconds: item.etaSeconds,
    ratio: item.ratio,
    peers: item.peers,
    message: trouble ?? both(said(item.message) ?? (path === null ? null : caseHint(client, path)), strikes),
    output_path: path === null ? null : localPath(client, path),
    missing_polls: 0,
  };
}

const both = (first: string | null, second: string | null): string | null =>
  first && second ? `${first} ${second}` : (first ?? second);

const said = (message: string | null): string | null => message && withoutSecrets(message, { origins: 'keep' });
