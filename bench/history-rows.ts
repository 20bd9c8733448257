import pg from 'pg';

export const ATTEMPTS = 250_000;
export const FIRST = Date.parse('2025-01-01T00:00:00Z');
/** An attempt begins each so often; lives between nothing and `LONGEST` of that: 5,000 are active at any instant. */
const STEP_MS = 200_000;
const LONGEST = 10_000;
export const LAST = FIRST + ATTEMPTS * STEP_MS;

const id = (digit: number, n: string) =>
  `('${String(digit).repeat(8)}-0000-4000-8000-' || lpad((${n})::text, 12, '0'))::uuid`;
const time = (steps: string) =>
  `timestamptz '${new Date(FIRST).toISOString()}' + (${steps}) * interval '${STEP_MS} ms'`;
const LIFE = `(n * 7919 % ${LONGEST}) + 0.5`;
const [PAUSED, RESUMED] = [`${LIFE}) * 0.4`, `${LIFE}) * 0.6`].map((part) => time(`n + (${part}`));
const ENDED = `CASE WHEN n + ${LIFE} < ${ATTEMPTS} THEN ${time(`n + ${LIFE}`)} END`;
const OUTCOME = `(ARRAY['completed', 'completed', 'completed', 'failed', 'cancelled'])[n % 5 + 1]`;

const FILL_ATTEMPTS = `
  INSERT INTO download_attempts (id, stream, download_client, download_client_id, item_key, protocol, title, content, media_id,
      category, priority, indexer, origin, size_bytes, announced_bytes, initiated_at, accepted_at, ended_at, outcome, reason,
      log_status, log_status_at, initiated_commit, actor, command_id)
  SELECT ${id(0, 'n')}, 'download-client-' || n % 4 || '.' || md5(n::text), 'client-' || n % 4, md5(n::text), md5(n::text),
         CASE WHEN n % 3 = 0 THEN 'usenet' ELSE 'torrent' END, 'Show.' || md5(n::text) || '.S01E' || n % 24 || '.1080p.WEB-DL',
         jsonb_build_object('kind', 'movie', 'mediaId', 'tmdb:' || n % 9000), 'tmdb:' || n % 9000,
         (ARRAY['films', 'shows', NULL])[n % 3 + 1], n % 7, 'indexer-' || n % 9, 'request', n * 1000::bigint, n * 1000::bigint,
         ${time('n')}, ${time('n + 0.01')}, ${ENDED}, CASE WHEN ${ENDED} IS NOT NULL THEN ${OUTCOME} END,
         CASE WHEN ${ENDED} IS NOT NULL AND n % 5 > 2 THEN (ARRAY['stalled', 'user'])[n % 5 - 2] END,
         CASE WHEN n % 2 = 1 AND n + (${LIFE}) * 0.4 < ${ATTEMPTS} AND n + (${LIFE}) * 0.6 >= ${ATTEMPTS} THEN 'paused' ELSE 'queued' END,
         CASE WHEN n % 2 = 1 AND n + (${LIFE}) * 0.6 < ${ATTEMPTS} THEN ${RESUMED}
              WHEN n % 2 = 1 AND n + (${LIFE}) * 0.4 < ${ATTEMPTS} THEN ${PAUSED} ELSE ${time('n + 0.01')} END,
         n * 1000, 'api', ${id(9, 'n')}::text
    FROM generate_series(0, ${ATTEMPTS - 1}) AS n`;

const event = (digit: number, type: string, at: string, where = 'true') => `
  SELECT ${id(digit, 'n')} AS event_id, ${type} AS type, ${id(0, 'n')} AS download_id,
         'download-client-' || n % 4 || '.' || md5(n::text) AS stream, ${at} AS occurred_at,
         jsonb_build_object('downloadId', ${id(0, 'n')}, 'downloadClientId', md5(n::text),
           'reason', CASE WHEN n % 5 > 2 THEN (ARRAY['stalled', 'user'])[n % 5 - 2] END) AS data
    FROM generate_series(0, ${ATTEMPTS - 1}) AS n WHERE ${where} AND ${at} IS NOT NULL`;
const FILL_HISTORY = `
  INSERT INTO download_history (event_id, commit_position, prepare_position, type, download_id, stream, revision, occurred_at, actor, data)
  SELECT event_id, place * 137, place * 137, type, download_id, stream, 0, occurred_at, 'api', data
    FROM (SELECT *, row_number() OVER (ORDER BY occurred_at, event_id) AS place FROM (
      ${event(1, `'download.initiated'`, time('n'))} UNION ALL
      ${event(2, `'download.accepted'`, time('n + 0.01'))} UNION ALL
      ${event(3, `'download.paused'`, PAUSED!, 'n % 2 = 1')} UNION ALL
      ${event(4, `'download.resumed'`, RESUMED!, 'n % 2 = 1')} UNION ALL
      ${event(5, `'download.' || ${OUTCOME}`, ENDED)}) AS each) AS placed
   WHERE occurred_at < timestamptz '${new Date(LAST).toISOString()}'`;

/** What is active at the end, as the queue has it, with what clients have told of it. */
const FILL_QUEUE = `
  INSERT INTO downloads (id, stream, download_client, download_client_id, item_key, status, protocol, title, content, media_id,
      category, priority, indexer, origin, size_bytes, initiated_at, accepted_at, updated_at, revision)
  SELECT id, stream, download_client, download_client_id, item_key, log_status, protocol, title, content, media_id,
         category, priority, indexer, origin, announced_bytes, initiated_at, accepted_at, log_status_at, 1
    FROM download_attempts WHERE ended_at IS NULL;
  INSERT INTO download_telemetry (download_id, status, downloaded_bytes, size_bytes, progress, download_speed, upload_speed,
      eta_seconds, ratio, peers, observed_at, observed_revision)
  SELECT id, (ARRAY['downloading', 'stalled', 'checking', 'paused'])[priority % 4 + 1], size_bytes / 3, size_bytes, 0.333,
         size_bytes % 9999, 5, CASE WHEN priority > 2 THEN size_bytes % 777 END, 0.1, 3, now(), 1 FROM downloads`;

/** Indexes are made when the rows are there, as a rebuild does: minutes sooner. */
const WITHOUT_INDEXES = `
  CREATE TEMP TABLE kept_indexes AS SELECT indexname, indexdef FROM pg_indexes
   WHERE tablename IN ('download_attempts', 'download_history') AND indexname NOT LIKE '%pkey';
  DO $$ DECLARE kept record; BEGIN
    FOR kept IN SELECT * FROM kept_indexes LOOP EXECUTE format('DROP INDEX %I', kept.indexname); END LOOP;
  END $$`;
const WITH_INDEXES = `
  DO $$ DECLARE kept record; BEGIN
    FOR kept IN SELECT * FROM kept_indexes LOOP EXECUTE kept.indexdef; END LOOP;
  END $$`;

/** Fills migrated tables with a million events of 250,000 attempts, of which about 5,000 are active at any instant. */
export async function fillHistory(databaseUrl: string): Promise<{ events: number; active: number }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(WITHOUT_INDEXES);
    for (const sql of [FILL_ATTEMPTS, FILL_HISTORY, FILL_QUEUE]) await client.query(sql);
    await client.query(WITH_INDEXES);
    await client.query('VACUUM ANALYZE download_attempts, download_history, downloads, download_telemetry');
    const { rows } = await client.query<{ events: number; active: number }>(
      `SELECT (SELECT count(*)::int FROM download_history) AS events, (SELECT count(*)::int FROM downloads) AS active`,
    );
    return rows[0]!;
  } finally {
    await client.end();
  }
}
