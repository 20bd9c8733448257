import { type DataSource } from 'typeorm';
import { FINISHED } from '../projections/finished.js';

/** A download that waits for its client, active or (`removing`) ended: the tables are the to-do list. */
export type WaitingRow = {
  id: string;
  status: 'submitting' | 'cancelling' | 'removing';
  itemKey: string;
  downloadClientId: string | null;
  title: string;
  category: string | null;
  /** Of its content: movie, episodes, season, series; null where it is not known. */
  contentKind: string | null;
  priority: number | null;
  releaseRef: string | null;
  removeData: boolean;
};

const WAITING = `status IN ('submitting', 'cancelling')`;
const REMOVING = `${FINISHED} AND removal_reason IS NOT NULL`;

const COLUMNS = `id, item_key, download_client_id, title, content, category, priority, release_ref, remove_data, initiated_at`;

/** Goes from client to client in the index: a DISTINCT would read every row that waits, after each change. */
export async function clientsWaitedFor(database: DataSource): Promise<string[]> {
  const first = (among: string) => `least((SELECT min(download_client) FROM downloads WHERE ${WAITING}${among}),
    (SELECT min(download_client) FROM finished_downloads WHERE ${REMOVING}${among}))`;
  const sql = `WITH RECURSIVE waited_for (client) AS (
      SELECT ${first('')}
      UNION ALL
      SELECT ${first(' AND download_client > waited_for.client')} FROM waited_for WHERE client IS NOT NULL
    ) SELECT client FROM waited_for WHERE client IS NOT NULL`;
  return (await database.query<{ client: string }[]>(sql)).map(({ client }) => client);
}

/** The oldest first, and what is to be removed before what is to be submitted: it may be the same item. @param except `id status` of rows that are passed over, so that they hold up none behind them */
export const rowsWaitingFor = (
  database: DataSource,
  client: string,
  except: readonly string[] = [],
): Promise<WaitingRow[]> =>
  database.query<WaitingRow[]>(
    `SELECT id, status, item_key AS "itemKey", download_client_id AS "downloadClientId", title, category, priority,
            content ->> 'kind' AS "contentKind",
            release_ref AS "releaseRef", coalesce(remove_data, false) AS "removeData"
     FROM (
       SELECT ${COLUMNS}, status, 1 AS place FROM downloads WHERE download_client = $1 AND ${WAITING}
       UNION ALL
       SELECT ${COLUMNS}, 'removing', 0 FROM finished_downloads WHERE download_client = $1 AND ${REMOVING}
     ) waiting
     WHERE (id || ' ' || status) <> ALL ($2) ORDER BY place, initiated_at, id LIMIT 200`,
    [client, except],
  );
