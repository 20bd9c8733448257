import { type DataSource } from 'typeorm';
import { type DownloadView, QUEUE, toView } from '../queries/download-view.js';

/** A download of the queue as readers have it. An older `rev` never overwrites a newer one. */
export type LiveRow = DownloadView & { rev: number };

/** An event counts more than any number of changes of what the client says: there are less than 2^32 of those between two events. */
const EVENT = 2 ** 32;
const REV = `(coalesce(d.revision, 0) * ${EVENT} + coalesce(t.changes + 1, 0))::float8`;

/** Whether an event lies between the two, or nothing but what the client says. */
export const sameEvent = (a: number, b: number): boolean => Math.floor(a / EVENT) === Math.floor(b / EVENT);

/** The `rev` of a download that an event has taken off the queue. */
export const afterNextEvent = (rev: number): number => (Math.floor(rev / EVENT) + 1) * EVENT;

/** What tells whether a row may read otherwise than before. */
export type Mark = { id: string; rev: number; away: string | null };

export const readMarks = (database: DataSource): Promise<Mark[]> =>
  database.query<Mark[]>(
    `SELECT d.id, ${REV} AS rev, CASE WHEN h.state = 'down' THEN coalesce(h.last_error, '') END AS away
     FROM downloads d
     LEFT JOIN download_telemetry t ON t.download_id = d.id
     LEFT JOIN download_client_health h ON h.client_id = d.download_client`,
  );

type Row = Parameters<typeof toView>[0] & { rev: number };

/** Those of these downloads that are in the queue. */
export async function readRows(database: DataSource, ids: readonly string[]): Promise<LiveRow[]> {
  if (ids.length === 0) return [];
  const rows = await database.query<Row[]>(
    `SELECT q.*, ${REV} AS rev FROM ${QUEUE} q JOIN downloads d ON d.id = q.id
     LEFT JOIN download_telemetry t ON t.download_id = q.id WHERE q.id = ANY($1::uuid[])`,
    [ids],
  );
  return rows.map(({ rev, ...row }) => toLive({ ...toView(row), rev }));
}

/** Progress with four digits: what nobody sees is no change. */
const toLive = (row: LiveRow): LiveRow => ({ ...row, progress: Math.round(row.progress * 10_000) / 10_000 });

export type Ended = { id: string; status: string | null; reason: string | null };

/** How downloads have ended; one whose end the history does not show yet is not among them. */
export const readEnded = async (database: DataSource, ids: readonly string[]): Promise<Ended[]> =>
  ids.length === 0
    ? []
    : database.query<Ended[]>(
        `SELECT id, outcome AS status, coalesce(message, reason) AS reason FROM download_attempts
         WHERE id = ANY($1::uuid[]) AND outcome IS NOT NULL`,
        [ids],
      );
