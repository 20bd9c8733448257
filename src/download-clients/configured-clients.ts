import { type DataSource } from 'typeorm';
import { coalesced } from '../database/coalesced.js';
import { OBSERVED_CHANNEL } from '../database/observed-channel.js';
import { storableText } from '../text/storable-text.js';
import { withoutSecrets } from '../text/without-secrets.js';
import { BUILTIN, type ClientHealth, type ConfiguredClient } from './configured-client.js';
import { type DownloadClient } from './download-client.js';
import { openClient } from './open-client.js';

type Row = Record<string, unknown>;

/** Columns of `download_clients` by the names that the API gives them. */
const COLUMNS = {
  id: 'id',
  name: 'name',
  type: 'type',
  enabled: 'enabled',
  priority: 'priority',
  url: 'url',
  username: 'username',
  password: 'password',
  apiKey: 'api_key',
  category: 'category',
  downloadDir: 'download_dir',
  pathMappings: 'path_mappings',
  adopt: 'adopt',
  failAfterStalledMinutes: 'fail_after_stalled_minutes',
  removeAfterSeeding: 'remove_after_seeding',
  maxActive: 'max_active',
  categories: 'categories',
  tls: 'tls',
  timeoutSeconds: 'timeout_seconds',
  options: 'options',
} as const satisfies Record<keyof ConfiguredClient, string>;
const FIELDS = Object.keys(COLUMNS) as (keyof ConfiguredClient)[];

/** The download clients that are configured, and the open adapter of each. */
export class ConfiguredClients {
  private readonly adapters = new Map<string, { settings: string; adapter: DownloadClient }>();

  private readonly readSoon = coalesced(async (asked: readonly 'all'[]) => {
    const clients = await this.read();
    return asked.map(() => clients);
  });

  constructor(
    private readonly database: DataSource,
    private readonly builtin: ConfiguredClient | null,
  ) {}

  /** Those that new downloads may go to, most wanted first. The built-in one only while no other is configured. */
  async offered(): Promise<ConfiguredClient[]> {
    const configured = await this.stored();
    return configured.length > 0 || !this.builtin ? configured : [this.builtin];
  }

  /** Those that may hold downloads: the built-in one goes on with what it was given. */
  async all(): Promise<ConfiguredClient[]> {
    const configured = await this.stored();
    return this.builtin ? [...configured, this.builtin] : configured;
  }

  async find(id: string): Promise<ConfiguredClient | null> {
    if (id === BUILTIN) return this.builtin;
    const rows = await this.database.query<Row[]>('SELECT * FROM download_clients WHERE id = $1', [id]);
    return rows[0] ? fromRow(rows[0]) : null;
  }

  /** Writes all fields. @returns false when there is one of this id already */
  async insert(client: ConfiguredClient): Promise<boolean> {
    const rows = await this.database.query<Row[]>(
      `INSERT INTO download_clients (${FIELDS.map((field) => COLUMNS[field]).join(', ')}, created_at, updated_at)
       VALUES (${FIELDS.map((_, i) => `$${i + 1}`).join(', ')}, now(), now())
       ON CONFLICT (id) DO NOTHING RETURNING id`,
      FIELDS.map((field) => toColumn(client[field])),
    );
    return rows.length > 0;
  }

  async update(client: ConfiguredClient): Promise<void> {
    const changed = FIELDS.filter((field) => field !== 'id');
    await this.database.query(
      `UPDATE download_clients SET ${changed.map((field, i) => `${COLUMNS[field]} = $${i + 2}`).join(', ')},
       updated_at = now() WHERE id = $1`,
      [client.id, ...changed.map((field) => toColumn(client[field]))],
    );
  }

  /** @returns false when there was none */
  async delete(id: string): Promise<boolean> {
    await this.database.query('DELETE FROM download_client_health WHERE client_id = $1', [id]);
    const [rows] = await this.database.query<[Row[], number]>(
      'DELETE FROM download_clients WHERE id = $1 RETURNING id',
      [id],
    );
    return rows.length > 0;
  }

  /** The adapter of a client, opened anew when its settings have changed. Never throws: see `openClient`. */
  open(client: ConfiguredClient): DownloadClient {
    const settings = JSON.stringify(client);
    const known = this.adapters.get(client.id);
    if (known?.settings === settings) return known.adapter;
    const adapter = openClient(client);
    this.adapters.set(client.id, { settings, adapter });
    return adapter;
  }

  async healths(): Promise<Map<string, ClientHealth>> {
    const rows = await this.database.query<Row[]>('SELECT * FROM download_client_health');
    return new Map(rows.map((row) => [String(row['client_id']), healthFromRow(row)]));
  }

  /**
   * Written where it says something else, and else once a minute, for its latency. Who watches the clients is told where the client has
   * come or gone, or says something else.
   */
  async recordHealth(id: string, health: Omit<ClientHealth, 'since'>): Promise<void> {
    await this.database.query(
      `WITH before AS (SELECT state, last_error, version FROM download_client_health WHERE client_id = $1),
       recorded AS (INSERT INTO download_client_health AS h
         (client_id, state, since, last_error, latency_ms, retry_at, version, checked_at)
       VALUES ($1, $2, now(), $3, $4, $5, $6, now())
       ON CONFLICT (client_id) DO UPDATE SET
         since = CASE WHEN h.state = excluded.state THEN h.since ELSE excluded.since END,
         state = excluded.state, last_error = COALESCE(excluded.last_error, h.last_error), retry_at = excluded.retry_at,
         latency_ms = COALESCE(excluded.latency_ms, h.latency_ms), version = COALESCE(excluded.version, h.version),
         checked_at = excluded.checked_at
       WHERE (h.state, h.last_error, h.retry_at, h.version) IS DISTINCT FROM
           (excluded.state, COALESCE(excluded.last_error, h.last_error), excluded.retry_at, COALESCE(excluded.version, h.version))
         OR (h.latency_ms IS NULL AND excluded.latency_ms IS NOT NULL) OR h.checked_at < now() - interval '1 minute'
       RETURNING state, last_error, version)
       SELECT pg_notify('${OBSERVED_CHANNEL}', '') FROM recorded r LEFT JOIN before b ON true
       WHERE (r.state, r.last_error, r.version) IS DISTINCT FROM (b.state, b.last_error, b.version)`,
      [id, health.state, said(health.lastError), health.latencyMs, health.retryAt, said(health.version)],
    );
  }

  private stored(): Promise<ConfiguredClient[]> {
    return this.readSoon('all');
  }

  private async read(): Promise<ConfiguredClient[]> {
    const rows = await this.database.query<Row[]>('SELECT * FROM download_clients ORDER BY priority, id');
    return rows.map(fromRow);
  }
}

/** Characters. A client may answer with a whole page. */
const MAX_SAID = 2_000;

/** What a client says, as it may be stored and shown. */
const said = (text: string | null): string | null =>
  text && withoutSecrets(storableText(text.slice(0, MAX_SAID)), { origins: 'keep' });

export const UNKNOWN_HEALTH: ClientHealth = {
  state: 'unknown',
  since: null,
  lastError: null,
  latencyMs: null,
  retryAt: null,
  version: null,
};

const fromRow = (row: Row): ConfiguredClient =>
  Object.fromEntries(FIELDS.map((field) => [field, row[COLUMNS[field]]])) as ConfiguredClient;

const toColumn = (value: unknown) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value);

const iso = (value: unknown): string | null => (value instanceof Date ? value.toISOString() : null);

const healthFromRow = (row: Row): ClientHealth => ({
  state: row['state'] as ClientHealth['state'],
  since: iso(row['since']),
  lastError: row['last_error'] as string | null,
  latencyMs: row['latency_ms'] as number | null,
  retryAt: iso(row['retry_at']),
  version: row['version'] as string | null,
});
