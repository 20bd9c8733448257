import { type DataSource } from 'typeorm';
import { tellingObserved } from '../../database/observed-channel.js';
import { storableText } from '../../text/storable-text.js';

/** Says in a row, of an active download or of a finished one, what keeps it from going on. */
export async function writeTrouble(database: DataSource, downloadId: string, message: string): Promise<void> {
  await database.query(
    tellingObserved(`INSERT INTO download_telemetry AS t (download_id, status, message, observed_revision, observed_at)
     SELECT d.id, 'warning', $2, d.revision, now() FROM downloads d WHERE d.id = $1
     ON CONFLICT (download_id) DO UPDATE SET status = excluded.status, message = excluded.message,
       observed_revision = excluded.observed_revision, changes = t.changes + 1
       WHERE (t.status, t.message, t.observed_revision) IS DISTINCT FROM
         (excluded.status, excluded.message, excluded.observed_revision)`),
    [downloadId, storableText(message)],
  );
  await database.query(
    `INSERT INTO finished_telemetry AS t (download_id, status, message, observed_at)
     SELECT f.id, 'warning', $2, now() FROM finished_downloads f WHERE f.id = $1 AND f.outcome IS NOT NULL
     ON CONFLICT (download_id) DO UPDATE SET status = excluded.status, message = excluded.message
       WHERE (t.status, t.message) IS DISTINCT FROM (excluded.status, excluded.message)`,
    [downloadId, storableText(message)],
  );
}
