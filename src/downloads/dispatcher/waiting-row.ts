import { type DataSource } from 'typeorm';

/** A row of the queue that waits for its client: the table is the to-do list. */
export type WaitingRow = {
  id: string;
  status: 'submitting' | 'cancelling';
  itemKey: string;
  downloadClientId: string | null;
  title: string;
  category: string | null;
  priority: number | null;
  releaseRef: string | null;
  removeData: boolean;
};

const WAITING = `status IN ('submitting', 'cancelling')`;

/** Goes from client to client in the index: a DISTINCT would read every row that waits, after each change. */
export async function clientsWaitedFor(database: DataSource): Promise<string[]> {
  const first = (among: string) => `(SELECT min(download_client) FROM downloads WHERE ${WAITING}${among})`;
  const sql = `WITH RECURSIVE waited_for (client) AS (
      SELECT ${first('')}
      UNION ALL
      SELECT ${first(' AND download_client > waited_for.client')} FROM waited_for WHERE client IS NOT NULL
    ) SELECT client FROM waited_for WHERE client IS NOT NULL`;
  return (await database.query<{ client: string }[]>(sql)).map(({ client }) => client);
}

/** The oldest first. @param except `id status` of rows that are passed over, so that they hold up none behind them */
export const rowsWaitingFor = (
  database: DataSource,
  client: string,
  except: readonly string[] = [],
): Promise<WaitingRow[]> =>
  database.query<WaitingRow[]>(
    `SELECT id, status, item_key AS "itemKey", download_client_id AS "downloadClientId", title, category, priority,
            release_ref AS "releaseRef", coalesce(remove_data, false) AS "removeData"
     FROM downloads WHERE download_client = $1 AND ${WAITING} AND (id || ' ' || status) <> ALL ($2)
     ORDER BY initiated_at, id LIMIT 200`,
    [client, except],
  );
