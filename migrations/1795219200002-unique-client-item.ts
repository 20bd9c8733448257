import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { forwardOnly } from '../src/database/forward-only.js';

/**
 * At most one download for each item of a client, held by the database itself.
 *
 * Where a table has duplicates already, the most recent of each group stays (by `initiated_at`, then `updated_at`, then
 * `id`). The others are kept whole in `downloads_removed_duplicates`. Rows that no client has taken yet have no item and
 * are never duplicates.
 */
export class UniqueClientItem1795219200002 implements MigrationInterface {
  down = forwardOnly;

  async up(db: QueryRunner): Promise<void> {
    // Nobody adds another one between the search and the constraint.
    await db.query('LOCK TABLE downloads IN ACCESS EXCLUSIVE MODE');
    await createReport(db);
    const removed = await removeDuplicates(db);
    if (removed > 0) report(db, removed);
    await db.query(`
      ALTER TABLE downloads
        ADD CONSTRAINT downloads_client_item_unique UNIQUE (download_client, download_client_id)
    `);
  }
}

const createReport = (db: QueryRunner) =>
  db.query(`
    CREATE TABLE downloads_removed_duplicates (
      id uuid PRIMARY KEY,
      kept_id uuid NOT NULL,
      row jsonb NOT NULL,
      removed_at timestamptz NOT NULL DEFAULT now()
    )
  `);

/** @returns how many rows went */
const removeDuplicates = async (db: QueryRunner): Promise<number> => {
  await db.query(`
    INSERT INTO downloads_removed_duplicates (id, kept_id, row)
    SELECT ranked.id, ranked.kept_id, to_jsonb(downloads)
    FROM (
      SELECT id, first_value(id) OVER (
        PARTITION BY download_client, download_client_id
        ORDER BY initiated_at DESC, updated_at DESC, id DESC
      ) AS kept_id
      FROM downloads
      WHERE download_client_id IS NOT NULL
    ) AS ranked
    JOIN downloads USING (id)
    WHERE ranked.id <> ranked.kept_id
  `);
  const removed = 'SELECT id FROM downloads_removed_duplicates';
  await db.query(`DELETE FROM download_telemetry WHERE download_id IN (${removed})`);
  const [, count] = (await db.query(`DELETE FROM downloads WHERE id IN (${removed})`)) as [unknown, number];
  return count;
};

const report = (db: QueryRunner, removed: number) =>
  db.connection.logger.log(
    'warn',
    `removed ${removed} duplicate downloads, of each client item all but the most recent: see downloads_removed_duplicates`,
  );
